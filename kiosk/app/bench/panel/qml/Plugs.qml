pragma ComponentBehavior: Bound
import QtQuick

// The cables behind the kiosk.
Sheet {
    id: plugs

    required property var shop

    title: Look.t("Prises", "Plugs")

    function named(name: string): string {
        switch (name) {
        case "reader":
            return Look.t("Lecteur", "Reader");
        case "camera":
            return Look.t("Caméra", "Camera");
        case "terminal":
            return Look.t("Terminal", "Terminal");
        case "printer":
            return Look.t("Imprimante", "Printer");
        case "nfc":
            return "NFC";
        case "scanner":
            return Look.t("Douchette", "Scanner");
        }
        return Look.t("Web", "Web");
    }

    Flow {
        anchors.fill: parent
        spacing: Look.gap / 2

        Repeater {
            model: plugs.shop.plugs

            Push {
                required property var modelData

                text: plugs.named(modelData.name) + (modelData.in ? "" : " ✕")
                on: !modelData.in
                onClicked: plugs.shop.setPlugged(modelData.index, !modelData.in)
            }
        }
        Push {
            text: Look.english ? "Français" : "English"
            onClicked: Look.english = !Look.english
        }
    }
}
