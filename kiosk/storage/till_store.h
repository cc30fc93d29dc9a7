// The till's store: the only writer of till.db, and the kiosk's door to the catalogue and the staff.
#pragma once

#include "codes/epc.h"
#include "codes/gtin.h"
#include "journal/chain.h"
#include "storage/types.h"

#include <functional>
#include <memory>
#include <string>

namespace panier::storage {

// All SQLite runs on one thread of its own; every answer comes through the poster, in the order of the questions (only
// Busy comes at once), and none comes after the store is gone. Thread: the owner's; the destructor finishes what was
// asked and then returns.
class TillStore {
public:
    // Runs a function on the owner's thread, later; called from either thread.
    using Poster = std::function<void(std::function<void()>)>;
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    static constexpr std::size_t maxWaiting = 1024; // questions; beyond it the answer is Busy

    // Opens the files and waits until the journal's end is checked against its signed head: Integrity if tickets are
    // missing. Creates what a first start lacks: key, certificate, till.db, head. Never replaces a key once there are
    // tickets.
    [[nodiscard]] static Result<std::unique_ptr<TillStore>> open(Files files, journal::Register issuer, Poster poster,
                                                                 base::TimeMs now);
    ~TillStore();
    TillStore(const TillStore &) = delete;
    TillStore &operator=(const TillStore &) = delete;

    // As it was on disk when open() returned.
    [[nodiscard]] const RestoredState &restored() const { return m_restored; }

    // Writes it in one transaction; the answer comes once it is on disk.
    void commit(Commit commit, Done<CommitResult> done);

    // Of the mapping the first rule that holds `now` counts (mapping/rule.h), then the GTIN that an SGTIN carries.
    // A tag that a ticket has is Sold, whatever the catalogue says.
    void findArticle(codes::Gtin gtin, Done<Lookup> done);
    void findTag(codes::Epc epc, std::optional<codes::Gtin> gtin, base::TimeMs now, Done<Lookup> done);
    // Whether the shop sells anything of a company, by its GS1 company prefix (6 to 12 digits).
    void sellsOf(std::string companyPrefix, Done<bool> done);
    // Of the catalogue as it is now. A look-up asked later is answered from this generation or a later one.
    void catalogueGeneration(Done<std::int64_t> done);

    // The ticket that was issued in a visit.
    void findTicket(std::string visitId, Done<std::optional<TicketRef>> done);
    // A ticket as it is kept, to print it; checked against its signature (Integrity).
    void readTicket(std::int64_t number, Done<journal::TicketContent> done);

    // Each refusal doubles the wait, from 1 s to 5 min; it holds over restarts and is never for good.
    void signIn(std::string user, std::string pin, base::TimeMs now, Done<SignIn> done);
    // Whose badge has this number (32 upper-case hexadecimal digits); nullopt: nobody's.
    void badgeOwner(std::string number, Done<std::optional<SignedIn>> done);

private:
    class Worker;
    TillStore(std::unique_ptr<Worker> worker, RestoredState restored);

    std::unique_ptr<Worker> m_worker;
    RestoredState m_restored;
};

} // namespace panier::storage
