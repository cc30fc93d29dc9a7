import QtQuick
import Panier

// A screen: the mirror, whose ground tells the state across the shop, and the hand, where every target lies.
Item {
    id: split

    property color ground: Theme.color.mirror
    property color ink: Theme.color.ink
    property color ink2: ink
    property string shop
    property string place
    property string heading // what the screen says first, for who doesn't see it
    default property alias hand: below.data
    property alias mirror: above.data

    anchors.fill: parent

    Rectangle {
        id: mirrorGround

        width: Theme.portrait ? split.width : Theme.screen.mirror
        height: Theme.portrait ? Theme.screen.mirror : split.height
        color: split.ground
        clip: true

        Item {
            id: above
            anchors.fill: parent
        }
        Mast {
            shop: split.shop
            place: split.place
            ink: split.ink
            ink2: split.ink2
        }
        Item {
            width: parent.width
            height: Theme.size.mast
            Accessible.role: Accessible.Heading
            Accessible.name: split.heading.split("\n").join(" ")
        }
    }

    Rectangle {
        id: below

        x: split.width - width
        y: split.height - height
        width: Theme.portrait ? split.width : Theme.screen.hand
        height: Theme.portrait ? Theme.screen.hand : split.height
        color: Theme.color.paper
    }
}
