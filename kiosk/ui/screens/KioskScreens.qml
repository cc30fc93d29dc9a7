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

    function screenFor(screen: int): Component {
        switch (screen) {
        case KioskView.Attract:
            return attract;
        case KioskView.Basket:
            return basket;
        case KioskView.Checking:
            return checking;
        case KioskView.Question:
            return question;
        case KioskView.Help:
            return help;
        case KioskView.Payment:
            return payment;
        case KioskView.Refused:
            return refused;
        case KioskView.InDoubt:
            return doubt;
        case KioskView.Receipt:
            return receipt;
        case KioskView.Goodbye:
            return goodbye;
        case KioskView.SignIn:
            return signIn;
        case KioskView.Panel:
            return panel;
        }
        return closed;
    }

    Loader {
        objectName: "screen"
        width: Theme.screen.width
        height: Theme.screen.height
        anchors.centerIn: parent
        sourceComponent: kiosk.screenFor(kiosk.view.screen)
    }

    Component {
        id: attract
        AttractScreen {
            view: kiosk.view
        }
    }
    Component {
        id: basket
        BasketScreen {
            view: kiosk.view
        }
    }
    Component {
        id: checking
        CheckingScreen {
            view: kiosk.view
        }
    }
    Component {
        id: question
        QuestionScreen {
            view: kiosk.view
        }
    }
    Component {
        id: help
        HelpScreen {
            view: kiosk.view
        }
    }
    Component {
        id: payment
        PaymentScreen {
            view: kiosk.view
        }
    }
    Component {
        id: refused
        RefusedScreen {
            view: kiosk.view
        }
    }
    Component {
        id: doubt
        InDoubtScreen {
            view: kiosk.view
        }
    }
    Component {
        id: receipt
        ReceiptScreen {
            view: kiosk.view
        }
    }
    Component {
        id: goodbye
        GoodbyeScreen {
            view: kiosk.view
        }
    }
    Component {
        id: signIn
        SignInScreen {
            view: kiosk.view
        }
    }
    Component {
        id: panel
        PanelScreen {
            view: kiosk.view
        }
    }
    Component {
        id: closed
        ClosedScreen {
            view: kiosk.view
        }
    }
}
