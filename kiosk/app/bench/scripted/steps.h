// What a visit is made of: small deeds of a shopper or an attendant, each of which says whether it worked.
#pragma once

#include "app/bench/scripted/shopper.h"

#include <functional>
#include <string>
#include <vector>

namespace panier::bench {

// One deed; `text` says it in a log.
struct Step {
    std::string text;
    std::function<Outcome(Shopper &)> act;
};

// --- the shopper's things
[[nodiscard]] Step lay(std::string stack);
[[nodiscard]] Step layAtEdge(std::string stack);
// Long enough for the camera above the tray to learn how the empty one looks.
[[nodiscard]] Step letTrayBeSeen();
[[nodiscard]] Step takeBack(std::string stack);
[[nodiscard]] Step leaveWithEverything();
[[nodiscard]] Step hold(std::string stack, vision::emulator::Pose pose = {});
[[nodiscard]] Step lower();
// Takes the article away for a moment, and holds another of its kind there.
[[nodiscard]] Step holdAnother(std::string stack);
// The scanner: over an article, over any code, over a basket that was set aside with one of the article in it.
[[nodiscard]] Step scan(std::string stack);
[[nodiscard]] Step scanCode(peripherals::scanner::Scan code);
[[nodiscard]] Step scanBasket(std::string stack);

// The merchandiser maps the tag of a unit that lies there to another stack's article.
[[nodiscard]] Step mapTag(std::string unknown, std::string known);

// --- the shop's devices
// On the NFC reader, instead of what lies there.
[[nodiscard]] Step layCard(Card card);
[[nodiscard]] Step plug(Plug plug, bool in);
[[nodiscard]] Step paper(peripherals::printer::EscPosPrinter::Paper paper);
[[nodiscard]] Step terminalDoes(peripherals::payment::CaisseApTerminal::Behaviour behaviour);
// Waits until the terminal asks for a card.
[[nodiscard]] Step card();
[[nodiscard]] Step refusedCard();
// A receipt came out of the printer since the visit began.
[[nodiscard]] Step receiptIsPrinted();

// --- the screen
[[nodiscard]] Step sees(Words words);
[[nodiscard]] Step seesNoMore(Words words);
[[nodiscard]] Step tap(Words words, Hand hand = Hand::Shopper);
[[nodiscard]] Step shot(std::string state);
// Sees the words that say that it is paid; the visit's time stops.
[[nodiscard]] Step paid(Words words);
[[nodiscard]] Step readTicket(std::string state);
[[nodiscard]] Step speak(Language language);

} // namespace panier::bench
