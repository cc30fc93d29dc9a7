// The mapping against a model that tries every rule on every tag.
#include "tests/storage/rule_samples.h"

#include "storage/schema.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::storage;

namespace {

const std::array<codes::Gtin, 3> gtins = {samples::pull, samples::livre, samples::sac};

// Few bytes with few values, so that rules meet, nest and touch.
codes::Epc anyEpc(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    for (std::uint8_t &byte : bytes)
        byte = *rc::gen::element<std::uint8_t>(0x00, 0x01, 0x7F, 0x80, 0xFF);
    return *codes::Epc::fromBytes(bytes);
}

Rule anyRule() {
    Rule rule;
    rule.gtin = *rc::gen::elementOf(gtins);
    rule.kind = static_cast<RuleKind>(*rc::gen::inRange(0, 3));
    const auto size = static_cast<std::size_t>(*rc::gen::inRange(2, 4));
    rule.value = anyEpc(size);
    if (rule.kind == RuleKind::Prefix) {
        rule.bits = *rc::gen::inRange(Rule::minBits, bitsOf(rule.value) + 1);
        rule.value = firstBits(rule.value, rule.bits);
    }
    if (rule.kind == RuleKind::Range) {
        rule.last = anyEpc(size);
        if (rule.last < rule.value)
            std::swap(rule.last, rule.value);
    }
    if (rule.kind != RuleKind::Exact)
        rule.priority = *rc::gen::inRange(0, 3);
    rule.validFrom = *rc::gen::elementOf(std::vector<base::TimeMs>{always, 1'000, 2'000});
    rule.validTo = *rc::gen::elementOf(std::vector<base::TimeMs>{noEnd, 2'500, 3'000});
    return rule;
}

// The mapping as a list, and the order written down once more, in words rather than in comparisons.
class Model {
public:
    void put(const Rule &rule) {
        remove(rule);
        m_rules.push_back(rule);
    }
    void remove(const Rule &key) {
        std::erase_if(m_rules, [&key](const Rule &rule) { return text(rule) == text(key); });
    }
    [[nodiscard]] const std::vector<Rule> &rules() const { return m_rules; }

    [[nodiscard]] std::optional<codes::Gtin> gtinOf(const codes::Epc &epc, base::TimeMs now,
                                                    const std::optional<codes::Gtin> &encoded) const {
        const Rule *first = nullptr;
        for (const Rule &rule : m_rules)
            if (covers(rule, epc) && rule.validFrom <= now && now < rule.validTo &&
                (first == nullptr || rank(rule) > rank(*first)))
                first = &rule;
        return first != nullptr ? std::optional(first->gtin) : encoded;
    }
    // At most as many ranges over one EPC as the mapping allows.
    [[nodiscard]] bool fits() const {
        return std::all_of(m_rules.begin(), m_rules.end(), [this](const Rule &rule) {
            return rule.kind != RuleKind::Range ||
                   std::count_if(m_rules.begin(), m_rules.end(), [&rule](const Rule &other) {
                       return other.kind == RuleKind::Range && covers(other, rule.value);
                   }) <= maxRangeLayers;
        });
    }

private:
    static std::string text(const Rule &rule) {
        return fmt::format("{} {} {} {} {}", static_cast<int>(rule.kind), rule.value.hex(), rule.bits,
                           rule.kind == RuleKind::Range ? rule.last.hex() : "", rule.validFrom);
    }
    static std::string binary(const codes::Epc &epc) {
        std::string digits;
        for (const std::uint8_t byte : epc.bytes())
            digits += fmt::format("{:08b}", byte);
        return digits;
    }
    static bool covers(const Rule &rule, const codes::Epc &epc) {
        const std::string hex = epc.hex();
        if (rule.kind == RuleKind::Exact)
            return hex == rule.value.hex();
        if (rule.kind == RuleKind::Prefix)
            return binary(epc).starts_with(binary(rule.value).substr(0, static_cast<std::size_t>(rule.bits)));
        return hex.size() == rule.value.hex().size() && rule.value.hex() <= hex && hex <= rule.last.hex();
    }
    // The greater comes first.
    static std::string rank(const Rule &rule) {
        const auto number = [](const codes::Epc &epc) { return std::stoull(epc.hex(), nullptr, 16); };
        const unsigned long long width = rule.kind == RuleKind::Range ? number(rule.last) - number(rule.value) : 0;
        return fmt::format("{} {:05} {} {:05} {:016} {:08} {}", rule.kind == RuleKind::Exact ? 1 : 0, rule.priority,
                           rule.kind == RuleKind::Prefix ? 1 : 0, rule.bits, 999'999'999 - width, rule.validFrom,
                           rule.value.hex());
    }

