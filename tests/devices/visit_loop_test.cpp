// The loop alone, over a real store: what is written, when commands run, and what happens when nothing can be written.
#include "app/config/till.h"
#include "devices/visit_loop.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/articles.h"
#include "tests/support/wait_for.h"
#include "visit/json.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;

namespace {

bool until(const std::function<bool()> &holds) {
    constexpr int patienceMs = 15'000; // for what takes four seconds at the most when the machine is free
    return waitFor(holds, patienceMs);
}

// A loop with its store, and what it said.
struct Run {
    explicit Run(const Shop &shop) {
        const auto poster = [this](std::function<void()> function) {
            QMetaObject::invokeMethod(&context, std::move(function), Qt::QueuedConnection);
        };
        auto opened = storage::TillStore::open(shop.files(), config::tillRegister(shop.config()), poster, 0);
        REQUIRE(opened);
        store = std::move(*opened);
        visit::State state;
        if (!store->restored().stateJson.empty())
            state = visit::stateFromJson(store->restored().stateJson).value();
        loop = std::make_unique<devices::VisitLoop>(visit::Settings{}, state, *store, shop.clock);
        QObject::connect(loop.get(), &devices::VisitLoop::command, &context,
                         [this](const visit::Command &command) { commands.push_back(command); });
    }

    QObject context;
    std::unique_ptr<storage::TillStore> store;
    std::unique_ptr<devices::VisitLoop> loop;
    std::vector<visit::Command> commands;
};

SQLite::Database till(const Shop &shop) {
    return {shop.files().till.string(), SQLite::OPEN_READWRITE, 1000};
}

std::vector<std::string> writtenEvents(const Shop &shop) {
    auto database = till(shop);
    SQLite::Statement query(database, "SELECT kind FROM event ORDER BY id");
    std::vector<std::string> kinds;
    while (query.executeStep())
        kinds.push_back(query.getColumn(0).getString());
    return kinds;
}

int openCommands(const Shop &shop) {
    return till(shop).execAndGet("SELECT count(*) FROM command").getInt();
}

visit::TrayChanged landing(const codes::Epc &epc) {
    return {{{epc, std::nullopt, visit::TagClass::On, visit::UnsureReason::None}}, false};
}

checkout::Article jumper() {
    checkout::Article article;
    article.gtin = *codes::Gtin::parse("9521234000112");
    article.price = {4995};
    return article;
}

} // namespace

TEST_CASE("Events that change nothing are not written") {
    const Shop shop;
    Run run(shop);
    run.loop->start({});
    REQUIRE(until([&] { return writtenEvents(shop).size() == 1; }));
    run.loop->post(visit::PayPressed{}); // nobody shops
    run.loop->post(visit::TimePassed{});
    run.loop->post(visit::LanguageChosen{checkout::Language::English});
    REQUIRE(until([&] { return run.loop->state().language == checkout::Language::English; }));
    CHECK(writtenEvents(shop) == std::vector<std::string>{"Started", "LanguageChosen"});
}

TEST_CASE("A command runs once its transaction is on disk, and its row waits for the answer") {
    Shop shop;
    Run run(shop);
    int rowsWhenRun = -1;
    QObject::connect(run.loop.get(), &devices::VisitLoop::command, &run.context,
                     [&] { rowsWhenRun = openCommands(shop); });
    run.loop->start({});
    run.loop->post(landing(shop.tags()[0]));
    CHECK(run.commands.empty());
    REQUIRE(until([&] { return run.commands.size() == 1; }));
    CHECK(rowsWhenRun == 1);
    CHECK(std::holds_alternative<visit::LookUpTag>(run.commands[0].data));

    run.loop->post(visit::TagFound{shop.tags()[0], jumper(), 1}, run.commands[0].id);
    REQUIRE(until([&] { return run.loop->state().basket.count() == 1; }));
    CHECK(openCommands(shop) == 0);
}

