import QtQuick
import Panier

// The total is the button. It is never dead: pressed too early, it says what is missing.
Tap {
    id: slab

    property string icon: "card"
    property string means
    property string verb
    property string about
    property string amount

    readonly property var own: Theme.part.slab

    // Where a text of this role begins, so that the verb and the amount stand on one line.
    function onBaseline(role: var): real {
        const above = (role.line - role.size * Theme.type.contentEm) / 2 + role.size * Theme.type.ascentEm;
        return Math.round(own.baseline - above);
    }

    // Sums that nobody expects stand smaller beside the verb.
    function roleFor(length: int): var {
        return length <= own.longAmount ? Theme.type.amount : length <= own.longerAmount ? Theme.type.headline : Theme.type.title;
    }

    name: verb + ", " + amount
    hint: about + ", " + means
    ringRadius: own.radius
    implicitHeight: Theme.size.slab + Theme.elevation.edge

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
            name: slab.icon
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
            y: slab.onBaseline(role)
            role: Theme.type.pay
            text: slab.verb
            color: Theme.color.onAccent
        }
        Amount {
            anchors.right: parent.right
            anchors.rightMargin: slab.own.pad
            y: slab.onBaseline(role)
            role: slab.roleFor(slab.amount.length)
            text: slab.amount
            color: Theme.color.onAccent
        }
    }
}
