pragma ComponentBehavior: Bound
import QtQuick

// The NFC reader: what lies on it.
Sheet {
    id: stand

    required property var shop

    title: Look.t("Lecteur NFC", "NFC reader")

    Flow {
        anchors.fill: parent
        spacing: Look.gap / 2

        Repeater {
            model: [Look.t("Rien", "Nothing"), Look.t("Badge du vendeur", "Attendant’s badge"),
                Look.t("Carte de fidélité", "Loyalty card")]

            Push {
                required property string modelData
                required property int index

                text: modelData
                on: stand.shop.card === index
                onClicked: stand.shop.layCard(index)
            }
        }
    }
}
