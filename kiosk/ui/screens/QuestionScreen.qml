import QtQuick
import Panier

// Mine or not mine, one article at a time; the answer is on record.
Page {
    id: question

    readonly property var article: view.asked
    readonly property bool named: (article.label ?? "") !== "" // otherwise nobody knows its tag

    heading: headline.text + " " + (named ? article.label : headline.note)
    ground: Theme.color.warn
    ink: Theme.color.onWarn
    items: [backItem, languageItem, helpItem]

    mirror: [
        Headline {
            id: headline
            text: qsTr("C’est\nà vous ?")
            note: question.named ? qsTr("Un article n’est pas\nsûr sur le plateau.")
                                 : qsTr("Un article inconnu n’est\npas sûr sur le plateau.")
            ink: Theme.color.onWarn
        },
        Art {
            id: shadow
            x: drawing.x
            y: drawing.y + Theme.elevation.contact
            name: drawing.name
            boxWidth: drawing.boxWidth
            boxHeight: drawing.boxHeight
            flat: String(Theme.color.warnEdge).slice(-6)
        },
        Art {
            id: drawing
            name: Theme.drawing(question.article.picture ?? "")
            boxWidth: Theme.part.question.picture
            boxHeight: Theme.part.question.picture
            x: Theme.portrait ? parent.width - width - Theme.space.xl : Math.round((parent.width - width) / 2)
            y: parent.height - height - Theme.space.xl
        }
    ]

    Column {
        width: parent.width

        LineRow {
            visible: question.named
            width: parent.width
            fixed: true
            label: question.article.label ?? ""
            size: question.article.size ?? ""
            detail: question.article.detail ?? ""
            picture: question.article.picture ?? ""
            priceMinor: question.article.unitMinor ?? 0
        }
        Said {
            width: parent.width
            icon: "move"
            ground: Theme.color.warn
            ink: Theme.color.onWarn
            text: qsTr("Dites si cet article est à vous")
            note: qsTr("Votre réponse est notée avec ce passage.")
        }
        Column {
            x: Theme.layout.margin
            width: parent.width - 2 * x
            topPadding: Theme.space.l
            spacing: Theme.space.m

            Button {
                width: parent.width
                big: true
                now: true
                text: qsTr("C’est à moi")
                hint: question.article.label ?? ""
                onClicked: question.view.answerAsked(true)
            }
            Button {
                width: parent.width
                big: true
                text: qsTr("Pas à moi")
                hint: question.article.label ?? ""
                onClicked: question.view.answerAsked(false)
            }
        }
    }
    KeptRow {
        count: question.view.counted
        totalMinor: question.view.totalMinor
    }
}
