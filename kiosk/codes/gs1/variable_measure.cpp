#include "codes/gs1/variable_measure.h"

#include "codes/gs1/characters.h"

#include <algorithm>
#include <array>

namespace panier::codes {

namespace {

constexpr std::size_t codeDigits = 13;
constexpr std::string_view letters = "IPWVA";

// The weighted products of General Specifications 7.9.2: what each digit counts for.
using Weights = std::array<int, 10>;
constexpr Weights twoMinus = {0, 2, 4, 6, 8, 9, 1, 3, 5, 7};
constexpr Weights three = {0, 3, 6, 9, 2, 5, 8, 1, 4, 7};
constexpr Weights fivePlus = {0, 5, 1, 6, 2, 7, 3, 8, 4, 9};
constexpr Weights fiveMinus = {0, 5, 9, 4, 8, 3, 7, 2, 6, 1};

int weigh(std::string_view digits, std::initializer_list<const Weights *> weights) {
    int sum = 0;
    std::size_t i = 0;
    for (const auto *weight : weights)
        sum += (*weight)[static_cast<std::size_t>(digits[i++] - '0')];
    return sum;
}

std::optional<std::int64_t> numberIn(const std::string &digits) {
    if (digits.empty())
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

bool startsRestricted(std::string_view text) {
    return text.substr(0, 2) == "02" || (text.size() >= 2 && text[0] == '2' && isDigit(text[1]));
}

// Each kind of letter once, in one piece.
bool standTogether(std::string_view layout) {
    return std::all_of(letters.begin(), letters.end(), [layout](char kind) {
        const auto first = layout.find(kind);
        const auto last = layout.rfind(kind);
        return first == std::string_view::npos ||
               std::all_of(layout.begin() + static_cast<std::ptrdiff_t>(first),
                           layout.begin() + static_cast<std::ptrdiff_t>(last), [kind](char c) { return c == kind; });
    });
}

} // namespace

std::optional<MeasureTemplate> MeasureTemplate::parse(std::string_view layout) {
    if (layout.size() != codeDigits || layout.back() != 'C' || !startsRestricted(layout))
        return std::nullopt;
    const auto body = layout.substr(0, codeDigits - 1);
    const auto prefix = body.substr(0, body.find_first_of(letters));
    const auto rest = body.substr(prefix.size());
    const auto count = [rest](char kind) { return std::count(rest.begin(), rest.end(), kind); };
    if (!isDigits(prefix) || rest.find_first_not_of(letters) != std::string_view::npos || !standTogether(rest))
        return std::nullopt;
    const bool ordinary = count('A') > 0 && rest.find_first_not_of('A') == std::string_view::npos;
    const auto measured = count('P') + count('W');
    const bool verified = count('V') == 0 || (count('V') == 1 && (measured == 4 || measured == 5));
    const bool weighed = count('A') == 0 && count('I') > 0 && (count('P') == 0) != (count('W') == 0) && verified;
    if (!ordinary && !weighed)
        return std::nullopt;
    return MeasureTemplate(layout);
}

bool MeasureTemplate::fits(std::string_view digits) const {
    return digits.size() == codeDigits &&
           std::equal(digits.begin(), digits.end(), m_layout.begin(),
                      [](char digit, char wanted) { return !isDigit(wanted) || wanted == digit; });
}

std::string MeasureTemplate::field(std::string_view digits, char kind) const {
    std::string field;
    for (std::size_t i = 0; i < codeDigits; ++i)
        if (m_layout[i] == kind)
            field += digits[i];
    return field;
}

std::optional<VariableMeasure> MeasureTemplate::read(std::string_view digits) const {
    const auto price = field(digits, 'P');
    const auto weight = field(digits, 'W');
    const auto verifier = field(digits, 'V');
    if (!verifier.empty() && measureVerifier(price.empty() ? weight : price) != verifier.front() - '0')
        return std::nullopt;
    std::string article = "0";
    for (std::size_t i = 0; i + 1 < codeDigits; ++i)
        article += std::string_view("PWV").find(m_layout[i]) == std::string_view::npos ? digits[i] : '0';
    const auto gtin = Gtin::fromBody(article);
    if (!gtin)
        return std::nullopt;
    return VariableMeasure{*gtin, numberIn(price), numberIn(weight)};
}

bool isRestricted(const Gtin &gtin) {
    const auto &digits = gtin.digits();
    return !digits.empty() && digits.front() == '0' && startsRestricted(std::string_view(digits).substr(1));
}

std::optional<int> measureVerifier(std::string_view digits) {
    if (!isDigits(digits))
        return std::nullopt;
    if (digits.size() == 4)
        return weigh(digits, {&twoMinus, &twoMinus, &three, &fiveMinus}) * 3 % 10;
    if (digits.size() != 5)
        return std::nullopt;
    const int sum = weigh(digits, {&fivePlus, &twoMinus, &fiveMinus, &fivePlus, &twoMinus});
    const auto *const found = std::find(fiveMinus.begin(), fiveMinus.end(), (10 - sum % 10) % 10);
    return static_cast<int>(found - fiveMinus.begin());
}

} // namespace panier::codes
