// GTIN: the number of an article, in all the lengths that codes carry it. GS1 General Specifications 7.9 (check digit).
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace panier::codes {

// A Global Trade Item Number, always as 14 digits with a valid check digit.
class Gtin {
public:
    Gtin() = default;

    // 8, 12, 13 or 14 ASCII digits with the right check digit, and not all zero; nullopt otherwise. Shorter numbers
    // are padded with zeros on the left. UPC-E must be expanded before (see expandUpcE).
    [[nodiscard]] static std::optional<Gtin> parse(std::string_view digits);
    // `body` is the number without its check digit, 13 digits; nullopt if it isn't that.
    [[nodiscard]] static std::optional<Gtin> fromBody(std::string_view body);

    // 14 digits; empty for a default-constructed value.
    [[nodiscard]] const std::string &digits() const { return m_digits; }
    // As people read it under the bars: 13 digits where the first is 0 (EAN-13), otherwise 14.
    [[nodiscard]] std::string display() const;

    auto operator<=>(const Gtin &) const = default;

private:
    explicit Gtin(std::string digits) : m_digits(std::move(digits)) {}
    std::string m_digits;
};

// The check digit (0-9) that belongs after `body`, any number of ASCII digits.
[[nodiscard]] int gtinCheckDigit(std::string_view body);

// A UPC-E symbol's 8 digits (number system, six, check) as the UPC-A's 12. GS1 General Specifications 5.2.2.4.2.
[[nodiscard]] std::optional<std::string> expandUpcE(std::string_view digits);

} // namespace panier::codes
