// What the attendant's panel is told: a tag's signal over time, and why a control would do nothing.
#include "tests/ui/desk.h"

#include <QPointF>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using ui::KioskView;
using visit::TagSignal;

namespace {

const auto anEpc = *codes::Epc::fromHex("3034257BF7194E4000000005");

QVariantMap seriesAt(const ui::SignalView &view, int index) {
    return view.series().at(index).toMap();
}

QList<QList<QPointF>> runsOf(const QVariantMap &series) {
    QList<QList<QPointF>> runs;
    for (const auto &run : series.value("runs").toList()) {
        runs.append(QList<QPointF>());
        for (const auto &point : run.toList())
            runs.back().append(point.toPointF());
    }
    return runs;
}

} // namespace

TEST_CASE("a step without a read breaks the line") {
    ui::SignalView view({});
    view.show({anEpc, {{2, {{1125, -50}, {875, -51}, {375, -60}, {125, -61}}}}});
    REQUIRE(view.series().size() == 1);
    const auto series = seriesAt(view, 0);
    CHECK(series.value("antenna").toInt() == 2);
    CHECK(series.value("dbm").toInt() == -61);
    CHECK(series.value("msAgo").toInt() == 125);
    CHECK(runsOf(series) == QList<QList<QPointF>>{{{1125, -50}, {875, -51}}, {{375, -60}, {125, -61}}});
}

