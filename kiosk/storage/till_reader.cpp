#include "storage/till_reader.h"

#include "storage/schema.h"
#include "storage/till_database.h"

#include <algorithm>
#include <set>

namespace panier::storage {

class TillReader::Database {
public:
    Database(std::filesystem::path path, SQLite::Database opened) : file(std::move(path)), sqlite(std::move(opened)) {}
    const std::filesystem::path file;
    SQLite::Database sqlite;
};

TillReader::TillReader(std::unique_ptr<Database> database) : m_database(std::move(database)) {}
TillReader::~TillReader() = default;
TillReader::TillReader(TillReader &&) noexcept = default;
TillReader &TillReader::operator=(TillReader &&) noexcept = default;

namespace {

template <typename... Values>
Result<std::optional<journal::StoredTicket>> oneTicket(const std::filesystem::path &file, SQLite::Database &database,
                                                       std::string_view condition, const Values &...values) {
    return guarded(file, [&]() -> Result<std::optional<journal::StoredTicket>> {
        SQLite::Statement query(database, fmt::format("SELECT {} FROM ticket {}", ticketColumns, condition));
        SQLite::bind(query, values...);
        if (!query.executeStep())
            return std::nullopt;
        return ticketFrom(query);
    });
}

tl::unexpected<Failure> failureOf(const journal::Failure &failure) {
    return base::fail(errorFor(failure.code), failure.text);
}

// The tags that a ticket's content names, against those that are marked as sold by it.
Result<void> checkSoldTags(const TillReader &reader, const journal::TicketContent &content) {
    std::set<codes::Epc> named;
    for (const checkout::TicketLine &line : content.ticket.lines)
        named.insert(line.epcs.begin(), line.epcs.end());
    const auto marked = reader.soldTags(content.number);
    if (!marked)
        return tl::make_unexpected(marked.error());
    if (!std::equal(named.begin(), named.end(), marked->begin(), marked->end()))
        return base::fail(StorageError::Integrity,
                          fmt::format("ticket {}: the tags marked as sold aren't those that it names", content.number));
    return {};
}

} // namespace

Result<TillReader> TillReader::open(const std::filesystem::path &till) {
    return guarded(till, [&]() -> Result<TillReader> {
        SQLite::Database database = openReadOnly(till);
        const auto known = requireVersion(database, tillVersion);
        if (!known)
            return tl::make_unexpected(known.error());
        return TillReader(std::make_unique<Database>(till, std::move(database)));
    });
}

Result<std::optional<journal::StoredTicket>> TillReader::ticketByEticketId(std::string_view eticketId) const {
    return oneTicket(m_database->file, m_database->sqlite, "WHERE json_extract(content, '$.eticket') = ?",
                     std::string(eticketId));
}

Result<std::optional<journal::StoredTicket>> TillReader::ticketByNumber(std::int64_t number) const {
    return oneTicket(m_database->file, m_database->sqlite, "WHERE number = ?", number);
}

Result<std::optional<journal::StoredTicket>> TillReader::lastTicket() const {
    return oneTicket(m_database->file, m_database->sqlite, "ORDER BY number DESC LIMIT ?", 1);
}

Result<void> TillReader::forEachTicket(const std::function<bool(const journal::StoredTicket &)> &visit) const {
    return guarded(m_database->file, [&]() -> Result<void> {
        SQLite::Statement query(m_database->sqlite,
                                fmt::format("SELECT {} FROM ticket ORDER BY number", ticketColumns));
        while (query.executeStep()) {
            if (!visit(ticketFrom(query)))
                break;
        }
        return {};
    });
}

Result<std::vector<codes::Epc>> TillReader::soldTags(std::int64_t ticketNumber) const {
    return guarded(m_database->file, [&]() -> Result<std::vector<codes::Epc>> {
        SQLite::Statement query(m_database->sqlite, "SELECT epc FROM sold_epc WHERE ticket_number = ? ORDER BY epc");
        query.bind(1, ticketNumber);
        std::vector<codes::Epc> tags;
        while (query.executeStep())
            tags.push_back(codes::Epc::fromHex(query.getColumn(0).getString()).value_or(codes::Epc()));
        return tags;
    });
}

Result<std::vector<TagMark>> TillReader::tagMarks(std::int64_t ticketNumber) const {
    return guarded(m_database->file, [&]() -> Result<std::vector<TagMark>> {
        SQLite::Statement query(m_database->sqlite,
                                "SELECT epc, outcome, at FROM tag_mark WHERE ticket_number = ? ORDER BY epc");
        query.bind(1, ticketNumber);
        std::vector<TagMark> marks;
        while (query.executeStep())
            if (const auto epc = codes::Epc::fromHex(query.getColumn(0).getString()))
                marks.push_back({*epc, ticketNumber, query.getColumn(1).getString(), query.getColumn(2).getInt64()});
        return marks;
    });
}

Result<std::vector<UnknownTag>> TillReader::unknownTags(base::TimeMs from, base::TimeMs to) const {
    return guarded(m_database->file, [&]() -> Result<std::vector<UnknownTag>> {
        SQLite::Statement query(
            m_database->sqlite,
            "SELECT json_extract(json, '$.epc'), count(*), max(at) FROM event "
            "WHERE kind IN ('TagUnknown', 'TagForeign') AND at >= ? AND at < ? AND json_valid(json) "
            "GROUP BY 1 ORDER BY min(at), 1 LIMIT ?");
        SQLite::bind(query, from, to, maxUnknownTags);
        std::vector<UnknownTag> tags;
        while (query.executeStep())
            if (const auto epc = codes::Epc::fromHex(query.getColumn(0).getString()))
                tags.push_back({*epc, query.getColumn(1).getInt64(), query.getColumn(2).getInt64()});
        return tags;
    });
}

Result<Audit> auditJournal(const Files &files) {
    const auto verifier = journal::Verifier::load(files.certificate);
    if (!verifier)
        return failureOf(verifier.error());
    // The head first: a sale that ends in between makes the journal longer by one, never shorter.
    const auto head = journal::readHead(files.head, *verifier);
    if (!head)
        return failureOf(head.error());
    const auto reader = TillReader::open(files.till);
    if (!reader)
        return tl::make_unexpected(reader.error());
    journal::ChainCheck chain(*verifier);
    Result<void> sound;
    const auto read = reader->forEachTicket([&](const journal::StoredTicket &ticket) {
        const auto content = chain.add(ticket);
        sound = content ? checkSoldTags(*reader, *content) : Result<void>(failureOf(content.error()));
        return sound.has_value();
    });
    if (!read)
        return tl::make_unexpected(read.error());
    if (!sound)
        return tl::make_unexpected(sound.error());
    const auto state = journal::compareHead(*head, chain.end(), chain.beforeEnd());
    if (!state)
        return failureOf(state.error());
    return Audit{chain.end().number, head->value_or(journal::Head()), *state};
}

} // namespace panier::storage
