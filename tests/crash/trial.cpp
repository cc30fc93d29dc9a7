#include "tests/crash/trial.h"

#include "app/config/till.h"
#include "storage/till_reader.h"
#include "storage/till_store.h"
#include "tests/support/wait_for.h"
#include "visit/json.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>

namespace panier::tests {

namespace {

using visit::Phase;

constexpr int visitMs = 40'000; // a visit takes two seconds; several run at once on a small machine
constexpr const char *earlierReference = "000000000001";
constexpr const char *setAside = "9521234001140"; // the one article of the basket that the shopper brings back

// What till.db says to whoever opens it next; read from a copy, so that the kiosk finds the files as the crash left
// them.
struct Stored {
    visit::State state;
    std::vector<std::string> events;
};

Stored readCopy(const std::filesystem::path &till) {
    const auto folder = till.parent_path() / "autopsy";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    for (const char *suffix : {"", "-wal"})
        std::filesystem::copy_file(till.string() + suffix, folder / ("till.db" + std::string(suffix)));
    SQLite::Database database((folder / "till.db").string(), SQLite::OPEN_READWRITE);
    Stored stored;
    SQLite::Statement state(database, "SELECT json FROM state");
    if (state.executeStep())
        stored.state = visit::stateFromJson(state.getColumn(0).getString()).value();
    SQLite::Statement events(database, "SELECT kind FROM event ORDER BY id");
    while (events.executeStep())
        stored.events.push_back(events.getColumn(0).getString());
    return stored;
}

std::map<codes::Gtin, int> quantities(const visit::State &state) {
    std::map<codes::Gtin, int> result;
    for (const auto &line : state.basket.lines())
        if (line.quantity() > 0)
            result[line.article.gtin] = line.quantity();
    return result;
}

// Its code was used, whether or not the article was looked up since.
bool isResumed(const visit::State &state) {
    return !state.pendingCodes.empty() || quantities(state).contains(codes::Gtin::parse(setAside).value());
}

bool visitIsOver(const visit::State &state) {
    return state.phase == Phase::Attract && state.visitId.empty() && state.lastReceipt;
}

std::string contentOf(const std::filesystem::path &file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string euros(std::int64_t minor) {
    return std::to_string(minor) + " cents";
}

} // namespace

Trial::Trial(TrialPrograms programs, CrashMode mode) : m_programs(std::move(programs)), m_mode(mode) {}

std::vector<std::string> Trial::run(const std::vector<std::string> &points) {
    sellOnce();
    for (const auto &point : points) {
        const auto stored = readCopy(m_shop.files().till);
        m_before = stored.state;
        m_earlier = stored.events.size();
        crash(point);
        examineFiles(point);
    }
    restart();
    examineRestored();
    if (m_wrong.empty()) { // a kiosk that lost something is not asked to go on
        finishVisit();
        examineBooks();
    }
    return m_wrong;
}

void Trial::expect(bool holds, const std::string &otherwise) {
    if (!holds)
        m_wrong.push_back(otherwise);
}

// The journal has a ticket already, so that the visit's own has one to follow.
void Trial::sellOnce() {
    QObject context;
    const auto poster = [&context](std::function<void()> function) {
        QMetaObject::invokeMethod(&context, std::move(function), Qt::QueuedConnection);
    };
    const auto config = m_shop.config();
    const auto store = storage::TillStore::open(m_shop.files(), config::tillRegister(config), poster, 0);
    checkout::Basket basket;
    checkout::Article article;
    article.gtin = *codes::Gtin::parse("9521234001140");
    article.price = {740};
    (void)basket.show(article);
    checkout::CardPayment payment;
    payment.reference = earlierReference;
    payment.amount = basket.total();
    storage::Commit commit;
    commit.events = {{m_shop.clock.nowMs(), "earlier", "Earlier", "{}"}};
    commit.visitId = "earlier";
    commit.stateJson = visit::toJson(visit::State());
    commit.ticket = checkout::makeTicket(basket, payment, commit.visitId, m_shop.clock.nowMs(), {});
    bool sold = false;
    (*store)->commit(std::move(commit), [&sold](const auto &result) { sold = result.has_value(); });
    if (!waitFor([&sold] { return sold; }))
        throw std::runtime_error("the earlier sale can't be stored");
}

// What a shopper with three tagged articles and a basket that was set aside does next; an attendant looks into the
// terminal's book.
std::string Trial::gestureFor(const visit::State &state) const {
    const int tagged = static_cast<int>(m_shop.tags().size());
    switch (state.phase) {
    case Phase::Scanning:
        if (state.basket.count() == tagged && !isResumed(state))
            return "basket";
        return state.basket.count() == tagged + 1 ? "pay" : "";
    case Phase::InDoubt:
        return m_shop.approved().empty() ? "not-paid" : "paid";
    case Phase::Receipt:
        if (!state.receipt->eticketChecked || state.receipt->print == visit::PrintStep::Printing)
            return "";
        return state.receipt->print == visit::PrintStep::Printed ? "done" : "print";
    case Phase::Goodbye:
        return "done";
    default:
        return "";
    }
}

// Each gesture once while the screen says the same.
void Trial::shop(HostProcess &host, const std::function<bool()> &over, const char *what) {
    std::string last;
    const auto act = [&] {
        if (host.states().empty())
            return;
        const auto &state = host.states().back();
        const auto gesture = gestureFor(state);
        const auto moment = std::to_string(static_cast<int>(state.phase)) + gesture;
        if (moment != last && !gesture.empty())
            host.say(gesture);
        last = moment;
    };
    QObject::connect(&host, &HostProcess::stateChanged, &host, act);
    act(); // the kiosk may have said all that it has to say for now
    const bool done = waitFor(over, visitMs);
    host.disconnect(&host);
    if (!done)
        throw std::runtime_error(std::string(what) + ": the kiosk stands at " +
                                 (host.states().empty() ? "nothing" : visit::toJson(host.states().back())));
}

void Trial::crash(const std::string &point) {
    const auto marker = m_shop.folder() / "marker";
    QStringList environment{"LD_PRELOAD=" + m_programs.vfs, "PANIER_CRASH_POINT=" + QString::fromStdString(point),
                            "PANIER_CRASH_MARKER=" + QString::fromStdString(marker.string())};
    if (m_mode != CrashMode::Kill)
        environment << QStringLiteral("PANIER_CRASH_LOSSY=1");
    if (m_mode == CrashMode::LossyNoSync)
        environment << QStringLiteral("PANIER_CRASH_NO_SYNC=1");
    m_shop.layAll();
    HostProcess host(m_programs.host, QString::fromStdString(m_shop.configFile().string()), environment);
    shop(
        host, [&host] { return !host.running(); }, "no kill");
    if (!host.killed() || contentOf(marker) != point)
        throw std::runtime_error("the kill did not hit " + point);
    m_told = host.states();
    if (m_mode != CrashMode::Kill) // the shared memory is gone with the power
        std::filesystem::remove(m_shop.files().till.string() + "-shm");
}

// Each state that the kiosk told had been acknowledged, with one event or several; the commit that the kill hit is
// there whole or not at all, and is there if its sync was over.
void Trial::examineFiles(const std::string &point) {
    const auto stored = readCopy(m_shop.files().till);
    const auto acknowledged = m_earlier + m_told.size(); // at the least
    const auto kind = point.substr(0, point.find(':'));
    const bool unsynced = point.ends_with(":unwritten") || (m_mode == CrashMode::Lossy && point.ends_with(":before"));
    const bool synced = point.ends_with(":after") || kind == "Head";
    const auto &last = m_told.empty() ? m_before : m_told.back();
    const bool older =
        stored.state != last && (stored.state == m_before || std::ranges::find(m_told, stored.state) != m_told.end());
    if (older || stored.events.size() < acknowledged + (synced ? 1 : 0)) {
        expect(false, "events are lost: " + std::to_string(stored.events.size()) + " are on disk, " +
                          std::to_string(acknowledged) + " or more were acknowledged" +
                          (synced ? ", one more synced" : "") +
                          (older ? ", and the stored state is an older one" : ""));
        return;
    }
    if (stored.state == last) { // not there, or an event that leaves no trace in the stored state: a sign-in
        expect(!synced || stored.events.back() == kind, "events are lost: what was synced isn't there");
        return;
    }
    expect(!unsynced || kind == "Head", "what wasn't written or synced is there: the kill came too late");
    if (kind != "Head")
        expect(std::find(stored.events.begin() + static_cast<std::ptrdiff_t>(acknowledged), stored.events.end(),
                         kind) != stored.events.end(),
               "what is stored beyond the last word isn't " + kind);
}

void Trial::restart() {
    m_host = std::make_unique<HostProcess>(m_programs.host, QString::fromStdString(m_shop.configFile().string()),
                                           QStringList());
    // Out of service from the start, nothing is written any more.
    const auto started = [this] {
        return !m_host->states().empty() || (m_host->restored() && m_host->restored()->phase == Phase::OutOfService);
    };
    if (!waitFor([&] { return started() || !m_host->running(); }, visitMs) || !started())
        throw std::runtime_error("the kiosk doesn't start again");
}

// Before anything else happens: nothing that the terminal booked is lost from view, and the basket is back.
void Trial::examineRestored() {
    const auto &state = m_host->states().empty() ? *m_host->restored() : m_host->states().front();
    expect(state.phase != Phase::OutOfService, "the kiosk stands out of service");
    const auto tickets = m_shop.tickets();
    for (const auto &entry : m_shop.approved()) {
        const bool recorded = std::ranges::any_of(tickets, [&entry](const auto &ticket) {
            return ticket.ticket.payment.reference == entry.reference &&
                   ticket.ticket.total.gross.minor == entry.amountMinor;
        });
        const bool doubted =
            state.phase == Phase::InDoubt && std::ranges::any_of(state.alerts, [&entry](const visit::Alert &alert) {
                return alert.kind == visit::AlertKind::PaymentInDoubt && alert.amount.minor == entry.amountMinor;
            });
        expect(recorded || doubted, "a sale that the terminal booked is lost from view: " + entry.reference + ", " +
                                        euros(entry.amountMinor));
    }
    const auto &last = m_told.empty() ? m_before : m_told.back();
    const bool basketStays = last.phase != Phase::Attract && last.phase != Phase::Goodbye;
    if (basketStays)
        for (const auto &[gtin, quantity] : quantities(last))
            expect(quantities(state)[gtin] >= quantity, "the basket isn't back: " + gtin.digits() + " is missing");
    expect(quantities(state) == quantities(*m_host->restored()), "the start itself changed the basket");
}

void Trial::finishVisit() {
    shop(
        *m_host, [this] { return visitIsOver(m_host->states().back()) || !m_host->running(); }, "after the restart");
    if (!m_host->stop())
        throw std::runtime_error("the restarted kiosk doesn't end in order");
}

// The journal and the terminal's book agree: one charge, one ticket, no gap.
void Trial::examineBooks() {
    const auto audit = storage::auditJournal(m_shop.files());
    expect(audit.has_value(), audit ? "" : "the journal doesn't verify: " + audit.error().text);
    QProcess admin;
    admin.start(m_programs.admin,
                {"--config", QString::fromStdString(m_shop.configFile().string()), "journal", "verify"});
    expect(admin.waitForFinished() && admin.exitStatus() == QProcess::NormalExit && admin.exitCode() == 0,
           "panier-admin journal verify fails: " + admin.readAllStandardError().toStdString());

    const auto approved = m_shop.approved();
    expect(approved.size() == 1, "the card was charged " + std::to_string(approved.size()) + " times");
    std::vector<std::pair<std::string, std::int64_t>> expected{{earlierReference, 740}};
    for (const auto &entry : approved)
        expected.emplace_back(entry.reference, entry.amountMinor);
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (const auto &ticket : m_shop.tickets()) {
        expect(ticket.number == static_cast<std::int64_t>(found.size()) + 1, "the tickets' numbers have a gap");
        found.emplace_back(ticket.ticket.payment.reference, ticket.ticket.total.gross.minor);
    }
    expect(found == expected, "the journal isn't what the terminal booked");

    SQLite::Database till(m_shop.files().till.string());
    expect(till.execAndGet("SELECT count(*) FROM used_code").getInt() == 1, "the basket's code isn't used once");
    int sold = 0;
    const auto tickets = m_shop.tickets();
    for (const auto &line : tickets.back().ticket.lines)
        sold += line.gtin.digits().ends_with(setAside) ? line.quantity : 0;
    expect(sold == 1, "what was in the basket that was set aside is sold " + std::to_string(sold) + " times");
}

} // namespace panier::tests
