// An alert: something that the shopper alone can't put right. It says why, and what can be done about it.
#pragma once

#include "base/clock.h"
#include "checkout/money.h"
#include "codes/epc.h"
#include "codes/gtin.h"
#include "visit/device.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace panier::visit {

enum class AlertKind {
    UnknownTag,  // on the tray, and the mapping doesn't know it
    UnknownCode, // shown, and the catalogue doesn't know it
    SoldTag,     // on the tray, and already paid for
    UnsureTag,   // perhaps on the tray, even after the deep scan
    AgeCheck,
    TrayChanged, // something came or went while the card was charged
    PaymentInDoubt,
    LateApproval, // charged after an attendant had decided that it was not: to be refunded
    DeviceLost,
    Help,
};

// What one tap does. Which ones belong to an alert: resolutionsOf().
enum class Resolution {
    Count,    // UnsureTag: it is the shopper's
    SetAside, // a tag that isn't sold here, or isn't the shopper's: not in the basket, on record
    AgeConfirmed,
    RemoveArticle, // AgeCheck: sold without it
    Paid,          // PaymentInDoubt: the terminal's journal has it
    NotPaid,
    Done, // seen, nothing more to do
};

// Who may resolve it. Itself: it goes when its cause goes.
enum class Resolver { Attendant, ShopperOrAttendant, Itself };

struct Alert {
    std::uint64_t id = 0;
    AlertKind kind = AlertKind::Help;
    base::TimeMs at = 0;
    std::optional<codes::Epc> epc;
    std::optional<codes::Gtin> gtin;
    checkout::Money amount; // PaymentInDoubt, LateApproval
    Device device = Device::Reader;
    DeviceReason reason = DeviceReason::None; // DeviceLost
    bool operator==(const Alert &) const = default;
};

// The taps that an attendant is offered, the likelier first; empty where nothing but its cause ends it.
[[nodiscard]] std::vector<Resolution> resolutionsOf(AlertKind kind);
[[nodiscard]] Resolver resolverOf(AlertKind kind);
// True if nobody pays before it is resolved.
[[nodiscard]] bool blocksPayment(AlertKind kind);

} // namespace panier::visit
