import QtQuick
import Panier

// A hairline from edge to edge.
Rectangle {
    width: parent ? parent.width : implicitWidth
    height: Theme.shape.hairline
    color: Theme.color.line
}
