import QtQuick
import Panier

// What the shopper and the attendant are told of a device.
QtObject {
    // Shopper's words: what doesn't work.
    function lost(device: var): string {
        switch (device) {
        case KioskView.Reader:
            return qsTr("Le plateau ne lit plus");
        case KioskView.Camera:
            return qsTr("La caméra ne lit plus");
        case KioskView.Scanner:
            return qsTr("La douchette ne lit plus");
        case KioskView.Terminal:
            return qsTr("Le terminal ne répond plus");
        }
        return "";
    }

    // Shopper's words: what to do instead.
    function instead(device: var): string {
        switch (device) {
        case KioskView.Reader:
            return qsTr("Montrez le code de chaque article.");
        case KioskView.Camera:
        case KioskView.Scanner:
            return qsTr("Posez vos articles sur le plateau.");
        case KioskView.Terminal:
            return qsTr("Votre panier est gardé.");
        }
        return "";
    }

    function name(device: int): string {
        switch (device) {
        case KioskView.Reader:
            return qsTr("Lecteur");
        case KioskView.Camera:
            return qsTr("Caméra");
        case KioskView.Scanner:
            return qsTr("Douchette");
        case KioskView.Terminal:
            return qsTr("Terminal");
        case KioskView.Printer:
            return qsTr("Papier");
        case KioskView.Nfc:
            return qsTr("NFC");
        case KioskView.TopCamera:
            return qsTr("Caméra 2");
        }
        return qsTr("E-ticket");
    }

    // `restarts` is of its process, since the start; said when there is nothing worse.
    function condition(health: int, reason: int, restarts: int): string {
        switch (reason) {
        case KioskView.PaperOut:
            return qsTr("fini");
        case KioskView.PaperNearEnd:
            return qsTr("fin proche");
        case KioskView.CoverOpen:
            return qsTr("capot ouvert");
        case KioskView.Frozen:
            return qsTr("image figée");
        case KioskView.Dark:
            return qsTr("il fait noir");
        case KioskView.Overexposed:
            return qsTr("trop de lumière");
        case KioskView.LensCovered:
            return qsTr("couverte");
        }
        switch (health) {
        case KioskView.Ready:
            return restarts > 0 ? qsTr("relances : %1").arg(restarts) : qsTr("en marche");
        case KioskView.Attention:
            return qsTr("à voir");
        case KioskView.Lost:
            return qsTr("perdu");
        }
        return qsTr("attendu");
    }
}
