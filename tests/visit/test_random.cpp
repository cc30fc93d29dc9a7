// Any events in any order: the rules that must hold whatever happens.
#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

namespace {

checkout::Article articleNumber(int n) {
    const std::vector<checkout::Article> all{pull(), jean(), honey(), knife()};
    return all[static_cast<std::size_t>(n) % all.size()];
}

// One of those that the alert offers.
Resolution resolutionFor(const State &state, std::uint64_t alertId) {
    for (const auto &alert : state.alerts)
        if (const auto offered = resolutionsOf(alert.kind); alert.id == alertId && !offered.empty())
            return offered[static_cast<std::size_t>(*rc::gen::inRange<std::size_t>(0, offered.size()))];
    return Resolution::Done;
}

EventData anyEvent(const State &state) {
    const int n = *rc::gen::inRange(0, 6);
    const auto article = articleNumber(n);
    const auto reference = state.payment ? state.payment->reference : std::string("000000000000");
    checkout::CardPayment payment;
    payment.amount = state.payment ? state.payment->amount : checkout::Money{1};
    const auto alertId = state.alerts.empty() ? 0 : state.alerts[static_cast<std::size_t>(n) % state.alerts.size()].id;
    switch (*rc::gen::inRange(0, 50)) {
    case 0:
    case 1:
    case 2:
        return TrayChanged{{{epc(n), {}, static_cast<TagClass>(*rc::gen::inRange(0, 3)), UnsureReason::WeakSignal}},
                           *rc::gen::arbitrary<bool>(),
                           *rc::gen::element(0, 0, 0, 1, 2)};
    case 3:
    case 4:
        return TagFound{epc(n), article, 1};
    case 5:
        return TagUnknown{epc(n)};
    case 6:
        return TagSold{epc(n), 1};
    case 7:
        return CodeShown{article.gtin};
    case 8:
        return ArticleFound{article, 1};
    case 9:
    case 10:
    case 11:
        return PayPressed{};
    case 12:
        return DeepScanDone{};
    case 13:
        return Answered{state.asking, state.another.empty() ? std::nullopt : std::optional(state.another.front()),
                        *rc::gen::arbitrary<bool>()};
    case 14:
        return UnitsSet{article.gtin, *rc::gen::inRange(-1, 4)};
    case 15:
        return TerminalConnected{reference};
    case 16:
        return TerminalAccepted{reference};
    case 17:
    case 18:
        return TerminalAnswered{reference, static_cast<PaymentOutcome>(*rc::gen::inRange(0, 4)), {}, payment};
    case 19:
        return TicketIssued{{n, "abcdefghijklmnopqrstuA", "ABCD"}};
    case 20:
        return AlertResolved{alertId, static_cast<Resolution>(*rc::gen::inRange(0, 11))};
    case 21:
        return StaffSignedIn{"karim", "Karim"};
    case 22:
        return LeavePressed{};
    case 23:
        return TimePassed{};
    case 24:
        return Started{};
    case 25:
        return HelpPressed{};
    case 26:
        return WithoutArticle{article.gtin};
    case 27:
        return DonePressed{};
    case 28:
        return TrayRestarted{};
    case 29:
    case 30:
        return CountGiven{*rc::gen::arbitrary<bool>() ? state.basket.count() : n};
    case 31:
        return TagForeign{epc(n)};
    case 32:
    case 33:
        return TagClaimed{epc(n), *rc::gen::element<std::string>("", "caisse 2", "caisse 3")};
    case 34:
        return TagMarked{state.marking.empty() ? epc(n) : state.marking.front().epc, n,
                         static_cast<MarkOutcome>(*rc::gen::inRange(0, 7))};
    case 35:
        return StaffSignedOut{};
    case 36:
        return CatalogueChanged{n};
    case 37:
    case 38:
        return ResolutionTakenBack{state.undo ? state.undo->alert.id : alertId};
    case 39:
        return AlertResolved{alertId, resolutionFor(state, alertId)};
    case 40:
        return TraySaidEmpty{};
    case 41:
        return SurroundingsLearnt{*rc::gen::arbitrary<bool>(), n};
    case 42:
        return DeviceChanged{Device::Nfc, {*rc::gen::element(Health::Ready, Health::Lost), DeviceReason::None}};
    case 43:
        return BasketShown{{static_cast<std::uint8_t>(n)}, {{{article.gtin, 2}}}};
    case 44:
        return CodeRefused{static_cast<codes::Refusal>(*rc::gen::inRange(0, 20)),
                           *rc::gen::arbitrary<bool>() ? std::optional(article.gtin) : std::nullopt};
    case 45:
        return TraySeen{*rc::gen::element<std::optional<int>>(std::nullopt, 0, 1, 2, 3)};
    case 46:
        return ThingsClaimed{};
    case 47:
        return TraySeen{static_cast<int>(state.tags.size()) + 1};
    default:
        return BackPressed{};
    }
}

// No tag is sold that is somebody else's, paid already, or that nobody knows.
void requireOnlySellable(const State &state) {
    for (const auto &line : state.basket.lines())
        for (const auto &epc : line.tags) {
            const auto &tag = state.tags.at(epc);
            RC_ASSERT(tag.knowledge == Knowledge::Known);
            RC_ASSERT(tag.claim != Claim::SetAside);
            RC_ASSERT(tag.claimedBy.empty() || tag.claim == Claim::Mine);
        }
}

} // namespace

