// The tables of each database, and how an older file becomes a newer one.
#pragma once

#include "storage/sqlite.h"

namespace panier::storage {

inline constexpr int tillVersion = 3;
inline constexpr int catalogueVersion = 2;
inline constexpr int staffVersion = 2;

// Each brings a file to the present version in one transaction, from nothing or from any older version; fails (Version)
// on a newer one. They throw as SQLiteCpp does.
[[nodiscard]] Result<void> migrateTill(SQLite::Database &database);
[[nodiscard]] Result<void> migrateCatalogue(SQLite::Database &database);
[[nodiscard]] Result<void> migrateStaff(SQLite::Database &database);

// Fails (Version) unless the file has exactly this version: for those who only read.
[[nodiscard]] Result<void> requireVersion(SQLite::Database &database, int version);

} // namespace panier::storage
