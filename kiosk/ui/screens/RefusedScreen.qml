import QtQuick
import Panier

// The card didn't pay: what is certain, and what comes next.
Page {
    id: refused

    heading: headline.text + ". " + headline.note
    ground: Theme.color.bad
    ink: Theme.color.onBad
    items: [backItem, languageItem, helpItem]

    readonly property bool byBank: view.refusal === KioskView.ByBank

    mirror: [
        Headline {
            id: headline
            text: qsTr("Paiement\nrefusé")
            note: qsTr("Rien n’est débité.")
            ink: Theme.color.onBad
        },
        Art {
            name: "art/pay"
            branded: true
            x: Theme.portrait ? 0 : Theme.part.payment.sceneLandscapeLeft
            y: Theme.portrait ? 0 : Theme.part.payment.sceneLandscapeTop
            boxWidth: Theme.part.payment.sceneWidth
            boxHeight: Theme.part.payment.sceneHeight
        }
    ]

    DueAmount {
        id: due
        width: parent.width
        about: qsTr("À payer, %1").arg(refused.pieces(refused.view.counted))
        amount: Say.money(refused.view.totalMinor)
    }
    Said {
        anchors.top: due.bottom
        width: parent.width
        icon: "card"
        ground: Theme.color.bad
        ink: Theme.color.onBad
        text: refused.byBank ? qsTr("La banque a refusé") : qsTr("Le terminal n’a pas terminé")
        note: qsTr("Rien n’est débité. Essayez une autre carte.")
    }
    Slab {
        x: Theme.layout.slabMargin
        width: parent.width - 2 * Theme.layout.slabMargin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility + Theme.layout.slabMargin
        means: qsTr("Avec une autre carte")
        verb: qsTr("Payer")
        about: qsTr("Total, %1").arg(refused.pieces(refused.view.counted))
        amount: Say.money(refused.view.totalMinor)
        onClicked: refused.view.pay()
    }
}
