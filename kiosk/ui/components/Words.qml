import QtQuick
import Panier

// A text in one of the theme's roles: Theme.type.label, body, lead, title, headline, amount...
Text {
    id: words

    property var role: Theme.type.label

    color: Theme.color.ink
    font.family: words.role.large ? Theme.type.familyLarge : Theme.type.family
    font.pixelSize: words.role.size
    font.weight: words.role.weight
    font.letterSpacing: words.role.trackingEm ? words.role.trackingEm * words.role.size : 0
    font.hintingPreference: Font.PreferNoHinting
    lineHeightMode: Text.FixedHeight
    lineHeight: words.role.line
    height: Math.max(1, lineCount) * words.role.line + topPadding + bottomPadding
    textFormat: Text.PlainText
    renderType: Text.NativeRendering
    Accessible.ignored: true

    // Qt leaves a fixed line's spare room below its letters; halves of it belong above and below.
    transform: Translate {
        y: Math.round((words.role.line - words.role.size * Theme.type.contentEm) / 2)
    }
}
