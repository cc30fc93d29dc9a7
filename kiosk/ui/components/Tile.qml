import QtQuick
import Panier

// The picture column: an article's drawing or an icon on a small card.
Rectangle {
    id: tile

    property string picture: ""
    property string icon: ""
    property color ink: Theme.color.ink

    width: Theme.layout.tile
    height: Theme.layout.tile
    radius: Theme.shape.radiusTile
    color: Theme.color.mirror

    Art {
        visible: tile.picture !== ""
        anchors.centerIn: parent
        name: tile.picture === "" ? "" : Theme.drawing(tile.picture)
        boxWidth: Theme.part.tile.picture
        boxHeight: Theme.part.tile.picture
    }
    Icon {
        visible: tile.icon !== ""
        anchors.centerIn: parent
        name: tile.icon
        size: Theme.part.icon.tile
        color: tile.ink
    }
}
