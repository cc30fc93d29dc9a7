// The one place that knows ZXing-C++, versions 1.4 (Debian 12) and 2.3 (Debian 13).
#pragma once

#include "vision/decode/decoder.h"

#include <optional>

namespace panier::vision::decode {

// What one call looks for. One call finds at most one code: that is what keeps version 1.4 from aborting.
enum class Family {
    Linear,  // EAN and UPC with add-ons, Code 128, ITF-14
    Itf,     // ITF of any length
    DataBar, // DataBar, DataBar Expanded, DataBar Limited where the library has it
    Matrix,  // QR Code, Data Matrix
    Coupon,  // Aztec, PDF417; Micro QR Code where the library's search for it doesn't abort
    MicroQr, // Micro QR Code, on a clean, upright drawing alone
};

// How a call looks.
struct ReadOptions {
    bool harder = false;          // more scan lines, more thresholds
    bool rotate = true;           // quarter turns as well
    bool globalThreshold = false; // one threshold (a line) instead of one for each neighbourhood
    bool pure = false;            // a clean, upright drawing of one symbol
};

// The first code of that family in the picture, its text as Decoded promises; nullopt if there is none or it is no
// code of a shop. Never throws.
[[nodiscard]] std::optional<Decoded> readOne(const GreyView &picture, Family family, ReadOptions options);

// Such as "1.4.0".
[[nodiscard]] std::string libraryVersion();

} // namespace panier::vision::decode
