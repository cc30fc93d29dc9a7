import QtQuick
import Panier

// One place of the list: an article, or one that is unsure.
Item {
    id: slot

    required property int index
    required property string key
    required property string gtin
    required property bool unsure
    required property string label
    required property string detail
    required property string size
    required property string picture
    required property int quantity
    required property real priceMinor
    required property real regularMinor
    required property int percentOff
    required property string reason
    required property int ageLimit
    required property int trayUnits
    property KioskView view
    property string openLine
    property bool last: false

    signal toggled(string gtin)

    height: unsure ? Theme.unsureLine : Theme.line

    UnsureRow {
        visible: slot.unsure
        width: parent.width
        label: slot.label
        picture: slot.picture
        priceMinor: slot.priceMinor
        onNotMine: slot.view.notMine(slot.key)
    }
    LineRow {
        visible: !slot.unsure
        width: parent.width
        label: slot.label
        size: slot.size
        detail: slot.detail
        picture: slot.picture
        quantity: slot.quantity
        trayUnits: slot.trayUnits
        priceMinor: slot.priceMinor
        regularMinor: slot.regularMinor
        percentOff: slot.percentOff
        reason: slot.reason
        mark: slot.ageLimit > 0 ? slot.ageLimit + "+" : ""
        last: slot.last
        open: slot.openLine === slot.gtin
        onToggled: slot.toggled(slot.gtin)
        onUnitsWanted: units => slot.view.setUnits(slot.gtin, units)
        onRemoved: slot.view.without(slot.gtin)
    }
}
