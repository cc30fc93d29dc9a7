#include "storage/till_database.h"

#include "base/log.h"
#include "storage/pragmas.h"
#include "storage/schema.h"

#include <sqlite3.h>

namespace panier::storage {

namespace {

tl::unexpected<Failure> failureOf(const journal::Failure &failure) {
    return base::fail(errorFor(failure.code), failure.text);
}

TicketRef refOf(const journal::StoredTicket &ticket, std::string eticketId) {
    return {ticket.number, std::move(eticketId), journal::signatureExtract(ticket.signature)};
}

// The ticket of a visit, whichever payment it has, or of one payment.
std::optional<TicketRef> ticketOf(SQLite::Database &database, const std::string &visitId,
                                  const std::string *reference) {
    SQLite::Statement query(
        database, fmt::format("SELECT {}, json_extract(content, '$.eticket') FROM ticket "
                              "WHERE json_extract(content, '$.visit') = ?1 {} ORDER BY number DESC LIMIT 1",
                              ticketColumns,
                              reference == nullptr ? "" : "AND json_extract(content, '$.payment.reference') = ?2"));
    query.bind(1, visitId);
    if (reference != nullptr)
        query.bind(2, *reference);
    if (!query.executeStep())
        return std::nullopt;
    return refOf(ticketFrom(query), query.getColumn(9).getString());
}

void setUp(SQLite::Database &database) {
    database.exec(fmt::format("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit={}", journalSizeLimitBytes));
    // The log stays when the kiosk stops, so that a reader without the right to create files can still open the till.
    int persist = 1;
    sqlite3_file_control(database.getHandle(), nullptr, SQLITE_FCNTL_PERSIST_WAL, &persist);
}

} // namespace

StorageError errorFor(journal::JournalError error) {
    switch (error) {
    case journal::JournalError::Altered:
    case journal::JournalError::Missing:
        return StorageError::Integrity;
    case journal::JournalError::Unreadable:
    case journal::JournalError::Key:
        break;
    }
    return StorageError::Unavailable;
}

journal::StoredTicket ticketFrom(SQLite::Statement &row) {
    return {row.getColumn(0).getInt64(),  row.getColumn(1).getString(), row.getColumn(2).getString(),
            row.getColumn(3).getInt(),    row.getColumn(4).getString(), row.getColumn(5).getString(),
            row.getColumn(6).getString(), row.getColumn(7).getString(), row.getColumn(8).getString()};
}

TillDatabase::TillDatabase(Files files, journal::Register issuer, FileLock lock, SQLite::Database database)
    : m_files(std::move(files)), m_issuer(std::move(issuer)), m_lock(std::move(lock)), m_database(std::move(database)) {
}

Result<std::unique_ptr<TillDatabase>> TillDatabase::open(Files files, journal::Register issuer, base::TimeMs now) {
    auto lock = FileLock::take(files.till, "another kiosk");
    if (!lock)
        return tl::make_unexpected(lock.error());
    const std::filesystem::path file = files.till;
    return guarded(file, [&]() -> Result<std::unique_ptr<TillDatabase>> {
        SQLite::Database database = openWritable(file);
        setUp(database);
        const auto migrated = migrateTill(database);
        if (!migrated)
            return tl::make_unexpected(migrated.error());
        std::unique_ptr<TillDatabase> till(
            new TillDatabase(std::move(files), std::move(issuer), std::move(*lock), std::move(database)));
        const auto sound = till->checkEnd(now);
        if (!sound)
            return tl::make_unexpected(sound.error());
        return till;
    });
}

// The last two tickets and the head say whether the end is the one that was signed; a whole audit is panier-admin's.
Result<void> TillDatabase::checkEnd(base::TimeMs now) {
    SQLite::Statement query(m_database,
                            fmt::format("SELECT {} FROM ticket ORDER BY number DESC LIMIT 2", ticketColumns));
    std::vector<journal::StoredTicket> last;
    while (query.executeStep())
        last.push_back(ticketFrom(query));
    auto signer = last.empty() ? journal::Signer::loadOrCreate(m_files.key, m_files.certificate, m_issuer, now)
                               : journal::Signer::load(m_files.key, m_files.certificate);
    if (!signer)
        return failureOf(signer.error());
    m_signer.emplace(std::move(*signer));
    for (const journal::StoredTicket &ticket : last) {
        const auto content = journal::verifyTicket(ticket, m_signer->verifier());
        if (!content)
            return failureOf(content.error());
        if (content->issuer.number != m_issuer.number)
            return base::fail(StorageError::Invalid,
                              fmt::format("{} belongs to register {}, but the configuration says register {}",
                                          m_files.till.string(), content->issuer.number, m_issuer.number));
    }
    if (!last.empty())
        m_end = journal::endAfter(last.front());
    const auto before = last.size() == 2 ? journal::endAfter(last.back()) : journal::ChainEnd();
    const auto head = journal::readHead(m_files.head, m_signer->verifier());
    if (!head)
        return failureOf(head.error());
    const auto state = journal::compareHead(*head, m_end, before);
    if (!state)
        return failureOf(state.error());
    m_headWritten = *state == journal::HeadState::Current;
    return m_headWritten ? Result<void>() : writeHead();
}

Result<void> TillDatabase::writeHead() {
    const auto head = journal::signHead(m_end, m_issuer.number, *m_signer);
    if (!head)
        return failureOf(head.error());
    const auto written = journal::writeHead(m_files.head, *head);
    if (!written)
        return failureOf(written.error());
    m_headWritten = true;
    return {};
}

Result<RestoredState> TillDatabase::loadState() {
    return guarded(m_files.till, [this]() -> Result<RestoredState> {
        RestoredState restored;
        SQLite::Statement state(m_database, "SELECT visit_id, json FROM state");
        if (state.executeStep()) {
            restored.visitId = state.getColumn(0).getString();
            restored.stateJson = state.getColumn(1).getString();
        }
        SQLite::Statement commands(m_database, "SELECT id, kind, json FROM command ORDER BY id");
        while (commands.executeStep())
            restored.openCommands.push_back({static_cast<std::uint64_t>(commands.getColumn(0).getInt64()),
                                             commands.getColumn(1).getString(), commands.getColumn(2).getString()});
        return restored;
    });
}

void TillDatabase::writeVisit(const Commit &commit) {
    SQLite::Statement event(m_database, "INSERT INTO event (at, visit_id, kind, json) VALUES (?, ?, ?, ?)");
    for (const EventRow &row : commit.events) {
        event.reset();
        SQLite::bind(event, row.at, row.visitId, row.kind, row.json);
        event.exec();
    }
    SQLite::Statement oldest(m_database, "DELETE FROM event WHERE id <= ?");
    oldest.bind(1, static_cast<std::int64_t>(m_database.getLastInsertRowid() - maxEvents));
    oldest.exec();

    SQLite::Statement state(m_database, "INSERT OR REPLACE INTO state (id, visit_id, json) VALUES (1, ?, ?)");
    SQLite::bind(state, commit.visitId, commit.stateJson);
    state.exec();

    for (const std::uint64_t id : commit.finishedCommands) {
        SQLite::Statement finished(m_database, "DELETE FROM command WHERE id = ?");
        finished.bind(1, static_cast<std::int64_t>(id));
        finished.exec();
    }
    for (const CommandRow &row : commit.commands) {
        SQLite::Statement command(m_database, "INSERT INTO command (id, kind, json) VALUES (?, ?, ?)");
        SQLite::bind(command, static_cast<std::int64_t>(row.id), row.kind, row.json);
        command.exec();
    }
    for (const TagMark &mark : commit.marks) {
        SQLite::Statement row(m_database,
                              "INSERT OR REPLACE INTO tag_mark (epc, ticket_number, outcome, at) VALUES (?, ?, ?, ?)");
        SQLite::bind(row, mark.epc.hex(), mark.ticketNumber, mark.outcome, mark.at);
        row.exec();
    }
}

// The table's key is the authority: whoever comes second finds the row, whatever was asked before.
Result<void> TillDatabase::useCode(const codes::HouseCodeId &code, const Commit &commit) {
    SQLite::Statement row(m_database, "INSERT OR IGNORE INTO used_code (id, visit_id, at) VALUES (?, ?, ?)");
    row.bind(1, code.data(), static_cast<int>(code.size()));
    row.bind(2, commit.visitId);
    row.bind(3, static_cast<std::int64_t>(commit.events.empty() ? 0 : commit.events.back().at));
    if (row.exec() == 0)
        return base::fail(StorageError::AlreadyUsed, "the code was used before");
    return {};
}

Result<journal::StoredTicket> TillDatabase::issueTicket(const checkout::TicketDraft &draft) {
    SQLite::Statement last(m_database,
                           fmt::format("SELECT {} FROM ticket ORDER BY number DESC LIMIT 1", ticketColumns));
    if ((last.executeStep() ? journal::endAfter(ticketFrom(last)) : journal::ChainEnd()) != m_end)
        return base::fail(StorageError::Integrity, fmt::format("the journal's end changed under the kiosk: it was "
                                                               "ticket {}; run panier-admin journal verify",
                                                               m_end.number));
    const journal::TicketContent content{m_end.number + 1, m_issuer, journal::randomId(), draft};
    auto ticket = journal::signTicket(content, m_end, *m_signer);
    if (!ticket)
        return failureOf(ticket.error());
    SQLite::Statement row(m_database,
                          fmt::format("INSERT INTO ticket ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ticketColumns));
    SQLite::bind(row, ticket->number, ticket->content, ticket->signedString, ticket->formatVersion, ticket->algorithm,
                 ticket->thumbprint, ticket->previousHash, ticket->signature, ticket->hash);
    row.exec();
    for (const checkout::TicketLine &line : draft.lines) {
        for (const codes::Epc &epc : line.epcs) {
            SQLite::Statement sold(m_database, "INSERT OR IGNORE INTO sold_epc (epc, ticket_number) VALUES (?, ?)");
            SQLite::bind(sold, epc.hex(), ticket->number);
            sold.exec();
        }
    }
    return std::move(*ticket);
}

Result<CommitResult> TillDatabase::commit(const Commit &commit) {
    // The head names every ticket but at most the last: a second one that it doesn't know would look like a forgery.
    if (commit.ticket && !m_headWritten) {
        const auto written = writeHead();
        if (!written)
            return tl::make_unexpected(written.error());
    }
    CommitResult result;
    std::optional<journal::StoredTicket> issued;
    const auto done = guarded(m_files.till, [&]() -> Result<void> {
        SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
        writeVisit(commit);
        if (commit.usedCode)
            if (auto used = useCode(*commit.usedCode, commit); !used)
                return used;
        if (commit.ticket) {
            result.ticket = ticketOf(m_database, commit.ticket->visitId, &commit.ticket->payment.reference);
            if (!result.ticket) {
                auto ticket = issueTicket(*commit.ticket);
                if (!ticket)
                    return tl::make_unexpected(ticket.error());
                issued = std::move(*ticket);
                result.ticket = ticketOf(m_database, commit.ticket->visitId, &commit.ticket->payment.reference);
            }
        }
        transaction.commit();
        return {};
    });
    if (!done)
        return tl::make_unexpected(done.error());
    if (issued) {
        m_end = journal::endAfter(*issued);
        m_headWritten = false;
        const auto written = writeHead();
        if (!written)
            base::logError("ticket {} is safe, but its head isn't: {}", issued->number, written.error().text);
    }
    result.headWritten = m_headWritten;
    return result;
}

Result<std::optional<Sold>> TillDatabase::soldTag(const codes::Epc &epc) {
    return guarded(m_files.till, [&]() -> Result<std::optional<Sold>> {
        SQLite::Statement query(m_database, "SELECT max(ticket_number) FROM sold_epc WHERE epc = ?");
        query.bind(1, epc.hex());
        if (!query.executeStep() || query.getColumn(0).isNull())
            return std::nullopt;
        return Sold{query.getColumn(0).getInt64()};
    });
}

Result<std::optional<TicketRef>> TillDatabase::findTicket(const std::string &visitId) {
    return guarded(m_files.till,
                   [&]() -> Result<std::optional<TicketRef>> { return ticketOf(m_database, visitId, nullptr); });
}

Result<journal::TicketContent> TillDatabase::readTicket(std::int64_t number) {
    return guarded(m_files.till, [&]() -> Result<journal::TicketContent> {
        SQLite::Statement query(m_database, fmt::format("SELECT {} FROM ticket WHERE number = ?", ticketColumns));
        query.bind(1, number);
        if (!query.executeStep())
            return base::fail(StorageError::Invalid, fmt::format("there is no ticket {}", number));
        auto content = journal::verifyTicket(ticketFrom(query), m_signer->verifier());
        if (!content)
            return failureOf(content.error());
        return std::move(*content);
    });
}

} // namespace panier::storage
