import QtQuick
import Panier

// An article that the tray half sees: move it, or say that it is somebody else's. Without a label it is one that nobody
// knows: it has no price either.
Rectangle {
    id: row

    property string label
    property string picture
    property real priceMinor: 0

    readonly property bool known: label !== ""
    readonly property string called: known ? label : qsTr("Un article")

    signal notMine

    implicitHeight: Theme.unsureLine
    color: Theme.color.warnWell
    Accessible.role: Accessible.ListItem
    Accessible.name: called + (known ? ", " + Say.money(priceMinor) : "") + ", " + note.text + ". " + nudge.text

    Tile {
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.warn
        picture: row.picture === "" ? "unknown" : row.picture
    }
    Column {
        x: Theme.layout.textStart
        anchors.verticalCenter: parent.verticalCenter
        width: mine.x - x - Theme.space.m

        Words {
            role: Theme.type.body
            text: row.called
            width: parent.width
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        Row {
            spacing: Theme.part.line.nudgeGap

            Icon {
                name: "move"
                size: Theme.part.icon.note
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: nudge
                text: row.known ? qsTr("À déplacer un peu") : qsTr("Déplacez-le un peu")
            }
        }
    }
    Button {
        id: mine
        x: figures.x - Theme.part.line.outGap - width
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Pas à moi")
        hint: row.called
        onClicked: row.notMine()
    }
    Column {
        id: figures

        x: parent.width - Theme.layout.margin - width
        width: Math.max(Theme.part.line.priceMin, price.width, note.implicitWidth)
        anchors.verticalCenter: parent.verticalCenter

        Amount {
            id: price
            visible: row.known
            anchors.right: parent.right
            text: Say.money(row.priceMinor)
            weight: Theme.type.plain.weight
        }
        Words {
            id: note
            anchors.right: parent.right
            text: qsTr("à confirmer")
        }
    }
}
