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
    property bool first: false // the oldest: its likelier outcome is the accent

    readonly property var own: Theme.part.panel

    implicitHeight: column.height + 2 * own.alertPad
    color: first ? Theme.color.well : Theme.color.paper
    Accessible.role: Accessible.ListItem
    Accessible.name: title + ", " + when + ". " + why

    Rule {}
    Rectangle {
        visible: card.first
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

                    width: (column.width - Theme.space.m) / 2
                    height: Theme.part.button.alert
                    text: modelData.text
                    icon: modelData.icon
                    hint: card.title
                    now: card.first && index === 0
                    onClicked: modelData.act()
                }
            }
        }
    }
}
