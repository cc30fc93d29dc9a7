pragma ComponentBehavior: Bound
import QtQuick

// The tray and its edge. A unit is moved by dragging it; a click takes it back.
Sheet {
    id: tray

    required property var shop

    title: Look.t("Plateau", "Tray")

    component Zone: DropArea {
        id: zone

        property bool edge: false
        property string text
        property color ground: Look.mirror

        keys: ["stack", "unit"]
        // Later: the list of units, and with it what was dragged, is made anew.
        onDropped: drop => {
            const unit = drop.source.modelData.id;
            const stack = drop.source.index;
            drop.accept();
            Qt.callLater(() => unit === undefined ? tray.shop.lay(stack, edge) : tray.shop.move(unit, edge));
        }

        Rectangle {
            anchors.fill: parent
            color: zone.containsDrag ? Look.shade : zone.ground
        }
        Say {
            anchors.bottom: parent.bottom
            anchors.margins: 4
            x: Look.gap
            font.pixelSize: Look.label
            color: Look.ink2
            text: zone.text
        }
        Flow {
            anchors.fill: parent
            anchors.margins: Look.gap / 2

            Repeater {
                model: tray.shop.units.filter(unit => unit.edge === zone.edge)

                Item {
                    id: unit

                    required property var modelData

                    width: Look.unit
                    height: Look.unit
                    activeFocusOnTab: true
                    Accessible.role: Accessible.Button
                    Accessible.name: modelData.label + ", " + Look.t("reprendre", "take back")
                    Accessible.onPressAction: tray.shop.takeBack(modelData.id)
                    Keys.onReturnPressed: tray.shop.takeBack(modelData.id)
                    Keys.onSpacePressed: tray.shop.move(modelData.id, !zone.edge)

                    Image {
                        id: picture

                        width: Look.unit - 8
                        height: width
                        fillMode: Image.PreserveAspectFit
                        sourceSize.width: 2 * Look.unit
                        sourceSize.height: 2 * Look.unit
                        source: tray.shop.artFolder + unit.modelData.picture + ".svg"
                        Drag.active: hand.drag.active
                        Drag.keys: ["unit"]
                        Drag.source: unit
                        Drag.hotSpot.x: width / 2
                        Drag.hotSpot.y: height / 2
                        states: State {
                            when: hand.drag.active
                            ParentChange {
                                target: picture
                                parent: tray.Window.contentItem
                            }
                        }
                    }
                    Rectangle {
                        anchors.fill: picture
                        visible: unit.activeFocus
                        color: "transparent"
                        border.width: Look.stroke
                        border.color: Look.accent
                    }
                    MouseArea {
                        id: hand
                        anchors.fill: parent
                        drag.target: picture
                        onClicked: tray.shop.takeBack(unit.modelData.id)
                        onReleased: {
                            const id = unit.modelData.id;
                            if (drag.active && picture.Drag.drop() === Qt.IgnoreAction)
                                Qt.callLater(() => tray.shop.takeBack(id));
                        }
                    }
                }
            }
        }
    }

    Zone {
        id: middle
        width: parent.width
        height: parent.height - rim.height - bar.height - 2 * Look.gap
        text: Look.t("Posez ici", "Put things here")
    }
    Zone {
        id: rim
        anchors.top: middle.bottom
        width: parent.width
        height: Look.unit + Look.gap
        edge: true
        ground: Look.warn
        text: Look.t("Le bord : mal lu", "The edge: badly read")
    }
    Row {
        id: bar
        anchors.bottom: parent.bottom
        spacing: Look.gap

        Push {
            text: Look.t("Tout emporter", "Leave with everything")
            onClicked: tray.shop.leave()
        }
    }
}