TEST_CASE("Events are taken up in the order in which they came") {
    const Shop shop;
    Run run(shop);
    run.loop->start({});
    std::vector<std::string> expected{"Started"};
    for (int i = 0; i < 20; ++i) {
        run.loop->post(visit::HelpPressed{});
        run.loop->post(visit::HelpCancelled{});
        expected.insert(expected.end(), {"HelpPressed", "HelpCancelled"});
    }
    REQUIRE(until([&] { return writtenEvents(shop).size() == expected.size(); }));
    CHECK(writtenEvents(shop) == expected);
}

TEST_CASE("What waits while something is written goes into one transaction, and its commands run after it") {
    Shop shop;
    Run run(shop);
    int transactions = 0;
    QObject::connect(run.loop.get(), &devices::VisitLoop::changed, &run.context, [&transactions] { ++transactions; });
    run.loop->start({});
    constexpr int many = 300;
    visit::TrayChanged landing;
    for (int n = 0; n < many; ++n)
        landing.changes.push_back({epc(n), std::nullopt, visit::TagClass::On, visit::UnsureReason::None});
    run.loop->post(landing);
    REQUIRE(until([&] { return run.commands.size() == many; }));
    const auto asked = run.commands;
    transactions = 0;
    for (const auto &command : asked)
        run.loop->post(visit::TagFound{std::get<visit::LookUpTag>(command.data).epc, jumper(), 1}, command.id);
    REQUIRE(until([&] { return run.loop->state().basket.count() == many; }));
    CHECK(transactions <= 1 + (many + static_cast<int>(devices::VisitLoop::maxBatch) - 1) /
                                  static_cast<int>(devices::VisitLoop::maxBatch));
    CHECK(openCommands(shop) == 0);
    const auto written = writtenEvents(shop);
    CHECK(std::count(written.begin(), written.end(), "TagFound") == many); // each is on record
}

TEST_CASE("A batch that can't be written is written later, whole, and no command runs before") {
    Shop shop;
    Run run(shop);
    run.loop->start({});
    REQUIRE(until([&] { return writtenEvents(shop).size() == 1; }));
    auto other = till(shop);
    other.exec("BEGIN IMMEDIATE");
    run.loop->post(visit::HelpPressed{}); // under way, alone
    run.loop->post(landing(shop.tags()[0]));
    run.loop->post(visit::LanguageChosen{checkout::Language::English});
    run.loop->post(visit::HelpCancelled{});
    REQUIRE(until([&] { return run.loop->stuck(); }));
    CHECK(run.commands.empty());
    other.exec("ROLLBACK");
    REQUIRE(until([&] { return run.commands.size() == 1; }));
    CHECK(writtenEvents(shop) ==
          std::vector<std::string>{"Started", "HelpPressed", "TrayChanged", "LanguageChosen", "HelpCancelled"});
}

TEST_CASE("What became of a mark is kept beside the sold tag") {
    Shop shop;
    Run run(shop);
    run.loop->start({});
    run.loop->post(visit::TagMarked{shop.tags()[0], 3, visit::MarkOutcome::NotFound}, 1);
    run.loop->post(visit::TagMarked{shop.tags()[1], 3, visit::MarkOutcome::Lost}, 2);
    run.loop->post(visit::TagMarked{shop.tags()[1], 3, visit::MarkOutcome::Written}, 4); // asked again after a restart
    REQUIRE(until([&] { return writtenEvents(shop).size() == 4; }));
    auto database = till(shop);
    SQLite::Statement query(database, "SELECT epc, ticket_number, outcome, at FROM tag_mark ORDER BY outcome");
    REQUIRE(query.executeStep());
    CHECK(query.getColumn(0).getString() == shop.tags()[0].hex());
    CHECK(query.getColumn(1).getInt64() == 3);
    CHECK(query.getColumn(2).getString() == "not found");
    CHECK(query.getColumn(3).getInt64() > 0);
    REQUIRE(query.executeStep());
    CHECK(query.getColumn(2).getString() == "written");
    CHECK_FALSE(query.executeStep());
}

