// What one kiosk tells its neighbours that it has, as datagrams that nobody without the shop's secret can write.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/expected.h"
#include "codes/epc.h"

#include <string>
#include <string_view>
#include <vector>

namespace panier::devices {

// A tag that a kiosk's visit has.
struct Claim {
    codes::Epc epc;
    base::TimeMs since = 0; // by the claiming kiosk's clock
    bool firm = false;      // older than any claim that isn't
    bool operator==(const Claim &) const = default;
};

// One datagram: a part of all that a kiosk has at one moment. Big-endian: "PNCL", u8 version 1, u8 length and bytes of
// the shop, the same of the kiosk, u64 stamp, u8 part, u8 parts, u8 count, then of each claim u8 flags (1 is firm),
// u64 since, u8 length and bytes of the EPC; at the end HMAC-SHA256 (RFC 2104) of all before it.
struct ClaimMessage {
    std::string shop;        // 1 to maxName bytes
    std::string kiosk;       // who has them; 1 to maxName bytes
    std::uint64_t stamp = 0; // the kiosk's clock in milliseconds since 1970, higher at each telling
    int part = 1;            // from 1
    int parts = 1;           // 1 to maxParts
    std::vector<Claim> claims;
    bool operator==(const ClaimMessage &) const = default;

    static constexpr std::size_t maxName = 64;
    static constexpr int maxParts = 64;
    static constexpr std::size_t maxBytes = 1200; // below any network's limit
};

enum class ClaimError { NotOurs, Forged, Malformed };
using ClaimFailure = base::Failure<ClaimError>;

// All claims of one moment in as few datagrams as it takes; an empty list is one datagram. What doesn't fit in
// ClaimMessage::maxParts is left out.
[[nodiscard]] std::vector<base::Bytes> encodeClaims(std::string_view shop, std::string_view kiosk, std::uint64_t stamp,
                                                    const std::vector<Claim> &claims, std::string_view secret);

// Checks the seal before anything else is looked at.
[[nodiscard]] base::Expected<ClaimMessage, ClaimFailure> decodeClaims(base::ByteView datagram, std::string_view secret);
// What stands before the seal.
[[nodiscard]] base::Expected<ClaimMessage, ClaimFailure> parseClaims(base::ByteView body);

} // namespace panier::devices
