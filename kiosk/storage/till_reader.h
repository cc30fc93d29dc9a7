// Reading till.db beside the kiosk that writes it: for the e-ticket page and for audits.
#pragma once

#include "journal/head.h"
#include "storage/types.h"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace panier::storage {

// A tag that lay on the tray and was nobody's article.
struct UnknownTag {
    codes::Epc epc;
    std::int64_t times = 0; // that it was looked up in vain
    base::TimeMs lastAt = 0;
};
inline constexpr int maxUnknownTags = 10'000;

// Opens till.db read-only. Thread: one at a time.
class TillReader {
public:
    [[nodiscard]] static Result<TillReader> open(const std::filesystem::path &till);
    ~TillReader();
    TillReader(TillReader &&) noexcept;
    TillReader &operator=(TillReader &&) noexcept;

    // nullopt: no such ticket. What comes back is unchecked: see journal::verifyTicket().
    [[nodiscard]] Result<std::optional<journal::StoredTicket>> ticketByEticketId(std::string_view eticketId) const;
    [[nodiscard]] Result<std::optional<journal::StoredTicket>> ticketByNumber(std::int64_t number) const;
    [[nodiscard]] Result<std::optional<journal::StoredTicket>> lastTicket() const;
    // In order of number, as of one moment; `visit` returns false to stop.
    [[nodiscard]] Result<void> forEachTicket(const std::function<bool(const journal::StoredTicket &)> &visit) const;
    // The tags that are marked as sold by a ticket, in order.
    [[nodiscard]] Result<std::vector<codes::Epc>> soldTags(std::int64_t ticketNumber) const;
    // What became of the marks on them, by EPC in ascending order; none where the shop marks nothing.
    [[nodiscard]] Result<std::vector<TagMark>> tagMarks(std::int64_t ticketNumber) const;
    // The tags that were unknown from one moment to another (excluded), by the recorded events; the first seen first,
    // at most maxUnknownTags.
    [[nodiscard]] Result<std::vector<UnknownTag>> unknownTags(base::TimeMs from, base::TimeMs to) const;

private:
    class Database;
    explicit TillReader(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
};

// What an audit of a sound journal found.
struct Audit {
    std::int64_t tickets = 0;
    journal::Head head;
    journal::HeadState headState = journal::HeadState::Current;
};

// Checks every ticket, the chain, the marks of sold tags and the signed head; needs no key. A failure (Integrity) says
// where. Any number of tickets, while the kiosk sells.
[[nodiscard]] Result<Audit> auditJournal(const Files &files);

} // namespace panier::storage
