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
    readonly property bool goodNews: countFits || view.notice === KioskView.BasketResumed

    // Empty for a notice about a tag: its own line says that for as long as the tag is there.
    function fact(): string {
        switch (view.notice) {
        case KioskView.NotAnArticle:
            return qsTr("Ce code n’est pas celui d’un article");
        case KioskView.CodeMisread:
            return qsTr("Ce code se lit mal");
        case KioskView.CodeLink:
            return qsTr("Ce code mène à un site internet");
        case KioskView.CodeCoupon:
            return qsTr("Ce code est un bon de réduction");
        case KioskView.ArticlePastUseBy:
            return qsTr("La date limite d’un article est passée");
        case KioskView.ArticleByMeasure:
            return qsTr("Cet article se vend au poids");
        case KioskView.CodeOfOtherShop:
            return qsTr("Ce code vient d’un autre magasin");
        case KioskView.CodeForged:
            return qsTr("Ce code n’est pas reconnu");
        case KioskView.CodeOutOfDate:
            return qsTr("Ce code n’est pas valable aujourd’hui");
        case KioskView.CodeUsed:
            return qsTr("Ce code a déjà servi");
        case KioskView.CodeTicket:
            return qsTr("Ce code est votre ticket");
        case KioskView.CodeLoyalty:
            return qsTr("Ce code est une carte de fidélité");
        case KioskView.CodeVoucher:
            return qsTr("Ce code est un bon d’achat");
        case KioskView.CodeBasket:
            return qsTr("Ce code est un panier mis de côté");
        case KioskView.CodeRecall:
            return qsTr("Ce code est pour l’équipe");
        case KioskView.CodeUnsteady:
            return qsTr("Un code n’a pas pu être lu");
        case KioskView.CodeSeveral:
            return qsTr("Plusieurs codes se mêlent");
        case KioskView.BasketResumed:
            return qsTr("Votre panier est repris");
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
        case KioskView.CodeLink:
            return qsTr("Montrez le code-barres de l’étiquette.");
        case KioskView.CodeMisread:
            return qsTr("Montrez-le encore, bien à plat.");
        case KioskView.CodeUnsteady:
            return qsTr("Montrez-le à plat, un instant sans bouger.");
        case KioskView.CodeSeveral:
            return qsTr("Montrez-en un seul à la fois.");
        case KioskView.BasketResumed:
            return qsTr("Posez aussi ce qui porte une étiquette.");
        case KioskView.ArticlePastUseBy:
            return qsTr("Il n’est pas vendu. Prenez-en un autre.");
        case KioskView.CodeUsed:
            return qsTr("Il ne sert qu’une fois.");
        case KioskView.CodeTicket:
            return qsTr("Gardez-le, il n’y a rien à faire ici.");
        case KioskView.CodeCoupon:
        case KioskView.ArticleByMeasure:
        case KioskView.CodeOfOtherShop:
        case KioskView.CodeForged:
        case KioskView.CodeOutOfDate:
        case KioskView.CodeLoyalty:
        case KioskView.CodeVoucher:
        case KioskView.CodeBasket:
        case KioskView.CodeRecall:
            return qsTr("Il ne se prend pas à cette caisse.");
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
