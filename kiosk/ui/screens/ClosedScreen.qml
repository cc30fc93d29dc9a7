import QtQuick
import Panier

// The kiosk sells nothing now: an attendant closed it, or it needs a technician.
Page {
    id: closed

    readonly property bool broken: view.screen === KioskView.OutOfService

    heading: headline.text + ". " + fact.text
    ground: Theme.color.staff
    ink: Theme.color.onStaff
    items: [languageItem, staffItem]

    mirror: [
        Art {
            name: "art/closed"
            x: parent.width - width
            y: parent.height - height
            boxWidth: Theme.part.help.staff
            boxHeight: Theme.part.help.staff
        },
        Headline {
            id: headline
            text: closed.broken ? qsTr("Hors\nservice") : qsTr("Caisse\nfermée")
            ink: Theme.color.onStaff
        }
    ]

    Said {
        id: fact
        width: parent.width
        icon: "right"
        text: qsTr("Prenez une autre caisse")
        note: closed.broken ? qsTr("Celle-ci attend un technicien. Rien n’y est vendu.")
                            : qsTr("Celle-ci ouvre de nouveau tout à l’heure.")
    }
}