TEST_CASE("whatever happens, money is charged once and its ticket is exact") {
    CHECK(rc::check("invariants of a visit", [] {
        KioskFixture kiosk;
        kiosk.settings.markSold = true;
        std::set<std::string> sent;                        // references whose Charge ran
        std::map<std::string, checkout::Money> chargedFor; // what each was for
        std::set<std::string> ticketed;
        const int steps = *rc::gen::inRange(1, 250);
        for (int i = 0; i < steps; ++i) {
            kiosk.now += *rc::gen::element<base::TimeMs>(1, 500, 40'000);
            const auto before = kiosk.state;
            kiosk.ticket.reset();
            kiosk.send(anyEvent(before));
            const auto &state = kiosk.state;
            for (const auto &command : kiosk.commands) {
                const auto *charge = std::get_if<Charge>(&command.data);
                if (charge == nullptr)
                    continue;
                RC_ASSERT(sent.insert(charge->reference).second);       // never twice
                RC_ASSERT(state.payment->step == PaymentStep::Sending); // durable first
                RC_ASSERT(charge->amount == state.basket.total());      // what the screen says
                RC_ASSERT(state.basket.unsureCount() == 0);             // nothing left unasked
                chargedFor[charge->reference] = charge->amount;
            }
            if (kiosk.ticket) {
                const auto &reference = kiosk.ticket->payment.reference;
                RC_ASSERT(ticketed.insert(reference).second);
                RC_ASSERT(kiosk.ticket->total.gross == chargedFor.at(reference));
            }
            if (before.phase == Phase::InDoubt && state.phase != Phase::InDoubt)
                RC_ASSERT(before.staff || kiosk.ticket || !state.payment);
            if (state.phase == Phase::Paying || state.phase == Phase::InDoubt || state.phase == Phase::Issuing)
                RC_ASSERT(state.payment.has_value());
            if (state.phase == Phase::Asking)
                RC_ASSERT(state.asking.has_value());
            if (state.phase == Phase::Waiting)
                RC_ASSERT(!state.blockers().empty() || state.undo);
            if (state.undo) // it goes with who said it, and nothing is charged while it is open
                RC_ASSERT(state.staff && (before.phase == Phase::Paying || state.phase != Phase::Paying));
            if (state.lesson.step == Lesson::Step::UnderWay && before.lesson.step != Lesson::Step::UnderWay)
                RC_ASSERT(before.staff && before.visitId.empty());
            if (state.phase == Phase::Counting)
                RC_ASSERT(state.unread > 0);
            if (before.phase != Phase::Paying && state.phase == Phase::Paying) {
                RC_ASSERT(state.blockers().empty());
                requireOnlySellable(state);
                RC_ASSERT(state.unread == 0 || state.countWaived || // sure, vouched for, or counted
                          state.counted == goodsCount(kiosk.settings, state.basket));
            }
            if (state.phase == Phase::Attract)
                RC_ASSERT(state.basket.empty());
            if (state.uncounted > 0) // said of what is seen, and of no more
                RC_ASSERT(state.frozen() || state.things.value_or(0) >= state.uncounted + state.ownThings);
            if (!state.things && !state.frozen())
                RC_ASSERT(state.uncounted == 0);
            const auto restored = stateFromJson(toJson(state));
            RC_ASSERT(restored.has_value());
        }
    }));
}

namespace {

// All that an attendant's tap may have changed, and that taking it back must restore.
void requireAsBefore(const State &before, const State &after) {
    RC_ASSERT(after.visitId == before.visitId);
    RC_ASSERT(after.tags == before.tags);
    RC_ASSERT(after.basket.lines() == before.basket.lines());
    RC_ASSERT(after.ageConfirmed == before.ageConfirmed);
    RC_ASSERT(after.counted == before.counted);
    RC_ASSERT(after.miscounts == before.miscounts);
    RC_ASSERT(after.countWaived == before.countWaived);
    RC_ASSERT(after.payment == before.payment);
    for (const auto &alert : before.alerts) { // and perhaps the next question has been asked meanwhile
        const auto same = [&](const Alert &open) {
            return open.kind == alert.kind && open.epc == alert.epc && open.gtin == alert.gtin;
        };
        RC_LOG() << "is alert " << static_cast<int>(alert.kind) << " open again?\n";
        RC_ASSERT(std::any_of(after.alerts.begin(), after.alerts.end(), same));
    }
    RC_ASSERT(std::is_sorted(after.alerts.begin(), after.alerts.end(),
                             [](const Alert &a, const Alert &b) { return a.id < b.id; }));
}

} // namespace

TEST_CASE("whatever an attendant taps, taking it back at once leaves the visit as it was") {
    int undone = 0;
    CHECK(rc::check("a slip of the finger", [&undone] {
        KioskFixture kiosk;
        const int steps = *rc::gen::inRange(1, 250);
        for (int i = 0; i < steps; ++i) {
            kiosk.now += *rc::gen::element<base::TimeMs>(1, 500);
            kiosk.send(anyEvent(kiosk.state));
        }
        kiosk.signIn();
        const auto before = kiosk.state;
        for (const auto &alert : before.alerts)
            for (const auto resolution : resolutionsOf(alert.kind)) {
                kiosk.state = before;
                kiosk.ticket.reset();
                kiosk.send(AlertResolved{alert.id, resolution});
                if (!kiosk.state.undo)
                    continue;
                RC_LOG() << "alert " << static_cast<int>(alert.kind) << ", resolution " << static_cast<int>(resolution)
                         << ", phase " << static_cast<int>(before.phase) << " to "
                         << static_cast<int>(kiosk.state.phase) << '\n';
                kiosk.now += *rc::gen::element<base::TimeMs>(1, 500);
                kiosk.send(ResolutionTakenBack{alert.id});
                RC_ASSERT_FALSE(kiosk.state.undo);
                RC_ASSERT_FALSE(kiosk.ticket);
                requireAsBefore(before, kiosk.state);
                ++undone;
            }
    }));
    CHECK(undone > 20); // of a hundred visits
}
