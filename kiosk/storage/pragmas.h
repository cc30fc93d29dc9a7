// How SQLite keeps what it is told, in one place.
#pragma once

namespace panier::storage {

// A commit is one fsync of the write-ahead log, done before it is acknowledged. With less than FULL, a ticket that was
// paid could be lost with the power.
inline constexpr const char *synchronous = "FULL";

inline constexpr int busyTimeoutMs = 2000; // for the files that two processes may write, and for checkpoints
inline constexpr int journalSizeLimitBytes = 16 << 20;

} // namespace panier::storage
