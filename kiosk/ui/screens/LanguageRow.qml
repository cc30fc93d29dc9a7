pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The screen's languages, each in its own words.
Rectangle {
    id: languages

    required property KioskView view

    signal picked

    height: Theme.size.utility
    color: Theme.color.paper

    Row {
        Repeater {
            id: choices

            model: [["fr", "Français"], ["en", "English"]]

            Tap {
                id: choice

                required property var modelData
                required property int index

                name: modelData[1]
                choice: true
                chosen: languages.view.language === modelData[0]
                ringInside: true
                ringRadius: 0
                width: languages.width / choices.model.length
                height: Theme.size.utility
                onClicked: {
                    languages.view.choose(modelData[0]);
                    languages.picked();
                }

                Rectangle {
                    anchors.fill: parent
                    color: choice.chosen ? Theme.color.ink : choice.pressed ? Theme.color.well : Theme.color.paper
                }
                Rectangle {
                    visible: choice.index > 0
                    width: Theme.shape.hairline
                    height: parent.height
                    color: Theme.color.line
                }
                Words {
                    anchors.centerIn: parent
                    text: choice.modelData[1]
                    color: choice.chosen ? Theme.color.paper : Theme.color.ink
                }
            }
        }
    }

    Rule {}
}
