import QtQuick
import Panier

// A fact and its gesture, as a lead and a smaller line, beside a square icon.
Item {
    id: said

    property string icon: ""
    property color ground: Theme.color.accent
    property color ink: Theme.color.onAccent
    property string text
    property string note: ""

    implicitHeight: Math.max(Theme.part.help.id, column.height + 2 * Theme.space.m)
    Accessible.role: Accessible.StaticText
    Accessible.name: note === "" ? text : text + ". " + note

    Rectangle {
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.layout.tile
        height: width
        radius: Theme.shape.radiusTile
        color: said.ground

        Icon {
            anchors.centerIn: parent
            name: said.icon
            size: Theme.part.help.idIcon
            color: said.ink
        }
    }
    Column {
        id: column
        x: Theme.layout.textStart
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Theme.layout.margin

        Words {
            role: Theme.type.lead
            text: said.text
            width: parent.width
            wrapMode: Text.WordWrap
        }
        Words {
            visible: said.note !== ""
            text: said.note
            color: Theme.color.ink2
            width: parent.width
            wrapMode: Text.WordWrap
        }
    }
    Rule {
        anchors.bottom: parent.bottom
    }
}
