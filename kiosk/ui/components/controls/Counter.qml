pragma ComponentBehavior: Bound
import QtQuick
import Panier

// One fewer, how many, one more. Nothing is ever dead: what can't be done is answered in words.
Rectangle {
    id: counter

    property int count: 1
    property string about

    signal wanted(int count)

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

        Repeater {
            model: ["minus", "", "plus"]

            Item {
                id: part

                required property string modelData
                required property int index

                width: modelData === "" ? Theme.part.segment.count : Theme.part.segment.min
                height: counter.height - 2 * Theme.shape.stroke

                Tap {
                    visible: part.modelData !== ""
                    anchors.fill: parent
                    name: (part.index === 0 ? qsTr("Un de moins") : qsTr("Un de plus")) + ", " + counter.about
                    ringInside: true
                    onClicked: counter.wanted(counter.count + part.index - 1)

                    Icon {
                        anchors.centerIn: parent
                        name: part.modelData
                    }
                }
                Words {
                    visible: part.modelData === ""
                    anchors.centerIn: parent
                    role: Theme.type.body
                    text: counter.count
                }
                Rectangle {
                    visible: part.index > 0
                    width: Theme.shape.hairline
                    height: parent.height
                    color: Theme.color.line
                }
            }
        }
    }
}
