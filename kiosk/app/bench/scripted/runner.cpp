#include "app/bench/scripted/runner.h"

#include "app/bench/scripted/words.h"
#include "base/log.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace panier::bench {

namespace {

using nlohmann::json;

std::int64_t priceOf(Shopper &shopper, const Visit &visit) {
    std::int64_t total = 0;
    (void)shopper.acts([&](Shop &shop) {
        for (const auto &[stack, count] : visit.buys)
            if (const int index = shop.stackOf(stack); index >= 0)
                total += count * shop.stacks()[static_cast<std::size_t>(index)].priceMinor;
        return true;
    });
    return total;
}

// What the terminal booked after its first `before` entries.
std::int64_t bookedSince(Shopper &shopper, std::size_t before) {
    std::int64_t total = 0;
    (void)shopper.acts([&](Shop &shop) {
        const auto &book = shop.terminal().book();
        for (std::size_t i = before; i < book.size(); ++i)
            total += book[i].approved ? book[i].amountMinor : 0;
        return true;
    });
    return total;
}

Outcome makeVisit(Shopper &shopper, const Visit &visit) {
    for (const Step &step : visit.steps) {
        base::logInfo("{}: {}", visit.name, step.text);
        if (auto outcome = step.act(shopper); !outcome)
            return tl::make_unexpected(ScriptFailure{outcome.error().code, step.text + ": " + outcome.error().text});
    }
    return {};
}

// Whatever a visit that failed left behind: nothing lies there, everything is plugged in, the terminal is patient.
void tidyUp(Shopper &shopper) {
    (void)shopper.acts([](Shop &shop) {
        shop.lower();
        shop.clearTray();
        shop.layCard(Card::None);
        for (const Plug plug : {Plug::Reader, Plug::Camera, Plug::Terminal, Plug::Printer, Plug::Web, Plug::Nfc})
            shop.setPlugged(plug, true);
        shop.terminal().setBehaviour(peripherals::payment::CaisseApTerminal::Behaviour::Interactive);
        shop.printer().setPaper(peripherals::printer::EscPosPrinter::Paper::Ok);
        return true;
    });
    for (const Words &way : {say::leave, say::cancelCall, say::back, say::quit, say::done, say::done})
        shopper.tapsIfThere(way);
}

json runVisit(Shopper &shopper, const Visit &visit, const ScriptSetup &setup) {
    std::size_t before = 0;
    (void)shopper.acts([&](Shop &shop) {
        before = shop.terminal().book().size();
        return true;
    });
    shopper.begin(QString::fromStdString(visit.name));
    shopper.speak(setup.language);
    auto outcome = makeVisit(shopper, visit);
    const std::int64_t expected = priceOf(shopper, visit);
    const std::int64_t booked = bookedSince(shopper, before);
    if (outcome && booked != expected)
        outcome = base::fail(ScriptError::World,
                             fmt::format("the terminal booked {} and the articles cost {}", booked, expected));
    if (!outcome) {
        base::logError("{}: {}", visit.name, outcome.error().text);
        (void)shopper.photographs("failure");
        shopper.writeTree();
        tidyUp(shopper);
    }
    const Tally &tally = shopper.tally();
    const std::int64_t paidMs = tally.paidUs > 0 ? (tally.paidUs - tally.firstArticleUs) / 1000 : 0;
    return {{"visit", visit.name},
            {"orientation", setup.orientation},
            {"language", setup.language == Language::French ? "fr" : "en"},
            {"ok", outcome.has_value()},
            {"failure", outcome ? "" : outcome.error().text},
            {"taps", tally.tapsToPaid},
            {"tapsInAll", tally.taps},
            {"attendantTaps", tally.staffTaps},
            {"secondsToPaid", static_cast<double>(paidMs) / 1000},
            {"amountMinor", booked},
            {"ticketUrl", tally.ticketUrl.toStdString()},
            {"receiptScreenshot", tally.receiptShot.toStdString()}};
}

} // namespace

bool runScript(Shop &shop, const base::Clock &clock, const ScriptSetup &setup) {
    auto screen = Atspi::connect();
    if (!screen) {
        base::logError("{}", screen.error().text);
        return false;
    }
    std::error_code error;
    std::filesystem::create_directories(setup.shots, error);
    Shopper shopper(shop, clock, std::move(*screen), setup.shots);
    if (const auto found = shopper.findKiosk(QString::fromStdString(setup.application)); !found) {
        base::logError("{}", found.error().text);
        return false;
    }
    json visits = json::array();
    bool good = true;
    for (const Visit &visit : allVisits()) {
        if (!setup.visits.empty() && std::ranges::find(setup.visits, visit.name) == setup.visits.end())
            continue;
        visits.push_back(runVisit(shopper, visit, setup));
        good = good && visits.back()["ok"].get<bool>();
    }
    std::ofstream(setup.summary) << visits.dump(2) << '\n';
    return good && !visits.empty();
}

} // namespace panier::bench
