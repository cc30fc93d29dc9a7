import QtQuick

// The shop in a box: the shelf left, the tray and the camera in the middle, the devices right.
Rectangle {
    id: panel

    required property var shop

    readonly property real room: width - 4 * Look.gap
    readonly property real wide: Math.round(room * 0.4)
    readonly property real narrow: Math.round(room * 0.3)

    color: Look.well

    Shelf {
        x: Look.gap
        y: Look.gap
        z: 1
        width: panel.wide
        height: parent.height - 2 * Look.gap
        shop: panel.shop
    }
    Column {
        id: middle

        readonly property real half: (panel.height - 3 * Look.gap) / 2

        x: panel.wide + 2 * Look.gap
        y: Look.gap
        spacing: Look.gap

        Tray {
            width: panel.narrow
            height: middle.half
            shop: panel.shop
        }
        CameraStand {
            width: panel.narrow
            height: middle.half
            shop: panel.shop
        }
    }
    Column {
        x: panel.wide + panel.narrow + 3 * Look.gap
        y: Look.gap
        spacing: Look.gap

        Plugs {
            id: plugs
            width: panel.narrow
            height: 3 * Look.button + 4 * Look.gap
            shop: panel.shop
        }
        Terminal {
            id: terminal
            width: panel.narrow
            height: Look.unit + 3 * Look.button + 4 * Look.gap
            shop: panel.shop
        }
        NfcStand {
            id: nfc
            visible: panel.shop.hasNfc
            width: panel.narrow
            height: visible ? 3 * Look.button + 3 * Look.gap : 0
            shop: panel.shop
        }
        PrinterStand {
            width: panel.narrow
            height: panel.height - plugs.height - terminal.height - (nfc.visible ? nfc.height + Look.gap : 0) - 4 * Look.gap
            shop: panel.shop
        }
    }
}
