// What the shop sells and which tag is which article: a file of its own, replaced whole by each import.
#pragma once

#include "codes/epc.h"
#include "codes/gtin.h"
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
    // The EPC itself, else the longest prefix, else `gtin`, which the tag itself says.
    [[nodiscard]] Result<std::optional<Found>> tag(const codes::Epc &epc, const std::optional<codes::Gtin> &gtin);

private:
    // Which file it is, so that another one under the same name is noticed.
    struct Identity {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::int64_t modifiedNs = 0;
        bool operator==(const Identity &) const = default;
    };

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] std::optional<Found> find(const std::string &gtin);

    const std::filesystem::path m_file;
    std::unique_ptr<SQLite::Database> m_database;
    Identity m_identity;
    std::int64_t m_generation = 0;
};

} // namespace panier::storage