    std::vector<Rule> m_rules;
};

// Applies rules that come in any order to both; false if the mapping says that it can't hold them.
bool apply(SQLite::Database &database, std::int64_t changeSet, Model &model, const std::vector<Rule> &puts) {
    RuleWriter writer(database, changeSet);
    for (const Rule &rule : puts) {
        RC_ASSERT(writer.put(rule));
        model.put(rule);
    }
    for (int i = *rc::gen::inRange(0, 3); i > 0 && !model.rules().empty(); --i) {
        const Rule gone = *rc::gen::elementOf(model.rules());
        RC_ASSERT(writer.remove(gone));
        model.remove(gone);
    }
    return writer.finish().has_value();
}

} // namespace

TEST_CASE("a look-up agrees with a model that tries every rule") {
    CHECK(rc::check("look-ups over random rules and changes", [] {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        RC_ASSERT(migrateCatalogue(database).has_value());
        Model model;
        for (std::int64_t changeSet = 1; changeSet <= 3; ++changeSet) {
            std::vector<Rule> puts;
            for (int i = *rc::gen::inRange(0, 25); i > 0; --i)
                puts.push_back(anyRule());
            const bool held = apply(database, changeSet, model, puts);
            RC_ASSERT(held == model.fits());
            if (!held)
                return;
            RuleReader reader(database);
            for (int i = 0; i < 40; ++i) {
                const codes::Epc epc = anyEpc(static_cast<std::size_t>(*rc::gen::inRange(1, 5)));
                const auto now = *rc::gen::element<base::TimeMs>(500, 1'000, 2'499, 2'500, 9'000);
                const auto found = reader.best(epc, now);
                const auto expected = model.gtinOf(epc, now, std::nullopt);
                RC_ASSERT(found.has_value() == expected.has_value());
                RC_ASSERT(!found || found->rule.gtin == *expected);
                const auto all = reader.matching(epc);
                RC_ASSERT(std::is_sorted(all.begin(), all.end(),
                                         [](const auto &a, const auto &b) { return comesBefore(a.rule, b.rule); }));
            }
        }
    }));
}

TEST_CASE("undos from the last change set on bring back what was, and undone themselves what came after") {
    CHECK(rc::check("undo over random changes", [] {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        RC_ASSERT(migrateCatalogue(database).has_value());
        std::map<std::int64_t, std::string> seen; // what the mapping said after each change set
        const auto all = [&database] {
            std::string text;
            for (const auto *table : {"exact_rule ORDER BY epc, valid_from", "prefix_rule ORDER BY 1, 2, 3",
                                      "range_rule ORDER BY size, first, last, valid_from"}) {
                SQLite::Statement rows(database, fmt::format("SELECT * FROM {}", table));
                while (rows.executeStep())
                    for (int i = 0; i < rows.getColumnCount(); ++i) // whose it is differs, and ids and layers may
                        if (const std::string name = rows.getColumnName(i);
                            name != "change_set" && name != "id" && name != "layer")
                            text += name + "=" + rows.getColumn(i).getString() + " ";
            }
            return text;
        };
        Model model;
        seen[0] = all();
        for (std::int64_t changeSet = 1; changeSet <= 3; ++changeSet) {
            std::vector<Rule> puts;
            for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
                puts.push_back(anyRule());
            RC_PRE(apply(database, changeSet, model, puts));
            seen[changeSet] = all();
        }
        for (std::int64_t undone = 3; undone >= 1; --undone) {
            RuleWriter writer(database, 4 + (3 - undone));
            writer.undo(undone, std::nullopt);
            RC_ASSERT(writer.finish().has_value());
            RC_ASSERT(writer.counts().kept == 0);
            RC_ASSERT(all() == seen[undone - 1]);
        }
        for (std::int64_t again = 1; again <= 3; ++again) { // and each undo is undone
            RuleWriter writer(database, 6 + again);
            writer.undo(7 - again, again);
            RC_ASSERT(writer.finish().has_value());
            RC_ASSERT(writer.counts().kept == 0);
            RC_ASSERT(all() == seen[again]);
        }
    }));
}
