import QtQuick
import Panier

// The list pages: "3 de plus".
Tap {
    id: more

    property int count: 0

    implicitHeight: Theme.size.page
    name: words.text
    ringInside: true
    ringRadius: 0

    Rectangle {
        anchors.fill: parent
        color: more.pressed ? Theme.color.well : Theme.color.paper
    }
    Rule {}
    Words {
        id: words
        x: Theme.layout.textStart
        anchors.verticalCenter: parent.verticalCenter
        role: Theme.type.body
        text: qsTr("%n de plus", "lines on other pages of the list", more.count)
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "right"
    }
}
