// The one place where SQLite's exceptions become values.
#pragma once

#include "storage/types.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/core.h>
#include <utility>

namespace panier::storage {

// Runs `body`, which returns a Result, and turns what SQLiteCpp throws into Unavailable with the file's name.
template <typename Body>
[[nodiscard]] auto guarded(const std::filesystem::path &file, Body &&body) -> decltype(body()) {
    try {
        return std::forward<Body>(body)();
    } catch (const std::exception &error) {
        return base::fail(StorageError::Unavailable, fmt::format("{}: {}", file.string(), error.what()));
    }
}

// Throws as SQLiteCpp does. Writable: created if missing, with durable commits (pragmas.h).
[[nodiscard]] SQLite::Database openReadOnly(const std::filesystem::path &file);
[[nodiscard]] SQLite::Database openWritable(const std::filesystem::path &file);

} // namespace panier::storage
