#include "codes/gtin.h"

#include "codes/gs1/characters.h"

#include <algorithm>

namespace panier::codes {

int gtinCheckDigit(std::string_view body) {
    int sum = 0;
    int weight = 3;
    for (auto digit = body.rbegin(); digit != body.rend(); ++digit) {
        sum += (*digit - '0') * weight;
        weight = 4 - weight;
    }
    return (10 - sum % 10) % 10;
}

std::optional<Gtin> Gtin::parse(std::string_view digits) {
    const auto length = digits.size();
    if ((length != 8 && length != 12 && length != 13 && length != 14) || !isDigits(digits))
        return std::nullopt;
    if (digits.back() - '0' != gtinCheckDigit(digits.substr(0, length - 1)))
        return std::nullopt;
    if (std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0'; }))
        return std::nullopt;
    return Gtin(std::string(14 - length, '0') + std::string(digits));
}

std::optional<Gtin> Gtin::fromBody(std::string_view body) {
    if (body.size() != 13 || !isDigits(body))
        return std::nullopt;
    return parse(std::string(body) + static_cast<char>('0' + gtinCheckDigit(body)));
}

std::string Gtin::display() const {
    return !m_digits.empty() && m_digits.front() == '0' ? m_digits.substr(1) : m_digits;
}

std::optional<std::string> expandUpcE(std::string_view digits) {
    if (digits.size() != 8 || !isDigits(digits) || digits[0] > '1')
        return std::nullopt;
    const auto d = digits.substr(1, 6);
    std::string body(1, digits[0]);
    switch (d[5]) {
    case '0':
    case '1':
    case '2':
        body += std::string{d[0], d[1], d[5]} + "0000" + std::string{d[2], d[3], d[4]};
        break;
    case '3':
        body += std::string{d[0], d[1], d[2]} + "00000" + std::string{d[3], d[4]};
        break;
    case '4':
        body += std::string{d[0], d[1], d[2], d[3]} + "00000" + d[4];
        break;
    default:
        body += std::string(d.substr(0, 5)) + "0000" + d[5];
    }
    body += digits[7];
    return body;
}

} // namespace panier::codes
