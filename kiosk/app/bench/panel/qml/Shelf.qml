pragma ComponentBehavior: Bound
import QtQuick

// What can be taken: dragged away, or chosen and put somewhere with a button.
Sheet {
    id: shelf

    required property var shop
    property int chosen: -1

    title: Look.t("Rayon", "Shelf")

    GridView {
        id: grid

        width: parent.width
        height: parent.height - actions.height - Look.gap
        clip: true
        cellWidth: Math.floor(width / Math.max(1, Math.floor(width / Look.card)))
        cellHeight: Look.picture + 5 * Look.gap
        model: shelf.shop.stacks
        interactive: contentHeight > height

        delegate: Item {
            id: card

            required property var modelData
            required property int index

            width: grid.cellWidth
            height: grid.cellHeight
            activeFocusOnTab: true
            Accessible.role: Accessible.Button
            Accessible.name: modelData.label + (modelData.detail === "" ? "" : ", " + modelData.detail)
            Accessible.onPressAction: shelf.chosen = index
            Keys.onReturnPressed: shelf.chosen = index
            Keys.onSpacePressed: shelf.chosen = index

            Rectangle {
                anchors.fill: parent
                anchors.margins: 3
                radius: Look.radius
                color: shelf.chosen === card.index ? Look.mirror : Look.well
                border.width: card.activeFocus || shelf.chosen === card.index ? Look.stroke : 0
                border.color: Look.accent
            }
            Image {
                id: picture

                x: Math.round((parent.width - width) / 2)
                y: Look.gap
                width: Look.picture
                height: Look.picture
                fillMode: Image.PreserveAspectFit
                sourceSize.width: 2 * Look.picture
                sourceSize.height: 2 * Look.picture
                source: shelf.shop.artFolder + card.modelData.picture + ".svg"
                Drag.active: hand.drag.active
                Drag.keys: ["stack"]
                Drag.source: card
                Drag.hotSpot.x: width / 2
                Drag.hotSpot.y: height / 2
                states: State {
                    when: hand.drag.active
                    ParentChange {
                        target: picture
                        parent: shelf.Window.contentItem
                    }
                }
            }
            Say {
                x: 6
                y: Look.gap + Look.picture + 2
                width: parent.width - 12
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Look.label
                text: card.modelData.label
                Accessible.ignored: true
            }
            Say {
                x: 6
                y: Look.gap + Look.picture + 22
                width: parent.width - 12
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Look.label
                color: Look.ink2
                text: !card.modelData.special ? Look.money(card.modelData.priceMinor)
                                               : card.modelData.detail
                Accessible.ignored: true
            }
            MouseArea {
                id: hand
                anchors.fill: parent
                drag.target: picture
                preventStealing: true
                onClicked: shelf.chosen = card.index
                onReleased: picture.Drag.drop()
            }
        }
    }
    Flow {
        id: actions

        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Look.gap / 2

        Push {
            text: Look.t("Sur le plateau", "On the tray")
            ready: shelf.chosen >= 0
            onClicked: shelf.shop.lay(shelf.chosen, false)
        }
        Push {
            text: Look.t("Au bord", "At the edge")
            ready: shelf.chosen >= 0
            onClicked: shelf.shop.lay(shelf.chosen, true)
        }
        Push {
            text: Look.t("Devant la caméra", "Before the camera")
            ready: shelf.chosen >= 0
            onClicked: shelf.shop.hold(shelf.chosen)
        }
        Push {
            visible: shelf.shop.hasScanner
            text: Look.t("Scanner", "Scan")
            ready: shelf.chosen >= 0
            onClicked: shelf.shop.scan(shelf.chosen)
        }
    }
}
