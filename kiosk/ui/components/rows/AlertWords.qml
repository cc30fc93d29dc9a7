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
        case KioskView.ForeignTag:
            return qsTr("Étiquette d’ailleurs");
        case KioskView.ClaimedTag:
            return qsTr("Article d’un autre panier");
        case KioskView.CountDiffers:
            return qsTr("Compte différent");
        case KioskView.UncountedThing:
            return qsTr("Objet non compté");
        case KioskView.LeftBehind:
            return qsTr("Objet oublié");
        }
        return qsTr("Aide demandée");
    }

    function icon(kind: int): string {
        switch (kind) {
        case KioskView.UnknownTag:
        case KioskView.UnsureTag:
        case KioskView.SoldTag:
        case KioskView.ForeignTag:
        case KioskView.ClaimedTag:
        case KioskView.TrayChanged:
            return "wave";
        case KioskView.UnknownCode:
        case KioskView.CountDiffers:
        case KioskView.UncountedThing:
        case KioskView.LeftBehind:
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
            return qsTr("Lue trop rarement.");
        case KioskView.OneAntenna:
            return qsTr("Lue par une seule antenne.");
        }
        return qsTr("Signal incertain.");
    }

    // `alert` has label, priceMinor, amountMinor, ageLimit, code, device, reason, unsureReason, kiosk, counted, expected.
    function why(alert: var): string {
        const article = alert.label === "" ? "" : alert.label + ", " + Say.money(alert.priceMinor) + ". ";
        switch (alert.kind) {
        case KioskView.UnknownTag:
            return qsTr("Sur le plateau, pas au catalogue.");
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
        case KioskView.ForeignTag:
            return qsTr("Rien que ce magasin vende. Hors du panier.");
        case KioskView.ClaimedTag:
            return article + (alert.kiosk === "" ? qsTr("Pris par une autre caisse.")
                                                 : qsTr("Déjà pris : %1.").arg(alert.kiosk));
        case KioskView.CountDiffers:
            return qsTr("%1 comptés, %2 lus. Qu’est-ce qui est juste ?").arg(alert.counted).arg(alert.expected);
        case KioskView.UncountedThing:
            return qsTr("%1 vus d’en haut, %2 connus. Sans étiquette ?").arg(alert.counted).arg(alert.expected);
        case KioskView.LeftBehind:
            return qsTr("Sur le plateau, et la personne est partie.");
        case KioskView.LateApproval:
            return qsTr("%1 débités après « non payé ». À rembourser.").arg(Say.money(alert.amountMinor));
        case KioskView.DeviceLost:
            return devices.name(alert.device) + ", " + devices.condition(KioskView.Lost, alert.reason, 0) + ".";
        }
        return qsTr("Le client vous demande.");
    }

    // What the signal's plot asks or says.
    function signalTitle(kind: int): string {
        return kind === KioskView.UnsureTag ? qsTr("Sur le plateau, ou à côté ?") : title(kind);
    }

    // `alert` has ageLimit, counted and expected.
    function outcome(resolution: int, alert: var): string {
        switch (resolution) {
        case KioskView.Count:
            return qsTr("Compter");
        case KioskView.SetAside:
            return qsTr("Écarter");
        case KioskView.AgeConfirmed:
            return qsTr("%1 ans ou plus").arg(alert.ageLimit);
        case KioskView.RemoveArticle:
            return qsTr("Retirer");
        case KioskView.Paid:
            return qsTr("Payé");
        case KioskView.NotPaid:
            return qsTr("Non payé");
        case KioskView.GoOn:
            return qsTr("%1 est juste").arg(alert.expected);
        case KioskView.CountRight:
            return qsTr("%1 est juste").arg(alert.counted);
        case KioskView.Rescan:
            return qsTr("Relire");
        case KioskView.NothingThere:
            return qsTr("Plateau vide");
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
