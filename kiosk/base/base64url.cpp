#include "base/base64url.h"

namespace panier::base {

namespace {
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
} // namespace

std::string toBase64Url(ByteView bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const auto byte : bytes) {
        bits = (bits << 8) | byte;
        for (count += 8; count >= 6; count -= 6)
            text += alphabet[(bits >> (count - 6)) & 63U];
    }
    if (count > 0)
        text += alphabet[(bits << (6 - count)) & 63U];
    return text;
}

std::optional<Bytes> fromBase64Url(std::string_view text) {
    Bytes bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos)
            return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> count));
        }
    }
    return toBase64Url(bytes) == text ? std::optional(std::move(bytes)) : std::nullopt;
}

} // namespace panier::base
