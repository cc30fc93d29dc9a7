#include "app/bench/scripted/visits.h"

#include "app/bench/scripted/words.h"

namespace panier::bench {

namespace {

using Behaviour = peripherals::payment::CaisseApTerminal::Behaviour;
using Paper = peripherals::printer::EscPosPrinter::Paper;
using Steps = std::vector<Step>;

constexpr Hand staff = Hand::Attendant;

Steps operator+(Steps first, const Steps &second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Visit visit(const char *name, std::map<std::string, int> buys, const Steps &steps) {
    return {name, std::move(buys), Steps{sees(say::welcome)} + steps};
}

Steps payByCard() {
    return {tap(say::pay), sees(say::presentCard), card(), paid(say::paid)};
}

// Takes everything along; the kiosk is then ready for the next one.
Steps goHome() {
    return {leaveWithEverything(), tap(say::done), sees(say::takeThings), tap(say::done), sees(say::welcome)};
}

// The ticket goes home in the phone.
Steps takeTicket() {
    return Steps{sees(say::ticketCode), readTicket("receipt")} + goHome();
}

// User and PIN as the demo's configuration has them.
Steps signIn() {
    Steps steps{tap(say::staff, staff)};
    for (const char *key : {"k", "a", "r", "i", "m"})
        steps.push_back(tap({key, key}, staff));
    steps.push_back(shot("sign-in"));
    steps.push_back(tap(say::next, staff));
    for (const char *key : {"2", "5", "8", "0"})
        steps.push_back(tap({key, key}, staff));
    steps.push_back(tap(say::open, staff));
    return steps;
}

// The badge opens the panel without a word typed.
Steps badge(Words panel) {
    return {layCard(Card::Badge), sees(panel), layCard(Card::None)};
}

Visit food() {
    return visit(
        "food", {{"book", 1}, {"honey", 2}, {"chocolate", 1}, {"bag", 1}},
        Steps{shot("attract"),
              hold("book"),
              sees(say::oneArticle),
              shot("first-code"),
              hold("honey"),
              sees(say::honey),
              holdAnother("honey"),
              sees(say::twiceHoney),
              tap(say::twiceHoney),
              tap(say::oneMore),
              sees(say::thriceHoney),
              shot("quantity"),
              tap(say::oneFewer),
              sees(say::twiceHoney),
              hold("chocolate"),
              sees(say::fourArticles),
              lower(),
              tap(say::oneBag),
              sees(say::payWithBag),
              shot("basket"),
              tap(say::pay),
              sees(say::presentCard),
              shot("payment"),
              refusedCard(),
              sees(say::refused),
              shot("refused")} +
            payByCard() +
            Steps{sees(say::ticketCode), tap(say::print), receiptIsPrinted(), sees(say::printed), shot("printed")} +
            takeTicket());
}

Visit deadTag() {
    return visit("dead-tag", {{"tee", 2}},
                 Steps{lay("tee"), lay("tee-dead"), sees(say::oneArticle), hold("tee-dead"), sees(say::anotherOne),
                       shot("another-one"), tap(say::yes), sees(say::twoArticles), lower(), shot("basket")} +
                     payByCard() + takeTicket());
}

// The camera above the tray sees what has no tag; and that the shopper is about to forget something.
Visit noTag() {
    return visit("no-tag", {{"tee", 1}},
                 Steps{letTrayBeSeen(), lay("tee"), sees(say::oneArticle), lay("honey"), sees(say::uncounted),
                       shot("uncounted"), takeBack("honey"), seesNoMore(say::uncounted), shot("taken-back")} +
                     payByCard() +
                     Steps{sees(say::ticketCode), readTicket("receipt"), tap(say::done), sees(say::leftBehind),
                           shot("left-behind"), leaveWithEverything(), sees(say::takeThings), tap(say::done),
                           sees(say::welcome)});
}

// What comes together with a certain article is taken for the shopper's: the doubtful ones come a moment later.
Visit unsure() {
    return visit("unsure", {{"scarf", 1}, {"besace", 1}},
                 Steps{lay("scarf"), sees(say::oneArticle), shot("first-article"), layAtEdge("besace"),
                       sees(say::unsureSatchel), layAtEdge("bonnet"), sees(say::unsureHat), shot("basket"),
                       tap(say::pay), sees(say::isSatchelMine), shot("question"), tap(say::mine), sees(say::isHatMine),
                       tap(say::notMine), sees(say::presentCard), card(), paid(say::paid)} +
                     takeTicket());
}

Visit age() {
    return visit("age", {{"knife", 1}, {"mug", 1}},
                 Steps{lay("mug"), hold("knife"), sees(say::twoArticles), lower(), tap(say::pay), sees(say::idReady),
                       shot("help")} +
                     signIn() +
                     Steps{sees(say::alert), shot("panel"), tap(say::oldEnough, staff), tap(say::leave, staff),
                           sees(say::presentCard), card(), paid(say::paid)} +
                     takeTicket());
}

Visit unknownTag() {
    return visit(
        "unknown-tag", {{"notebook", 1}},
        Steps{lay("notebook"), lay("stray"), sees(say::oneArticle), tap(say::pay), sees(say::notInList), shot("help")} +
            badge(say::alert) +
            Steps{shot("panel"), tap(say::setAside, staff), sees(say::noAlert), shot("panel-undo"),
                  tap(say::undo, staff), sees(say::unknownTag), tap(say::setAside, staff), tap(say::leave, staff),
                  sees(say::presentCard), card(), paid(say::paid)} +
            takeTicket());
}

// The attendant lets the kiosk learn the rail of clothes beside it. The merchandiser helps from a desk: what nobody
// knew becomes an article while it lies on the tray.
Visit newMapping() {
    return visit("new-mapping", {{"notebook", 1}, {"mug", 1}},
                 badge(say::noAlert) +
                     Steps{tap(say::emptyTray, staff), sees(say::surroundingsLearnt), shot("learnt"),
                           tap(say::leave, staff), sees(say::welcome), lay("notebook"), lay("stray"),
                           sees(say::notInList), shot("unknown"), mapTag("stray", "mug"), sees(say::twoArticles),
                           seesNoMore(say::notInList), shot("known")} +
                     payByCard() + takeTicket());
}

Visit lostDevices() {
    return visit("lost-devices", {{"pull", 1}, {"chocolate", 1}},
                 Steps{lay("pull"), sees(say::oneArticle), plug(Plug::Reader, false), sees(say::trayAway),
                       shot("reader-away"), hold("chocolate"), sees(say::twoArticles), lower(),
                       plug(Plug::Reader, true), seesNoMore(say::trayAway), plug(Plug::Terminal, false), tap(say::pay),
                       sees(say::terminalAway), shot("terminal-away"), plug(Plug::Terminal, true)} +
                     payByCard() + takeTicket());
}

Visit inDoubt() {
    return visit(
        "in-doubt", {{"socks", 1}},
        Steps{terminalDoes(Behaviour::LostAnswer), lay("socks"), sees(say::oneArticle), tap(say::pay),
              sees(say::dontPayAgain), shot("doubt"), terminalDoes(Behaviour::Interactive)} +
            signIn() +
            Steps{sees(say::alert), shot("panel"), tap(say::itIsPaid, staff), tap(say::leave, staff), paid(say::paid)} +
            takeTicket());
}

Visit noPaper() {
    return visit("no-paper", {{"bonnet", 1}},
                 Steps{paper(Paper::Out), lay("bonnet"), sees(say::oneArticle)} + payByCard() +
                     Steps{sees(say::ticketCode), tap(say::print), sees(say::noPaper), paper(Paper::Ok)} +
                     takeTicket());
}

// The page can't be reached, so paper is offered; and the shopper reads English rather.
Visit noPage() {
    return visit("no-page", {{"notebook-prefix", 1}},
                 Steps{plug(Plug::Web, false), lay("notebook-prefix"), sees(say::oneArticle), tap(say::language),
                       shot("languages"), tap(say::english), speak(Language::English), sees(say::oneArticle),
                       shot("basket-english")} +
                     payByCard() +
                     Steps{seesNoMore(say::ticketCode), shot("paper-offered"), tap(say::print), receiptIsPrinted(),
                           sees(say::printed), shot("printed"), plug(Plug::Web, true), leaveWithEverything(),
                           tap(say::done), sees(say::takeThings), tap(say::done)});
}

// What scanner and camera both see is one article; what a code can't sell is said, and a basket comes back once.
Visit scanner() {
    return visit("scanner", {{"honey", 2}, {"chocolate", 1}, {"book", 1}},
                 Steps{scan("honey"),
                       sees(say::oneArticle),
                       shot("scanned"),
                       hold("chocolate"),
                       sees(say::twoArticles),
                       scan("chocolate"),
                       scanCode({"]Q1", "https://example.com/win"}),
                       sees(say::webAddress),
                       sees(say::twoArticles),
                       shot("web-address"),
                       lower(),
                       scan("honey"),
                       sees(say::threeArticles),
                       scanBasket("book"),
                       sees(say::basketBack),
                       sees(say::fourArticles),
                       shot("basket-back"),
                       scanBasket("book"),
                       sees(say::codeUsed),
                       sees(say::fourArticles),
                       shot("basket-used")} +
                     payByCard() + takeTicket());
}

Visit fashion() {
    return visit("fashion", {{"pull", 1}, {"jean", 1}, {"tee", 1}, {"socks", 1}},
                 Steps{lay("pull"),
                       sees(say::oneArticle),
                       lay("jean"),
                       lay("tee"),
                       lay("socks"),
                       sees(say::fourArticles),
                       shot("basket"),
                       tap(say::pay),
                       sees(say::presentCard),
                       shot("payment"),
                       card(),
                       paid(say::paid),
                       sees(say::ticketCode),
                       readTicket("receipt"),
                       leaveWithEverything(),
                       tap(say::done),
                       sees(say::takeThings),
                       shot("goodbye"),
                       tap(say::done),
                       sees(say::welcome)});
}

} // namespace

// The one whose last picture shows a ticket's code comes last.
std::vector<Visit> allVisits() {
    return {food(),    deadTag(),    noTag(),   unsure(), age(),     unknownTag(), lostDevices(),
            inDoubt(), newMapping(), noPaper(), noPage(), scanner(), fashion()};
}

} // namespace panier::bench
