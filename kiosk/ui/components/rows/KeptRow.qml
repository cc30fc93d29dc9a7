import QtQuick
import Panier

// The basket, which waits: above the last row.
Rectangle {
    id: kept

    property int count: 0
    property real totalMinor: 0

    width: parent ? parent.width : implicitWidth
    height: Theme.part.help.kept
    anchors.bottom: parent ? parent.bottom : undefined
    anchors.bottomMargin: Theme.size.utility
    color: Theme.color.well
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text + ", " + Say.money(totalMinor)

    Rule {}
    Words {
        id: words
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.ink2
        text: qsTr("Votre panier, %n article(s)", "", kept.count)
    }
    Amount {
        anchors.right: parent.right
        anchors.rightMargin: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        text: Say.money(kept.totalMinor)
    }
}
