// The next catalogue, built beside the one that the kiosk reads.
#pragma once

#include "storage/file_lock.h"
#include "storage/sqlite.h"

namespace panier::storage {

// A copy of the catalogue (an empty one if there is none), brought to the present schema, in one open transaction.
// publish() puts it in the old one's place in one step; without that nothing ever happened. One draft at a time: the
// lock says so. Thread: one at a time.
//
// The copy needs no journal of its own, as a draft that was cut is thrown away, and nothing is synced before the end.
class CatalogueDraft {
public:
    // Throws as SQLiteCpp and std::filesystem do.
    [[nodiscard]] static Result<std::unique_ptr<CatalogueDraft>> open(const std::filesystem::path &catalogue);
    ~CatalogueDraft();
    CatalogueDraft(const CatalogueDraft &) = delete;
    CatalogueDraft &operator=(const CatalogueDraft &) = delete;

    [[nodiscard]] SQLite::Database &database() { return *m_database; }
    // The new catalogue's generation. The draft is used up.
    [[nodiscard]] Result<std::int64_t> publish();

private:
    CatalogueDraft(std::filesystem::path catalogue, FileLock lock);
    void clean() const;

    const std::filesystem::path m_catalogue;
    const std::filesystem::path m_prepared;
    FileLock m_lock;
    std::unique_ptr<SQLite::Database> m_database;
};

// Brings a catalogue with an earlier schema to the present one, if there is one.
[[nodiscard]] Result<void> updateCatalogue(const std::filesystem::path &catalogue);
// An empty catalogue unless there is one; one with an earlier schema is brought to the present one.
[[nodiscard]] Result<void> createCatalogue(const std::filesystem::path &catalogue);

} // namespace panier::storage
