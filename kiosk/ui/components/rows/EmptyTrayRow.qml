import QtQuick
import Panier

// "The tray is empty": what the attendant says so that the tags around it count for nothing; and what came of it.
Tap {
    id: row

    required property int lesson // KioskView.Lesson
    property int tags: 0         // of KioskView.Learnt
    property string off: ""      // why it can't be said now

    readonly property bool working: lesson === KioskView.LessonUnderWay
    readonly property string icon: lesson === KioskView.Learnt ? "check"
                                                               : lesson === KioskView.LessonBroken ? "alert" : "wave"
    readonly property string what: {
        if (off !== "")
            return qsTr("Pas maintenant : %1.").arg(off);
        switch (lesson) {
        case KioskView.LessonUnderWay:
            return qsTr("Écoute des alentours. Ne posez rien.");
        case KioskView.Learnt:
            return tags === 0 ? qsTr("C’est fait : rien autour du plateau.")
                              : qsTr("C’est fait : %n étiquette(s) autour, hors du panier.", "", tags);
        case KioskView.LessonBroken:
            return qsTr("Interrompu. Touchez pour recommencer.");
        }
        return qsTr("La caisse apprend les étiquettes autour, en 3 s.");
    }

    implicitHeight: Theme.size.line
    enabled: off === "" && !working
    name: title.text + ". " + what
    ringInside: true
    ringRadius: 0

    Rectangle {
        anchors.fill: parent
        color: row.pressed || row.off !== "" ? Theme.color.well : Theme.color.paper
    }
    Rule {}
    Icon {
        x: (Theme.layout.margin + Theme.layout.textStart - width) / 2
        anchors.verticalCenter: parent.verticalCenter
        visible: row.off === ""
        name: row.icon
    }
    Column {
        x: Theme.layout.textStart
        width: parent.width - x - Theme.layout.margin
        anchors.verticalCenter: parent.verticalCenter

        Words {
            id: title
            role: Theme.type.body
            text: qsTr("Le plateau est vide")
            color: row.off === "" ? Theme.color.ink : Theme.color.ink2
        }
        Words {
            width: parent.width
            text: row.what
            color: Theme.color.ink2
            elide: Text.ElideRight
            maximumLineCount: 1
        }
    }
}
