import QtQuick
import Panier

// What is to be paid, large and first in the hand.
Item {
    id: due

    property string about
    property string amount

    readonly property var own: Theme.part.payment

    implicitHeight: own.padTop + Theme.type.label.line + Theme.type.amount.line + own.padBottom + Theme.shape.hairline
    Accessible.role: Accessible.StaticText
    Accessible.name: about + ", " + amount

    Words {
        x: Theme.layout.margin
        y: due.own.padTop
        text: due.about
        color: Theme.color.ink2
    }
    Amount {
        x: Theme.layout.margin
        y: due.own.padTop + Theme.type.label.line
        role: Theme.type.amount
        text: due.amount
    }
    Rule {
        anchors.bottom: parent.bottom
    }
}
