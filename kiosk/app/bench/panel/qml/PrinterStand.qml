pragma ComponentBehavior: Bound
import QtQuick

// The receipt printer: its roll, its cover, and what it printed last.
Sheet {
    id: stand

    required property var shop

    title: Look.t("Imprimante", "Printer")

    Flow {
        id: roll

        width: parent.width
        spacing: Look.gap / 2

        Repeater {
            model: [Look.t("Papier", "Paper"), Look.t("Bientôt fini", "Near end"), Look.t("Fini", "Out")]

            Push {
                required property string modelData
                required property int index

                text: modelData
                on: stand.shop.paper === index
                onClicked: stand.shop.setPaper(index)
            }
        }
        Push {
            text: Look.t("Capot ouvert", "Cover open")
            on: stand.shop.coverOpen
            onClicked: stand.shop.openCover(!stand.shop.coverOpen)
        }
    }
    Flickable {
        anchors.fill: parent
        anchors.topMargin: roll.height + Look.gap
        contentHeight: receipt.height
        clip: true

        Image {
            id: receipt
            width: parent.width
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignTop
            source: stand.shop.receipt
            mipmap: true
            Accessible.role: Accessible.StaticText
            Accessible.name: stand.shop.receiptText
        }
    }
}
