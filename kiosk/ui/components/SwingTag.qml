import QtQuick
import QtQuick.Shapes
import Panier

// A discount: a tag with a cut corner and a hole, so that colour need not say it.
Item {
    id: tag

    property string text

    readonly property var own: Theme.part.tag

    implicitWidth: Math.round(words.implicitWidth) + own.left + own.right
    implicitHeight: own.height

    Shape {
        anchors.fill: parent
        ShapePath {
            fillColor: Theme.color.good
            strokeColor: "transparent"
            startX: 0
            startY: tag.height / 2
            PathLine {
                x: tag.own.point
                y: 0
            }
            PathLine {
                x: tag.width
                y: 0
            }
            PathLine {
                x: tag.width
                y: tag.height
            }
            PathLine {
                x: tag.own.point
                y: tag.height
            }
            PathLine {
                x: 0
                y: tag.height / 2
            }
        }
    }
    Rectangle {
        x: tag.own.holeLeft
        anchors.verticalCenter: parent.verticalCenter
        width: tag.own.hole
        height: tag.own.hole
        radius: width / 2
        color: Theme.color.paper
    }
    Words {
        id: words
        x: tag.own.left
        anchors.verticalCenter: parent.verticalCenter
        role: Theme.type.strong
        text: tag.text
        color: Theme.color.onGood
    }
}
