import QtQuick
import Panier

// One question or one notice between the lines: a picture, two short texts, and what answers it.
Rectangle {
    id: ask

    property string picture: ""
    property string icon: ""
    property string text
    property string note
    property bool urgent: false // amber: look here
    default property alias answers: row.data

    implicitHeight: Theme.line
    color: urgent ? Theme.color.warnWell : Theme.color.well
    Accessible.role: Accessible.StaticText
    Accessible.name: note === "" ? text : text + " " + note

    Rule {
        visible: !ask.urgent
    }
    Tile {
        id: tile
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        color: ask.urgent ? Theme.color.warn : Theme.color.mirror
        picture: ask.picture
        icon: ask.icon
    }
    Column {
        x: Theme.layout.textStart
        anchors.verticalCenter: parent.verticalCenter
        width: row.x - x - Theme.space.m

        Words {
            role: Theme.type.body
            text: ask.text
            width: parent.width
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        Words {
            visible: ask.note !== ""
            text: ask.note
            color: ask.urgent ? Theme.color.ink : Theme.color.ink2
            width: parent.width
            elide: Text.ElideRight
            maximumLineCount: 1
        }
    }
    Row {
        id: row
        x: parent.width - Theme.layout.margin - width
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.part.button.gap
    }
}
