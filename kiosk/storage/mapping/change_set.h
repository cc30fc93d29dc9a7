// Who changed the mapping, when, and with what: never altered, only added to.
#pragma once

#include "storage/mapping/rule_writer.h"
#include "storage/types.h"

namespace panier::storage {

enum class ChangeAction {
    Earlier, // what was there before history was kept
    Import,
    Add,
    Remove,
    Undo,
};

struct ChangeSet {
    std::int64_t id = 0; // 1, 2, 3...
    base::TimeMs at = 0;
    std::string user;
    ChangeAction action = ChangeAction::Import;
    std::string fileName;   // Import: without its folder
    std::string fileSha256; // Import: of its bytes, lower-case hexadecimal
    std::optional<std::int64_t> undoes;
    ChangeCounts counts;
    bool operator==(const ChangeSet &) const = default;
};

// "import", "add", ...
[[nodiscard]] std::string_view nameOf(ChangeAction action);

// These throw as SQLiteCpp does.
[[nodiscard]] std::int64_t nextChangeSet(SQLite::Database &database);
void writeChangeSet(SQLite::Database &database, const ChangeSet &changes);
[[nodiscard]] std::optional<ChangeSet> findChangeSet(SQLite::Database &database, std::int64_t id);
// The one that undid `id`, if any that stands.
[[nodiscard]] std::optional<std::int64_t> undoneBy(SQLite::Database &database, std::int64_t id);

// The latest first, at most `most`.
[[nodiscard]] Result<std::vector<ChangeSet>> readHistory(const std::filesystem::path &catalogue, std::size_t most);

} // namespace panier::storage
