import QtQuick
import Panier

// Somebody is on the way: why, what to have ready, and how to go on without.
Page {
    id: help

    readonly property var own: Theme.part.help
    readonly property var alert: view.blocker
    readonly property int kind: alert.kind ?? KioskView.HelpWanted
    readonly property bool age: kind === KioskView.AgeCheck
    readonly property bool named: (alert.label ?? "") !== ""
    readonly property bool shown: named && (age || kind === KioskView.ClaimedTag)

    heading: headline.text + " " + headline.note
    ground: Theme.color.warn
    ink: Theme.color.onWarn
    items: [languageItem, staffItem, {
            icon: "close",
            text: qsTr("Annuler l’appel"),
            act: () => help.view.cancelHelp()
        }]

    TagWords {
        id: tagWords
    }

    function fact(): string {
        switch (kind) {
        case KioskView.AgeCheck:
            return qsTr("Préparez une pièce d’identité");
        case KioskView.UnknownTag:
        case KioskView.ClaimedTag:
            return tagWords.fact(kind, 1, alert.kiosk);
        case KioskView.CountDiffers:
            return tagWords.countFact(alert.counted, alert.expected);
        }
        return qsTr("Vous avez appelé");
    }

    function nextStep(): string {
        if (age)
            return qsTr("On vérifie, vous payez");
        return kind === KioskView.CountDiffers ? qsTr("On compte, vous payez") : qsTr("On regarde avec vous");
    }

    function gesture(): string {
        if (view.notice === KioskView.StillOnTray)
            return qsTr("L’article est encore sur le plateau. Reprenez-le.");
        switch (kind) {
        case KioskView.AgeCheck:
            return qsTr("%1 la regarde. La caisse n’en garde rien.").arg(someone);
        case KioskView.UnknownTag:
        case KioskView.ClaimedTag:
            return qsTr("Laissez-le sur le plateau, ou reprenez-le.");
        case KioskView.CountDiffers:
            return qsTr("Laissez-les là. %1 compte avec vous.").arg(someone);
        }
        return qsTr("Restez ici, votre panier est gardé.");
    }

    mirror: [
        Art {
            name: "art/staff"
            x: parent.width - width
            y: parent.height - height
            boxWidth: help.own.staff
            boxHeight: help.own.staff
        },
        Headline {
            id: headline
            text: qsTr("%1\narrive").arg(help.someone)
            note: qsTr("Votre panier\nvous attend.")
            ink: Theme.color.onWarn
        }
    ]

    Column {
        id: why

        width: parent.width

        Item {
            visible: help.shown
            width: parent.width
            height: help.own.row

            LineRow {
                id: article
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                last: true
                fixed: true
                label: help.alert.label ?? ""
                size: help.alert.size ?? ""
                detail: help.age ? qsTr("Réservé aux %1 ans et plus").arg(help.alert.ageLimit ?? 0)
                                 : help.alert.detail ?? ""
                picture: help.alert.picture ?? ""
                priceMinor: help.alert.priceMinor ?? 0
                mark: help.age ? qsTr("%1+").arg(help.alert.ageLimit ?? 0) : ""
            }
            Rule {
                anchors.bottom: parent.bottom
            }
        }
        Said {
            width: parent.width
            icon: help.age ? "id" : help.kind === KioskView.HelpWanted || help.kind === KioskView.CountDiffers ? "help" : "wave"
            text: help.fact()
            note: help.gesture()
        }
        StepList {
            width: parent.width
            low: true
            now: 1
            steps: [
                {
                    text: qsTr("Appel envoyé"),
                    side: Say.clock(help.alert.at ?? 0)
                },
                {
                    text: qsTr("%1 vient vers vous").arg(help.someone)
                },
                {
                    text: help.nextStep()
                }
            ]
        }
    }
    Column {
        x: Theme.layout.margin
        width: parent.width - 2 * x
        anchors.bottom: kept.top
        anchors.bottomMargin: help.own.actionsBottom
        spacing: help.own.actionsGap

        Button {
            visible: help.age && help.named
            width: parent.width
            big: true
            text: qsTr("Continuer sans cet article")
            hint: help.alert.label ?? ""
            onClicked: help.view.without(help.alert.gtin)
        }
        Button {
            visible: !(help.age && help.named)
            width: parent.width
            big: true
            text: qsTr("Retour au panier")
            onClicked: help.view.cancelHelp()
        }
    }
    KeptRow {
        id: kept
        count: help.view.counted
        totalMinor: help.view.totalMinor
    }
}
