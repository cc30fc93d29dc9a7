import QtQuick
import Panier

// A button of paper with an outline; `now` is the one that goes on, `big` the last word of a screen.
Tap {
    id: button

    property string text
    property string icon: ""
    property real iconSize: Theme.size.icon
    property bool big: false
    property bool now: false
    property real padding: Theme.part.button.pad

    readonly property color ink: now ? Theme.color.onAccent : Theme.color.ink
    readonly property real around: 2 * (padding + Theme.shape.stroke)
                                   + (icon === "" ? 0 : iconSize + Theme.part.button.gap)

    name: text
    implicitWidth: Math.ceil(words.implicitWidth) + around
    implicitHeight: big ? Theme.size.buttonPrimaryMin : Theme.size.button

    Rectangle {
        visible: button.now
        width: parent.width
        height: parent.height
        y: Theme.elevation.edgeSmall
        radius: Theme.shape.radiusControl
        color: Theme.color.accentEdge
    }

    Rectangle {
        width: parent.width
        height: parent.height
        y: button.pressed && button.now ? Theme.elevation.edgeSmall : 0
        radius: Theme.shape.radiusControl
        border.width: Theme.shape.stroke
        border.color: button.now ? Theme.color.accent : Theme.color.outline
        color: button.now ? Theme.color.accent : button.pressed ? Theme.color.line : Theme.color.paper

        Row {
            anchors.centerIn: parent
            spacing: Theme.part.button.gap

            Icon {
                visible: button.icon !== ""
                name: button.icon
                size: button.iconSize
                color: button.ink
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: words
                visible: button.text !== ""
                role: button.big ? Theme.type.lead : Theme.type.body
                text: button.text
                color: button.ink
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(implicitWidth), button.width - button.around)
                elide: Text.ElideRight
                maximumLineCount: 1
            }
        }
    }
}
