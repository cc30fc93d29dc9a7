// Panier's own QR codes: a loyalty card, a voucher, a basket set aside, an e-ticket, an attendant's recall. Whoever
// holds one up proves nothing but that the shop made it: none confers a right, and none is money by itself.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/expected.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace panier::codes {

// What tells a code from every other: random bytes, given when it is made.
inline constexpr std::size_t houseCodeIdBytes = 16;
using HouseCodeId = std::array<std::uint8_t, houseCodeIdBytes>;

enum class HouseCodeKind : std::uint8_t { LoyaltyCard = 1, Voucher, SuspendedBasket, Eticket, Recall };

// Whether a code of this kind carries value, so that it may be used once only.
[[nodiscard]] constexpr bool isSingleUse(HouseCodeKind kind) {
    return kind == HouseCodeKind::Voucher || kind == HouseCodeKind::SuspendedBasket;
}

// What a code says. As text it is "PNR1" and, in base64url without padding (RFC 4648, 5), big-endian: u8 kind, u8
// length and bytes of the shop, u32 issued and u32 expires in minutes since 1970, 16 bytes of id, u16 length and bytes
// of the body, 16 bytes of seal over "PNR1" and all bytes before it.
struct HouseCode {
    static constexpr std::size_t idBytes = houseCodeIdBytes;
    static constexpr std::size_t maxShop = 32;
    static constexpr std::size_t maxBody = 512;

    HouseCodeKind kind = HouseCodeKind::LoyaltyCard;
    std::string shop;                // 1 to maxShop graphic ASCII characters: the SIRET
    std::uint32_t issuedMinute = 0;  // since 1970-01-01T00:00:00Z
    std::uint32_t expiresMinute = 0; // the first minute in which it is none any more
    HouseCodeId id{};                // random: no two codes have the same
    std::string body;                // at most maxBody bytes, the kind's own
    bool operator==(const HouseCode &) const = default;
};

inline constexpr std::size_t sealBytes = 16;
using Seal = std::array<std::uint8_t, sealBytes>;
// What only the shop's kiosks can compute: HMAC-SHA256 (RFC 2104) with the shop's secret, cut to 128 bits (RFC 2104,
// 5).
using Sealer = std::function<Seal(base::ByteView)>;

enum class HouseCodeError {
    NotOurs,   // it doesn't begin as these do
    Malformed, // it does, but isn't one
    OtherShop, // by its own words
    Forged,    // not sealed with the shop's secret
    NotYet,    // issued in the future
    Expired,
};

// Empty if a member is out of bounds, or without a sealer.
[[nodiscard]] std::string writeHouseCode(const HouseCode &code, const Sealer &sealer);

// Whether a text claims to be one, of whatever version.
[[nodiscard]] bool isHouseCode(std::string_view text);

// A code that `shop` sealed and that holds now. An empty sealer knows no secret: every code is Forged. A clock that is
// behind by less than an hour forgives a code from another kiosk.
[[nodiscard]] base::Expected<HouseCode, HouseCodeError> readHouseCode(std::string_view text, std::string_view shop,
                                                                      const Sealer &sealer, base::TimeMs now);

} // namespace panier::codes
