pragma ComponentBehavior: Bound
import QtQuick
import Panier

// Ten digits, one back, one go. What is typed is shown as dots and never spoken.
Grid {
    id: pad

    property string typed: ""
    property bool ready: true
    readonly property int longest: 12

    signal entered

    function press(key: string): void {
        if (key === "back")
            typed = typed.slice(0, -1);
        else if (key === "go")
            entered();
        else if (typed.length < longest)
            typed += key;
    }

    columns: 3
    spacing: Theme.part.pin.gap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "go"]

        Button {
            required property string modelData

            width: (pad.width - 2 * pad.spacing) / 3
            height: Theme.part.pin.key
            big: true
            now: modelData === "go"
            text: modelData === "back" ? qsTr("Effacer") : modelData === "go" ? qsTr("Ouvrir") : modelData
            onClicked: pad.press(modelData)
        }
    }
}
