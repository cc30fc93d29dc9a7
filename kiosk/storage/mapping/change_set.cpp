#include "storage/mapping/change_set.h"

#include "storage/schema.h"

#include <array>

namespace panier::storage {

namespace {

constexpr std::array<std::string_view, 5> actionNames = {"earlier", "import", "add", "remove", "undo"};
constexpr std::string_view columns =
    "id, at, user, action, file_name, file_sha256, undoes, added, replaced, removed, unchanged, kept";

ChangeSet changeSetFrom(SQLite::Statement &row) {
    ChangeSet changes;
    changes.id = row.getColumn(0).getInt64();
    changes.at = row.getColumn(1).getInt64();
    changes.user = row.getColumn(2).getString();
    const std::string action = row.getColumn(3).getString();
    for (std::size_t i = 0; i < actionNames.size(); ++i)
        if (actionNames[i] == action)
            changes.action = static_cast<ChangeAction>(i);
    changes.fileName = row.getColumn(4).getString();
    changes.fileSha256 = row.getColumn(5).getString();
    if (!row.getColumn(6).isNull())
        changes.undoes = row.getColumn(6).getInt64();
    changes.counts = {row.getColumn(7).getInt64(), row.getColumn(8).getInt64(), row.getColumn(9).getInt64(),
                      row.getColumn(10).getInt64(), row.getColumn(11).getInt64()};
    return changes;
}

} // namespace

std::string_view nameOf(ChangeAction action) {
    return actionNames.at(static_cast<std::size_t>(action));
}

std::int64_t nextChangeSet(SQLite::Database &database) {
    return database.execAndGet("SELECT coalesce(max(id), 0) + 1 FROM change_set").getInt64();
}

void writeChangeSet(SQLite::Database &database, const ChangeSet &changes) {
    SQLite::Statement row(database, fmt::format("INSERT INTO change_set ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                                "?)",
                                                columns));
    SQLite::bind(row, changes.id, changes.at, changes.user, std::string(nameOf(changes.action)), changes.fileName,
                 changes.fileSha256);
    if (changes.undoes)
        row.bind(7, *changes.undoes);
    row.bind(8, changes.counts.added);
    row.bind(9, changes.counts.replaced);
    row.bind(10, changes.counts.removed);
    row.bind(11, changes.counts.unchanged);
    row.bind(12, changes.counts.kept);
    row.exec();
}

std::optional<ChangeSet> findChangeSet(SQLite::Database &database, std::int64_t id) {
    SQLite::Statement query(database, fmt::format("SELECT {} FROM change_set WHERE id = ?", columns));
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    return changeSetFrom(query);
}

std::optional<std::int64_t> undoneBy(SQLite::Database &database, std::int64_t id) {
    // An undo that is undone itself doesn't count; the latest is the one that may still stand.
    SQLite::Statement query(database, "SELECT id FROM change_set WHERE undoes = ? ORDER BY id DESC LIMIT 1");
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    const std::int64_t by = query.getColumn(0).getInt64();
    return undoneBy(database, by) ? std::nullopt : std::optional(by); // ids grow: this ends
}

Result<std::vector<ChangeSet>> readHistory(const std::filesystem::path &catalogue, std::size_t most) {
    return guarded(catalogue, [&]() -> Result<std::vector<ChangeSet>> {
        SQLite::Database database = openReadOnly(catalogue);
        const auto known = requireVersion(database, catalogueVersion);
        if (!known)
            return tl::make_unexpected(known.error());
        SQLite::Statement query(database, fmt::format("SELECT {} FROM change_set ORDER BY id DESC LIMIT ?", columns));
        query.bind(1, static_cast<std::int64_t>(most));
        std::vector<ChangeSet> history;
        while (query.executeStep())
            history.push_back(changeSetFrom(query));
        return history;
    });
}

} // namespace panier::storage
