#include "storage/till_store.h"

#include "base/bounded_queue.h"
#include "base/log.h"
#include "storage/catalogue.h"
#include "storage/catalogue_draft.h"
#include "storage/staff_book.h"
#include "storage/till_database.h"

#include <future>
#include <thread>

namespace panier::storage {

// The store thread and what it alone touches.
class TillStore::Worker {
public:
    explicit Worker(Poster poster) : m_poster(std::move(poster)) {}
    ~Worker() {
        m_questions.close();
        if (m_thread.joinable())
            m_thread.join();
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    // Starts the thread and waits until the files are open.
    Result<RestoredState> start(Files files, journal::Register issuer, base::TimeMs now) {
        std::promise<Result<RestoredState>> opened;
        auto result = opened.get_future();
        m_thread = std::thread([this, &opened, files = std::move(files), issuer = std::move(issuer), now]() mutable {
            opened.set_value(openFiles(std::move(files), std::move(issuer), now));
            while (const auto question = m_questions.pop())
                (*question)();
            m_till.reset(); // SQLite's objects die on the thread that they lived on
            m_catalogue.reset();
        });
        return result.get();
    }

    template <typename T>
    void ask(std::function<Result<T>(Worker &)> work, Done<T> done) {
        const bool taken = m_questions.push([this, work = std::move(work), done] { answer(done, work(*this)); });
        if (!taken)
            answer<T>(done, base::fail(StorageError::Busy, "the store has too much to do"));
    }

    [[nodiscard]] TillDatabase &till() { return *m_till; }
    [[nodiscard]] Catalogue &catalogue() { return *m_catalogue; }
    [[nodiscard]] const StaffBook &staff() const { return *m_staff; }

private:
    Result<RestoredState> openFiles(Files files, journal::Register issuer, base::TimeMs now) {
        const auto updated = updateCatalogue(files.catalogue);
        if (!updated) // look-ups will fail, and say what to do; nothing else does
            base::logError("the catalogue is not up to date: {}", updated.error().text);
        m_catalogue.emplace(files.catalogue);
        m_staff.emplace(files.staff);
        auto till = TillDatabase::open(std::move(files), std::move(issuer), now);
        if (!till)
            return tl::make_unexpected(till.error());
        m_till = std::move(*till);
        return m_till->loadState();
    }

    template <typename T>
    void answer(Done<T> done, Result<T> result) {
        m_poster([alive = std::weak_ptr<bool>(m_alive), done = std::move(done), result = std::move(result)] {
            if (alive.lock())
                done(result);
        });
    }

    const Poster m_poster;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); // as long as the owner has the store
    base::BoundedQueue<std::function<void()>> m_questions{maxWaiting};
    std::unique_ptr<TillDatabase> m_till;
    std::optional<Catalogue> m_catalogue;
    std::optional<StaffBook> m_staff;
    std::thread m_thread;
};

namespace {

Result<Lookup> lookupOf(Result<std::optional<Found>> found) {
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? Lookup(std::move(**found)) : Lookup(NotFound());
}

} // namespace

TillStore::TillStore(std::unique_ptr<Worker> worker, RestoredState restored)
    : m_worker(std::move(worker)), m_restored(std::move(restored)) {}
TillStore::~TillStore() = default;

Result<std::unique_ptr<TillStore>> TillStore::open(Files files, journal::Register issuer, Poster poster,
                                                   base::TimeMs now) {
    auto worker = std::make_unique<Worker>(std::move(poster));
    auto restored = worker->start(std::move(files), std::move(issuer), now);
    if (!restored)
        return tl::make_unexpected(restored.error());
    return std::unique_ptr<TillStore>(new TillStore(std::move(worker), std::move(*restored)));
}

void TillStore::commit(Commit commit, Done<CommitResult> done) {
    m_worker->ask<CommitResult>([commit = std::move(commit)](Worker &worker) { return worker.till().commit(commit); },
                                std::move(done));
}

void TillStore::findArticle(codes::Gtin gtin, Done<Lookup> done) {
    m_worker->ask<Lookup>(
        [gtin = std::move(gtin)](Worker &worker) { return lookupOf(worker.catalogue().article(gtin)); },
        std::move(done));
}

void TillStore::findTag(codes::Epc epc, std::optional<codes::Gtin> gtin, base::TimeMs now, Done<Lookup> done) {
    m_worker->ask<Lookup>(
        [epc = std::move(epc), gtin = std::move(gtin), now](Worker &worker) -> Result<Lookup> {
            const auto sold = worker.till().soldTag(epc);
            if (!sold)
                return tl::make_unexpected(sold.error());
            if (*sold)
                return Lookup(**sold);
            return lookupOf(worker.catalogue().tag(epc, gtin, now));
        },
        std::move(done));
}

void TillStore::sellsOf(std::string companyPrefix, Done<bool> done) {
    m_worker->ask<bool>([companyPrefix = std::move(companyPrefix)](
                            Worker &worker) { return worker.catalogue().sellsOf(companyPrefix); },
                        std::move(done));
}

void TillStore::catalogueGeneration(Done<std::int64_t> done) {
    m_worker->ask<std::int64_t>([](Worker &worker) { return worker.catalogue().generation(); }, std::move(done));
}

void TillStore::findTicket(std::string visitId, Done<std::optional<TicketRef>> done) {
    m_worker->ask<std::optional<TicketRef>>(
        [visitId = std::move(visitId)](Worker &worker) { return worker.till().findTicket(visitId); }, std::move(done));
}

void TillStore::readTicket(std::int64_t number, Done<journal::TicketContent> done) {
    m_worker->ask<journal::TicketContent>([number](Worker &worker) { return worker.till().readTicket(number); },
                                          std::move(done));
}

void TillStore::signIn(std::string user, std::string pin, base::TimeMs now, Done<SignIn> done) {
    m_worker->ask<SignIn>([user = std::move(user), pin = std::move(pin),
                           now](Worker &worker) { return worker.staff().signIn(user, pin, now); },
                          std::move(done));
}

void TillStore::badgeOwner(std::string number, Done<std::optional<SignedIn>> done) {
    m_worker->ask<std::optional<SignedIn>>(
        [number = std::move(number)](Worker &worker) { return worker.staff().badgeOwner(number); }, std::move(done));
}

} // namespace panier::storage
