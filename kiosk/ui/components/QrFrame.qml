pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The code between four corners of the accent, on white whatever the theme: a phone reads nothing else as well.
Item {
    id: frame

    property alias matrix: code.matrix

    readonly property var own: Theme.part.receipt

    width: own.qr
    height: own.qr
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Code de votre ticket")

    QrCode {
        id: code
        anchors.fill: parent
        anchors.margins: frame.own.cornerStroke
    }
    Repeater {
        model: 4

        Item {
            id: corner

            required property int index

            readonly property bool toRight: index % 2 === 1
            readonly property bool toBottom: index > 1

            width: frame.own.corner
            height: frame.own.corner
            x: toRight ? frame.width - width : 0
            y: toBottom ? frame.height - height : 0

            Rectangle {
                y: corner.toBottom ? parent.height - height : 0
                width: parent.width
                height: frame.own.cornerStroke
                color: Theme.color.accent
            }
            Rectangle {
                x: corner.toRight ? parent.width - width : 0
                width: frame.own.cornerStroke
                height: parent.height
                color: Theme.color.accent
            }
        }
    }
}
