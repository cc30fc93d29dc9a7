import QtQuick
import Panier

// The whole screen is the mirror: two hands lay an article on the tray. An article, a code or a word begins.
Item {
    id: attract

    required property KioskView view

    readonly property var own: Theme.part.attract
    readonly property real factor: Theme.portrait ? 1 : own.landscapeScale
    property int turnOf: 0 // which articles are shown, against burn-in
    readonly property var held: ["pull", "tee"]
    readonly property var laid: ["besace", "bonnet"]

    anchors.fill: parent

    DeviceWords {
        id: deviceWords
    }

    Timer {
        interval: attract.own.swapMs
        repeat: true
        running: attract.visible
        onTriggered: attract.turnOf = (attract.turnOf + 1) % attract.held.length
    }

    Rectangle {
        id: mirror

        width: parent.width
        height: parent.height - bar.height
        color: Theme.color.accent
        clip: true

        Item {
            id: scene

            x: Math.round((parent.width - width) / 2)
            y: parent.height - height
            width: Math.round(attract.own.mirrorWidth * attract.factor)
            height: Math.round(attract.own.mirrorHeight * attract.factor)

            Art {
                visible: Theme.portrait
                name: "art/tray"
                x: attract.own.trayLeft
                y: attract.own.trayTop
                boxWidth: attract.own.trayWidth
                boxHeight: attract.own.trayHeight
            }
            Art {
                visible: !Theme.portrait
                name: "art/tray-wide"
                x: Math.round((scene.width - width) / 2)
                y: scene.height - height
                boxWidth: attract.own.trayWideWidth * attract.factor
                boxHeight: attract.own.trayHeight * attract.factor
            }
            Art {
                name: "articles/" + attract.laid[attract.turnOf]
                x: (Theme.portrait ? attract.own.besaceLeft : attract.own.besaceWideLeft) * attract.factor
                y: attract.own.besaceTop * attract.factor
                boxWidth: attract.own.besace * attract.factor
                boxHeight: boxWidth
            }
            Art {
                visible: !Theme.portrait
                name: "articles/honey"
                x: attract.own.honeyWideLeft * attract.factor
                y: attract.own.honeyTop * attract.factor
                boxWidth: attract.own.honey * attract.factor
                boxHeight: boxWidth
            }
            Art {
                name: "art/hands-back"
                boxWidth: scene.width
                boxHeight: attract.own.handsHeight * attract.factor
            }
            Art {
                id: shadow
                name: "articles/" + attract.held[attract.turnOf]
                x: attract.own.pullLeft * attract.factor
                y: (attract.own.pullTop + attract.own.pullDrop) * attract.factor
                boxWidth: attract.own.pull * attract.factor
                boxHeight: boxWidth
                flat: String(Theme.color.accentEdge).slice(-6)
            }
            Art {
                name: shadow.name
                x: shadow.x
                y: attract.own.pullTop * attract.factor
                boxWidth: shadow.boxWidth
                boxHeight: shadow.boxHeight
            }
            Art {
                name: "art/hands-front"
                boxWidth: scene.width
                boxHeight: attract.own.handsHeight * attract.factor
            }
            Chevrons {
                anchors.horizontalCenter: parent.horizontalCenter
                y: attract.own.chevronTop * attract.factor
                factor: attract.factor
            }
        }
        Mast {
            shop: attract.view.shopName
            ink: Theme.color.onAccent
        }
        AskRow {
            visible: text !== ""
            width: parent.width
            anchors.bottom: parent.bottom
            icon: "alert"
            urgent: true
            text: deviceWords.lost(attract.view.lostDevice.device)
            note: deviceWords.instead(attract.view.lostDevice.device)
        }
    }

    Column {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width

        LanguageRow {
            width: parent.width
            view: attract.view
        }
        UtilityBar {
            items: [
                {
                    icon: "help",
                    text: qsTr("Aide"),
                    act: () => attract.view.help()
                }
            ]
        }
    }

    Item {
        width: 1
        height: 1
        Accessible.role: Accessible.Heading
        Accessible.name: qsTr("Posez vos articles sur le plateau, ou montrez un code.")
    }
}
