import QtQuick

Text {
    color: Look.ink
    font.family: Look.family
    font.pixelSize: Look.body
    textFormat: Text.PlainText
    elide: Text.ElideRight
}
