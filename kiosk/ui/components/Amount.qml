pragma ComponentBehavior: Bound
import QtQuick
import Panier

// An amount whose digits stand in columns: each digit in a cell as wide as the 0.
Item {
    id: amount

    property string text
    property var role: Theme.type.body
    property int weight: role.weight
    property color color: Theme.color.ink
    property bool struck: false

    readonly property real cell: zero.advanceWidth

    implicitWidth: row.width
    implicitHeight: role.line

    TextMetrics {
        id: zero
        text: "0"
        font.family: amount.role.large ? Theme.type.familyLarge : Theme.type.family
        font.pixelSize: amount.role.size
        font.weight: amount.weight
        font.letterSpacing: amount.role.trackingEm ? amount.role.trackingEm * amount.role.size : 0
    }

    Row {
        id: row

        layoutDirection: Qt.LeftToRight

        Repeater {
            model: amount.text.split("")

            Words {
                required property string modelData

                readonly property bool digit: modelData >= "0" && modelData <= "9"

                objectName: digit ? "digit" : "sign"
                text: modelData
                role: amount.role
                color: amount.color
                font.weight: amount.weight
                width: digit ? amount.cell : implicitWidth
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    Rectangle {
        visible: amount.struck
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        height: Theme.part.line.wasStroke
        color: amount.color
    }
}
