// What the shop sells and which tag is which article: a file of its own, replaced whole by each import.
#pragma once

#include "codes/epc.h"
#include "codes/gtin.h"
#include "storage/article_reader.h"
#include "storage/mapping/rule_reader.h"
#include "storage/sqlite.h"

#include <memory>
#include <optional>

namespace panier::storage {

// Reads catalogue.db. An import renames a new file over it: the next question sees that and opens the new one, and
// nobody ever waits. Thread: one at a time.
class Catalogue {
public:
    explicit Catalogue(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] Result<std::optional<Found>> article(const codes::Gtin &gtin);
    // What the first rule that holds `now` says (mapping/rule.h), else `gtin`, which the tag itself says.
    [[nodiscard]] Result<std::optional<Found>> tag(const codes::Epc &epc, const std::optional<codes::Gtin> &gtin,
                                                   base::TimeMs now);
    // Whether there is any article of a company, by its GS1 company prefix.
    [[nodiscard]] Result<bool> sellsOf(const std::string &companyPrefix);
    // Of the file that is there now: another one means that another mapping or other articles may apply.
    [[nodiscard]] Result<std::int64_t> generation();

private:
    // Which file it is, so that another one under the same name is noticed.
    struct Identity {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::int64_t modifiedNs = 0;
        bool operator==(const Identity &) const = default;
    };

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] std::optional<Found> find(const codes::Gtin &gtin);
    template <typename T, typename Question>
    [[nodiscard]] Result<T> ask(Question &&question);

    // What is open. The statements die before their database.
    struct Opened {
        explicit Opened(const std::filesystem::path &file) : database(openReadOnly(file)) {}
        SQLite::Database database;
        std::optional<ArticleReader> articles;
        std::optional<RuleReader> rules;
        std::int64_t generation = 0;
    };

    const std::filesystem::path m_file;
    std::unique_ptr<Opened> m_opened;
    Identity m_identity;
};

} // namespace panier::storage
