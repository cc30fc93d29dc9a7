import QtQuick
import Panier

// An icon of assets/icons in one colour.
Image {
    id: icon

    property string name
    property color color: Theme.color.ink
    property real size: Theme.size.icon
    property real stroke: Theme.part.icon.stroke

    // "#rrggbb" without its hash, whatever the alpha.
    function hex(color: color): string {
        return String(color).slice(-6);
    }

    width: size
    height: size
    source: name === "" ? "" : "image://art/icons/" + name + "?w=" + Math.round(size) + "&h=" + Math.round(size)
                               + "&ink=" + hex(color) + "&stroke=" + stroke
    Accessible.ignored: true
}
