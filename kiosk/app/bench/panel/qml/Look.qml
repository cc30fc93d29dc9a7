pragma Singleton
import QtQuick

// The bench's few colours and sizes, in the hand of the kiosk's design; and its two languages.
QtObject {
    readonly property color ink: "#141A26"
    readonly property color ink2: "#3F4755"
    readonly property color paper: "#FFFFFF"
    readonly property color well: "#F1F4F1"
    readonly property color line: "#CDD3CF"
    readonly property color outline: "#6A727E"
    readonly property color mirror: "#DCE5E1"
    readonly property color shade: "#BFCDC6"
    readonly property color accent: "#2340C8"
    readonly property color warn: "#FFC640"
    readonly property color bad: "#A31B16"
    readonly property color good: "#0B5D3B"

    readonly property string family: "Inter"
    readonly property int label: 13
    readonly property int body: 16
    readonly property int title: 22
    readonly property int gap: 12
    readonly property int button: 40
    readonly property int card: 98
    readonly property int picture: 60
    readonly property int unit: 96
    readonly property int radius: 8
    readonly property int stroke: 2

    property bool english: false

    function t(fr: string, en: string): string {
        return english ? en : fr;
    }
    function money(minor: real): string {
        const text = (Math.abs(minor) / 100).toFixed(2);
        return english ? "€" + text : text.replace(".", ",") + "\u00a0€";
    }
}
