import QtQuick
import Panier

// The terminal: how much, where, what it waits for, and how to give up.
Page {
    id: payment

    readonly property var own: Theme.part.payment
    readonly property bool paid: view.paymentStep === KioskView.Approved
    readonly property bool waiting: view.paymentStep === KioskView.Sending || view.paymentStep === KioskView.InProgress

    heading: headline.text + " " + where.text
    ink2: Theme.color.ink2

    mirror: [
        Art {
            name: "art/pay"
            branded: true
            x: Theme.portrait ? 0 : payment.own.sceneLandscapeLeft
            y: Theme.portrait ? 0 : payment.own.sceneLandscapeTop
            boxWidth: payment.own.sceneWidth
            boxHeight: payment.own.sceneHeight
        },
        Headline {
            id: headline
            text: payment.paid ? qsTr("Payé.\nMerci.") : qsTr("Présentez\nvotre carte")
        },
        Icon {
            visible: !payment.paid
            x: Theme.part.say.left
            y: Theme.part.say.subTop
            name: "arrow"
            width: payment.own.arrowWidth
            size: payment.own.arrowWidth
            color: Theme.color.accent
        },
        Words {
            id: where
            visible: !payment.paid
            x: Theme.part.say.left + payment.own.arrowWidth + Theme.space.m
            y: Theme.part.say.subTop
            role: Theme.type.body
            text: qsTr("sur le terminal,\nà droite")
        }
    ]

    DueAmount {
        id: due
        width: parent.width
        about: payment.paid ? qsTr("Payé, %1").arg(payment.pieces(payment.view.counted))
                            : qsTr("À payer, %1").arg(payment.pieces(payment.view.counted))
        amount: Say.money(payment.view.dueMinor)
    }
    StepList {
        anchors.top: due.bottom
        width: parent.width
        now: payment.paid ? 3 : payment.waiting ? 1 : 0
        steps: [
            {
                text: payment.waiting || payment.paid ? qsTr("Montant reçu par le terminal")
                                                      : qsTr("Le terminal reçoit le montant")
            },
            {
                text: payment.paid ? qsTr("Carte lue") : qsTr("Le terminal attend votre carte"),
                note: payment.waiting && payment.view.secondsLeft > 0
                      ? qsTr("Encore %1").arg(Say.lasting(payment.view.secondsLeft, true)) : ""
            },
            {
                text: payment.paid ? qsTr("Votre banque a répondu") : qsTr("Votre banque répond")
            },
            {
                text: qsTr("Votre ticket s’affiche ici")
            }
        ]
    }
    Rectangle {
        id: note

        visible: !payment.paid
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility
        width: parent.width
        height: payment.own.note
        color: Theme.color.well
        Accessible.role: Accessible.StaticText
        Accessible.name: giveUp.text + ". " + once.text

        Rule {}
        Art {
            x: Theme.layout.margin
            anchors.verticalCenter: parent.verticalCenter
            name: "art/red-key"
            boxWidth: payment.own.keyWidth
            boxHeight: payment.own.keyHeight
        }
        Column {
            x: Theme.layout.textStart
            anchors.verticalCenter: parent.verticalCenter

            Words {
                id: giveUp
                role: Theme.type.body
                text: qsTr("Pour annuler : la touche rouge du terminal")
            }
            Words {
                id: once
                color: Theme.color.ink2
                text: qsTr("Votre carte n’est débitée qu’une fois.")
            }
        }
    }
}
