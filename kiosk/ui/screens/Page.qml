import QtQuick
import Panier

// What every screen has: the view, the shop's names, the language row, and the words of the last row.
Split {
    id: page

    required property KioskView view
    property bool choosingLanguage: false
    property bool idleInPlace: false // the screen has its own place for the warning

    readonly property var languageItem: ({
            icon: "globe",
            text: qsTr("Langue"),
            act: () => page.choosingLanguage = !page.choosingLanguage
        })
    readonly property var helpItem: ({
            icon: "help",
            text: qsTr("Aide"),
            act: () => page.view.help()
        })
    readonly property var leaveItem: ({
            icon: "door",
            text: qsTr("Quitter"),
            act: () => page.view.leave()
        })
    readonly property var backItem: ({
            icon: "undo",
            text: qsTr("Retour"),
            act: () => page.view.back()
        })
    readonly property var staffItem: ({
            icon: "id",
            text: qsTr("Vendeur"),
            act: () => page.view.openSignIn()
        })
    property var items: [languageItem, helpItem]

    readonly property string someone: view.attendant === "" ? qsTr("Quelqu’un") : view.attendant

    function pieces(count: int): string {
        return qsTr("%n article(s)", "", count);
    }

    shop: view.shopName
    place: qsTr("Caisse %1").arg(view.registerName)

    IdleRow {
        z: 2
        visible: page.view.idleWarning && !page.idleInPlace
        anchors.bottom: bar.top
        width: parent.width
        seconds: page.view.secondsLeft
        onStay: page.view.stay()
    }
    LanguageRow {
        z: 2
        visible: page.choosingLanguage
        anchors.bottom: bar.top
        width: parent.width
        view: page.view
        onPicked: page.choosingLanguage = false
    }
    UtilityBar {
        id: bar
        z: 2
        anchors.bottom: parent.bottom
        items: page.items
    }
}
