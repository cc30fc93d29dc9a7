import QtQuick

// A button; `on` marks the one of several that is chosen.
Rectangle {
    id: push

    property string text
    property bool on: false
    property bool ready: true

    signal clicked

    implicitWidth: words.implicitWidth + 2 * Look.gap
    implicitHeight: Look.button
    radius: Look.radius
    color: on ? Look.ink : area.pressed ? Look.well : Look.paper
    border.width: Look.stroke
    border.color: activeFocus ? Look.accent : Look.outline
    opacity: ready ? 1 : 0.4
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checked: on
    Accessible.onPressAction: act()
    Keys.onReturnPressed: act()
    Keys.onSpacePressed: act()

    function act(): void {
        if (ready)
            clicked();
    }

    Say {
        id: words
        anchors.centerIn: parent
        width: Math.min(implicitWidth, push.width - Look.gap)
        text: push.text
        color: push.on ? Look.paper : Look.ink
        Accessible.ignored: true
    }
    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: push.act()
    }
}
