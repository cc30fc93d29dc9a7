pragma ComponentBehavior: Bound
import QtQuick
import Panier

// Three chevrons in turn, then a rest: down here. Three small repaints in three seconds.
Column {
    id: chevrons

    property real factor: 1
    property int lit: -1 // -1: at rest, all of them

    readonly property var own: Theme.part.attract

    spacing: (own.chevronStep - own.chevronHeight) * factor

    Timer {
        interval: chevrons.lit < 0 ? Theme.motion.attract.pauseMs : Theme.motion.attract.durationMs
        repeat: true
        running: chevrons.visible && !Theme.reduced
        onTriggered: chevrons.lit = chevrons.lit + 1 < Theme.motion.attract.steps ? chevrons.lit + 1 : -1
    }

    Repeater {
        model: Theme.motion.attract.steps

        Art {
            required property int index

            name: "icons/chevron"
            boxWidth: chevrons.own.chevronWidth * chevrons.factor
            boxHeight: chevrons.own.chevronHeight * chevrons.factor
            flat: String(Theme.color.onAccent).slice(-6)
            opacity: chevrons.lit < 0 || chevrons.lit === index ? 1 : chevrons.own.dimmed
        }
    }
}
