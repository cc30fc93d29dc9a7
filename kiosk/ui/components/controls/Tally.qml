pragma ComponentBehavior: Bound
import QtQuick
import Panier

// How many, set in ones and in fives: large keys around a large number.
Column {
    id: tally

    property int count: 0
    property string spoken // the number in words: "7 articles"
    readonly property int leap: 5
    readonly property int most: 999

    signal wanted(int count)

    readonly property var own: Theme.part.tally

    function add(units: int): void {
        wanted(Math.max(0, Math.min(most, count + units)));
    }

    spacing: own.gap

    Item {
        width: parent.width
        height: tally.own.height

        Button {
            width: tally.own.one
            height: parent.height
            icon: "minus"
            iconSize: tally.own.icon
            name: qsTr("Un de moins")
            hint: tally.spoken
            onClicked: tally.add(-1)
        }
        Amount {
            anchors.centerIn: parent
            role: Theme.type.amount
            text: String(tally.count)
            Accessible.role: Accessible.StaticText
            Accessible.name: tally.spoken
        }
        Button {
            anchors.right: parent.right
            width: tally.own.one
            height: parent.height
            icon: "plus"
            iconSize: tally.own.icon
            name: qsTr("Un de plus")
            hint: tally.spoken
            onClicked: tally.add(1)
        }
    }
    Item {
        width: parent.width
        height: Theme.size.buttonPrimaryMin

        Button {
            width: tally.own.one
            big: true
            text: "\u2212\u00a0" + tally.leap
            name: qsTr("%1 de moins").arg(tally.leap)
            hint: tally.spoken
            onClicked: tally.add(-tally.leap)
        }
        Button {
            anchors.right: parent.right
            width: tally.own.one
            big: true
            text: "+\u00a0" + tally.leap
            name: qsTr("%1 de plus").arg(tally.leap)
            hint: tally.spoken
            onClicked: tally.add(tally.leap)
        }
    }
}
