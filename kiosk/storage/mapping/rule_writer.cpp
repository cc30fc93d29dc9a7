#include "storage/mapping/rule_writer.h"

#include <algorithm>
#include <bitset>

namespace panier::storage {

RuleWriter::RuleWriter(SQLite::Database &database, std::int64_t changeSet)
    : m_database(database), m_changeSet(changeSet),
      m_lastId(database.execAndGet("SELECT coalesce(max(id), -1) FROM exact_rule").getInt64()),
      m_findExact(database, fmt::format("SELECT id, epc, gtin, change_set, valid_from, valid_to FROM exact_rule "
                                        "WHERE id BETWEEN ?1 AND ?1 + {}",
                                        maxVersions - 1)),
      m_putExact(database, "INSERT OR REPLACE INTO exact_rule (id, epc, gtin, change_set, valid_from, valid_to) "
                           "VALUES (?, ?, ?, ?, ?, ?)"),
      m_removeExact(database, "DELETE FROM exact_rule WHERE id = ?"),
      m_findPrefix(database, "SELECT gtin, change_set, valid_to, priority FROM prefix_rule "
                             "WHERE bits = ? AND value = ? AND valid_from = ?"),
      m_putPrefix(database, "INSERT OR REPLACE INTO prefix_rule (bits, value, valid_from, valid_to, priority, gtin, "
                            "change_set) VALUES (?, ?, ?, ?, ?, ?, ?)"),
      m_removePrefix(database, "DELETE FROM prefix_rule WHERE bits = ? AND value = ? AND valid_from = ?"),
      m_end(database, "INSERT INTO past_rule (kind, value, bits, last, valid_from, ended_by, valid_to, priority, gtin, "
                      "brought_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

void RuleWriter::bindKey(SQLite::Statement &statement, int first, const Rule &rule) {
    statement.bind(first, static_cast<int>(rule.kind));
    bindEpc(statement, first + 1, rule.value);
    statement.bind(first + 2, rule.bits);
    statement.bindNoCopy(first + 3, rule.last.bytes().data(), static_cast<int>(rule.last.bytes().size()));
    statement.bind(first + 4, rule.validFrom);
}

// What this very change set brought was never anybody's rule: it leaves no trace.
void RuleWriter::end(const StandingRule &standing) {
    if (standing.changeSet == m_changeSet)
        return;
    m_end.reset();
    bindKey(m_end, 1, standing.rule);
    m_end.bind(6, m_changeSet);
    bindEnd(m_end, 7, standing.rule.validTo);
    m_end.bind(8, standing.rule.priority);
    m_end.bind(9, gtinNumber(standing.rule.gtin));
    m_end.bind(10, standing.changeSet);
    m_end.exec();
}

bool RuleWriter::replaces(const std::optional<StandingRule> &before, const Rule &rule) {
    if (!before) {
        ++m_counts.added;
        return true;
    }
    if (before->rule.gtin == rule.gtin && before->rule.validTo == rule.validTo &&
        before->rule.priority == rule.priority) {
        ++m_counts.unchanged;
        return false;
    }
    end(*before);
    ++m_counts.replaced;
    return true;
}

// Where an exact rule stands, or the first free place in its slot; nullopt if the slot is full.
std::optional<RuleWriter::Place> RuleWriter::placeOf(const Rule &rule) {
    const std::int64_t slot = exactSlot(rule.value);
    Place place{slot, std::nullopt};
    if (slot > m_lastId)
        return place;
    std::bitset<maxVersions> taken;
    m_findExact.reset();
    m_findExact.bind(1, slot);
    while (m_findExact.executeStep()) {
        const std::int64_t id = m_findExact.getColumn(0).getInt64();
        taken.set(static_cast<std::size_t>(id - slot));
        if (m_findExact.getColumn(4).getInt64() != rule.validFrom || epcFrom(m_findExact.getColumn(1)) != rule.value)
            continue;
        place.id = id;
        place.standing = StandingRule{rule, m_findExact.getColumn(3).getInt64()};
        place.standing->rule.gtin = gtinFrom(m_findExact.getColumn(2).getInt64());
        place.standing->rule.validTo = endFrom(m_findExact.getColumn(5));
        return place;
    }
    if (taken.all())
        return std::nullopt;
    while (taken.test(static_cast<std::size_t>(place.id - slot)))
        ++place.id;
    return place;
}

bool RuleWriter::putExact(const StandingRule &put) {
    const Rule &rule = put.rule;
    const auto place = placeOf(rule);
    if (!place)
        return false;
    if (!replaces(place->standing, rule))
        return true;
    m_putExact.reset();
    m_putExact.bind(1, place->id);
    bindEpc(m_putExact, 2, rule.value);
    m_putExact.bind(3, gtinNumber(rule.gtin));
    m_putExact.bind(4, put.changeSet);
    m_putExact.bind(5, rule.validFrom);
    bindEnd(m_putExact, 6, rule.validTo);
    m_putExact.exec();
    m_lastId = std::max(m_lastId, place->id);
    return true;
}

std::optional<StandingRule> RuleWriter::standingPrefix(const Rule &key) {
    m_findPrefix.reset();
    m_findPrefix.bind(1, key.bits);
    bindEpc(m_findPrefix, 2, key.value);
    m_findPrefix.bind(3, key.validFrom);
    if (!m_findPrefix.executeStep())
        return std::nullopt;
    StandingRule standing{key, m_findPrefix.getColumn(1).getInt64()};
    standing.rule.gtin = gtinFrom(m_findPrefix.getColumn(0).getInt64());
    standing.rule.validTo = endFrom(m_findPrefix.getColumn(2));
    standing.rule.priority = m_findPrefix.getColumn(3).getInt();
    return standing;
}

void RuleWriter::putPrefix(const StandingRule &put) {
    const Rule &rule = put.rule;
    if (!replaces(standingPrefix(rule), rule))
        return;
    m_prefixesChanged = true;
    m_putPrefix.reset();
    m_putPrefix.bind(1, rule.bits);
    bindEpc(m_putPrefix, 2, rule.value);
    m_putPrefix.bind(3, rule.validFrom);
    bindEnd(m_putPrefix, 4, rule.validTo);
    m_putPrefix.bind(5, rule.priority);
    m_putPrefix.bind(6, gtinNumber(rule.gtin));
    m_putPrefix.bind(7, put.changeSet);
    m_putPrefix.exec();
}

void RuleWriter::putRange(const StandingRule &put) {
    if (!replaces(standing(put.rule), put.rule))
        return;
    ranges().erase(put.rule); // the key may be the same, the rest isn't
    ranges().emplace(put.rule, put.changeSet);
}

bool RuleWriter::putBack(const StandingRule &rule) {
    switch (rule.rule.kind) {
    case RuleKind::Exact:
        return putExact(rule);
    case RuleKind::Prefix:
        putPrefix(rule);
        return true;
    case RuleKind::Range:
        putRange(rule);
        return true;
    }
    return false;
}

bool RuleWriter::put(const Rule &rule) {
    return putBack({rule, m_changeSet});
}

std::optional<StandingRule> RuleWriter::standing(const Rule &key) {
    if (key.kind == RuleKind::Exact) {
        auto place = placeOf(key);
        return place ? std::move(place->standing) : std::nullopt;
    }
    if (key.kind == RuleKind::Prefix)
        return standingPrefix(key);
    const auto range = ranges().find(key);
    return range == ranges().end() ? std::nullopt : std::optional(StandingRule{range->first, range->second});
}

bool RuleWriter::remove(const Rule &key) {
    const auto gone = standing(key);
    if (!gone)
        return false;
    end(*gone);
    ++m_counts.removed;
    if (key.kind == RuleKind::Exact) {
        m_removeExact.reset();
        m_removeExact.bind(1, placeOf(key)->id);
        m_removeExact.exec();
    } else if (key.kind == RuleKind::Prefix) {
        m_removePrefix.reset();
        m_removePrefix.bind(1, key.bits);
        bindEpc(m_removePrefix, 2, key.value);
        m_removePrefix.bind(3, key.validFrom);
        m_removePrefix.exec();
    } else {
        ranges().erase(key);
    }
    return true;
}

} // namespace panier::storage