TEST_CASE("points out of order or out of the span are left out, and none are too many") {
    ui::SignalView view({});
    view.show({anEpc, {{1, {{90'000, -40}, {500, -50}, {500, -51}, {700, -52}, {250, -53}, {-1, -54}}}, {2, {}}}});
    REQUIRE(view.series().size() == 1); // an antenna without a point is no series
    CHECK(runsOf(seriesAt(view, 0)) == QList<QList<QPointF>>{{{500, -50}, {250, -53}}});
    TagSignal::Series dense{1, {}};
    for (int ms = TagSignal::spanMs; ms >= 0; --ms)
        dense.points.push_back({ms, -50});
    view.show({anEpc, {dense}});
    REQUIRE(runsOf(seriesAt(view, 0)).size() == 1);
    CHECK(runsOf(seriesAt(view, 0)).front().size() == TagSignal::spanMs / TagSignal::stepMs + 1);
    CHECK(runsOf(seriesAt(view, 0)).front().back() == QPointF(0, -50));
}

TEST_CASE("of many antennas the strongest are drawn, each in a line of its own") {
    ui::SignalView view({});
    TagSignal signal{anEpc, {}};
    for (std::uint16_t antenna = 1; antenna <= 8; ++antenna)
        signal.series.push_back({antenna, {{125, antenna % 2 == 1 ? -50 : -80}}});
    view.show(signal);
    REQUIRE(view.series().size() == 4);
    CHECK(view.weaker() == 4);
    QSet<int> styles;
    for (int i = 0; i < 4; ++i) {
        CHECK(seriesAt(view, i).value("antenna").toInt() == 2 * i + 1);
        styles.insert(seriesAt(view, i).value("style").toInt());
    }
    CHECK(styles == QSet<int>{0, 1, 2, 3});
    // One that falls silent leaves the others' lines as they are.
    view.show({anEpc, {{3, {{125, -50}}}, {4, {{125, -50}}}}});
    CHECK(seriesAt(view, 0).value("style").toInt() == 2);
    CHECK(seriesAt(view, 1).value("style").toInt() == 3);
}

TEST_CASE("the same signal is no news") {
    ui::SignalView view({-50, -70});
    int changes = 0;
    QObject::connect(&view, &ui::SignalView::changed, [&] { ++changes; });
    view.show(sampleSignal(anEpc));
    view.show(sampleSignal(anEpc));
    CHECK(changes == 1);
    CHECK(view.lowDbm() < view.strayDbm());
    CHECK(view.highDbm() > view.trayDbm());
    view.clear();
    view.clear();
    CHECK(changes == 2);
    CHECK(view.series().isEmpty());
}

TEST_CASE("the chosen alert's signal is asked for once a second at most") {
    Desk desk;
    auto state = stateOf("panel"); // the first is about a tag, the others aren't
    desk.view.show(state);
    CHECK(desk.asked.empty());
    CHECK_FALSE(desk.view.tagSignal()->isChosen());
    desk.view.watch(1);
    for (int i = 0; i < 5; ++i)
        desk.view.show(state);
    CHECK(desk.asked == std::vector{anEpc});
    CHECK(desk.view.watched().toMap().value("label") == "Besace en toile");
    desk.clock.now += 1000;
    desk.view.tick();
    CHECK(desk.asked.size() == 2);
    desk.view.watch(2);
    CHECK_FALSE(desk.view.tagSignal()->isChosen());
    desk.view.watch(1);
    CHECK(desk.view.tagSignal()->isChosen());
    state.staff.reset();
    desk.view.show(state);
    CHECK_FALSE(desk.view.tagSignal()->isChosen());
    desk.clock.now += 5000;
    desk.view.tick();
    CHECK(desk.asked.size() == 3);
}

TEST_CASE("the panel says why a control would do nothing") {
    Desk desk;
    const auto shown = [&](visit::State state) {
        state.staff = visit::Staff{"karim", "Karim"};
        desk.view.show(state);
        return std::pair(desk.view.suspendHindrance(), desk.view.duplicateHindrance());
    };
    using Both = std::pair<KioskView::Hindrance, KioskView::Hindrance>;
    CHECK(shown(basketState()) == Both(KioskView::NoHindrance, KioskView::NoTicket));
    CHECK(shown(stateOf("payment")) == Both(KioskView::PaymentOpen, KioskView::NoTicket));
    CHECK(shown(stateOf("in-doubt")) == Both(KioskView::PaymentOpen, KioskView::NoTicket));
    CHECK(shown(stateOf("receipt")) == Both(KioskView::TicketOpen, KioskView::NoHindrance));
    CHECK(shown(stateOf("out-of-service")) == Both(KioskView::Broken, KioskView::NoTicket));
    CHECK(shown(stateOf("suspended")) == Both(KioskView::NoHindrance, KioskView::NoTicket));
    auto printing = stateOf("receipt");
    printing.receipt->print = visit::PrintStep::Printing;
    CHECK(shown(printing) == Both(KioskView::TicketOpen, KioskView::PrintOpen));
}

TEST_CASE("what the shopper counted and what ends an alert become events") {
    Desk desk;
    desk.view.show(stateOf("counting-again"));
    CHECK(desk.view.screen() == KioskView::Counting);
    CHECK(desk.view.lastCount() == 6);
    desk.view.giveCount(7);
    desk.view.resolve(1, KioskView::Rescan);
    desk.view.resolve(1, KioskView::Rescan + 1); // no resolution: nothing
    REQUIRE(desk.sent.size() == 2);
    CHECK(std::get<visit::CountGiven>(desk.sent[0]).units == 7);
    CHECK(std::get<visit::AlertResolved>(desk.sent[1]).resolution == visit::Resolution::Rescan);
}

TEST_CASE("what was tapped last can be taken back, and the panel counts the seconds") {
    Desk desk;
    desk.view.show(stateOf("panel"));
    CHECK(desk.view.undo().toMap().isEmpty());
    desk.view.takeBack();
    CHECK(desk.sent.empty());
    const auto state = stateOf("panel-undo");
    desk.view.show(state);
    const auto undo = desk.view.undo().toMap();
    CHECK(undo.value("kind").toInt() == KioskView::UnknownTag);
    CHECK(undo.value("resolution").toInt() == KioskView::SetAside);
    CHECK(desk.view.undoSeconds() == 7);
    desk.clock.now += 6000;
    CHECK(desk.view.undoSeconds() == 1);
    desk.clock.now += 6000;
    CHECK(desk.view.undoSeconds() == 0);
    desk.view.takeBack();
    REQUIRE(desk.sent.size() == 1);
    CHECK(std::get<visit::ResolutionTakenBack>(desk.sent.front()).alertId == state.undo->alert.id);
}

TEST_CASE("the panel says why the tray can't be said to be empty") {
    Desk desk;
    const auto shown = [&](visit::State state) {
        state.staff = visit::Staff{"karim", "Karim"};
        desk.view.show(state);
        return desk.view.lessonHindrance();
    };
    auto state = stateOf("panel-quiet");
    CHECK(shown(state) == KioskView::NoHindrance);
    CHECK(shown(stateOf("panel-listening")) == KioskView::NoHindrance);
    CHECK(shown(basketState()) == KioskView::VisitOpen);
    CHECK(shown(stateOf("receipt")) == KioskView::VisitOpen);
    state.phase = visit::Phase::OutOfService;
    CHECK(shown(state) == KioskView::Broken);
    state = stateOf("panel-quiet");
    state.devices[visit::Device::Reader] = {visit::Health::Lost, visit::DeviceReason::Unreachable};
    CHECK(shown(state) == KioskView::ReaderAway);
    CHECK(desk.view.hasTray());
    state.devices[visit::Device::Reader] = {visit::Health::Off, visit::DeviceReason::None};
    shown(state);
    CHECK_FALSE(desk.view.hasTray()); // there is nothing to be said
    desk.view.trayIsEmpty();
    REQUIRE(desk.sent.size() == 1);
    CHECK(std::holds_alternative<visit::TraySaidEmpty>(desk.sent.front()));
}
