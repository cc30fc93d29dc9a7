import QtQuick

// A titled sheet of the panel.
Rectangle {
    id: sheet

    property string title
    default property alias content: body.data

    color: Look.paper
    border.width: 1
    border.color: Look.line

    Say {
        id: heading
        x: Look.gap
        y: Look.gap
        text: sheet.title
        font.pixelSize: Look.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Item {
        id: body
        anchors.fill: parent
        anchors.margins: Look.gap
        anchors.topMargin: heading.height + 2 * Look.gap
    }
}
