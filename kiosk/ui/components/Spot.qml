import QtQuick
import Panier

// Where an unsure article lies: an amber disc, a dashed ring and two arrows that nudge three times, then stand.
Item {
    id: spot

    property real side
    property int beat: 0 // of the nudge; even: at rest
    readonly property alias nudging: nudge.running

    readonly property real shift: beat % 2 === 1 ? Theme.motion.nudge.dx : 0

    width: side
    height: side
    onVisibleChanged: beat = 0 // unsure again: it nudges again

    Art {
        name: "art/spot"
        anchors.centerIn: parent
        boxWidth: spot.side
        boxHeight: spot.side
        turn: spot.beat % 2 === 1 ? Theme.part.spot.dashDeg : 0
    }
    Art {
        name: "art/arrow-left"
        x: -spot.shift
        boxWidth: spot.side
        boxHeight: spot.side
    }
    Art {
        name: "art/arrow-right"
        x: spot.shift
        boxWidth: spot.side
        boxHeight: spot.side
    }
    Timer {
        id: nudge

        readonly property int beats: Theme.motion.nudge.repeats * Theme.motion.nudge.steps

        interval: Theme.motion.nudge.durationMs
        repeat: true
        running: !Theme.reduced && spot.visible && spot.beat < beats
        onTriggered: spot.beat += 1
    }
}