TEST_CASE("A basket that was set aside comes back once: the second time it is said, and nothing is lost") {
    Shop shop;
    const visit::BasketShown basket{{1, 2, 3}, {{{jumper().gtin, 2}}}};
    const auto usedCodes = [&shop] { return till(shop).execAndGet("SELECT count(*) FROM used_code").getInt(); };
    {
        Run run(shop);
        run.loop->start({});
        run.loop->post(basket);
        REQUIRE(until([&] { return run.commands.size() == 2; })); // a look-up for each unit
        CHECK(run.loop->state().notice == visit::Notice::BasketResumed);
        CHECK(usedCodes() == 1);

        run.loop->post(visit::HelpPressed{}); // alone in its transaction; what follows goes into one
        run.loop->post(visit::HelpCancelled{});
        run.loop->post(visit::LanguageChosen{checkout::Language::English});
        run.loop->post(basket);
        run.loop->post(landing(shop.tags()[0]));
        REQUIRE(until([&] { return run.loop->state().tags.size() == 1; }));
        CHECK(run.loop->state().pendingCodes.size() == 2);
        CHECK_FALSE(run.loop->stuck());
    }
    Run again(shop);
    again.loop->start({});
    again.loop->post(basket);
    REQUIRE(until([&] { return again.loop->state().notice == visit::Notice::CodeUsed && !again.loop->stuck(); }));
    again.loop->post(visit::BasketShown{{1, 2, 4}, basket.basket}); // another one
    REQUIRE(until([&] { return again.loop->state().pendingCodes.size() == 4; }));
    CHECK(usedCodes() == 2);
    const std::vector<std::string> expected{"Started",        "BasketShown", "HelpPressed", "HelpCancelled",
                                            "LanguageChosen", "CodeRefused", "TrayChanged", "Started",
                                            "CodeRefused",    "BasketShown"};
    CHECK(writtenEvents(shop) == expected);
}

TEST_CASE("More events than may wait are refused, and those that were taken are written") {
    const Shop shop;
    Run run(shop);
    run.loop->start({});
    int taken = 0;
    while (run.loop->post(visit::HelpPressed{}))
        REQUIRE(++taken <= static_cast<int>(devices::VisitLoop::maxWaiting));
    CHECK(taken == static_cast<int>(devices::VisitLoop::maxWaiting));
    REQUIRE(until([&] { return run.loop->state().phase == visit::Phase::Helping; }));
}

TEST_CASE("A start closes the commands that were open, and asks again what may be asked again") {
    Shop shop;
    {
        Run run(shop);
        run.loop->start({});
        run.loop->post(landing(shop.tags()[0]));
        REQUIRE(until([&] { return run.commands.size() == 1; }));
    }
    Run again(shop);
    const auto &open = again.store->restored().openCommands;
    REQUIRE(open.size() == 1);
    again.loop->start(open);
    REQUIRE(until([&] { return again.commands.size() == 1; }));
    CHECK(again.commands[0].id > open[0].id);
    CHECK(std::holds_alternative<visit::LookUpTag>(again.commands[0].data));
    CHECK(openCommands(shop) == 1); // the new one alone
}

TEST_CASE("A transaction that fails is tried again, and nothing runs meanwhile") {
    Shop shop;
    Run run(shop);
    run.loop->start({});
    REQUIRE(until([&] { return writtenEvents(shop).size() == 1; }));
    auto other = till(shop);
    other.exec("BEGIN IMMEDIATE");
    run.loop->post(landing(shop.tags()[0]));
    run.loop->post(visit::LanguageChosen{checkout::Language::English});
    REQUIRE(until([&] { return run.loop->stuck(); }));
    CHECK(run.commands.empty());
    CHECK(run.loop->state().tags.empty());

    other.exec("ROLLBACK");
    REQUIRE(until([&] { return run.loop->state().language == checkout::Language::English; }));
    CHECK_FALSE(run.loop->stuck());
    CHECK(run.commands.size() == 1);
    CHECK(writtenEvents(shop) == std::vector<std::string>{"Started", "TrayChanged", "LanguageChosen"});
}
