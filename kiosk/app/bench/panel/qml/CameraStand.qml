pragma ComponentBehavior: Bound
import QtQuick

// What the camera sees, and how the article is held before it.
Sheet {
    id: stand

    required property var shop

    title: Look.t("Caméra", "Camera")

    readonly property var poses: [
        {text: Look.t("À plat", "Flat"), pose: [0, 0, 1, 0]},
        {text: Look.t("De biais", "Aslant"), pose: [35, 0, 1, 0]},
        {text: Look.t("Flou", "Blurred"), pose: [0, 1.6, 1, 0]},
        {text: Look.t("Sombre", "Dark"), pose: [0, 0, 0.12, 0]},
        {text: Look.t("Bougé", "Moving"), pose: [8, 0, 1, 5]}
    ]
    property int posed: 0

    DropArea {
        id: zone

        width: parent.width
        height: parent.height - presets.height - Look.gap
        keys: ["stack"]
        onDropped: drop => stand.shop.hold(drop.source.index)

        Rectangle {
            anchors.fill: parent
            color: zone.containsDrag ? Look.shade : Look.ink
        }
        Image {
            anchors.fill: parent
            anchors.margins: 4
            fillMode: Image.PreserveAspectFit
            source: stand.shop.cameraPicture
            cache: false
        }
    }
    Flow {
        id: presets

        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Look.gap / 2

        Repeater {
            model: stand.poses

            Push {
                required property var modelData
                required property int index

                text: modelData.text
                on: stand.posed === index
                onClicked: {
                    stand.posed = index;
                    stand.shop.pose(modelData.pose[0], modelData.pose[1], modelData.pose[2], modelData.pose[3]);
                }
            }
        }
        Push {
            text: Look.t("Retirer", "Take away")
            ready: stand.shop.held >= 0
            onClicked: stand.shop.lower()
        }
    }
}
