// The view: what it makes of a state, what a gesture becomes, and what a screen reader finds.
#include "tests/support/wait_for.h"
#include "tests/ui/desk.h"
#include "ui/views/kiosk_window.h"

#include <QAccessible>
#include <QGuiApplication>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;

namespace {

// Every control and every heading that a screen reader finds.
void collect(QAccessibleInterface *item, std::vector<QAccessibleInterface *> &found) {
    if (item == nullptr || item->state().invisible)
        return;
    found.push_back(item);
    for (int i = 0; i < item->childCount(); ++i)
        collect(item->child(i), found);
}

} // namespace

TEST_CASE("a sign-in screen that somebody left open closes by itself") {
    Desk desk;
    desk.view.show(basketState());
    desk.view.openSignIn();
    desk.clock.now += sampleSettings().staffMs - 1;
    desk.view.show(basketState());
    CHECK(desk.view.screen() == ui::KioskView::SignIn);
    desk.clock.now += 1;
    desk.view.show(basketState());
    CHECK(desk.view.screen() == ui::KioskView::Basket);
}

TEST_CASE("unsure lines come first, then the last landed") {
    Desk desk;
    desk.view.show(basketState());
    REQUIRE(desk.view.lines()->count() == 5);
    CHECK(desk.view.lines()->rows().front().value("unsure").toBool());
    CHECK(desk.label(0) == "Besace en toile");
    CHECK(desk.label(1) == "Pull jacquard");
    CHECK(desk.label(4) == "Chaussettes");
    CHECK(desk.view.pieces() == 5);
    CHECK(desk.view.counted() == 4);
    CHECK(desk.view.totalMinor() == 13281);
}

TEST_CASE("pages hold what fits and come round") {
    Desk desk;
    desk.view.show(stateOf("basket-many-idle"));
    const auto first = desk.label(0);
    CHECK(desk.view.lines()->count() == 5);
    CHECK(desk.view.moreLines() > 0);
    int pages = 0;
    do {
        desk.view.nextPage();
        ++pages;
    } while (desk.label(0) != first && pages < 20);
    CHECK(pages == (desk.view.lines()->count() + desk.view.moreLines() + 4) / 5);
    desk.view.setRoom(300, 108, 140, 88);
    CHECK(desk.view.lines()->count() == 1);
    desk.view.setRoom(0, 108, 140, 88);
    CHECK(desk.view.lines()->count() == 1); // never nothing
}

TEST_CASE("an article keeps its place on the mirror while it lies there") {
    Desk desk;
    auto state = basketState();
    desk.view.show(state);
    const auto before = desk.view.tray()->rows();
    state.basket.takeTag(*state.basket.lines().front().tags.begin());
    desk.view.show(state);
    REQUIRE(desk.view.tray()->rows().size() == before.size() - 1);
    for (const auto &row : desk.view.tray()->rows())
        for (const auto &old : before)
            if (row.value("key") == old.value("key"))
                CHECK(row.value("slot") == old.value("slot"));
}

TEST_CASE("a list that changes keeps the rows that stay") {
    ui::KeyedModel model({"value"}, nullptr);
    const auto row = [](int key, int value) { return QVariantMap{{"key", key}, {"value", value}}; };
    int inserted = 0;
    int removed = 0;
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, [&] { ++inserted; });
    QObject::connect(&model, &QAbstractItemModel::rowsRemoved, [&] { ++removed; });
    model.set({row(1, 1), row(2, 1), row(3, 1)});
    model.set({row(3, 1), row(4, 1), row(1, 2)});
    CHECK(inserted == 4);
    CHECK(removed == 1);
    REQUIRE(model.rows().size() == 3);
    CHECK(model.rows()[0] == row(3, 1));
    CHECK(model.rows()[1] == row(4, 1));
    CHECK(model.rows()[2] == row(1, 2));
}

TEST_CASE("gestures become events that name their question") {
    Desk desk;
    auto state = basketState();
    state.another = {sampleArticle("tee").gtin};
    desk.view.show(state);
    desk.view.answerAnother(true);
    desk.view.notMine(desk.view.lines()->rows().front().value("key").toString());
    desk.view.setBags(2);
    desk.view.setUnits("12345", 3); // no GTIN: nothing
    desk.view.resolve(7, 99);       // no resolution: nothing
    desk.view.resolve(7, ui::KioskView::NotPaid);
    REQUIRE(desk.sent.size() == 4);
    CHECK(std::get<visit::Answered>(desk.sent[0]).gtin == sampleArticle("tee").gtin);
    CHECK(std::get<visit::Answered>(desk.sent[0]).yes);
    CHECK(std::get<visit::Answered>(desk.sent[1]).epc ==
          *state.basket.find(sampleArticle("besace").gtin)->unsure.begin());
    CHECK_FALSE(std::get<visit::Answered>(desk.sent[1]).yes);
    CHECK(std::get<visit::UnitsSet>(desk.sent[2]).units == 2);
    CHECK(std::get<visit::AlertResolved>(desk.sent[3]).resolution == visit::Resolution::NotPaid);
}

