#include "tests/web/till_fixture.h"

#include "base/bounded_queue.h"
#include "tests/eticket/sample_ticket.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>

namespace panier::tests {

TillFixture::TillFixture() {
    auto name = (std::filesystem::temp_directory_path() / "panier-web-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    m_folder = name;
    m_files = {m_folder / "till.db",   m_folder / "catalogue.db", m_folder / "staff.db",
               m_folder / "till.head", m_folder / "till.key",     m_folder / "till.crt"};
    m_first = sell();
    m_second = sell();
}

TillFixture::~TillFixture() {
    std::filesystem::remove_all(m_folder);
}

storage::TicketRef TillFixture::sell() {
    base::BoundedQueue<std::function<void()>> posted(16);
    auto store = storage::TillStore::open(
        m_files, sampleRegister(), [&posted](std::function<void()> function) { REQUIRE(posted.push(function)); },
        sampleTime);
    REQUIRE(store);
    storage::Commit commit;
    commit.visitId = "visit-" + std::to_string(++m_sales);
    commit.events = {{sampleTime, commit.visitId, "Paid", "{}"}};
    commit.stateJson = "{}";
    commit.ticket = sampleSale();
    commit.ticket->visitId = commit.visitId;
    commit.ticket->payment.reference = commit.visitId;
    std::optional<storage::TicketRef> issued;
    (*store)->commit(std::move(commit), [&issued](storage::Result<storage::CommitResult> result) {
        REQUIRE(result);
        issued = result->ticket;
    });
    const auto done = posted.pop();
    REQUIRE(done);
    (*done)();
    REQUIRE(issued);
    return *issued;
}

void TillFixture::settle() const {
    SQLite::Database database(m_files.till.string(), SQLite::OPEN_READWRITE);
    (void)database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace panier::tests
