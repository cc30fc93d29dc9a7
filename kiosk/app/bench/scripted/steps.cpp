#include "app/bench/scripted/steps.h"

#include <fmt/core.h>

namespace panier::bench {

namespace {

using peripherals::payment::CaisseApTerminal;
using peripherals::printer::EscPosPrinter;

constexpr int learnMs = 6000; // the camera above the tray needs two seconds of it, on a machine that has time
constexpr int handMs = 2300;  // the camera must have missed it for 1.5 s, or it is the same article still

Step world(std::string text, std::function<bool(Shop &)> deed) {
    return {std::move(text), [deed = std::move(deed)](Shopper &shopper) { return shopper.acts(deed); }};
}

// The same, by a shopper whose visit begins with it.
Step article(std::string text, std::function<bool(Shop &)> deed) {
    return {std::move(text), [deed = std::move(deed)](Shopper &shopper) {
                shopper.startsClock();
                return shopper.acts(deed);
            }};
}

Step layDown(const std::string &stack, Place place) {
    return article(fmt::format("lay {}{}", stack, place == Place::Edge ? " at the edge" : ""),
                   [stack, place](Shop &shop) {
                       const int index = shop.stackOf(stack);
                       if (index >= 0)
                           shop.lay(index, place);
                       return index >= 0;
                   });
}

// Waits for the terminal, then does something to it.
Step atTerminal(std::string text, std::function<void(CaisseApTerminal &)> deed) {
    return {std::move(text), [deed = std::move(deed)](Shopper &shopper) -> Outcome {
                const auto asked = shopper.waitsFor(
                    [](Shop &shop) { return shop.terminal().state() == CaisseApTerminal::State::CardAwaited; },
                    "the terminal asks for no card");
                if (!asked)
                    return asked;
                return shopper.acts([&](Shop &shop) {
                    deed(shop.terminal());
                    return true;
                });
            }};
}

} // namespace

Step lay(std::string stack) {
    return layDown(stack, Place::Tray);
}
Step layAtEdge(std::string stack) {
    return layDown(stack, Place::Edge);
}

Step letTrayBeSeen() {
    return {"let the empty tray be seen", [](Shopper &shopper) -> Outcome {
                shopper.pause(learnMs);
                return {};
            }};
}

Step takeBack(std::string stack) {
    return world(fmt::format("take {} back", stack),
                 [stack](Shop &shop) { return shop.takeBack(shop.stackOf(stack)); });
}

Step leaveWithEverything() {
    return world("leave with everything", [](Shop &shop) {
        shop.lower();
        shop.clearTray();
        return true;
    });
}

Step hold(std::string stack, vision::emulator::Pose pose) {
    return article(fmt::format("hold {} before the camera", stack), [stack, pose](Shop &shop) {
        const int index = shop.stackOf(stack);
        return index >= 0 && shop.hold(index, pose);
    });
}

Step lower() {
    return world("lower it", [](Shop &shop) {
        shop.lower();
        return true;
    });
}

Step holdAnother(std::string stack) {
    return {"hold another " + stack, [stack](Shopper &shopper) {
                (void)lower().act(shopper);
                shopper.pause(handMs);
                return hold(stack).act(shopper);
            }};
}

Step scan(std::string stack) {
    return article("scan " + stack, [stack](Shop &shop) {
        const int index = shop.stackOf(stack);
        return index >= 0 && shop.scan(index);
    });
}

Step scanCode(peripherals::scanner::Scan code) {
    return world("scan " + code.text.substr(0, 40), [code](Shop &shop) { return shop.scan(code); });
}

Step scanBasket(std::string stack) {
    return article(fmt::format("scan a basket that was set aside with {} in it", stack), [stack](Shop &shop) {
        const int index = shop.stackOf(stack);
        return index >= 0 && shop.scanBasket(index);
    });
}

Step mapTag(std::string unknown, std::string known) {
    return world(fmt::format("map the tag of {} to {}", unknown, known), [unknown, known](Shop &shop) {
        const int from = shop.stackOf(unknown);
        const int to = shop.stackOf(known);
        return from >= 0 && to >= 0 && shop.mapTag(from, to);
    });
}

Step layCard(Card card) {
    return world(card == Card::None ? "take the card off the NFC reader" : "lay a card on the NFC reader",
                 [card](Shop &shop) {
                     shop.layCard(card);
                     return shop.card() == card;
                 });
}

Step plug(Plug plug, bool in) {
    return world(fmt::format("{} plug {}", in ? "put in" : "pull", static_cast<int>(plug)), [plug, in](Shop &shop) {
        shop.setPlugged(plug, in);
        return shop.isPlugged(plug) == in;
    });
}

Step paper(EscPosPrinter::Paper paper) {
    return world("change the paper", [paper](Shop &shop) {
        shop.printer().setPaper(paper);
        return true;
    });
}

Step terminalDoes(CaisseApTerminal::Behaviour behaviour) {
    return world("set the terminal", [behaviour](Shop &shop) {
        shop.terminal().setBehaviour(behaviour);
        return true;
    });
}

Step card() {
    return atTerminal("present the card", [](CaisseApTerminal &terminal) { terminal.presentCard(true); });
}
Step refusedCard() {
    return atTerminal("present a card that the bank refuses", [](CaisseApTerminal &terminal) { terminal.refuse(); });
}

Step receiptIsPrinted() {
    return {"take the receipt", [](Shopper &shopper) {
                return shopper.waitsFor(
                    [&](Shop &shop) { return shop.printer().receipts() > shopper.receiptsBefore(); },
                    "no receipt comes out of the printer");
            }};
}

Step sees(Words words) {
    return {fmt::format("see “{}”", words.fr), [words](Shopper &shopper) { return shopper.sees(words); }};
}
Step seesNoMore(Words words) {
    return {fmt::format("see “{}” no more", words.fr), [words](Shopper &shopper) { return shopper.seesNoMore(words); }};
}
Step tap(Words words, Hand hand) {
    return {fmt::format("tap “{}”", words.fr), [words, hand](Shopper &shopper) { return shopper.taps(words, hand); }};
}
Step shot(std::string state) {
    return {"photograph " + state,
            [state](Shopper &shopper) { return shopper.photographs(QString::fromStdString(state)); }};
}
Step paid(Words words) {
    return {"see that it is paid", [words](Shopper &shopper) {
                auto seen = shopper.sees(words);
                shopper.stopsClock();
                return seen;
            }};
}
Step readTicket(std::string state) {
    return {"read the QR code off the screen",
            [state](Shopper &shopper) { return shopper.readsTicket(QString::fromStdString(state)); }};
}
Step speak(Language language) {
    return {"read on in the other language", [language](Shopper &shopper) -> Outcome {
                shopper.speak(language);
                return {};
            }};
}

} // namespace panier::bench
