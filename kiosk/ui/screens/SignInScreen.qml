import QtQuick
import Panier

// An employee's name and PIN. The keys serve the field that is open.
Page {
    id: signIn

    readonly property var own: Theme.part.pin
    property bool atPin: false

    heading: headline.text
    ground: Theme.color.staff
    ink: Theme.color.onStaff
    items: [languageItem, {
            icon: "close",
            text: qsTr("Fermer"),
            act: () => signIn.view.closeSignIn()
        }]

    function problem(): string {
        if (view.signInProblem === "wait")
            return qsTr("Réessayez dans %1").arg(Say.lasting(view.signInWaitSeconds, true));
        if (view.signInProblem === "wrong")
            return qsTr("Identifiant ou code\ninconnu");
        return view.signInBusy ? qsTr("Vérification du code") : qsTr("Identifiant,\npuis code personnel");
    }

    Connections {
        target: signIn.view
        function onSignInChanged(): void {
            if (signIn.view.signInProblem !== "")
                pin.typed = "";
        }
    }

    mirror: [
        Headline {
            id: headline
            text: qsTr("Espace\nvendeur")
            ink: Theme.color.onStaff
            note: signIn.problem()
        },
        Art {
            name: "art/staff"
            x: parent.width - width
            y: parent.height - height
            boxWidth: Theme.part.help.staff
            boxHeight: Theme.part.help.staff
        }
    ]

    Column {
        x: Theme.layout.margin
        y: signIn.own.padTop
        width: parent.width - 2 * x
        spacing: signIn.own.gap

        Row {
            width: parent.width
            spacing: signIn.own.gap

            Field {
                width: (parent.width - parent.spacing) / 2
                label: qsTr("Identifiant")
                text: letters.typed
                open: !signIn.atPin
                onClicked: signIn.atPin = false
            }
            Field {
                width: (parent.width - parent.spacing) / 2
                label: qsTr("Code")
                text: pin.typed
                hidden: true
                open: signIn.atPin
                onClicked: signIn.atPin = true
            }
        }
        LetterPad {
            id: letters
            visible: !signIn.atPin
            width: parent.width
        }
        Button {
            visible: !signIn.atPin
            width: parent.width
            big: true
            now: true
            text: qsTr("Suite")
            onClicked: signIn.atPin = true
        }
        PinPad {
            id: pin
            visible: signIn.atPin
            width: parent.width
            onEntered: signIn.view.signIn(letters.typed, pin.typed)
        }
    }
}
