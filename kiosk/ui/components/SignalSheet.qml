import QtQuick
import Panier

// The mirror of the panel while an alert about a tag is chosen: what is asked, of which article, and how it is heard.
Item {
    id: sheet

    required property SignalView tag
    property string title
    property string about // the article, or the tag's code

    Column {
        id: words

        x: Theme.layout.margin
        y: Theme.part.signal.titleTop
        width: parent.width - 2 * x

        Words {
            role: Theme.portrait ? Theme.type.title : Theme.type.lead
            color: Theme.color.onStaff
            text: sheet.title
            width: parent.width
            wrapMode: Text.WordWrap
            Accessible.ignored: false
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Words {
            id: which
            color: Theme.color.onStaff2
            text: qsTr("%1, signal des 30 dernières secondes").arg(sheet.about)
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
    SignalPlot {
        x: Theme.layout.margin
        width: parent.width - 2 * x
        anchors.top: words.bottom
        anchors.topMargin: Theme.part.signal.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.part.signal.gap
        tag: sheet.tag
        about: which.text
    }
}
