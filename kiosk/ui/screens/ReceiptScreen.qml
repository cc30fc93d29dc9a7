pragma ComponentBehavior: Bound
import QtQuick
import Panier

// Paid. The ticket is a code for the phone; paper only on demand, or instead where the page is away.
Page {
    id: receipt

    readonly property var own: Theme.part.receipt
    readonly property var ticket: view.receipt
    readonly property bool paper: ticket.checked === true && ticket.reachable !== true
    readonly property int printStep: ticket.print ?? 0

    heading: headline.text + " " + headline.note
    ground: Theme.color.good
    ink: Theme.color.onGood

    function printText(): string {
        switch (printStep) {
        case KioskView.Printing:
            return qsTr("Le ticket s’imprime");
        case KioskView.Printed:
            return qsTr("Ticket imprimé");
        case KioskView.PrintFailed:
            return (ticket.printReason === KioskView.PaperOut) ? qsTr("Plus de papier") : qsTr("L’imprimante est arrêtée");
        case KioskView.MaybePrinted:
            return qsTr("Imprimer de nouveau");
        }
        return qsTr("Imprimer");
    }

    function printNote(): string {
        switch (printStep) {
        case KioskView.Printing:
            return qsTr("prenez-le en bas");
        case KioskView.Printed:
            return qsTr("prenez-le en bas");
        case KioskView.PrintFailed:
            return paper ? qsTr("%1 vous le donne").arg(someone) : qsTr("votre ticket est dans ce code");
        case KioskView.MaybePrinted:
            return qsTr("s’il n’est pas sorti");
        }
        return qsTr("seulement sur demande");
    }

    mirror: [
        Art {
            id: bagShadow
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
            x: parent.width - width - receipt.own.bagRight
            y: parent.height - height + receipt.own.bagBottom
            boxWidth: receipt.own.bagWidth
            boxHeight: receipt.own.bagHeight
        },
        Headline {
            id: headline
            text: qsTr("Payé.\nMerci.")
            note: Say.money(receipt.ticket.totalMinor ?? 0)
            small: qsTr("%1, par carte").arg(receipt.pieces(receipt.ticket.count ?? 0))
            ink: Theme.color.onGood
        }
    ]

    Item {
        id: code

        width: parent.width
        height: receipt.own.padTop + receipt.own.qr + receipt.own.padBottom

        QrFrame {
            visible: !receipt.paper
            x: Theme.layout.margin
            y: receipt.own.padTop
            matrix: receipt.view.qr
        }
        Art {
            visible: receipt.paper
            x: Theme.layout.margin
            y: receipt.own.padTop
            name: "art/ticket"
            boxWidth: receipt.own.qr
            boxHeight: receipt.own.qr
        }
        Column {
            x: Theme.layout.margin + receipt.own.qr + receipt.own.gap
            width: parent.width - x - Theme.layout.margin
            y: receipt.own.padTop + Math.round((receipt.own.qr - height) / 2)

            Words {
                role: Theme.type.title
                text: receipt.paper ? qsTr("Ticket\npapier") : qsTr("Votre ticket")
                width: parent.width
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.type.lead.size
                bottomPadding: receipt.own.titleGap
            }
            Words {
                role: Theme.type.plain
                text: receipt.paper ? qsTr("Le code est indisponible. Imprimez votre ticket ici.")
                                    : qsTr("Visez le code avec l’appareil photo de votre téléphone.")
                width: parent.width
                wrapMode: Text.WordWrap
                bottomPadding: receipt.own.bodyGap
            }
            Repeater {
                model: receipt.paper ? [] : [qsTr("Sans compte"), qsTr("Sans adresse")]

                Row {
                    id: promise

                    required property string modelData

                    spacing: receipt.own.checkGap

                    Icon {
                        name: "check"
                        color: Theme.color.ink2
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: promise.modelData
                        color: Theme.color.ink2
                    }
                }
            }
        }
    }

    Rectangle {
        id: time

        anchors.top: code.bottom
        width: parent.width
        height: Theme.part.ring.row + 2 * Theme.shape.hairline
        color: Theme.color.well

        Rule {}
        Countdown {
            x: Theme.layout.margin - Theme.shape.stroke
            anchors.verticalCenter: parent.verticalCenter
            seconds: receipt.view.secondsLeft
            whole: receipt.view.secondsWhole
        }
        Words {
            x: Theme.layout.textStart
            anchors.verticalCenter: parent.verticalCenter
            role: Theme.type.body
            text: qsTr("Cet écran s’efface dans %1").arg(Say.lasting(receipt.view.secondsLeft, true))
        }
        Button {
            anchors.right: parent.right
            anchors.rightMargin: Theme.layout.margin
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Rester")
            onClicked: receipt.view.stay()
        }
        Rule {
            anchors.bottom: parent.bottom
        }
    }

    Item {
        anchors.top: time.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility
        width: parent.width

        Tap {
            id: quiet

            x: Theme.layout.margin
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x - Theme.space.m - receipt.own.done
            height: Theme.size.buttonPrimaryMin
            name: receipt.printText() + ", " + receipt.printNote()
            onClicked: receipt.view.print()

            Rectangle {
                anchors.fill: parent
                radius: Theme.shape.radiusControl
                color: quiet.pressed ? Theme.color.well : Theme.color.paper
                border.width: receipt.paper ? Theme.shape.stroke : 0
                border.color: Theme.color.outline
            }
            Icon {
                x: Math.round((Theme.layout.tile - width) / 2)
                anchors.verticalCenter: parent.verticalCenter
                name: receipt.printStep === KioskView.PrintFailed ? "alert" : "print"
                size: Theme.part.icon.tile
            }
            Column {
                x: Theme.layout.textStart - Theme.layout.margin
                width: parent.width - x
                anchors.verticalCenter: parent.verticalCenter

                Words {
                    role: receipt.paper ? Theme.type.body : Theme.type.plain
                    text: receipt.printText()
                    width: parent.width
                    elide: Text.ElideRight
                    maximumLineCount: 1
                }
                Words {
                    color: Theme.color.ink2
                    text: receipt.printNote()
                    width: parent.width
                    elide: Text.ElideRight
                    wrapMode: Text.WordWrap
                    maximumLineCount: 2
                }
            }
        }
        Button {
            anchors.right: parent.right
            anchors.rightMargin: Theme.layout.margin
            anchors.verticalCenter: parent.verticalCenter
            width: receipt.own.done
            big: true
            text: qsTr("Terminé")
            onClicked: receipt.view.done()
        }
    }
}
