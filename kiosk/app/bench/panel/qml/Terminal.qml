import QtQuick

// The card terminal: its display, a card, and the red key.
Sheet {
    id: terminal

    required property var shop

    title: Look.t("Terminal", "Terminal")

    readonly property bool waits: shop.terminalState === "card"

    function display(): string {
        switch (shop.terminalState) {
        case "card":
            return Look.t("Présentez la carte", "Present card");
        case "approved":
            return Look.t("Accepté", "Approved");
        case "refused":
            return Look.t("Refusé", "Declined");
        case "abandoned":
            return Look.t("Abandon", "Cancelled");
        }
        return Look.t("Prêt", "Ready");
    }

    Rectangle {
        id: screen

        width: parent.width
        height: Look.unit
        radius: Look.radius
        color: terminal.waits ? Look.mirror : Look.shade
        Accessible.role: Accessible.StaticText
        Accessible.name: words.text + " " + amount.text

        Say {
            id: words
            x: Look.gap
            y: Look.gap
            text: terminal.display()
        }
        Say {
            id: amount
            x: Look.gap
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Look.gap
            font.pixelSize: Look.title
            font.weight: Font.DemiBold
            text: terminal.shop.amountMinor > 0 ? Look.money(terminal.shop.amountMinor) : ""
        }
    }
    Flow {
        anchors.top: screen.bottom
        anchors.topMargin: Look.gap
        width: parent.width
        spacing: Look.gap / 2

        Push {
            text: Look.t("Présenter la carte", "Present card")
            ready: terminal.waits
            onClicked: terminal.shop.presentCard()
        }
        Push {
            text: Look.t("Carte refusée", "Declined card")
            ready: terminal.waits
            onClicked: terminal.shop.refuse()
        }
        Push {
            text: Look.t("Touche rouge", "Red key")
            ready: terminal.waits
            onClicked: terminal.shop.abandon()
        }
        Push {
            text: Look.t("Perdre la réponse", "Lose the answer")
            on: terminal.shop.loseAnswer
            onClicked: terminal.shop.setLoseAnswer(!terminal.shop.loseAnswer)
        }
    }
}
