pragma ComponentBehavior: Bound
import QtQuick
import Panier

// What is being typed, in clear or as dots.
Tap {
    id: field

    property string label
    property string text
    property bool hidden: false
    property bool open: false

    name: hidden ? label : label + (text === "" ? "" : ", " + text)
    hint: open ? qsTr("en cours") : ""
    implicitHeight: Theme.part.pin.field

    Rectangle {
        anchors.fill: parent
        radius: Theme.shape.radiusControl
        color: Theme.color.paper
        border.width: Theme.shape.stroke
        border.color: field.open ? Theme.color.accent : Theme.color.outline
    }
    Words {
        x: Theme.space.m
        anchors.verticalCenter: parent.verticalCenter
        visible: field.text === ""
        role: Theme.type.plain
        color: Theme.color.ink2
        text: field.label
    }
    Words {
        x: Theme.space.m
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        visible: !field.hidden && field.text !== ""
        role: Theme.type.body
        text: field.text
        elide: Text.ElideLeft
        maximumLineCount: 1
    }
    Row {
        x: Theme.space.m
        anchors.verticalCenter: parent.verticalCenter
        visible: field.hidden
        spacing: Theme.part.pin.dotGap

        Repeater {
            model: field.text.length

            Rectangle {
                width: Theme.part.pin.dot
                height: width
                radius: width / 2
                color: Theme.color.ink
            }
        }
    }
}
