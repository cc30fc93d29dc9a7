import QtQuick
import Panier

// The warning before a visit ends for want of a gesture; it extends at one tap.
AskRow {
    id: idle

    property int seconds: 0

    signal stay

    urgent: true
    icon: "clock"
    text: qsTr("Toujours là ?")
    note: qsTr("Cet écran s’efface dans %1.").arg(Say.lasting(seconds, true))

    Button {
        now: true
        text: qsTr("Rester")
        onClicked: idle.stay()
    }
}
