pragma ComponentBehavior: Bound
import QtQuick
import Panier

// The attendant's panel: alerts with their reason and their outcomes, how the devices are, and the kiosk's own state.
Page {
    id: panel

    readonly property var own: Theme.part.panel
    property int turned: 0 // to the page that begins with this alert, as far as there still are so many
    readonly property int first: turned < view.alerts.count ? turned : 0
    readonly property bool trayShown: view.hasTray && (!view.visitOpen || view.alerts.count < 3)
    readonly property real room: healthRow.y - head.height - trayRoom
    readonly property real trayRoom: trayShown ? emptyTray.height : 0
    readonly property real alertHeight: 2 * own.alertPad + Theme.type.body.line + Theme.type.label.line + own.alertGap
                                        + Theme.part.button.alert
    readonly property int perPage: 3 * alertHeight + (view.alerts.count > 3 ? Theme.size.page : 0) <= room ? 3 : 2
    property real picked: 0 // the alert that was touched on this page; otherwise the first is chosen

    heading: title.text
    ground: Theme.color.staff
    ink: Theme.color.onStaff
    shop: qsTr("Vendeur")
    place: view.staffName
    items: [view.undo.alertId === undefined ? languageItem : undoItem, view.suspended ? {
            icon: "right",
            text: qsTr("Reprendre"),
            act: () => panel.view.resume()
        } : {
            icon: "clock",
            text: qsTr("Suspendre"),
            off: panel.hindrance(view.suspendHindrance),
            act: () => panel.view.suspend()
        }, {
            icon: "print",
            text: qsTr("Duplicata"),
            off: panel.hindrance(view.duplicateHindrance),
            act: () => panel.view.duplicate()
        }, {
            icon: "door",
            text: qsTr("Sortir"),
            act: () => panel.view.signOut()
        }]

    readonly property var undoItem: ({
            icon: "undo",
            text: qsTr("Annuler"),
            under: qsTr("encore %1 s").arg(view.undoSeconds),
            hint: view.undo.alertId === undefined
                  ? "" : alertWords.title(view.undo.kind) + ", " + alertWords.outcome(view.undo.resolution, view.undo),
            act: () => panel.view.takeBack()
        })

    function hindrance(why: int): string {
        switch (why) {
        case KioskView.VisitOpen:
            return qsTr("un passage est ouvert");
        case KioskView.ReaderAway:
            return qsTr("le lecteur ne répond pas");
        case KioskView.PaymentOpen:
            return qsTr("en paiement");
        case KioskView.TicketOpen:
            return qsTr("ticket affiché");
        case KioskView.Broken:
            return qsTr("hors service");
        case KioskView.NoTicket:
            return qsTr("aucun ticket");
        case KioskView.PrintOpen:
            return qsTr("impression");
        }
        return "";
    }

    function turn(): void {
        turned = first + perPage < view.alerts.count ? first + perPage : 0;
        picked = 0;
    }

    DeviceWords {
        id: deviceWords
    }
    AlertWords {
        id: alertWords
    }

    mirror: [
        SignalSheet {
            visible: panel.view.tagSignal.chosen
            anchors.fill: parent
            tag: panel.view.tagSignal
            title: alertWords.signalTitle(panel.view.watched.kind ?? -1)
            about: panel.view.watched.label || panel.view.watched.code || ""
        },
        Headline {
            id: title
            visible: !panel.view.tagSignal.chosen
            text: qsTr("Caisse %1").arg(panel.view.registerName)
            ink: Theme.color.onStaff
            note: panel.view.suspended ? qsTr("Fermée par un vendeur")
                                       : panel.view.pieces > 0 ? qsTr("Un passage est ouvert") : qsTr("Prête")
            small: panel.view.pieces > 0 ? panel.pieces(panel.view.pieces) + ", " + Say.money(panel.view.totalMinor) : ""
        },
        Art {
            visible: !panel.view.tagSignal.chosen
            name: "art/staff"
            x: parent.width - width
            y: parent.height - height
            boxWidth: Theme.part.help.staff
            boxHeight: Theme.part.help.staff
        }
    ]

    Item {
        id: head

        width: parent.width
        height: panel.own.head
        Accessible.role: Accessible.Heading
        Accessible.name: count.text

        Words {
            id: count
            x: Theme.layout.margin
            anchors.verticalCenter: parent.verticalCenter
            role: Theme.type.title
            text: panel.view.alerts.count === 0 ? qsTr("Aucune alerte") : qsTr("%n alerte(s)", "", panel.view.alerts.count)
        }
        Words {
            visible: panel.view.alerts.count > 1
            anchors.right: parent.right
            anchors.rightMargin: Theme.layout.margin
            anchors.baseline: count.baseline
            color: Theme.color.ink2
            text: qsTr("les plus anciennes d’abord")
        }
    }

    Column {
        id: cards

        anchors.top: head.bottom
        width: parent.width

        Repeater {
            model: panel.view.alerts

            AlertCard {
                id: card

                required property int index
                required property real alertId
                required property int kind
                required property string label
                required property real priceMinor
                required property real amountMinor
                required property int ageLimit
                required property string code
                required property int device
                required property int reason
                required property int unsureReason
                required property int seconds
                required property var resolutions
                required property string kiosk
                required property int counted
                required property int expected

                visible: index >= panel.first && index < panel.first + panel.perPage
                width: cards.width
                chosen: panel.picked > 0 ? panel.picked === alertId : index === panel.first
                icon: alertWords.icon(kind)
                grave: alertWords.grave(kind)
                title: alertWords.title(kind)
                when: Say.lasting(seconds, false)
                why: alertWords.why(card)
                outcomes: resolutions.map(resolution => ({
                            text: alertWords.outcome(resolution, card),
                            icon: alertWords.outcomeIcon(resolution),
                            act: () => panel.view.resolve(card.alertId, resolution)
                        }))
                onPicked: panel.picked = alertId
                onChosenChanged: card.watch()
                Component.onCompleted: card.watch()
                Component.onDestruction: {
                    if (panel.picked === alertId)
                        panel.picked = 0;
                }

                function watch(): void {
                    if (chosen)
                        panel.view.watch(alertId);
                }
            }
        }
        MoreRow {
            visible: panel.view.alerts.count > panel.perPage
            width: parent.width
            count: panel.view.alerts.count - Math.min(panel.perPage, panel.view.alerts.count - panel.first)
            onClicked: panel.turn()
        }
    }

    EmptyTrayRow {
        id: emptyTray

        visible: panel.trayShown
        anchors.bottom: healthRow.top
        width: parent.width
        lesson: panel.view.lesson
        tags: panel.view.lessonTags
        off: panel.hindrance(panel.view.lessonHindrance)
        onClicked: panel.view.trayIsEmpty()
    }
    Rectangle {
        id: healthRow

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.size.utility
        width: parent.width
        height: grid.height + Theme.shape.hairline
        color: Theme.color.paper

        Grid {
            id: grid

            columns: Math.ceil(devices.count / (devices.count > 5 ? 2 : 1))

            Repeater {
                id: devices

                model: panel.view.devices

                Rectangle {
                    id: part

                    required property int index
                    required property int device
                    required property int health
                    required property int reason
                    required property int restarts

                    readonly property bool well: health === KioskView.Ready
                    readonly property bool lost: health === KioskView.Lost

                    width: healthRow.width / Math.max(1, grid.columns)
                    height: panel.own.deviceRow
                    color: lost ? Theme.color.badWell : well ? Theme.color.paper : Theme.color.warnWell
                    Accessible.role: Accessible.StaticText
                    Accessible.name: named.text + ", " + how.text

                    Row {
                        anchors.centerIn: parent
                        spacing: Theme.space.s

                        Icon {
                            visible: grid.columns < 5
                            name: part.well ? "check" : "alert"
                            anchors.verticalCenter: parent.verticalCenter
                        }
                        Column {
                            Words {
                                id: named
                                role: Theme.type.strong
                                text: deviceWords.name(part.device)
                            }
                            Words {
                                id: how
                                text: deviceWords.condition(part.health, part.reason, part.restarts)
                            }
                        }
                    }
                    Rule {
                        visible: part.index >= grid.columns
                    }
                    Rectangle {
                        visible: part.index % grid.columns > 0
                        width: Theme.shape.hairline
                        height: parent.height
                        color: Theme.color.line
                    }
                }
            }
        }
        Rule {}
    }
}
