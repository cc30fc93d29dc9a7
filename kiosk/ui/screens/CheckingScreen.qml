import QtQuick
import Panier

// A moment after "pay": the tray is read once more, and the screen says what for.
Page {
    id: checking

    heading: headline.text
    ink2: Theme.color.ink2
    items: [backItem, languageItem, helpItem]

    mirror: [
        FlatLay {
            anchors.fill: parent
            articles: checking.view.tray
            places: checking.view.traySlots
        },
        Words {
            id: headline
            x: Theme.part.say.left
            y: Theme.part.say.countTop
            role: Theme.type.headline
            text: qsTr("Un instant")
        },
        Words {
            x: Theme.part.say.left
            y: Theme.part.say.hintTop
            color: Theme.color.ink2
            text: qsTr("Le plateau est relu, pour ne rien\ncompter de trop.")
        }
    ]

    DueAmount {
        id: due
        width: parent.width
        about: qsTr("À payer, %1").arg(checking.pieces(checking.view.counted))
        amount: Say.money(checking.view.totalMinor)
    }
    StepList {
        anchors.top: due.bottom
        width: parent.width
        now: 0
        steps: [
            {
                text: qsTr("La caisse relit le plateau"),
                note: qsTr("quelques secondes")
            },
            {
                text: qsTr("Le terminal attend votre carte")
            },
            {
                text: qsTr("Votre ticket s’affiche ici")
            }
        ]
    }
}
