// Ranges are few, and kept in layers in which none overlaps another: a look-up then is one probe a layer.
#include "storage/mapping/rule_writer.h"

#include <algorithm>
#include <array>
namespace panier::storage {

RuleWriter::Ranges &RuleWriter::ranges() {
    if (m_ranges)
        return *m_ranges;
    m_ranges.emplace();
    SQLite::Statement all(m_database, "SELECT first, last, valid_from, valid_to, priority, gtin, change_set "
                                      "FROM range_rule");
    while (all.executeStep()) {
        Rule rule;
        rule.kind = RuleKind::Range;
        rule.value = epcFrom(all.getColumn(0));
        rule.last = epcFrom(all.getColumn(1));
        rule.validFrom = all.getColumn(2).getInt64();
        rule.validTo = endFrom(all.getColumn(3));
        rule.priority = all.getColumn(4).getInt();
        rule.gtin = gtinFrom(all.getColumn(5).getInt64());
        m_ranges->emplace(std::move(rule), all.getColumn(6).getInt64());
    }
    return *m_ranges;
}

// In order of their starts each goes into the first layer that is free there: no more layers than ranges over one EPC.
base::Expected<void, std::string> RuleWriter::writeRanges() {
    if (m_ranges->size() > maxRanges)
        return tl::make_unexpected(fmt::format("there are {} ranges; {} is the limit", m_ranges->size(), maxRanges));
    m_database.exec("DELETE FROM range_rule");
    SQLite::Statement put(m_database, "INSERT INTO range_rule (layer, size, first, last, valid_from, valid_to, "
                                      "priority, gtin, change_set) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    using Ends = std::array<std::optional<codes::Epc>, maxRangeLayers>;
    std::array<Ends, codes::Epc::maxBytes + 1> ends; // by length and layer: where its last range stops
    for (const auto &[rule, changeSet] : *m_ranges) {
        const std::size_t size = rule.value.bytes().size();
        const auto layer = std::find_if(ends[size].begin(), ends[size].end(),
                                        [&first = rule.value](const auto &end) { return !end || *end < first; });
        if (layer == ends[size].end())
            return tl::make_unexpected(fmt::format("more than {} ranges hold {}: remove some, or let them not overlap",
                                                   maxRangeLayers, rule.value.hex()));
        *layer = rule.last;
        put.reset();
        put.bind(1, static_cast<int>(layer - ends[size].begin()));
        put.bind(2, static_cast<int>(size));
        bindEpc(put, 3, rule.value);
        bindEpc(put, 4, rule.last);
        put.bind(5, rule.validFrom);
        bindEnd(put, 6, rule.validTo);
        put.bind(7, rule.priority);
        put.bind(8, gtinNumber(rule.gtin));
        put.bind(9, changeSet);
        put.exec();
    }
    return {};
}

base::Expected<void, std::string> RuleWriter::finish() {
    if (m_ranges) {
        const auto written = writeRanges();
        if (!written)
            return written;
    }
    if (!m_prefixesChanged)
        return {};
    const int lengths = m_database.execAndGet("SELECT count(DISTINCT bits) FROM prefix_rule").getInt();
    if (lengths > maxPrefixLengths)
        return tl::make_unexpected(fmt::format("there are prefixes of {} different lengths; {} is the limit: write "
                                               "some of them longer",
                                               lengths, maxPrefixLengths));
    SQLite::Statement most(m_database, fmt::format("SELECT bits, value FROM prefix_rule GROUP BY bits, value "
                                                   "HAVING count(*) > {} LIMIT 1",
                                                   maxVersions));
    if (most.executeStep())
        return tl::make_unexpected(fmt::format("the prefix {} has more than {} rules with different dates",
                                               epcFrom(most.getColumn(1)).hex(), maxVersions));
    return {};
}

} // namespace panier::storage
