#include "storage/mapping/rule_reader.h"

#include <algorithm>
#include <fmt/core.h>

namespace panier::storage {

std::int64_t exactSlot(const codes::Epc &epc) {
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a, then mixed: neighbours are to lie far apart
    for (const std::uint8_t byte : epc.bytes())
        hash = (hash ^ byte) * 0x100000001B3U;
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBU;
    hash ^= hash >> 31;
    constexpr int signBit = 1;
    return static_cast<std::int64_t>(hash >> signBit) & ~std::int64_t{maxVersions - 1};
}

std::int64_t gtinNumber(const codes::Gtin &gtin) {
    std::int64_t number = 0;
    for (const char digit : gtin.digits())
        number = number * 10 + (digit - '0');
    return number;
}

codes::Gtin gtinFrom(std::int64_t number) {
    return codes::Gtin::parse(fmt::format("{:014}", number)).value_or(codes::Gtin());
}

codes::Epc epcFrom(const SQLite::Column &column) {
    const auto *bytes = static_cast<const std::uint8_t *>(column.getBlob());
    return codes::Epc::fromBytes({bytes, static_cast<std::size_t>(column.getBytes())}).value_or(codes::Epc());
}

base::TimeMs endFrom(const SQLite::Column &column) {
    return column.isNull() ? noEnd : column.getInt64();
}

void bindEpc(SQLite::Statement &statement, int index, const codes::Epc &epc) {
    statement.bindNoCopy(index, epc.bytes().data(), static_cast<int>(epc.bytes().size()));
}

void bindEnd(SQLite::Statement &statement, int index, base::TimeMs end) {
    if (end == noEnd)
        statement.bind(index);
    else
        statement.bind(index, end);
}

RuleReader::RuleReader(SQLite::Database &database)
    : m_exact(database, fmt::format("SELECT epc, gtin, change_set, valid_from, valid_to FROM exact_rule "
                                    "WHERE id BETWEEN ?1 AND ?1 + {}",
                                    maxVersions - 1)),
      m_prefix(database, "SELECT gtin, change_set, valid_from, valid_to, priority FROM prefix_rule "
                         "WHERE bits = ? AND value = ?"),
      m_range(database, "SELECT gtin, change_set, valid_from, valid_to, priority, first, last FROM range_rule "
                        "WHERE layer = ? AND size = ? AND first <= ? ORDER BY first DESC LIMIT 1") {
    SQLite::Statement longer(database, "SELECT min(bits) FROM prefix_rule WHERE bits > ?");
    for (int bits = 0; static_cast<int>(m_lengths.size()) < maxPrefixLengths; m_lengths.push_back(bits)) {
        longer.reset();
        longer.bind(1, bits);
        if (!longer.executeStep() || longer.getColumn(0).isNull())
            break;
        bits = longer.getColumn(0).getInt();
    }
    m_layers = database.execAndGet("SELECT coalesce(max(layer), -1) + 1 FROM range_rule").getInt();
}

void RuleReader::exact(const codes::Epc &epc, Take &found) {
    m_exact.reset();
    m_exact.bind(1, exactSlot(epc));
    while (m_exact.executeStep()) {
        if (epcFrom(m_exact.getColumn(0)) != epc)
            continue; // another EPC with the same slot
        StandingRule &standing = found.emplace_back();
        standing.rule.value = epc;
        standing.rule.gtin = gtinFrom(m_exact.getColumn(1).getInt64());
        standing.changeSet = m_exact.getColumn(2).getInt64();
        standing.rule.validFrom = m_exact.getColumn(3).getInt64();
        standing.rule.validTo = endFrom(m_exact.getColumn(4));
    }
}

namespace {

// What prefix_rule and range_rule have in common.
StandingRule patternFrom(SQLite::Statement &row) {
    StandingRule standing;
    standing.rule.gtin = gtinFrom(row.getColumn(0).getInt64());
    standing.changeSet = row.getColumn(1).getInt64();
    standing.rule.validFrom = row.getColumn(2).getInt64();
    standing.rule.validTo = endFrom(row.getColumn(3));
    standing.rule.priority = row.getColumn(4).getInt();
    return standing;
}

} // namespace

void RuleReader::prefixes(const codes::Epc &epc, Take &found) {
    for (const int bits : m_lengths) {
        if (bits > bitsOf(epc))
            break;
        const codes::Epc value = firstBits(epc, bits);
        m_prefix.reset();
        m_prefix.bind(1, bits);
        bindEpc(m_prefix, 2, value);
        while (m_prefix.executeStep()) {
            StandingRule &standing = found.emplace_back(patternFrom(m_prefix));
            standing.rule.kind = RuleKind::Prefix;
            standing.rule.value = value;
            standing.rule.bits = bits;
        }
    }
}

// The ranges of one layer and length don't overlap, so the last that starts at or before the EPC is the only one that
// can hold it.
void RuleReader::ranges(const codes::Epc &epc, Take &found) {
    for (int layer = 0; layer < m_layers; ++layer) {
        m_range.reset();
        m_range.bind(1, layer);
        m_range.bind(2, static_cast<int>(epc.bytes().size()));
        bindEpc(m_range, 3, epc);
        if (!m_range.executeStep())
            continue;
        StandingRule standing = patternFrom(m_range);
        standing.rule.kind = RuleKind::Range;
        standing.rule.value = epcFrom(m_range.getColumn(5));
        standing.rule.last = epcFrom(m_range.getColumn(6));
        if (standing.rule.matches(epc))
            found.push_back(std::move(standing));
    }
}

std::optional<StandingRule> RuleReader::best(const codes::Epc &epc, base::TimeMs now) {
    Take found;
    const auto first = [&found, now]() -> std::optional<StandingRule> {
        std::erase_if(found, [now](const StandingRule &standing) { return !standing.rule.holdsAt(now); });
        const auto least = std::min_element(found.begin(), found.end(),
                                            [](const auto &a, const auto &b) { return comesBefore(a.rule, b.rule); });
        return least == found.end() ? std::nullopt : std::optional(std::move(*least));
    };
    exact(epc, found);
    if (auto winner = first())
        return winner;
    found.clear();
    prefixes(epc, found);
    ranges(epc, found);
    return first();
}

std::vector<StandingRule> RuleReader::matching(const codes::Epc &epc) {
    Take found;
    exact(epc, found);
    prefixes(epc, found);
    ranges(epc, found);
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return comesBefore(a.rule, b.rule); });
    return found;
}

} // namespace panier::storage
