#include "storage/mapping/rule_text.h"

#include "storage/csv_table.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/core.h>

namespace panier::storage {

namespace {

auto problem(std::string_view column, std::string reason) {
    return tl::make_unexpected(RuleProblem{std::string(column), std::move(reason)});
}

// Digits alone, nothing before or after.
std::optional<int> number(std::string_view text, int least, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text[0] == '-' || error != std::errc() || end != text.data() + text.size() || value < least ||
        value > most)
        return std::nullopt;
    return value;
}

// "+01:00", "-03:30" or "Z" in minutes.
std::optional<int> zoneMinutes(std::string_view text) {
    if (text == "Z")
        return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto hours = number(text.substr(1, 2), 0, 14);
    const auto minutes = number(text.substr(4, 2), 0, 59);
    if (!hours || !minutes)
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

base::Expected<codes::Epc, RuleProblem> epcIn(std::string_view column, std::string_view text) {
    const auto epc = codes::Epc::fromHex(text);
    if (!epc)
        return problem(column, fmt::format("\"{}\" is no EPC in hexadecimal: 2 to {} digits, an even number of them",
                                           quotable(text), 2 * codes::Epc::maxBytes));
    return *epc;
}

// True if all that `value` has beyond `prefix` is zeros.
bool isPadded(const codes::Epc &prefix, const codes::Epc &value) {
    const auto kept = prefix.bytes();
    const auto bytes = value.bytes();
    return std::equal(kept.begin(), kept.end(), bytes.begin()) &&
           std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(kept.size()), bytes.end(),
                       [](std::uint8_t byte) { return byte == 0; });
}

base::Expected<void, RuleProblem> readPrefix(const RuleText &text, Rule &rule) {
    // Half a byte is a prefix too.
    const int digits = static_cast<int>(text.value.size());
    const auto value = codes::Epc::fromHex(std::string(text.value) + (digits % 2 != 0 ? "0" : ""));
    if (!value || digits * 4 < Rule::minBits)
        return problem("value", fmt::format("\"{}\" is no prefix of {} to {} hexadecimal digits", quotable(text.value),
                                            Rule::minBits / 4, 2 * codes::Epc::maxBytes));
    const auto bits = text.mask.empty() ? std::optional(digits * 4) : number(text.mask, Rule::minBits, digits * 4);
    if (!bits)
        return problem("mask", fmt::format("\"{}\" isn't a number of leading bits from {} to the {} that value has",
                                           quotable(text.mask), Rule::minBits, digits * 4));
    rule.bits = *bits;
    rule.value = firstBits(*value, *bits);
    if (!isPadded(rule.value, *value))
        return problem("value", fmt::format("\"{}\" has bits beyond the {} of mask: make them zero, or mask greater",
                                            quotable(text.value), *bits));
    return {};
}

base::Expected<void, RuleProblem> readPattern(const RuleText &text, Rule &rule) {
    if (text.kind == "prefix") {
        rule.kind = RuleKind::Prefix;
        if (!text.to.empty())
            return problem("to", "only a range has it: leave it empty");
        return readPrefix(text, rule);
    }
    if (!text.mask.empty())
        return problem("mask", "only a prefix has it: leave it empty");
    const auto value = epcIn("value", text.value);
    if (!value)
        return tl::make_unexpected(value.error());
    rule.value = *value;
    if (text.kind == "epc") {
        if (!text.to.empty())
            return problem("to", "only a range has it: leave it empty");
        return {};
    }
    rule.kind = RuleKind::Range;
    const auto last = epcIn("to", text.to);
    if (!last)
        return tl::make_unexpected(last.error());
    if (bitsOf(*last) != bitsOf(*value))
        return problem("to", fmt::format("it has {} digits, value has {}: a range is of one length", bitsOf(*last) / 4,
                                         bitsOf(*value) / 4));
    if (*last < *value)
        return problem("to", "it comes before value");
    rule.last = *last;
    return {};
}

base::Expected<void, RuleProblem> readPriority(const RuleText &text, Rule &rule) {
    if (text.priority.empty())
        return {};
    const auto priority = number(text.priority, 0, Rule::maxPriority);
    if (!priority)
        return problem("priority",
                       fmt::format("\"{}\" isn't a number from 0 to {}", quotable(text.priority), Rule::maxPriority));
    if (rule.kind == RuleKind::Exact)
        return problem("priority", "an exact EPC comes before every other rule anyway: leave it empty");
    rule.priority = *priority;
    return {};
}

base::Expected<void, RuleProblem> readDates(const RuleText &text, Rule &rule) {
    constexpr auto wanted = "isn't a day like 2026-12-01 or a moment like 2026-12-01T08:00:00+01:00";
    if (!text.validFrom.empty()) {
        const auto from = parseMoment(text.validFrom);
        if (!from)
            return problem("valid_from", fmt::format("\"{}\" {}", quotable(text.validFrom), wanted));
        rule.validFrom = *from;
    }
    if (!text.validTo.empty()) {
        const auto to = parseMoment(text.validTo, true);
        if (!to)
            return problem("valid_to", fmt::format("\"{}\" {}", quotable(text.validTo), wanted));
        rule.validTo = *to;
    }
    if (rule.validTo <= rule.validFrom)
        return problem("valid_to", "it isn't after valid_from");
    return {};
}

} // namespace

std::optional<base::TimeMs> parseMoment(std::string_view text, bool end) {
    using namespace std::chrono;
    constexpr std::size_t daySize = 10;
    constexpr std::size_t timeSize = 9; // "T08:00:00"
    if (text.size() < daySize || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = number(text.substr(0, 4), 2000, 2199);
    const auto month = number(text.substr(5, 2), 1, 12);
    const auto day = number(text.substr(8, 2), 1, 31);
    if (!year || !month || !day)
        return std::nullopt;
    const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    const auto midnight = sys_days(date);
    if (text.size() == daySize)
        return duration_cast<milliseconds>((end ? midnight + days(1) : midnight).time_since_epoch()).count();
    const auto time = text.substr(daySize, timeSize);
    if (time.size() != timeSize || time[0] != 'T' || time[3] != ':' || time[6] != ':')
        return std::nullopt;
    const auto hour = number(time.substr(1, 2), 0, 23);
    const auto minute = number(time.substr(4, 2), 0, 59);
    const auto second = number(time.substr(7, 2), 0, 59);
    const auto zone = zoneMinutes(text.substr(daySize + timeSize));
    if (!hour || !minute || !second || !zone)
        return std::nullopt;
    const auto at = midnight + hours(*hour) + minutes(*minute - *zone) + seconds(*second);
    return duration_cast<milliseconds>(at.time_since_epoch()).count();
}

base::Expected<Rule, RuleProblem> parseRule(const RuleText &text, bool keyOnly) {
    Rule rule;
    if (text.kind != "epc" && text.kind != "prefix" && text.kind != "range")
        return problem("kind", fmt::format("\"{}\" is not epc, prefix or range", quotable(text.kind)));
    for (const auto read : {readPattern, readPriority, readDates}) {
        const auto done = read(text, rule);
        if (!done)
            return tl::make_unexpected(done.error());
    }
    if (keyOnly && text.gtin.empty())
        return rule;
    const auto gtin = codes::Gtin::parse(text.gtin);
    if (!gtin)
        return problem("gtin", fmt::format("\"{}\" is no GTIN: 8, 12, 13 or 14 digits, the last of which checks the "
                                           "others",
                                           quotable(text.gtin)));
    rule.gtin = *gtin;
    return rule;
}

} // namespace panier::storage
