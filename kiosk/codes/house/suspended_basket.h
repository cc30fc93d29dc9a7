// A basket that was set aside, as its code carries it from one kiosk to the next.
#pragma once

#include "codes/gtin.h"
#include "codes/house/house_code.h"

#include <optional>
#include <string>
#include <vector>

namespace panier::codes {

// Units of one article that were shown by code. What has a tag isn't among them: it tells itself on the tray.
struct SuspendedLine {
    Gtin gtin;
    int units = 1; // 1 to SuspendedBasket::maxUnits
    bool operator==(const SuspendedLine &) const = default;
};

struct SuspendedBasket {
    static constexpr int maxUnits = 40; // of all lines together: more than anyone shows one by one

    std::vector<SuspendedLine> lines; // at least one; no article twice
    bool operator==(const SuspendedBasket &) const = default;
};

// The body of such a code: lines of a GTIN's 14 digits and, after "*" where they aren't one, its units, with ","
// between them: "03760001234567*2,03760001234574". Empty for a basket that is none or that fills more than
// HouseCode::maxBody.
[[nodiscard]] std::string bodyOf(const SuspendedBasket &basket);

// The basket of a code that was read; nullopt if it is of another kind, or its body isn't exactly what bodyOf() writes.
[[nodiscard]] std::optional<SuspendedBasket> basketOf(const HouseCode &code);

} // namespace panier::codes
