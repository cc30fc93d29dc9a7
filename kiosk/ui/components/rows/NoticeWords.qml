import QtQuick
import Panier

// The one line that the basket says until the next thing happens: the fact, then the gesture.
QtObject {
    id: words

    required property KioskView view
    required property string someone

    readonly property TagWords tags: TagWords {}
    // The articles were counted, and by now as many are read or shown.
    readonly property bool countFits: view.notice === KioskView.OtherCount && view.lastCount > 0
                                      && view.lastCount === view.counted

    // Empty for a notice about a tag: its own line says that for as long as the tag is there.
    function fact(): string {
        switch (view.notice) {
        case KioskView.NotAnArticle:
            return qsTr("Ce code n’est pas celui d’un article");
        case KioskView.UnknownArticle:
            return qsTr("Un article n’est pas au catalogue");
        case KioskView.StillOnTray:
            return qsTr("L’article est encore sur le plateau");
        case KioskView.NothingToPay:
            return qsTr("Le panier est vide");
        case KioskView.TerminalAway:
            return qsTr("Le terminal ne répond pas");
        case KioskView.PaymentAbandoned:
            return qsTr("Paiement annulé sur le terminal");
        case KioskView.PaymentNotStarted:
            return qsTr("Le paiement n’a pas commencé");
        case KioskView.OtherCount:
            return countFits ? qsTr("Le compte y est") : view.lastCount === 0 ? qsTr("Le compte est à refaire")
                                                       : tags.countFact(view.lastCount, view.counted);
        }
        return "";
    }

    function gesture(): string {
        switch (view.notice) {
        case KioskView.NotAnArticle:
            return qsTr("Montrez le code-barres de l’étiquette.");
        case KioskView.UnknownArticle:
            return qsTr("%1 arrive.").arg(someone);
        case KioskView.StillOnTray:
            return qsTr("Reprenez-le, le panier suit.");
        case KioskView.NothingToPay:
            return qsTr("Posez vos articles, ou montrez un code.");
        case KioskView.TerminalAway:
            return qsTr("Rien n’est débité. %1 arrive.").arg(someone);
        case KioskView.PaymentAbandoned:
        case KioskView.PaymentNotStarted:
            return qsTr("Rien n’est débité. Votre panier est là.");
        case KioskView.OtherCount:
            return countFits || view.lastCount === 0 ? qsTr("Touchez Payer pour continuer.")
                                                     : tags.countGesture(view.lastCount, view.counted);
        }
        return "";
    }
}
