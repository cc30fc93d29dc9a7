pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The basket: what lies on the tray above, what it costs below, and one slab that pays it.
Page {
    id: basket

    property string openLine: "" // the GTIN whose line is open

    readonly property bool asking: view.another.label !== undefined

    heading: title.text + ". " + hint.text
    ink2: Theme.color.ink2
    idleInPlace: true
    items: [leaveItem, languageItem, helpItem]

    NoticeWords {
        id: noticeWords
        view: basket.view
        someone: basket.someone
    }
    TagWords {
        id: tagWords
    }
    DeviceWords {
        id: deviceWords
    }

    mirror: [
        FlatLay {
            anchors.fill: parent
            articles: basket.view.tray
            places: basket.view.traySlots
        },
        Words {
            id: title
            x: Theme.part.say.left
            y: Theme.part.say.countTop
            role: Theme.type.headline
            text: basket.view.pieces === 0 ? qsTr("Bonjour") : basket.pieces(basket.view.pieces)
        },
        Words {
            id: hint
            x: Theme.part.say.left
            y: Theme.part.say.hintTop
            visible: basket.view.pieces > 0
            color: Theme.color.ink2
            text: qsTr("Un de trop ? Reprenez-le.") + "\n" + qsTr("Il en manque ? Montrez le code.")
        }
    ]

    Column {
        id: above

        width: parent.width

        IdleRow {
            visible: basket.view.idleWarning
            width: parent.width
            seconds: basket.view.secondsLeft
            onStay: basket.view.stay()
        }
        AskRow {
            id: notice
            visible: !basket.view.idleWarning && text !== ""
            width: parent.width
            urgent: !noticeWords.goodNews
            icon: noticeWords.goodNews ? "check" : "alert"
            text: noticeWords.fact()
            note: noticeWords.gesture()
        }
        AskRow {
            visible: !basket.view.idleWarning && notice.text === "" && text !== ""
            width: parent.width
            urgent: true
            icon: "alert"
            text: deviceWords.lost(basket.view.lostDevice.device)
            note: deviceWords.instead(basket.view.lostDevice.device)
        }
        AskRow {
            readonly property var tag: basket.view.strange

            visible: !basket.view.idleWarning && tag.kind !== undefined
            width: parent.width
            urgent: true
            picture: tag.picture ?? ""
            icon: picture === "" ? "wave" : ""
            text: tagWords.fact(tag.kind ?? -1, tag.count ?? 0, tag.kiosk ?? "")
            note: tagWords.gesture(tag.kind ?? -1, tag.count ?? 0, basket.someone)
        }
        AskRow {
            visible: !basket.view.idleWarning && basket.view.uncounted > 0
            width: parent.width
            urgent: true
            icon: "alert"
            text: tagWords.uncountedFact(basket.view.uncounted)
            note: tagWords.uncountedGesture(basket.view.uncounted)

            Button {
                text: qsTr("C’est à moi")
                hint: tagWords.uncountedFact(basket.view.uncounted)
                onClicked: basket.view.claimThings()
            }
        }
        AskRow {
            visible: basket.asking
            width: parent.width
            picture: basket.view.another.picture ?? ""
            text: qsTr("Encore un ?")
            note: qsTr("Il y en a déjà un dans le panier.")

            Button {
                text: qsTr("Oui")
                hint: basket.view.another.label ?? ""
                onClicked: basket.view.answerAnother(true)
            }
            Button {
                text: qsTr("Non")
                hint: basket.view.another.label ?? ""
                onClicked: basket.view.answerAnother(false)
            }
        }
    }

    Item {
        id: list

        anchors.top: above.bottom
        anchors.bottom: bagRow.top
        width: parent.width
        clip: true

        function measure(): void {
            basket.view.setRoom(height, Theme.line, Theme.unsureLine, Theme.size.page);
        }
        onHeightChanged: measure()
        Component.onCompleted: measure()

        Column {
            width: parent.width

            Repeater {
                id: lines

                model: basket.view.lines

                LineSlot {
                    width: list.width
                    view: basket.view
                    openLine: basket.openLine
                    last: index === lines.count - 1
                    onToggled: gtin => basket.openLine = basket.openLine === gtin ? "" : gtin
                }
            }
            MoreRow {
                visible: basket.view.moreLines > 0
                width: parent.width
                count: basket.view.moreLines
                onClicked: basket.view.nextPage()
            }
        }
        Words {
            visible: lines.count === 0
            anchors.centerIn: parent
            horizontalAlignment: Text.AlignHCenter
            color: Theme.color.ink2
            text: qsTr("Posez vos articles sur le plateau,\nou montrez leur code à la caméra.")
        }
    }

    AskRow {
        id: bagRow

        visible: basket.view.bag.gtin !== undefined
        anchors.bottom: slab.top
        anchors.bottomMargin: Theme.layout.slabMargin
        width: parent.width
        picture: basket.view.bag.picture ?? ""
        text: qsTr("Un sac ?")
        note: qsTr("Kraft, %1").arg(Say.money(basket.view.bag.unitMinor ?? 0))

        Segmented {
            texts: [qsTr("Non"), "1", "2", "3"]
            about: qsTr("Sacs :")
            current: basket.view.bag.quantity ?? 0
            onPicked: index => basket.view.setBags(index)
        }
    }

    Slab {
        id: slab

        x: Theme.layout.slabMargin
        width: parent.width - 2 * Theme.layout.slabMargin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility + Theme.layout.slabMargin
        means: qsTr("Par carte")
        verb: qsTr("Payer")
        about: basket.view.counted === basket.view.pieces
               ? qsTr("Total, %1").arg(basket.pieces(basket.view.counted))
               : qsTr("Total, %1 sur %2").arg(basket.pieces(basket.view.counted)).arg(basket.view.pieces)
        amount: Say.money(basket.view.totalMinor)
        onClicked: basket.view.pay()
    }
}
