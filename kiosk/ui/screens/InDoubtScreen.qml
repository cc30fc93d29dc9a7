import QtQuick
import Panier

// Nobody knows yet whether the bank paid: nothing is charged again before a person has looked.
Page {
    id: doubt

    heading: headline.text + ". " + fact.text + " " + fact.note
    ground: Theme.color.bad
    ink: Theme.color.onBad
    items: [languageItem, staffItem]

    mirror: [
        Art {
            name: "art/staff"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            boxWidth: Theme.part.help.staff
            boxHeight: Theme.part.help.staff
        },
        Headline {
            id: headline
            text: qsTr("Ne repayez\npas")
            note: qsTr("%1 vérifie.").arg(doubt.someone)
            ink: Theme.color.onBad
        }
    ]

    DueAmount {
        id: due
        width: parent.width
        about: qsTr("Paiement envoyé, %1").arg(doubt.pieces(doubt.view.counted))
        amount: Say.money(doubt.view.dueMinor)
    }
    Said {
        id: fact
        anchors.top: due.bottom
        width: parent.width
        icon: "alert"
        ground: Theme.color.bad
        ink: Theme.color.onBad
        text: qsTr("Nous ne savons pas encore si le paiement est passé")
        note: qsTr("Ne repayez pas : %1 vérifie sur le terminal.").arg(doubt.someone)
    }
    StepList {
        anchors.top: fact.bottom
        width: parent.width
        low: true
        now: 1
        steps: [
            {
                text: qsTr("Montant envoyé au terminal")
            },
            {
                text: qsTr("%1 vérifie").arg(doubt.someone)
            },
            {
                text: qsTr("Votre ticket s’affiche ici, ou vous payez")
            }
        ]
    }
    KeptRow {
        count: doubt.view.counted
        totalMinor: doubt.view.totalMinor
    }
}
