#include "codes/house/house_code.h"

#include "base/base64url.h"
#include "codes/gs1/characters.h"

#include <algorithm>

namespace panier::codes {

namespace {

constexpr std::string_view magic = "PNR1";
constexpr std::string_view anyVersion = "PNR";
constexpr std::size_t maxTextBytes = 1024;
constexpr std::uint32_t maxAheadMinutes = 60; // clocks of one shop's kiosks may differ

base::Bytes sealedPart(base::ByteView content) {
    base::Bytes all(magic.begin(), magic.end());
    all.insert(all.end(), content.begin(), content.end());
    return all;
}

// Takes as long wherever the difference is.
bool sameSeal(const Seal &one, base::ByteView other) {
    unsigned difference = other.size() == sealBytes ? 0 : 1;
    for (std::size_t i = 0; i < std::min(other.size(), sealBytes); ++i)
        difference |= static_cast<unsigned>(one[i] ^ other[i]);
    return difference == 0;
}

bool isShop(std::string_view text) {
    return !text.empty() && text.size() <= HouseCode::maxShop && std::all_of(text.begin(), text.end(), isGraphic);
}

std::optional<HouseCode> parse(base::ByteView content) {
    base::ByteReader reader(content);
    HouseCode code;
    const auto kind = reader.u8();
    code.kind = static_cast<HouseCodeKind>(kind);
    code.shop = base::textOf(reader.take(reader.u8()));
    code.issuedMinute = reader.u32();
    code.expiresMinute = reader.u32();
    const auto id = reader.take(HouseCode::idBytes);
    code.body = base::textOf(reader.take(reader.u16()));
    const bool known = kind >= static_cast<std::uint8_t>(HouseCodeKind::LoyaltyCard) &&
                       kind <= static_cast<std::uint8_t>(HouseCodeKind::Recall);
    if (!reader.ok() || reader.remaining() > 0 || !known || !isShop(code.shop) ||
        code.body.size() > HouseCode::maxBody || code.expiresMinute <= code.issuedMinute)
        return std::nullopt;
    std::copy(id.begin(), id.end(), code.id.begin());
    return code;
}

} // namespace

std::string writeHouseCode(const HouseCode &code, const Sealer &sealer) {
    if (!sealer)
        return {};
    base::ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(code.kind));
    writer.u8(static_cast<std::uint8_t>(code.shop.size()));
    writer.append(code.shop);
    writer.u32(code.issuedMinute);
    writer.u32(code.expiresMinute);
    writer.append(base::ByteView(code.id));
    writer.u16(static_cast<std::uint16_t>(code.body.size()));
    writer.append(code.body);
    if (parse(writer.bytes()) != code)
        return {};
    const auto seal = sealer(sealedPart(writer.bytes()));
    writer.append(base::ByteView(seal));
    return std::string(magic) + base::toBase64Url(writer.bytes());
}

bool isHouseCode(std::string_view text) {
    return text.substr(0, anyVersion.size()) == anyVersion && text.size() > anyVersion.size() &&
           isDigit(text[anyVersion.size()]);
}

base::Expected<HouseCode, HouseCodeError> readHouseCode(std::string_view text, std::string_view shop,
                                                        const Sealer &sealer, base::TimeMs now) {
    constexpr base::TimeMs msPerMinute = 60'000;
    if (!isHouseCode(text))
        return tl::make_unexpected(HouseCodeError::NotOurs);
    if (text.size() > maxTextBytes || text.substr(0, magic.size()) != magic)
        return tl::make_unexpected(HouseCodeError::Malformed);
    const auto bytes = base::fromBase64Url(text.substr(magic.size()));
    if (!bytes || bytes->size() < sealBytes)
        return tl::make_unexpected(HouseCodeError::Malformed);
    const auto content = base::ByteView(*bytes).first(bytes->size() - sealBytes);
    const auto code = parse(content);
    if (!code)
        return tl::make_unexpected(HouseCodeError::Malformed);
    if (code->shop != shop)
        return tl::make_unexpected(HouseCodeError::OtherShop);
    if (!sealer || !sameSeal(sealer(sealedPart(content)), base::ByteView(*bytes).last(sealBytes)))
        return tl::make_unexpected(HouseCodeError::Forged);
    const auto minute = now / msPerMinute;
    if (minute >= static_cast<base::TimeMs>(code->expiresMinute))
        return tl::make_unexpected(HouseCodeError::Expired);
    if (minute + maxAheadMinutes < static_cast<base::TimeMs>(code->issuedMinute))
        return tl::make_unexpected(HouseCodeError::NotYet);
    return *code;
}

} // namespace panier::codes
