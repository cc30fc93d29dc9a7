#include "storage/sqlite.h"

#include "storage/pragmas.h"

namespace panier::storage {

SQLite::Database openReadOnly(const std::filesystem::path &file) {
    return SQLite::Database(file.string(), SQLite::OPEN_READONLY, busyTimeoutMs);
}

SQLite::Database openWritable(const std::filesystem::path &file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyTimeoutMs);
    database.exec(fmt::format("PRAGMA synchronous={}; PRAGMA foreign_keys=ON", synchronous));
    return database;
}

} // namespace panier::storage
