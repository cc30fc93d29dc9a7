import QtQuick
import Panier

// Which screen is seen: a change of state is a cut.
Rectangle {
    id: kiosk

    required property KioskView view

    // The largest upright or lying page that fits into the window, in its middle.
    readonly property bool upright: height >= width
    readonly property real unit: upright ? Theme.fit(width, height) : Theme.fit(height, width)

    color: Theme.color.ink

    function screenFor(screen: int): string {
        switch (screen) {
        case KioskView.Attract:
            return "AttractScreen.qml";
        case KioskView.Basket:
            return "BasketScreen.qml";
        case KioskView.Checking:
            return "CheckingScreen.qml";
        case KioskView.Question:
            return "QuestionScreen.qml";
        case KioskView.Counting:
            return "CountingScreen.qml";
        case KioskView.Help:
            return "HelpScreen.qml";
        case KioskView.Payment:
            return "PaymentScreen.qml";
        case KioskView.Refused:
            return "RefusedScreen.qml";
        case KioskView.InDoubt:
            return "InDoubtScreen.qml";
        case KioskView.Receipt:
            return "ReceiptScreen.qml";
        case KioskView.Goodbye:
            return "GoodbyeScreen.qml";
        case KioskView.SignIn:
            return "SignInScreen.qml";
        case KioskView.Panel:
            return "PanelScreen.qml";
        }
        return "ClosedScreen.qml";
    }

    Binding {
        target: Theme
        property: "unit"
        value: kiosk.unit > 0 ? kiosk.unit : 1
    }
    Binding {
        target: Theme
        property: "portrait"
        value: kiosk.upright
    }
    Binding {
        target: Say
        property: "language"
        value: kiosk.view.language
    }
    Connections {
        target: kiosk.view
        function onScreenChanged(): void {
            stage.open();
        }
    }

    Loader {
        id: stage

        function open(): void {
            setSource(kiosk.screenFor(kiosk.view.screen), {
                view: kiosk.view
            });
        }

        width: Theme.screen.width
        height: Theme.screen.height
        anchors.centerIn: parent
        Component.onCompleted: open()
    }
}
