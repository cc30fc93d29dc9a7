pragma ComponentBehavior: Bound
import QtQuick
import Panier

// One article of the basket: picture, words, figures. Pressed, it opens in place: fewer, more, away.
Item {
    id: line

    property string label
    property string size
    property string detail
    property string picture
    property int quantity: 1
    property int trayUnits: 0
    property real priceMinor: 0
    property real regularMinor: 0
    property int percentOff: 0
    property string reason
    property string mark: "" // "18+"
    property bool open: false
    property bool last: false
    property bool fixed: false // shown, not opened

    readonly property bool reduced: percentOff > 0
    readonly property bool byTag: trayUnits >= quantity

    signal toggled
    signal unitsWanted(int units)
    signal removed

    readonly property string spoken: {
        let words = (quantity > 1 ? quantity + " × " : "") + label + (size === "" ? "" : " " + size);
        words += ", " + Say.money(priceMinor);
        return reduced ? words + ", " + Say.percentOff(percentOff) + " " + reason : words;
    }

    implicitHeight: Theme.line
    clip: true

    Tap {
        id: closed

        anchors.fill: parent
        Accessible.role: Accessible.ListItem
        name: line.spoken
        hint: line.fixed ? "" : line.open ? qsTr("Refermer") : qsTr("Changer")
        enabled: !line.fixed
        ringInside: true
        ringRadius: 0
        onClicked: line.toggled()

        Rectangle {
            anchors.fill: parent
            color: closed.pressed || line.open ? Theme.color.well : Theme.color.paper
        }
    }

    Tile {
        id: tile
        x: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter
        picture: line.picture === "" ? "unknown" : line.picture
    }

    Item {
        id: wording

        x: Theme.layout.textStart
        width: (line.open ? controls.x : figures.x) - x - Theme.space.m
        height: Theme.type.body.line + Theme.type.label.line
        anchors.verticalCenter: parent.verticalCenter

        Words {
            id: called
            role: Theme.type.body
            text: line.label
            width: Math.min(Math.ceil(implicitWidth), parent.width)
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        Words {
            x: called.width + Theme.part.line.sizeGap
            role: Theme.type.plain
            text: line.size + (line.quantity > 1 ? (line.size === "" ? "" : "  ") + "× " + line.quantity : "")
            color: Theme.color.ink2
            visible: text !== "" && x + implicitWidth <= parent.width
        }
        Row {
            visible: line.reduced && !line.open
            y: Theme.type.body.line + Math.round((Theme.type.label.line - height) / 2)
            spacing: Theme.part.line.tagGap

            SwingTag {
                id: tag
                text: Say.percentOff(line.percentOff)
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: line.reason
                color: Theme.color.goodText
                width: Math.min(Math.ceil(implicitWidth), wording.width - tag.width - Theme.part.line.tagGap)
                elide: Text.ElideRight
                maximumLineCount: 1
            }
        }
        Words {
            visible: !line.reduced || line.open
            y: Theme.type.body.line
            text: line.open ? line.byTag ? qsTr("Reprenez-le du plateau") : Say.money(line.priceMinor) : line.detail
            color: Theme.color.ink2
            width: Math.min(Math.ceil(implicitWidth), parent.width)
            elide: Text.ElideRight
            maximumLineCount: 1
        }
    }

    Rectangle {
        id: badge

        visible: line.mark !== ""
        x: figures.x - Theme.part.help.gap - width
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.part.help.markMin, age.implicitWidth + 2 * Theme.part.help.markPad)
        height: Theme.part.help.mark
        radius: Theme.shape.radiusTile
        color: "transparent"
        border.width: Theme.shape.stroke
        border.color: Theme.color.ink

        Words {
            id: age
            anchors.centerIn: parent
            role: Theme.type.mark
            text: line.mark
        }
    }
    Column {
        id: figures

        visible: !line.open
        anchors.right: parent.right
        anchors.rightMargin: Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter

        Amount {
            anchors.right: parent.right
            text: Say.money(line.priceMinor)
        }
        Amount {
            visible: line.reduced
            anchors.right: parent.right
            role: Theme.type.label
            color: Theme.color.ink2
            struck: true
            text: Say.money(line.regularMinor)
        }
    }

    Row {
        id: controls

        visible: line.open
        x: parent.width - Theme.layout.margin - width
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.part.button.gap

        Counter {
            anchors.verticalCenter: parent.verticalCenter
            count: line.quantity
            about: line.label
            onWanted: count => line.unitsWanted(count)
        }
        Button {
            visible: !line.byTag
            text: qsTr("Retirer")
            padding: Theme.part.segment.pad
            onClicked: line.removed()
        }
    }

    Rule {
        visible: !line.last
        anchors.bottom: parent.bottom
    }
}
