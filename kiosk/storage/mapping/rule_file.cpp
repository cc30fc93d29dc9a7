#include "storage/mapping/rule_file.h"

#include "storage/mapping/rule_reader.h"
#include "storage/mapping/rule_text.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace panier::storage {

namespace {

constexpr std::array<std::string_view, 3> required = {"kind", "value", "gtin"};
constexpr std::array<std::string_view, 5> optional = {"mask", "to", "priority", "valid_from", "valid_to"};

std::string standsIn(const Rule &rule, std::size_t line) {
    return fmt::format("{} stands in line {} already", describe(rule), line);
}

RuleText textOf(const CsvTable &table) {
    return {table.cell(0), table.cell(1), table.cell(3), table.cell(4),
            table.cell(2), table.cell(5), table.cell(6), table.cell(7)};
}

} // namespace

KnownArticles::KnownArticles(SQLite::Database &catalogue)
    : m_query(catalogue, "SELECT 1 FROM article WHERE gtin = ?") {}

bool KnownArticles::contain(const codes::Gtin &gtin) {
    if (m_known.contains(gtin.digits()))
        return true;
    m_query.reset();
    m_query.bind(1, gtin.digits());
    if (!m_query.executeStep())
        return false;
    m_known.insert(gtin.digits());
    return true;
}

void RuleFile::add(const Rule &rule, std::size_t line) {
    if (rule.kind != RuleKind::Exact) {
        m_patterns.push_back({rule, line});
        return;
    }
    m_order.push_back({exactSlot(rule.value), static_cast<std::uint32_t>(m_exact.size())});
    m_exact.push_back(
        {rule.value, gtinNumber(rule.gtin), rule.validFrom, rule.validTo, static_cast<std::uint32_t>(line)});
}

void RuleFile::refuseDoubles(CsvTable &table) {
    const auto before = [this](const Place &a, const Place &b) {
        if (a.slot != b.slot)
            return a.slot < b.slot;
        const Exact &x = m_exact[a.index];
        const Exact &y = m_exact[b.index];
        if (const auto order = x.epc <=> y.epc; order != 0)
            return order < 0;
        return x.validFrom != y.validFrom ? x.validFrom < y.validFrom : x.line < y.line;
    };
    std::sort(m_order.begin(), m_order.end(), before);
    for (std::size_t i = 1, first = 0; i < m_order.size(); ++i) {
        const Exact &one = m_exact[m_order[first].index];
        const Exact &other = m_exact[m_order[i].index];
        if (m_order[first].slot != m_order[i].slot || one.epc != other.epc || one.validFrom != other.validFrom) {
            first = i;
            continue;
        }
        Rule rule;
        rule.value = one.epc;
        rule.validFrom = one.validFrom;
        table.refuse(other.line, standsIn(rule, one.line), "value");
    }
    std::stable_sort(m_patterns.begin(), m_patterns.end(),
                     [](const Pattern &a, const Pattern &b) { return compareKeys(a.rule, b.rule) < 0; });
    for (std::size_t i = 1, first = 0; i < m_patterns.size(); ++i) {
        if (sameKey(m_patterns[first].rule, m_patterns[i].rule))
            table.refuse(m_patterns[i].line, standsIn(m_patterns[first].rule, m_patterns[first].line), "value");
        else
            first = i;
    }
}

bool RuleFile::inBestOrder(const std::function<bool(const Rule &)> &take) const {
    Rule rule;
    for (const Place &place : m_order) {
        const Exact &exact = m_exact[place.index];
        rule.value = exact.epc;
        rule.gtin = gtinFrom(exact.gtin);
        rule.validFrom = exact.validFrom;
        rule.validTo = exact.validTo;
        if (!take(rule))
            return false;
    }
    return std::all_of(m_patterns.begin(), m_patterns.end(),
                       [&take](const Pattern &pattern) { return take(pattern.rule); });
}

base::Expected<RuleFile, ImportFailure> readRules(std::string_view csv, SQLite::Database &catalogue) {
    CsvTable table(csv, required, optional);
    KnownArticles articles(catalogue);
    RuleFile rules;
    while (table.next()) {
        const auto rule = parseRule(textOf(table));
        if (!rule)
            table.refuse(table.line(), rule.error().reason, rule.error().column);
        else if (!articles.contain(rule->gtin))
            table.refuse(table.line(),
                         fmt::format("the catalogue has no article {}: import it first", rule->gtin.display()), "gtin");
        else
            rules.add(*rule, table.line());
    }
    rules.refuseDoubles(table);
    if (table.badRows() > 0)
        return tl::make_unexpected(table.failure());
    return rules;
}

} // namespace panier::storage
