import QtQuick
import QtQuick.Shapes
import Panier

// Time left, as a ring that closes and a number in it.
Item {
    id: ring

    property int seconds: 0
    property int whole: 1

    readonly property var own: Theme.part.ring
    readonly property real share: Math.max(0, Math.min(1, seconds / Math.max(1, whole)))
    readonly property real reach: (own.size - own.stroke) / 2 - Theme.shape.hairline

    width: own.size
    height: own.size
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Say.lasting(seconds, true)

    Shape {
        anchors.fill: parent

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.color.line
            strokeWidth: ring.own.stroke
            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.reach
                radiusY: ring.reach
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            fillColor: "transparent"
            strokeColor: ring.share > 0 ? Theme.color.ink : "transparent"
            strokeWidth: ring.own.stroke
            capStyle: ShapePath.FlatCap
            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.reach
                radiusY: ring.reach
                startAngle: -90
                sweepAngle: 360 * ring.share
            }
        }
    }
    Words {
        anchors.centerIn: parent
        role: Theme.type.strong
        text: ring.seconds
    }
}
