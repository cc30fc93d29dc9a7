#include "storage/mapping/rule.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/core.h>
#include <tuple>

namespace panier::storage {

namespace {

constexpr int bitsPerByte = 8;

// last - first, both of the same length, as a big-endian number.
std::array<std::uint8_t, codes::Epc::maxBytes> widthOf(const Rule &range) {
    std::array<std::uint8_t, codes::Epc::maxBytes> width{};
    const auto first = range.value.bytes();
    const auto last = range.last.bytes();
    int borrow = 0;
    for (std::size_t i = first.size(); i-- > 0;) {
        const int digit = last[i] - first[i] - borrow;
        borrow = digit < 0 ? 1 : 0;
        width[width.size() - first.size() + i] = static_cast<std::uint8_t>(digit);
    }
    return width;
}

} // namespace

int bitsOf(const codes::Epc &epc) {
    return static_cast<int>(epc.bytes().size()) * bitsPerByte;
}

codes::Epc firstBits(const codes::Epc &epc, int bits) {
    std::array<std::uint8_t, codes::Epc::maxBytes> kept{};
    const auto size = static_cast<std::size_t>((bits + bitsPerByte - 1) / bitsPerByte);
    std::copy_n(epc.bytes().begin(), size, kept.begin());
    if (const int rest = bits % bitsPerByte; rest != 0)
        kept[size - 1] = static_cast<std::uint8_t>(kept[size - 1] & (0xFF << (bitsPerByte - rest)));
    return codes::Epc::fromBytes({kept.data(), size}).value();
}

bool Rule::matches(const codes::Epc &epc) const {
    switch (kind) {
    case RuleKind::Exact:
        return epc == value;
    case RuleKind::Prefix:
        return bitsOf(epc) >= bits && firstBits(epc, bits) == value;
    case RuleKind::Range:
        return bitsOf(epc) == bitsOf(value) && value <= epc && epc <= last;
    }
    return false;
}

std::strong_ordering compareKeys(const Rule &a, const Rule &b) {
    if (const auto order = a.kind <=> b.kind; order != 0)
        return order;
    if (const auto order = a.value <=> b.value; order != 0)
        return order;
    if (const auto order = a.bits <=> b.bits; order != 0)
        return order;
    if (a.kind == RuleKind::Range)
        if (const auto order = a.last <=> b.last; order != 0)
            return order;
    return a.validFrom <=> b.validFrom;
}

bool sameKey(const Rule &a, const Rule &b) {
    return compareKeys(a, b) == 0;
}

bool comesBefore(const Rule &a, const Rule &b) {
    if ((a.kind == RuleKind::Exact) != (b.kind == RuleKind::Exact))
        return a.kind == RuleKind::Exact;
    if (a.priority != b.priority)
        return a.priority > b.priority;
    if (a.kind != b.kind)
        return a.kind == RuleKind::Prefix;
    if (a.kind == RuleKind::Prefix && a.bits != b.bits)
        return a.bits > b.bits;
    if (a.kind == RuleKind::Range)
        if (const auto widthA = widthOf(a), widthB = widthOf(b); widthA != widthB)
            return widthA < widthB;
    if (a.validFrom != b.validFrom)
        return a.validFrom > b.validFrom;
    return a.kind == RuleKind::Range && a.value > b.value;
}

std::string_view nameOf(RuleKind kind) {
    switch (kind) {
    case RuleKind::Exact:
        return "epc";
    case RuleKind::Prefix:
        return "prefix";
    case RuleKind::Range:
        return "range";
    }
    return {};
}

std::string utcText(base::TimeMs at) {
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm utc{};
    char text[32] = "";
    if (gmtime_r(&seconds, &utc) != nullptr)
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string describe(const Rule &rule) {
    std::string text = fmt::format("{} {}", nameOf(rule.kind), rule.value.hex());
    if (rule.kind == RuleKind::Prefix)
        text += fmt::format(" ({} bits)", rule.bits);
    if (rule.kind == RuleKind::Range)
        text += fmt::format(" to {}", rule.last.hex());
    if (rule.priority != 0)
        text += fmt::format(", priority {}", rule.priority);
    if (rule.validFrom != always)
        text += fmt::format(", from {}", utcText(rule.validFrom));
    if (rule.validTo != noEnd)
        text += fmt::format(", until {}", utcText(rule.validTo));
    return text;
}

} // namespace panier::storage
