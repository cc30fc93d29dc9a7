#include "storage/catalogue_draft.h"

#include "base/durable_file.h"
#include "storage/pragmas.h"
#include "storage/schema.h"

namespace panier::storage {

namespace {

std::filesystem::path besides(std::filesystem::path file) {
    file += ".new";
    return file;
}

} // namespace

CatalogueDraft::CatalogueDraft(std::filesystem::path catalogue, FileLock lock)
    : m_catalogue(std::move(catalogue)), m_prepared(besides(m_catalogue)), m_lock(std::move(lock)) {}

CatalogueDraft::~CatalogueDraft() {
    m_database.reset();
    clean();
}

void CatalogueDraft::clean() const {
    std::error_code ignored;
    std::filesystem::remove(m_prepared, ignored);
    std::filesystem::remove(m_prepared.string() + "-journal", ignored);
}

Result<std::unique_ptr<CatalogueDraft>> CatalogueDraft::open(const std::filesystem::path &catalogue) {
    auto lock = FileLock::take(catalogue, "another import");
    if (!lock)
        return tl::make_unexpected(lock.error());
    std::unique_ptr<CatalogueDraft> draft(new CatalogueDraft(catalogue, std::move(*lock)));
    draft->clean(); // of an import that was cut
    if (std::filesystem::exists(catalogue))
        std::filesystem::copy_file(catalogue, draft->m_prepared);
    draft->m_database =
        std::make_unique<SQLite::Database>(draft->m_prepared.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    draft->m_database->exec(fmt::format("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "
                                        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-{}",
                                        draftCacheKiB));
    const auto migrated = migrateCatalogue(*draft->m_database);
    if (!migrated)
        return tl::make_unexpected(migrated.error());
    draft->m_database->exec("BEGIN IMMEDIATE");
    return draft;
}

Result<std::int64_t> CatalogueDraft::publish() {
    m_database->exec("UPDATE generation SET number = number + 1");
    const std::int64_t generation = m_database->execAndGet("SELECT number FROM generation").getInt64();
    m_database->exec("COMMIT");
    m_database.reset();
    const auto published = base::publishDurably(m_prepared, m_catalogue);
    if (!published)
        return base::fail(StorageError::Unavailable, published.error());
    return generation;
}

namespace {

Result<void> publishAsItIs(const std::filesystem::path &catalogue) {
    const auto draft = CatalogueDraft::open(catalogue);
    if (!draft)
        return tl::make_unexpected(draft.error());
    const auto published = (*draft)->publish();
    return published ? Result<void>() : tl::make_unexpected(published.error());
}

} // namespace

Result<void> updateCatalogue(const std::filesystem::path &catalogue) {
    return guarded(catalogue, [&]() -> Result<void> {
        if (!std::filesystem::exists(catalogue))
            return {};
        {
            SQLite::Database database = openReadOnly(catalogue);
            if (requireVersion(database, catalogueVersion))
                return {};
        }
        return publishAsItIs(catalogue);
    });
}

Result<void> createCatalogue(const std::filesystem::path &catalogue) {
    return guarded(catalogue, [&] {
        return std::filesystem::exists(catalogue) ? updateCatalogue(catalogue) : publishAsItIs(catalogue);
    });
}

} // namespace panier::storage
