import QtQuick
import Panier

// The shop left, the kiosk right, nothing to touch.
Item {
    id: mast

    property string shop
    property string place
    property color ink: Theme.color.ink
    property color ink2: ink

    width: parent ? parent.width : implicitWidth
    height: Theme.size.mast

    Words {
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        role: Theme.type.shop
        text: mast.shop
        color: mast.ink
    }
    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        text: mast.place
        color: mast.ink2
    }
}
