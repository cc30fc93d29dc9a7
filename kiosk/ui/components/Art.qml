import QtQuick
import Panier

// A drawing of assets/articles or assets/art, fitted into width x height and turned; at its natural size times
// `natural` when no size is given.
Image {
    id: art

    property string name // "articles/pull"
    property real boxWidth: 0
    property real boxHeight: 0
    property real turn: 0
    property string flat: "" // rrggbb: the bare silhouette
    property bool branded: false

    readonly property string query: "?w=" + Math.round(boxWidth) + "&h=" + Math.round(boxHeight)
                                    + (turn !== 0 ? "&turn=" + turn : "") + (flat !== "" ? "&flat=" + flat : "")
                                    + (branded ? "&accent=" + String(Theme.color.accent).slice(1) + "&edge="
                                                 + String(Theme.color.accentEdge).slice(1) : "")

    source: name === "" || boxWidth < 1 || boxHeight < 1 ? "" : "image://art/" + name + query
    Accessible.ignored: true
}
