pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The mirror: what lies on the tray lies here, each article in its slot with its hard silhouette.
Item {
    id: lay

    property var articles // a model: picture, slot, unsure
    property int places: 0

    readonly property var slots: Theme.slotsFor(Math.max(1, places))

    Accessible.ignored: true

    Repeater {
        model: lay.articles

        Item {
            id: piece

            required property string picture
            required property int slot
            required property bool unsure
            required property int index

            readonly property bool shown: slot < lay.slots.length
            readonly property var place: lay.slots[Math.min(slot, lay.slots.length - 1)]
            readonly property string drawing: Theme.drawing(picture)
            readonly property size own: Theme.natural(drawing)
            readonly property real crowd: lay.places < Theme.part.spot.crowdedFrom ? 1 : Theme.part.spot.crowded
            readonly property real spot: Math.min(Theme.part.spot.size * Math.min(1, place.scale), place.fit * crowd)
            readonly property real room: unsure ? spot * Theme.part.spot.share : place.fit
            readonly property real factor: Math.min(place.scale, room / Math.max(own.width, own.height, 1))
            readonly property real turn: unsure ? 0 : place.turn

            visible: shown
            x: place.x
            y: place.y
            z: unsure ? 1 : 0

            Spot {
                visible: piece.unsure
                side: piece.spot
                x: -width / 2
                y: -height / 2
            }
            Art {
                id: shadow
                name: piece.drawing
                boxWidth: piece.own.width * piece.factor
                boxHeight: piece.own.height * piece.factor
                turn: piece.turn
                flat: String(piece.unsure ? Theme.color.warnEdge : Theme.color.mirrorShade).slice(-6)
                x: -Math.round(width / 2)
                y: -Math.round(height / 2) + Theme.elevation.contact + piece.sunk
            }
            Art {
                name: piece.drawing
                boxWidth: shadow.boxWidth
                boxHeight: shadow.boxHeight
                turn: piece.turn
                x: shadow.x
                y: -Math.round(height / 2) + piece.fall + piece.sunk
            }

            // It falls while its silhouette stays on the ground: the gap closes.
            property real fall
            readonly property real sunk: unsure ? -spot * Theme.part.spot.lifted : 0

            NumberAnimation on fall {
                from: Theme.motion.land.dy
                to: 0
                running: !Theme.reduced
                duration: Theme.lasting(Theme.motion.land)
                easing.type: Easing.BezierSpline
                easing.bezierCurve: Theme.motion.curve.out.concat([1, 1])
            }
        }
    }
}
