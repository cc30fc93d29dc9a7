import QtQuick
import Panier

// What the shopper is told of a tag on the tray that isn't in the basket: the fact, the gesture, and what comes next.
QtObject {
    // `kind` is an alert's, `count` how many tags it is about, `kiosk` what the neighbour that has one calls itself.
    function fact(kind: int, count: int, kiosk: string): string {
        const one = count === 1;
        switch (kind) {
        case KioskView.SoldTag:
            return one ? qsTr("Un article est déjà payé") : qsTr("%1 articles sont déjà payés").arg(count);
        case KioskView.ForeignTag:
            return one ? qsTr("Un article ne vient pas d’ici") : qsTr("%1 articles ne viennent pas d’ici").arg(count);
        case KioskView.UnknownTag:
            return one ? qsTr("Un article n’est pas au catalogue")
                       : qsTr("%1 articles ne sont pas au catalogue").arg(count);
        case KioskView.ClaimedTag:
            if (!one)
                return qsTr("%1 articles sont déjà pris ailleurs").arg(count);
            return kiosk === "" ? qsTr("Un article est déjà pris ailleurs")
                                : qsTr("Un article est déjà pris : %1").arg(kiosk);
        }
        return "";
    }

    function gesture(kind: int, count: int, someone: string): string {
        const one = count === 1;
        switch (kind) {
        case KioskView.SoldTag:
            return one ? qsTr("Gardez-le, il n’est pas compté de nouveau.")
                       : qsTr("Gardez-les, ils ne sont pas comptés de nouveau.");
        case KioskView.ForeignTag:
            return one ? qsTr("Gardez-le, il n’est pas compté.") : qsTr("Gardez-les, ils ne sont pas comptés.");
        case KioskView.UnknownTag:
            return (one ? qsTr("Laissez-le là. %1 arrive.") : qsTr("Laissez-les là. %1 arrive.")).arg(someone);
        case KioskView.ClaimedTag:
            return (one ? qsTr("Reprenez-le. À vous ? %1 vérifie.")
                        : qsTr("Reprenez-les. À vous ? %1 vérifie.")).arg(someone);
        }
        return "";
    }

    // What the camera above the tray sees, and neither a tag nor a code accounts for.
    function uncountedFact(count: int): string {
        return count === 1 ? qsTr("Un objet n’est pas compté") : qsTr("%1 objets ne sont pas comptés").arg(count);
    }

    function uncountedGesture(count: int): string {
        return count === 1 ? qsTr("Montrez son code, ou reprenez-le.") : qsTr("Montrez leur code, ou reprenez-les.");
    }

    // "Vous en comptez 6, la caisse en lit 5": whose count is right is open.
    function countFact(counted: int, read: int): string {
        return qsTr("Vous en comptez %1, la caisse en lit %2").arg(counted).arg(read);
    }

    function countGesture(counted: int, read: int): string {
        if (counted > read + 1)
            return qsTr("Il en manque peut-être : écartez-les un peu.");
        if (counted > read)
            return qsTr("Il en manque un peut-être : écartez-les un peu.");
        if (counted < read - 1)
            return qsTr("Il y en a peut-être de trop : reprenez-les.");
        return qsTr("Il y en a peut-être un de trop : reprenez-le.");
    }
}
