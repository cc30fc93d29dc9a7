#include "codes/gs1/application_identifier.h"

#include "codes/gs1/characters.h"
#include "codes/gtin.h"

#include <algorithm>

namespace panier::codes {

namespace {

constexpr Part n(int length, Rule rule = Rule::None) {
    return {CharacterSet::Digits, length, length, rule, false};
}
constexpr Part nTo(int most, Rule rule = Rule::None) {
    return {CharacterSet::Digits, 1, most, rule, false};
}
constexpr Part x(int length, Rule rule = Rule::None) {
    return {CharacterSet::Set82, length, length, rule, false};
}
constexpr Part xTo(int most) {
    return {CharacterSet::Set82, 1, most, Rule::None, false};
}
constexpr Part perhaps(Part part) {
    part.optional = true;
    return part;
}

using Ai = ApplicationIdentifier;
constexpr auto checked = Rule::CheckDigit;
constexpr Ai one(std::string_view ai, Part part) {
    return {ai, ai, {part}};
}
constexpr Ai family(std::string_view first, std::string_view last, std::array<Part, Ai::maxParts> parts) {
    return {first, last, parts};
}
constexpr Ai measures(std::string_view first, std::string_view last) {
    return {first, last, {n(6)}, true};
}
constexpr std::array<Part, Ai::maxParts> countries = {n(3), perhaps(n(3)), perhaps(n(3)), perhaps(n(3)), perhaps(n(3))};

// In ascending order. No AI begins with another one.
constexpr auto table = std::to_array<Ai>({
    one("00", n(18, checked)),
    family("01", "03", {n(14, checked)}),
    one("10", xTo(20)),
    family("11", "13", {n(6, Rule::DayOrMonth)}),
    family("15", "17", {n(6, Rule::DayOrMonth)}),
    one("20", n(2)),
    family("21", "22", {xTo(20)}),
    one("235", xTo(28)),
    family("240", "241", {xTo(30)}),
    one("242", nTo(6)),
    one("243", xTo(20)),
    family("250", "251", {xTo(30)}),
    family("253", "253", {n(13, checked), perhaps(xTo(17))}),
    one("254", xTo(20)),
    family("255", "255", {n(13, checked), perhaps(nTo(12))}),
    one("30", nTo(8)),
    measures("3100", "3165"),
    measures("3200", "3375"),
    measures("3400", "3575"),
    measures("3600", "3695"),
    one("37", nTo(8)),
    family("3900", "3909", {nTo(15)}),
    family("3910", "3919", {n(3), nTo(15)}),
    family("3920", "3929", {nTo(15)}),
    family("3930", "3939", {n(3), nTo(15)}),
    family("3940", "3943", {n(4)}),
    family("3950", "3955", {n(6)}),
    family("400", "401", {xTo(30)}),
    one("402", n(17, checked)),
    one("403", xTo(30)),
    family("410", "417", {n(13, checked)}),
    one("420", xTo(20)),
    family("421", "421", {n(3), xTo(9)}),
    one("422", n(3)),
    family("423", "423", countries),
    one("424", n(3)),
    family("425", "425", countries),
    one("426", n(3)),
    one("427", xTo(3)),
    family("4300", "4301", {xTo(35)}),
    family("4302", "4306", {xTo(70)}),
    one("4307", x(2)),
    one("4308", xTo(30)),
    family("4309", "4309", {n(10), n(10)}),
    family("4310", "4311", {xTo(35)}),
    family("4312", "4316", {xTo(70)}),
    one("4317", x(2)),
    one("4318", xTo(20)),
    one("4319", xTo(30)),
    one("4320", xTo(35)),
    family("4321", "4323", {n(1, Rule::YesNo)}),
    family("4324", "4325", {n(6, Rule::DayOrMonth), n(4, Rule::HourMinute)}),
    one("4326", n(6, Rule::Day)),
    family("4330", "4333", {n(6), perhaps(x(1, Rule::Minus))}),
    one("7001", n(13)),
    one("7002", xTo(30)),
    family("7003", "7003", {n(6, Rule::Day), n(4, Rule::HourMinute)}),
    one("7004", nTo(4)),
    one("7005", xTo(12)),
    one("7006", n(6, Rule::Day)),
    family("7007", "7007", {n(6, Rule::Day), perhaps(n(6, Rule::Day))}),
    one("7008", xTo(3)),
    one("7009", xTo(10)),
    one("7010", xTo(2)),
    family("7011", "7011", {n(6, Rule::Day), perhaps(n(4, Rule::HourMinute))}),
    family("7020", "7022", {xTo(20)}),
    one("7023", xTo(30)),
    family("7030", "7039", {n(3), xTo(27)}),
    family("7040", "7040", {n(1), x(3)}),
    one("7041", xTo(4)),
    family("710", "717", {xTo(20)}),
    family("7230", "7239", {x(2), xTo(28)}),
    one("7240", xTo(20)),
    one("7241", n(2)),
    one("7242", xTo(25)),
    one("7250", n(8, Rule::LongDay)),
    family("7251", "7251", {n(8, Rule::LongDay), n(4, Rule::HourMinute)}),
    one("7252", n(1)),
    family("7253", "7254", {xTo(40)}),
    one("7255", xTo(10)),
    one("7256", xTo(90)),
    one("7257", xTo(70)),
    one("7258", x(3)),
    one("7259", xTo(40)),
    family("8001", "8001", {n(4, Rule::NotZero), n(5, Rule::NotZero), n(3, Rule::NotZero), n(2)}),
    one("8002", xTo(20)),
    family("8003", "8003", {n(1, Rule::Zero), n(13, checked), perhaps(xTo(16))}),
    one("8004", xTo(30)),
    one("8005", n(6)),
    family("8006", "8006", {n(14, checked), n(4, Rule::PieceOfAll)}),
    one("8007", xTo(34)),
    family("8008", "8008",
           {n(6, Rule::Day), n(2, Rule::Hour), perhaps(n(2, Rule::Sixtieth)), perhaps(n(2, Rule::Sixtieth))}),
    one("8009", xTo(50)),
    one("8010", {CharacterSet::Set39, 1, 30}),
    one("8011", nTo(12, Rule::NoZeroFirst)),
    one("8012", xTo(20)),
    family("8013", "8014", {xTo(25)}),
    family("8017", "8018", {n(18, checked)}),
    one("8019", nTo(10)),
    one("8020", xTo(25)),
    family("8026", "8026", {n(14, checked), n(4, Rule::PieceOfAll)}),
    one("8030", {CharacterSet::Set64, 1, 90}),
    family("8040", "8041", {n(15)}),
    one("8042", n(32)),
    family("8043", "8043", {n(18), perhaps(nTo(2))}),
    one("8110", xTo(70)),
    one("8111", n(4)),
    one("8112", xTo(70)),
    one("8200", xTo(70)),
    one("90", xTo(30)),
    family("91", "99", {xTo(90)}),
});

bool isInSet(char c, CharacterSet set) {
    switch (set) {
    case CharacterSet::Digits:
        return isDigit(c);
    case CharacterSet::Set82:
        return isSet82(c);
    case CharacterSet::Set39:
        return isSet39(c);
    case CharacterSet::Set64:
        return isSet64(c);
    }
    return false;
}

// Two digits of a part, as a number.
int pairAt(std::string_view digits, std::size_t at) {
    return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

std::optional<AiError> broken(bool holds, AiError otherwise) {
    return holds ? std::nullopt : std::optional(otherwise);
}

std::optional<AiError> checkRule(Rule rule, std::string_view part, const Date &today) {
    switch (rule) {
    case Rule::CheckDigit:
        return broken(gtinCheckDigit(part.substr(0, part.size() - 1)) == part.back() - '0', AiError::CheckDigit);
    case Rule::DayOrMonth:
        return broken(dateOf(part, today, true).has_value(), AiError::Date);
    case Rule::Day:
        return broken(dateOf(part, today, false).has_value(), AiError::Date);
    case Rule::LongDay:
        return broken(dateOf(part).has_value(), AiError::Date);
    case Rule::HourMinute:
        return broken(pairAt(part, 0) < 24 && pairAt(part, 2) < 60, AiError::Date);
    case Rule::Hour:
        return broken(pairAt(part, 0) < 24, AiError::Date);
    case Rule::Sixtieth:
        return broken(pairAt(part, 0) < 60, AiError::Date);
    case Rule::YesNo:
        return broken(part == "0" || part == "1", AiError::Value);
    case Rule::Zero:
        return broken(part == "0", AiError::Value);
    case Rule::NotZero:
        return broken(part.find_first_not_of('0') != std::string_view::npos, AiError::Value);
    case Rule::NoZeroFirst:
        return broken(part.size() == 1 || part.front() != '0', AiError::Value);
    case Rule::PieceOfAll:
        return broken(pairAt(part, 0) > 0 && pairAt(part, 0) <= pairAt(part, 2), AiError::Value);
    case Rule::Minus:
        return broken(part == "-", AiError::Value);
    case Rule::None:
        break;
    }
    return std::nullopt;
}

bool isOf(const Ai &entry, std::string_view ai) {
    return ai >= entry.first && ai <= entry.last && (!entry.decimals || ai[3] <= '5');
}

} // namespace

FoundAi findAi(std::string_view text) {
    for (const auto &entry : table) {
        const auto digits = entry.first.size();
        if (text.size() >= digits && isOf(entry, text.substr(0, digits)))
            return {&entry, digits};
    }
    return {};
}

std::size_t predefinedLength(std::string_view ai) {
    const int begin = isDigits(ai.substr(0, 2)) ? pairAt(ai, 0) : 99;
    if (begin == 0)
        return 20;
    if (begin <= 3)
        return 16;
    if (begin == 4)
        return 18;
    if (begin >= 11 && begin <= 19)
        return 8;
    if (begin == 20)
        return 4;
    if (begin >= 31 && begin <= 36)
        return 10;
    return begin == 41 ? 16 : 0;
}

std::optional<AiError> checkValue(const ApplicationIdentifier &ai, std::string_view value, const Date &today) {
    if (value.empty())
        return AiError::Length;
    for (const auto &part : ai.parts) {
        if (part.most == 0 || (part.optional && value.empty()))
            break;
        const auto length = std::min(value.size(), static_cast<std::size_t>(part.most));
        const auto text = value.substr(0, length);
        if (std::any_of(text.begin(), text.end(), [&](char c) { return !isInSet(c, part.set); }))
            return AiError::Character;
        if (length < static_cast<std::size_t>(part.least))
            return AiError::Length;
        if (const auto error = checkRule(part.rule, text, today))
            return error;
        value.remove_prefix(length);
    }
    return broken(value.empty(), AiError::Length);
}

} // namespace panier::codes
