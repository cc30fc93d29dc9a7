pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The last row of the hand: what is always there, with a word each.
Rectangle {
    id: bar

    // {icon, text, act, off, under, hint}: `off` says why it would do nothing now, `under` is a second line, `hint` says
    // more to who doesn't see.
    property var items: []

    width: parent ? parent.width : implicitWidth
    height: Theme.size.utility
    color: Theme.color.paper

    Row {
        Repeater {
            model: bar.items

            Tap {
                id: item

                required property var modelData
                required property int index

                readonly property string off: modelData.off ?? ""

                enabled: off === ""
                name: modelData.text
                hint: enabled ? modelData.hint ?? "" : qsTr("indisponible, %1").arg(off)
                ringInside: true
                ringRadius: 0
                width: bar.width / bar.items.length
                height: Theme.size.utility
                onClicked: modelData.act()

                Rectangle {
                    anchors.fill: parent
                    color: item.pressed || !item.enabled ? Theme.color.well : Theme.color.paper
                }
                Rectangle {
                    visible: item.index > 0
                    width: Theme.shape.hairline
                    height: parent.height
                    color: Theme.color.line
                }
                Row {
                    anchors.centerIn: parent
                    spacing: Theme.part.utility.gap

                    Icon {
                        visible: item.enabled
                        name: item.modelData.icon
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter

                        Words {
                            text: item.modelData.text
                            color: item.enabled ? Theme.color.ink : Theme.color.ink2
                        }
                        Words {
                            visible: text !== ""
                            text: item.enabled ? item.modelData.under ?? "" : item.off
                            color: Theme.color.ink2
                        }
                    }
                }
            }
        }
    }

    Rule {}
}
