pragma ComponentBehavior: Bound
import QtQuick
import Panier

// What is done, what is under way, what comes: done and coming are quiet, now is the accent.
Column {
    id: list

    property var steps: [] // {text, note, side}
    property int now: 0
    property bool low: false // rows a little lower, where room is short

    readonly property var own: Theme.part.steps
    readonly property real row: low ? own.rowLow : own.row
    property bool beat: false // the working step's two frames

    topPadding: low ? Theme.space.m - Theme.shape.stroke : own.pad
    bottomPadding: topPadding

    Timer {
        interval: Theme.motion.step.durationMs
        repeat: true
        running: list.visible && !Theme.reduced && list.now < list.steps.length
        onTriggered: list.beat = !list.beat
    }

    Repeater {
        model: list.steps

        Item {
            id: step

            required property var modelData
            required property int index

            readonly property bool done: index < list.now
            readonly property bool current: index === list.now
            readonly property string note: modelData.note ?? ""
            readonly property string side: modelData.side ?? ""

            width: list.width
            height: list.row
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text + (note === "" ? "" : ", " + note)
                             + (done ? ", " + qsTr("fait") : current ? ", " + qsTr("en cours") : "")

            Rectangle {
                visible: step.index > 0
                x: dot.x + Math.round((dot.width - width) / 2)
                y: -Math.round(height / 2)
                width: list.own.railWidth
                height: list.row - list.own.dot
                color: Theme.color.outline
            }
            Rectangle {
                id: dot

                x: Theme.layout.margin + Theme.space.xs
                y: Math.round((parent.height - height) / 2)
                width: list.own.dot
                height: width
                radius: width / 2
                border.width: Theme.shape.stroke
                border.color: step.done ? Theme.color.ink : step.current ? Theme.color.accent : Theme.color.outline
                color: step.done ? Theme.color.ink : step.current ? Theme.color.accent : Theme.color.paper

                Rectangle {
                    visible: step.current && !list.beat
                    anchors.centerIn: parent
                    width: list.own.ring
                    height: width
                    radius: width / 2
                    color: "transparent"
                    border.width: Theme.shape.stroke
                    border.color: Theme.color.accent
                }
                Rectangle {
                    visible: step.current
                    anchors.centerIn: parent
                    width: list.own.core
                    height: width
                    radius: width / 2
                    color: Theme.color.onAccent
                }
                Icon {
                    visible: step.done
                    anchors.centerIn: parent
                    name: "check"
                    size: list.own.dotIcon
                    stroke: Theme.part.icon.strokeBold
                    color: Theme.color.paper
                }
            }
            Column {
                x: Theme.layout.textStart
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - x - Theme.layout.margin

                Words {
                    role: step.current ? Theme.type.lead : Theme.type.plain
                    color: step.current ? Theme.color.ink : Theme.color.ink2
                    text: step.modelData.text
                }
                Words {
                    visible: step.note !== ""
                    color: Theme.color.ink2
                    text: step.note
                }
            }
            Words {
                visible: step.side !== ""
                anchors.right: parent.right
                anchors.rightMargin: Theme.layout.margin
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.color.ink2
                text: step.side
            }
        }
    }
}
