import QtQuick

// The shop in a box: the shelf left, the tray and the camera in the middle, the devices right.
Rectangle {
    id: panel

    required property var shop

    readonly property real third: (width - 4 * Look.gap) / 3

    color: Look.well

    Shelf {
        x: Look.gap
        y: Look.gap
        z: 1
        width: panel.third
        height: parent.height - 2 * Look.gap
        shop: panel.shop
    }
    Column {
        id: middle

        readonly property real half: (panel.height - 3 * Look.gap) / 2

        x: panel.third + 2 * Look.gap
        y: Look.gap
        spacing: Look.gap

        Tray {
            width: panel.third
            height: middle.half
            shop: panel.shop
        }
        CameraStand {
            width: panel.third
            height: middle.half
            shop: panel.shop
        }
    }
    Column {
        x: 2 * panel.third + 3 * Look.gap
        y: Look.gap
        spacing: Look.gap

        Plugs {
            id: plugs
            width: panel.third
            height: 3 * Look.button + 4 * Look.gap
            shop: panel.shop
        }
        Terminal {
            id: terminal
            width: panel.third
            height: Look.unit + 3 * Look.button + 4 * Look.gap
            shop: panel.shop
        }
        PrinterStand {
            width: panel.third
            height: panel.height - plugs.height - terminal.height - 4 * Look.gap
            shop: panel.shop
        }
    }
}
