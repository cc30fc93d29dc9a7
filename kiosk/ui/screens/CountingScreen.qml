import QtQuick
import Panier

// The reader may have missed an article, so the shopper counts: the answer is compared with what was read.
Page {
    id: counting

    property int count: view.lastCount
    property bool early: false // confirmed before anything was counted

    readonly property string inWords: pieces(count)

    heading: question.text
    ink2: Theme.color.ink2
    items: [backItem, languageItem, helpItem]

    mirror: [
        FlatLay {
            anchors.fill: parent
            articles: counting.view.tray
            places: counting.view.traySlots
        },
        Words {
            x: Theme.part.say.left
            y: Theme.part.say.countTop
            role: Theme.type.headline
            text: qsTr("Combien ?")
        },
        Words {
            x: Theme.part.say.left
            y: Theme.part.say.hintTop
            color: Theme.color.ink2
            text: qsTr("Une étiquette n’a peut-être\npas été lue.")
        }
    ]

    Said {
        id: question
        width: parent.width
        icon: "help"
        text: qsTr("Combien d’articles achetez-vous ?")
        note: counting.early && counting.count === 0 ? qsTr("Touchez plus pour chaque article, puis confirmez.")
                                                     : qsTr("Comptez-les, sans les sacs.")
    }
    Tally {
        anchors.top: question.bottom
        anchors.bottom: slab.top
        x: Theme.layout.margin
        width: parent.width - 2 * x
        topPadding: Theme.part.tally.padTop
        count: counting.count
        spoken: counting.inWords
        onWanted: count => counting.count = count
    }
    Slab {
        id: slab

        x: Theme.layout.slabMargin
        width: parent.width - 2 * Theme.layout.slabMargin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility + Theme.layout.slabMargin
        icon: "check"
        means: qsTr("C’est mon compte")
        verb: qsTr("Confirmer")
        about: qsTr("sans les sacs")
        amount: String(counting.count)
        name: verb + ", " + counting.inWords
        onClicked: {
            if (counting.count > 0)
                counting.view.giveCount(counting.count);
            else
                counting.early = true;
        }
    }
}
