import QtQuick
import Panier

// The mirror's first words, and what they lead to.
Column {
    id: headline

    property string text
    property string note: ""
    property string small: ""
    property color ink: Theme.color.ink

    x: Theme.part.say.left
    y: Theme.part.say.top
    spacing: Theme.part.say.gap

    Words {
        role: Theme.type.headline
        color: headline.ink
        text: headline.text
    }
    Column {
        visible: headline.note !== ""

        Words {
            role: headline.small === "" ? Theme.type.body : Theme.type.lead
            color: headline.ink
            text: headline.note
        }
        Words {
            visible: headline.small !== ""
            color: headline.ink
            text: headline.small
        }
    }
}
