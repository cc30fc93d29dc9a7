pragma ComponentBehavior: Bound
import QtQuick
import Panier

// One alert: why, how long ago, and what one tap does about it.
Rectangle {
    id: card

    property string icon
    property bool grave: false
    property string title
    property string when
    property string why
    property var outcomes: [] // {text, icon, act}
    property bool chosen: false // its likelier outcome is the accent, and the mirror shows its signal

    signal picked

    readonly property var own: Theme.part.panel

    implicitHeight: column.height + 2 * own.alertPad
    color: chosen || pick.pressed ? Theme.color.well : Theme.color.paper

    Tap {
        id: pick
        anchors.fill: parent
        Accessible.role: Accessible.ListItem
        name: card.title + ", " + card.when + ". " + card.why
        hint: card.chosen ? "" : qsTr("Choisir")
        ringInside: true
        ringRadius: 0
        onClicked: card.picked()
    }
    Rule {}
    Rectangle {
        visible: card.chosen
        width: card.own.bar
        height: parent.height
        color: Theme.color.ink
    }
    Tile {
        x: Theme.layout.margin
        y: card.own.alertPad
        icon: card.icon
        color: card.grave ? Theme.color.bad : Theme.color.warn
        ink: card.grave ? Theme.color.onBad : Theme.color.onWarn
    }
    Column {
        id: column

        x: Theme.layout.textStart
        y: card.own.alertPad
        width: parent.width - x - Theme.layout.margin
        spacing: card.own.alertGap

        Column {
            width: parent.width

            Item {
                width: parent.width
                height: Theme.type.body.line

                Words {
                    role: Theme.type.body
                    text: card.title
                }
                Words {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: card.when
                    color: Theme.color.ink2
                }
            }
            Words {
                text: card.why
                color: Theme.color.ink2
                width: parent.width
                elide: Text.ElideRight
                wrapMode: Text.Wrap
                maximumLineCount: 2
            }
        }
        Row {
            visible: card.outcomes.length > 0
            width: parent.width
            spacing: Theme.space.m

            Repeater {
                model: card.outcomes

                Button {
                    required property var modelData
                    required property int index

                    readonly property int beside: Math.max(2, card.outcomes.length)

                    width: (column.width - (beside - 1) * Theme.space.m) / beside
                    height: Theme.part.button.alert
                    padding: beside > 2 ? Theme.space.s : Theme.part.button.pad
                    text: modelData.text
                    icon: beside > 2 ? "" : modelData.icon
                    hint: card.title
                    now: card.chosen && index === 0
                    onClicked: modelData.act()
                }
            }
        }
    }
}
