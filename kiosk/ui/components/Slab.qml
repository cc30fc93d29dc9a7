import QtQuick
import Panier

// The total is the button. It is never dead: pressed too early, it says what is missing.
Tap {
    id: slab

    property string means
    property string verb
    property string about
    property string amount

    readonly property var own: Theme.part.slab

    name: verb + nbspComma + amount
    hint: about + nbspComma + means
    ringRadius: own.radius
    implicitHeight: Theme.size.slab + Theme.elevation.edge

    readonly property string nbspComma: ", "

    Rectangle {
        y: Theme.elevation.edge
        width: parent.width
        height: Theme.size.slab
        radius: slab.own.radius
        color: Theme.color.accentEdge
    }

    Rectangle {
        id: face

        objectName: "face"
        width: parent.width
        height: Theme.size.slab
        y: slab.pressed ? Theme.elevation.edge : 0
        radius: slab.own.radius
        color: Theme.color.accent

        Behavior on y {
            NumberAnimation {
                duration: Theme.lasting(Theme.motion.press)
            }
        }

        Icon {
            x: slab.own.pad
            y: slab.own.iconTop
            name: "card"
            size: slab.own.icon
            stroke: Theme.part.icon.strokeSlab
            color: Theme.color.onAccent
        }
        Words {
            x: slab.own.pad + slab.own.icon + Theme.space.m
            y: slab.own.top
            text: slab.means
            color: Theme.color.onAccent
        }
        Words {
            anchors.right: parent.right
            anchors.rightMargin: slab.own.pad
            y: slab.own.top
            text: slab.about
            color: Theme.color.onAccent
        }
        Words {
            x: slab.own.pad + slab.own.icon + Theme.space.m
            y: figure.y + slab.own.verbDrop
            role: Theme.type.pay
            text: slab.verb
            color: Theme.color.onAccent
        }
        Amount {
            id: figure
            anchors.right: parent.right
            anchors.rightMargin: slab.own.pad
            anchors.bottom: parent.bottom
            anchors.bottomMargin: slab.own.bottom
            role: Theme.type.amount
            text: slab.amount
            color: Theme.color.onAccent
        }
    }
}
