// What a visit knows of the devices: whether they work, and why not, in terms that a screen can say.
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <compare>

namespace panier::visit {

// Reader: the tray. Eticket: the page that the QR on the last screen opens. Nfc: staff badges, which a PIN stands in
// for. Scanner: reads barcodes, beside the camera or instead of it. TopCamera: looks down on the tray.
enum class Device { Reader, Camera, Terminal, Printer, Eticket, Nfc, Scanner, TopCamera };

enum class Health {
    Unknown, // not heard of yet
    Off,     // not part of this kiosk, by its configuration
    Ready,
    Attention, // works, but wants a hand soon (paper near end)
    Lost,
};

enum class DeviceReason {
    None,
    Unreachable,
    Silent,
    Crashed,
    PaperOut,
    PaperNearEnd,
    CoverOpen,
    DeviceError,
    Frozen,      // the camera repeats one picture
    Dark,        // it sees no light: a shop at night, or something black before it
    Overexposed, // it sees nothing for light
    Covered,     // there is light, and nothing to be seen
};

struct DeviceState {
    Health health = Health::Unknown;
    DeviceReason reason = DeviceReason::None; // of a device that is Ready: what is worth saying and needs nobody
    int restarts = 0;                         // of its process, since the kiosk's start; the camera's
    bool operator==(const DeviceState &) const = default;
};

} // namespace panier::visit
