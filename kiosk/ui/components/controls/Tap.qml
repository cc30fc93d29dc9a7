import QtQuick
import Panier

// What every control is: something that a finger, a key or a screen reader presses. What it looks like is its user's.
Item {
    id: tap

    property string name // for who doesn't see it
    property string hint: ""
    property bool choice: false // one of several, of which one is chosen
    property bool chosen: false
    readonly property bool pressed: area.pressed && area.containsMouse
    property real ringRadius: Theme.shape.radiusControl
    property bool ringInside: false

    signal clicked

    activeFocusOnTab: true
    Accessible.role: choice ? Accessible.RadioButton : Accessible.Button
    Accessible.name: name
    Accessible.description: hint
    Accessible.focusable: true
    Accessible.checkable: choice
    Accessible.checked: chosen
    Accessible.onPressAction: {
        if (tap.enabled)
            tap.clicked();
    }
    Keys.onReturnPressed: tap.clicked()
    Keys.onEnterPressed: tap.clicked()
    Keys.onSpacePressed: tap.clicked()

    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: tap.clicked()
    }

    Rectangle {
        id: ring

        readonly property real away: tap.ringInside ? -Theme.shape.focusGap : Theme.shape.focusGap + Theme.shape.focus

        z: 1
        visible: tap.activeFocus
        anchors.fill: parent
        anchors.margins: -away
        color: "transparent"
        radius: Math.max(0, tap.ringRadius + away)
        border.width: Theme.shape.focus
        border.color: Theme.color.focus
    }
}
