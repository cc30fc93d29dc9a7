import QtQuick
import Panier

// A moment to take one's things.
Page {
    id: goodbye

    heading: headline.text + ". " + take.text
    ground: Theme.color.good
    ink: Theme.color.onGood
    items: [languageItem]

    mirror: [
        Art {
            x: bag.x
            y: bag.y + Theme.elevation.contact
            name: bag.name
            boxWidth: bag.boxWidth
            boxHeight: bag.boxHeight
            flat: String(Theme.color.goodEdge).slice(-6)
        },
        Art {
            id: bag
            name: "art/bag-full"
            x: parent.width - width - Theme.part.receipt.bagRight
            y: parent.height - height + Theme.part.receipt.bagBottom
            boxWidth: Theme.part.receipt.bagWidth
            boxHeight: Theme.part.receipt.bagHeight
        },
        Headline {
            id: headline
            text: qsTr("Merci.\nÀ bientôt.")
            ink: Theme.color.onGood
        }
    ]

    Said {
        id: take
        width: parent.width
        icon: goodbye.view.leftBehind ? "alert" : "check"
        ground: goodbye.view.leftBehind ? Theme.color.warn : Theme.color.good
        ink: goodbye.view.leftBehind ? Theme.color.onWarn : Theme.color.onGood
        text: goodbye.view.leftBehind ? qsTr("Il reste quelque chose") : qsTr("Prenez vos articles")
        note: goodbye.view.leftBehind ? qsTr("Prenez tout ce qui est sur le plateau.")
                                     : qsTr("La caisse est prête pour la personne suivante.")
    }
    Button {
        x: Theme.layout.margin
        width: parent.width - 2 * x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility + Theme.space.l
        big: true
        text: qsTr("Terminé")
        onClicked: goodbye.view.done()
    }
}
