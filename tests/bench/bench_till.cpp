// What one event costs: the step, the state's JSON, and the durable commit beside a bare SQLite insert on the same
// disk.
#include "storage/till_store.h"
#include "tests/support/articles.h"
#include "visit/json.h"
#include "visit/step.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>
#include <condition_variable>
#include <filesystem>
#include <mutex>

using namespace panier;

namespace {

// A visit with `tags` articles on the tray, all looked up.
visit::State busyState(int tags) {
    const visit::Settings settings;
    visit::State state;
    base::TimeMs now = 1'700'000'000'000;
    for (int i = 0; i < tags; ++i) {
        auto article = tests::pull();
        article.gtin = *codes::Gtin::fromBody("0" + std::to_string(370'000'000'000 + i % 20));
        visit::TrayChanged landed{{{tests::epc(i), {}, visit::TagClass::On, {}}}, true};
        state = visit::step(settings, std::move(state), {++now, std::move(landed)}).state;
        state = visit::step(settings, std::move(state), {++now, visit::TagFound{tests::epc(i), article, 1}}).state;
    }
    return state;
}

void step(benchmark::State &run) {
    const visit::Settings settings;
    const auto state = busyState(static_cast<int>(run.range(0)));
    const visit::Event event{1'800'000'000'000, visit::TrayChanged{{}, false}};
    for ([[maybe_unused]] auto _ : run)
        benchmark::DoNotOptimize(visit::step(settings, state, event));
}
BENCHMARK(step)->Arg(1)->Arg(10)->Arg(60)->Arg(200)->Unit(benchmark::kMicrosecond);

void stateJson(benchmark::State &run) {
    const auto state = busyState(static_cast<int>(run.range(0)));
    for ([[maybe_unused]] auto _ : run)
        benchmark::DoNotOptimize(visit::toJson(state));
}
BENCHMARK(stateJson)->Arg(1)->Arg(10)->Arg(60)->Arg(200)->Unit(benchmark::kMicrosecond);

std::filesystem::path freshFolder(const char *name) {
    const auto folder = std::filesystem::current_path() / (std::string("bench-") + name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

void durableCommit(benchmark::State &run) {
    const auto folder = freshFolder("commit");
    const storage::Files files{folder / "till.db",   folder / "catalogue.db", folder / "staff.db",
                               folder / "till.head", folder / "till.key",     folder / "till.crt"};
    journal::Register issuer;
    issuer.store.name = "bench";
    auto store = storage::TillStore::open(
        files, issuer, [](auto function) { function(); }, 1'700'000'000'000);
    if (!store) {
        run.SkipWithError(store.error().text.c_str());
        return;
    }
    const auto stateJson = visit::toJson(busyState(10));
    std::mutex mutex;
    std::condition_variable written;
    base::TimeMs now = 1'700'000'000'000;
    for ([[maybe_unused]] auto _ : run) {
        bool done = false;
        storage::Commit commit;
        commit.events = {{++now, "V1", "TrayChanged", "{}"}};
        commit.visitId = "V1";
        commit.stateJson = stateJson;
        (*store)->commit(std::move(commit), [&](const auto &) {
            const std::lock_guard lock(mutex);
            done = true;
            written.notify_one();
        });
        std::unique_lock lock(mutex);
        written.wait(lock, [&] { return done; });
    }
    store->reset();
    std::filesystem::remove_all(folder);
}
BENCHMARK(durableCommit)->Unit(benchmark::kMicrosecond)->UseRealTime();

// The peer: the same bytes in one row, WAL and FULL, nothing else.
void bareInsert(benchmark::State &run) {
    const auto folder = freshFolder("bare");
    {
        SQLite::Database database((folder / "bare.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row(state TEXT)");
        const auto stateJson = visit::toJson(busyState(10));
        SQLite::Statement insert(database, "INSERT INTO row VALUES(?)");
        for ([[maybe_unused]] auto _ : run) {
            insert.bind(1, stateJson);
            insert.exec();
            insert.reset();
        }
    }
    std::filesystem::remove_all(folder);
}
BENCHMARK(bareInsert)->Unit(benchmark::kMicrosecond)->UseRealTime();

} // namespace
