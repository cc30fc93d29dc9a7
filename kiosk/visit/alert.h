// An alert: something that the shopper alone can't put right. It says why, and what can be done about it.
#pragma once

#include "base/clock.h"
#include "checkout/money.h"
#include "codes/epc.h"
#include "codes/gtin.h"
#include "visit/device.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace panier::visit {

enum class AlertKind {
    UnknownTag,  // on the tray, and the mapping doesn't know it
    UnknownCode, // shown, and the catalogue doesn't know it
    SoldTag,     // on the tray, and already paid for; blocks nothing
    UnsureTag,   // perhaps on the tray, even after the deep scan
    AgeCheck,
    TrayChanged, // something came or went while the card was charged
    PaymentInDoubt,
    LateApproval, // charged after an attendant had decided that it was not: to be refunded
    DeviceLost,
    Help,
    ForeignTag,   // on the tray, and nothing that this shop sells; blocks nothing
    ClaimedTag,   // on the tray, and in a neighbour's visit (Alert::kiosk)
    CountDiffers, // the shopper counted twice, and never what was read (Alert::counted, Alert::expected)
    // The camera above the tray sees more things (Alert::counted) than are accounted for (Alert::expected), and the
    // shopper, who was told, did nothing about it; blocks nothing
    UncountedThing,
    LeftBehind // something lies on the tray, and its shopper has gone; blocks nothing
};

// What one tap does. Which ones belong to an alert: resolutionsOf().
enum class Resolution {
    Count,    // UnsureTag, ClaimedTag: it is this shopper's
    SetAside, // a tag that isn't sold here, or isn't the shopper's: not in the basket, on record
    AgeConfirmed,
    RemoveArticle, // AgeCheck: sold without it
    Paid,          // PaymentInDoubt: the terminal's journal has it
    NotPaid,
    Done,         // seen, nothing more to do
    GoOn,         // CountDiffers: the basket is right, to the payment
    CountRight,   // CountDiffers: the count is right; back to the basket, where what is missing is shown by its code
    Rescan,       // CountDiffers: the articles were moved; read again, counted again
    NothingThere, // UncountedThing, LeftBehind: the tray is empty; the camera learns it so
};

struct Alert {
    std::uint64_t id = 0;
    AlertKind kind = AlertKind::Help;
    base::TimeMs at = 0;
    std::optional<codes::Epc> epc;
    std::optional<codes::Gtin> gtin;
    checkout::Money amount; // PaymentInDoubt, LateApproval
    Device device = Device::Reader;
    DeviceReason reason = DeviceReason::None; // DeviceLost
    std::string kiosk;                        // ClaimedTag: the neighbour's name
    int counted = 0;                          // CountDiffers: by the shopper, the last time; UncountedThing
    int expected = 0;                         // CountDiffers: what the basket had then, without the bags
    bool operator==(const Alert &) const = default;
};

// The taps that an attendant is offered, the likelier first; empty where nothing but its cause ends it.
[[nodiscard]] std::vector<Resolution> resolutionsOf(AlertKind kind);
// True if nobody pays before it is resolved.
[[nodiscard]] bool blocksPayment(AlertKind kind);

} // namespace panier::visit
