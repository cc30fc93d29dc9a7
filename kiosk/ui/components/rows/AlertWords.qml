import QtQuick
import Panier

// What the attendant is told of an alert, and what its outcomes are called.
QtObject {
    id: words

    readonly property DeviceWords devices: DeviceWords {}

    function title(kind: int): string {
        switch (kind) {
        case KioskView.UnknownTag:
            return qsTr("Étiquette inconnue");
        case KioskView.UnknownCode:
            return qsTr("Code inconnu");
        case KioskView.SoldTag:
            return qsTr("Article déjà vendu");
        case KioskView.UnsureTag:
            return qsTr("Étiquette incertaine");
        case KioskView.AgeCheck:
            return qsTr("Âge à vérifier");
        case KioskView.TrayChanged:
            return qsTr("Plateau changé pendant le paiement");
        case KioskView.PaymentInDoubt:
            return qsTr("Paiement en doute");
        case KioskView.DeviceLost:
            return qsTr("Appareil perdu");
        case KioskView.LateApproval:
            return qsTr("Accord tardif");
        }
        return qsTr("Aide demandée");
    }

    function icon(kind: int): string {
        switch (kind) {
        case KioskView.UnknownTag:
        case KioskView.UnsureTag:
        case KioskView.SoldTag:
        case KioskView.TrayChanged:
            return "wave";
        case KioskView.UnknownCode:
            return "alert";
        case KioskView.AgeCheck:
            return "id";
        case KioskView.PaymentInDoubt:
        case KioskView.LateApproval:
            return "card";
        case KioskView.DeviceLost:
            return "alert";
        }
        return "help";
    }

    function grave(kind: int): bool {
        return kind === KioskView.PaymentInDoubt || kind === KioskView.LateApproval;
    }

    function signalOf(reason: int): string {
        switch (reason) {
        case KioskView.WeakSignal:
            return qsTr("Signal trop faible.");
        case KioskView.Intermittent:
            return qsTr("Signal intermittent.");
        case KioskView.OneAntenna:
            return qsTr("Vue d’une seule antenne.");
        }
        return qsTr("Signal incertain.");
    }

    // `alert` has label, priceMinor, amountMinor, ageLimit, code, device, reason and unsureReason.
    function why(alert: var): string {
        const article = alert.label === "" ? "" : alert.label + ", " + Say.money(alert.priceMinor) + ". ";
        switch (alert.kind) {
        case KioskView.UnknownTag:
            return qsTr("%1. Pas au catalogue, sur le plateau.").arg(alert.code);
        case KioskView.UnknownCode:
            return qsTr("%1. Pas au catalogue.").arg(alert.code);
        case KioskView.SoldTag:
            return article + qsTr("Déjà sur un ticket.");
        case KioskView.UnsureTag:
            return article + words.signalOf(alert.unsureReason);
        case KioskView.AgeCheck:
            return article + qsTr("Réservé aux %1 ans et plus.").arg(alert.ageLimit);
        case KioskView.TrayChanged:
            return qsTr("Comparez le plateau et le ticket.");
        case KioskView.PaymentInDoubt:
            return qsTr("%1. Lisez le journal du terminal.").arg(Say.money(alert.amountMinor));
        case KioskView.LateApproval:
            return qsTr("%1 débités après « non payé ». À rembourser.").arg(Say.money(alert.amountMinor));
        case KioskView.DeviceLost:
            return devices.name(alert.device) + ", " + devices.condition(KioskView.Lost, alert.reason) + ".";
        }
        return qsTr("Le client vous demande.");
    }

    function outcome(resolution: int, ageLimit: int): string {
        switch (resolution) {
        case KioskView.Count:
            return qsTr("Compter");
        case KioskView.SetAside:
            return qsTr("Écarter");
        case KioskView.AgeConfirmed:
            return qsTr("%1 ans ou plus").arg(ageLimit);
        case KioskView.RemoveArticle:
            return qsTr("Retirer");
        case KioskView.Paid:
            return qsTr("Payé");
        case KioskView.NotPaid:
            return qsTr("Non payé");
        }
        return qsTr("Vu");
    }

    function outcomeIcon(resolution: int): string {
        switch (resolution) {
        case KioskView.SetAside:
        case KioskView.RemoveArticle:
        case KioskView.NotPaid:
            return "close";
        }
        return "check";
    }
}
