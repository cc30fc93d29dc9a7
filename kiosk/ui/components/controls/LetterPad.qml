pragma ComponentBehavior: Bound
import QtQuick
import Panier

// Small letters, digits and two signs: enough for a user's name.
Grid {
    id: pad

    property string typed: ""
    readonly property int longest: 32
    readonly property string keys: "1234567890azertyuiopqsdfghjklmwxcvbn.-"

    columns: 10
    spacing: Theme.part.pin.keyGap

    Repeater {
        model: pad.keys.split("").concat(["back"])

        Button {
            required property string modelData

            width: (pad.width - (pad.columns - 1) * pad.spacing) / pad.columns
            height: Theme.part.pin.letter
            padding: 0
            text: modelData === "back" ? "" : modelData
            icon: modelData === "back" ? "backspace" : ""
            name: modelData === "back" ? qsTr("Effacer") : modelData
            onClicked: {
                if (modelData === "back")
                    pad.typed = pad.typed.slice(0, -1);
                else if (pad.typed.length < pad.longest)
                    pad.typed += modelData;
            }
        }
    }
}
