// till.db itself: what the store thread does, one call after the other.
#pragma once

#include "journal/head.h"
#include "storage/file_lock.h"
#include "storage/sqlite.h"

#include <memory>
#include <vector>

namespace panier::storage {

// Thread: the store's only. Every call leaves the database as it was when it fails.
class TillDatabase {
public:
    // The recorded events are for tests, alerts and study; the oldest go first.
    static constexpr std::int64_t maxEvents = 200'000;

    [[nodiscard]] static Result<std::unique_ptr<TillDatabase>> open(Files files, journal::Register issuer,
                                                                    base::TimeMs now);

    [[nodiscard]] Result<RestoredState> loadState();
    [[nodiscard]] Result<CommitResult> commit(const Commit &commit);
    [[nodiscard]] Result<std::optional<Sold>> soldTag(const codes::Epc &epc);
    [[nodiscard]] Result<std::optional<TicketRef>> findTicket(const std::string &visitId);
    [[nodiscard]] Result<journal::TicketContent> readTicket(std::int64_t number);

private:
    TillDatabase(Files files, journal::Register issuer, FileLock lock, SQLite::Database database);

    [[nodiscard]] Result<void> checkEnd(base::TimeMs now);
    [[nodiscard]] Result<void> writeHead();
    void writeVisit(const Commit &commit);
    [[nodiscard]] Result<void> useCode(const codes::HouseCodeId &code, const Commit &commit);
    [[nodiscard]] Result<journal::StoredTicket> issueTicket(const checkout::TicketDraft &draft);

    const Files m_files;
    const journal::Register m_issuer;
    FileLock m_lock;
    SQLite::Database m_database;
    std::optional<journal::Signer> m_signer; // from open() on
    journal::ChainEnd m_end;
    bool m_headWritten = false;
};

// A row of SELECT with ticketColumns.
inline constexpr std::string_view ticketColumns =
    "number, content, signed_string, format_version, algorithm, thumbprint, previous_hash, signature, hash";
[[nodiscard]] journal::StoredTicket ticketFrom(SQLite::Statement &row);

[[nodiscard]] StorageError errorFor(journal::JournalError error);

} // namespace panier::storage