TEST_CASE("seconds are rounded up, and never below nothing") {
    Desk desk;
    visit::State state = basketState();
    state.idleAt = sampleNow + 29'001;
    desk.view.show(state);
    CHECK(desk.view.secondsLeft() == 30);
    desk.clock.now = sampleNow + 60'000;
    desk.view.tick();
    CHECK(desk.view.secondsLeft() == 0);
}

TEST_CASE("a tag that nobody knows is shown without a name, and may be said to be somebody else's") {
    Desk desk;
    auto state = stateOf("basket-unnamed");
    desk.view.show(state);
    CHECK(desk.view.pieces() == 6);
    CHECK(desk.view.counted() == 4);
    CHECK(desk.label(0) == "Besace en toile");
    const auto row = desk.view.lines()->rows().at(1);
    CHECK(row.value("unsure").toBool());
    CHECK(row.value("label").toString() == "");
    CHECK(desk.view.tray()->rows().back().value("unsure").toBool());
    desk.view.notMine(row.value("key").toString());
    REQUIRE(desk.sent.size() == 1);
    const auto epc = std::get<visit::Answered>(desk.sent.front()).epc;
    REQUIRE(epc);
    state.tags[*epc].claim = visit::Claim::NotMine;
    desk.view.show(state);
    CHECK(desk.view.pieces() == 5);
}

TEST_CASE("what lies on the tray and isn't counted is told: the latest, or what stands in the way") {
    Desk desk;
    const auto kind = [&] { return desk.view.strange().toMap().value("kind"); };
    desk.view.show(basketState());
    CHECK(desk.view.strange().toMap().isEmpty());
    auto state = stateOf("basket-claimed"); // one of each, two of the unknown
    state.notice = visit::Notice::NotFromHere;
    desk.view.show(state);
    CHECK(kind() == ui::KioskView::ForeignTag);
    state.notice = visit::Notice::None;
    desk.view.show(state);
    CHECK(kind() == ui::KioskView::ClaimedTag);
    CHECK(desk.view.strange().toMap().value("kiosk") == "caisse 2");
    std::erase_if(state.alerts, [](const auto &alert) { return alert.kind == visit::AlertKind::ClaimedTag; });
    desk.view.show(state);
    CHECK(kind() == ui::KioskView::UnknownTag);
    CHECK(desk.view.strange().toMap().value("count") == 2);
    state.tags.clear(); // an alert that outlives its tag says nothing to the shopper
    desk.view.show(state);
    CHECK(desk.view.strange().toMap().isEmpty());
}

TEST_CASE("what nothing accounts for is told, and may be said to be one's own; what is left, before one goes") {
    Desk desk;
    desk.view.show(basketState());
    CHECK(desk.view.uncounted() == 0);
    CHECK_FALSE(desk.view.leftBehind());
    desk.view.show(stateOf("basket-uncounted"));
    CHECK(desk.view.uncounted() == 1);
    desk.view.claimThings();
    REQUIRE(desk.sent.size() == 1);
    CHECK(std::holds_alternative<visit::ThingsClaimed>(desk.sent.front()));
    desk.view.show(stateOf("goodbye-left-behind"));
    CHECK(desk.view.leftBehind());
}

TEST_CASE("every control has a name, and a screen reader can press it") {
    Desk desk;
    desk.view.show(basketState());
    ui::KioskWindow window(desk.view, QStringLiteral(PANIER_ASSETS));
    window.resize(1080, 1920);
    window.show();
    REQUIRE(waitFor([&] { return window.isExposed(); }));
    int disabled = 0;
    for (const auto &sample : samples()) {
        desk.view.show(sample.state);
        std::vector<QAccessibleInterface *> found;
        collect(QAccessible::queryAccessibleInterface(&window), found);
        int headings = 0;
        int plots = 0;
        for (auto *item : found) {
            INFO(sample.name << ": role " << item->role());
            if (item->role() == QAccessible::Heading)
                ++headings;
            if (item->role() == QAccessible::Chart) {
                ++plots;
                CHECK(item->text(QAccessible::Name)
                          .contains(QStringLiteral("Antenne 1\u00a0: \u221256\u00a0dBm, lue il y a")));
            }
            if (item->text(QAccessible::Description).startsWith("indisponible, ")) {
                ++disabled;
                CHECK(item->role() == QAccessible::Button);
                item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
            }
            if (!item->state().focusable || item->role() == QAccessible::StaticText)
                continue;
            CHECK(item->text(QAccessible::Name) != "");
            REQUIRE(item->actionInterface() != nullptr);
            CHECK(item->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
        }
        INFO(sample.name);
        CHECK(headings >= 1);
        CHECK(plots == (sample.name == "panel" || sample.name == "panel-unknown" ? 1 : 0));
    }
    CHECK(disabled >= 3); // "Duplicata" without a ticket, "Suspendre" while paying
    CHECK(desk.sent.empty());
    desk.view.show(basketState());
    desk.sent.clear();
    std::vector<QAccessibleInterface *> found;
    collect(QAccessible::queryAccessibleInterface(&window), found);
    for (auto *item : found)
        if (item->text(QAccessible::Name).startsWith("Payer"))
            item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    REQUIRE(desk.sent.size() == 1);
    CHECK(std::holds_alternative<visit::PayPressed>(desk.sent.front()));
}

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication application(argc, argv);
    QAccessible::setActive(true);
    return Catch::Session().run(argc, argv);
}
