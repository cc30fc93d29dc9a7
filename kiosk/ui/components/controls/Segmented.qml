pragma ComponentBehavior: Bound
import QtQuick
import Panier

// A few choices side by side, of which one is chosen.
Rectangle {
    id: segmented

    property var texts: []
    property int current: 0
    property string about: "" // what is chosen, for who doesn't see it

    signal picked(int index)

    implicitWidth: row.width + 2 * Theme.shape.stroke
    implicitHeight: Theme.size.button
    radius: Theme.shape.radiusControl
    color: Theme.color.paper
    border.width: Theme.shape.stroke
    border.color: Theme.color.outline

    Row {
        id: row

        x: Theme.shape.stroke
        y: Theme.shape.stroke
        height: segmented.height - 2 * Theme.shape.stroke

        Repeater {
            model: segmented.texts

            Tap {
                id: option

                required property string modelData
                required property int index

                readonly property color ink: chosen ? Theme.color.paper : Theme.color.ink

                name: segmented.about === "" ? modelData : segmented.about + " " + modelData
                choice: true
                chosen: segmented.current === index
                ringInside: true
                width: Math.max(Theme.part.segment.min, words.width + 2 * Theme.part.segment.pad)
                height: row.height
                onClicked: segmented.picked(index)

                Rectangle {
                    anchors.fill: parent
                    radius: option.index === 0 || option.index === segmented.texts.length - 1 ? Theme.space.m / 2 : 0
                    color: option.chosen ? Theme.color.ink : option.pressed ? Theme.color.well : "transparent"

                    Rectangle { // the outer corners are round, the inner ones square
                        visible: parent.radius > 0
                        x: option.index === 0 ? parent.width / 2 : 0
                        width: parent.width / 2
                        height: parent.height
                        color: parent.color
                    }
                }
                Rectangle {
                    visible: option.index > 0
                    width: Theme.shape.hairline
                    height: parent.height
                    color: Theme.color.line
                }
                Row {
                    id: words

                    anchors.centerIn: parent
                    spacing: Theme.part.segment.gap

                    Icon {
                        visible: option.chosen
                        name: "check"
                        size: Theme.part.icon.segment
                        stroke: Theme.part.icon.strokeBold
                        color: option.ink
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Words {
                        role: Theme.type.body
                        text: option.modelData
                        color: option.ink
                    }
                }
            }
        }
    }
}
