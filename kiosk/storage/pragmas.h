// How SQLite keeps what it is told, in one place.
#pragma once

namespace panier::storage {

// A commit is one fsync of the write-ahead log, done before it is acknowledged. With less than FULL, a ticket that was
// paid could be lost with the power.
inline constexpr const char *synchronous = "FULL";

inline constexpr int busyTimeoutMs = 2000; // for the files that two processes may write, and for checkpoints
inline constexpr int journalSizeLimitBytes = 16 << 20;
inline constexpr int draftCacheKiB = 64 << 10;    // of a catalogue that is built aside: an import touches all of it
inline constexpr int catalogueCacheKiB = 8 << 10; // of the one that is read

} // namespace panier::storage
