pragma Singleton
import QtQuick
import Panier

// The design's figures in window pixels. The window sets `unit` and `portrait`, nobody else sets anything.
QtObject {
    id: theme

    property real unit: 1 // window pixels per design pixel
    property bool portrait: true
    property string look: "light"
    property bool reduced: false // reduced motion: every move is a cut

    readonly property var color: Tokens.palette(look)
    readonly property var space: Tokens.section("space", unit)
    readonly property var size: Tokens.section("size", unit)
    readonly property var layout: Tokens.section("layout", unit)
    readonly property var type: Tokens.section("type", unit)
    readonly property var shape: Tokens.section("shape", unit)
    readonly property var elevation: Tokens.section("elevation", unit)
    readonly property var part: Tokens.section("part", unit)
    readonly property var motion: Tokens.section("motion", unit)

    readonly property var screen: portrait ? layout.portrait : layout.landscape
    readonly property real line: portrait ? size.line : size.lineLandscape
    readonly property real unsureLine: portrait ? size.lineUnsure : size.lineUnsureLandscape

    // Window pixels per design pixel, for a page whose short and long sides must fit into these.
    function fit(shortSide: real, longSide: real): real {
        const page = Tokens.section("layout", 1).portrait;
        return Math.min(shortSide / page.width, longSide / page.height);
    }

    // How long a move lasts: nothing when motion is reduced.
    function lasting(move: var): int {
        return reduced ? 0 : move.durationMs;
    }

    function slotsFor(count: int): var {
        return Tokens.slotsFor(count, portrait, unit);
    }

    // The drawing of an article; a parcel for one that has none.
    function drawing(picture: string): string {
        const name = "articles/" + picture;
        return Tokens.naturalSize(name).width > 0 ? name : "articles/unknown";
    }

    // The drawing's own size on the mirror.
    function natural(drawing: string): size {
        const own = Tokens.naturalSize(drawing);
        return Qt.size(own.width * unit, own.height * unit);
    }
}
