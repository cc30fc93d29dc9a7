#include "vision/agree/agreement.h"
#include "vision/agree/refusal_memory.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>

namespace {
using namespace panier;
using vision::agree::Agreed;
using vision::agree::Agreement;
using vision::agree::Refusal;
using vision::agree::Strength;
using vision::decode::Decoded;
using vision::decode::Symbology;

constexpr base::TimeMs frameMs = 80;

const Decoded milk{Symbology::Ean13, "]E0", "3017620422003", {}};
const Decoded bread{Symbology::Ean13, "]E0", "5449000000996", {}};
const Decoded gum{Symbology::Ean8, "]E4", "96385074", {}};
const Decoded link{Symbology::QrCode, "]Q1", "https://example.com/01/09501101530003", {}};

constexpr int away = static_cast<int>(vision::agree::AgreementRules().goneMs / frameMs) + 1; // frames

// The same code, a hand's breadth high, with its middle there.
Decoded at(Decoded code, int x, int y) {
    code.position = {{{x - 100, y - 40}, {x + 100, y - 40}, {x + 100, y + 40}, {x - 100, y + 40}}};
    return code;
}

Decoded sharpened(Decoded code) {
    code.sharpened = true;
    return code;
}

// Shows frames one after the other and counts what came of them.
struct Run {
    Agreement agreement;
    base::TimeMs nowMs = 1000;
    int shown = 0;
    int stronger = 0;
    int gone = 0;
    std::vector<vision::agree::Refused> refused;

    Agreed frame(const std::vector<Decoded> &codes) {
        nowMs += frameMs;
        auto agreed = agreement.frame(nowMs, codes);
        shown += static_cast<int>(agreed.shown.size());
        stronger += static_cast<int>(agreed.stronger.size());
        gone += static_cast<int>(agreed.gone.size());
        refused.insert(refused.end(), agreed.refused.begin(), agreed.refused.end());
        return agreed;
    }
    void frames(int count, const std::vector<Decoded> &codes) {
        for (int i = 0; i < count; ++i)
            frame(codes);
    }
};

TEST_CASE("A code counts in the second frame that shows it, and once") {
    Run run;
    CHECK(run.frame({milk}).shown.empty());
    const auto agreed = run.frame({milk});
    REQUIRE(agreed.shown.size() == 1);
    CHECK(agreed.shown[0].text == milk.text);
    CHECK(agreed.shown[0].aim == "]E0");
    CHECK(agreed.shown[0].strength == Strength::Fair);
    run.frames(200, {milk});
    CHECK(run.shown == 1);
    CHECK(run.gone == 0);
}

TEST_CASE("Two sightings more than a window apart don't agree") {
    Run run;
    run.frame({milk});
    run.frames(4, {});
    run.frame({milk});
    CHECK(run.shown == 0);
    run.frames(3, {});
    run.frame({milk}); // the fifth of the window
    CHECK(run.shown == 1);
}

TEST_CASE("A single misread among good frames never counts") {
    Run run;
    run.frames(3, {milk});
    run.frame({bread});
    run.frames(10, {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("Short codes need three of seven") {
    Run run;
    run.frame({gum});
    run.frame({gum});
    CHECK(run.shown == 0);
    run.frames(4, {});
    run.frame({gum}); // the seventh
    CHECK(run.shown == 1);
}

TEST_CASE("An article that was away a moment may be shown again") {
    Run run;
    run.frames(5, {milk});
    run.frames(static_cast<int>(vision::agree::AgreementRules().goneMs / frameMs) + 1, {});
    CHECK(run.gone == 1);
    run.frames(5, {milk});
    CHECK(run.shown == 2);
}

TEST_CASE("A blink is not a new presentation") {
    Run run;
    run.frames(5, {milk});
    run.frames(15, {}); // 1200 ms
    run.frames(5, {milk});
    CHECK(run.shown == 1);
    CHECK(run.gone == 0);
}

TEST_CASE("A camera that stalls re-arms nothing") {
    Run run;
    run.frames(5, {milk});
    run.nowMs += 60'000;
    run.frame({});
    run.frames(5, {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("A pack with two codes shows both") {
    Run run;
    run.frame({milk, link});
    const auto agreed = run.frame({milk, link});
    REQUIRE(agreed.shown.size() == 2);
    CHECK(agreed.shown[1].strength == Strength::Strong);
}

TEST_CASE("The next article counts while the one before is still remembered") {
    Run run;
    run.frames(4, {milk});
    run.frames(4, {bread}); // it might be a misread of the milk
    CHECK(run.shown == 1);
    run.frame({bread});
    CHECK(run.shown == 2);
}

TEST_CASE("A flood of different codes is forgotten in time, and takes no memory meanwhile") {
    Run run;
    for (int i = 0; i < 1000; ++i)
        run.frame({Decoded{Symbology::QrCode, "]Q1", std::to_string(i), {}}});
    CHECK(run.shown == 0);
    run.frames(30, {});
    run.frames(2, {milk});
    CHECK(run.shown == 1);
}

TEST_CASE(
    "What the catalogue knows sells after two reads, three if none was clean; a stranger needs a clean one of three") {
    Run run;
    run.frame({sharpened(milk)});
    CHECK(run.frame({sharpened(milk)}).shown.empty()); // two doubtful reads may doubt alike
    CHECK(run.frame({sharpened(milk)}).shown.size() == 1);
    run.frames(10, {sharpened(milk)});
    CHECK(run.stronger == 0);
    const auto agreed = run.frame({milk});
    REQUIRE(agreed.stronger.size() == 1);
    CHECK(agreed.stronger[0].text == milk.text);
    CHECK(agreed.stronger[0].strength == Strength::Strong);
    run.frames(10, {milk});
    CHECK(run.shown == 1);
    CHECK(run.stronger == 1);
}

TEST_CASE("Lines through the whole picture vouch for no stranger") {
    Run run;
    auto last = milk;
    last.pass = vision::decode::Pass::Lines;
    run.frames(10, {last});
    CHECK(run.shown == 1);
    CHECK(run.stronger == 0);
    run.frames(away, {});
    REQUIRE(run.refused.size() == 1);
    CHECK(run.refused[0].reason == Refusal::OnlySharpened);
    CHECK(run.refused[0].code.strength == Strength::Fair);
}

TEST_CASE("Two numbers that alternate in one place count neither") {
    Run run;
    for (int i = 0; i < 20; ++i)
        run.frame({at(i % 2 == 0 ? milk : bread, 300 + i, 200)});
    CHECK(run.shown == 0);
    run.frames(away, {});
    REQUIRE(run.refused.size() == 2);
    CHECK(run.refused[0].reason == Refusal::Contradicted);
    CHECK(run.refused[1].reason == Refusal::Contradicted);
}

TEST_CASE("One that clearly wins counts, and the other doesn't") {
    Run run;
    for (int i = 0; i < 5; ++i) {
        run.frame({at(milk, 300, 200)});
        run.frame({at(milk, 300, 200)});
        run.frame({at(milk, 300, 200)});
        run.frame({at(bread, 310, 205)});
    }
    CHECK(run.shown == 1);
    CHECK(run.stronger == 1);
    run.frames(away, {});
    CHECK(run.gone == 1);
    REQUIRE(run.refused.size() == 1);
    CHECK(run.refused[0].code.text == bread.text);
}

TEST_CASE("Two articles side by side count both, though each frame shows only one") {
    Run run;
    for (int i = 0; i < 6; ++i)
        run.frame({at(i % 2 == 0 ? milk : bread, i % 2 == 0 ? 200 : 600, 200)});
    CHECK(run.shown == 2);
}

TEST_CASE("A UPC-E that is found inside an EAN-13 never counts") {
    Run run;
    const Decoded phantom{Symbology::UpcE, "]E0", "012345000065", {}};
    for (int i = 0; i < 30; ++i)
        run.frame({at(i % 3 == 2 ? phantom : milk, 300, 200)});
    CHECK(run.shown == 1);
}

TEST_CASE("An EAN-13 and the UPC-A that it is are one article, and so are a book's code with and without its price") {
    Run run;
    run.frame({{Symbology::Ean13, "]E0", "0036000291452", {}}});
    CHECK(run.frame({{Symbology::UpcA, "]E0", "036000291452", {}}}).shown.size() == 1);
    run.frames(5, {{Symbology::UpcA, "]E0", "036000291452", {}}});
    run.frame({{Symbology::Ean13, "]E0", "9782070360024", {}}});
    run.frame({{Symbology::Ean13, "]E0", "9782070360024 51299", {}}});
    run.frames(5, {{Symbology::Ean13, "]E0", "9782070360024 51299", {}}});
    CHECK(run.shown == 2);
}

TEST_CASE("An add-on that half of the reads saw is told") {
    Run run;
    run.frame({{Symbology::Ean13, "]E0", "9771234567003 05", {}}});
    const auto agreed = run.frame({{Symbology::Ean13, "]E0", "9771234567003 05", {}}});
    REQUIRE(agreed.shown.size() == 1);
    CHECK(agreed.shown[0].text == "9771234567003 05");
}

TEST_CASE("A number that holds a price needs three reads, and one of them without help") {
    const Decoded cheese{Symbology::Ean13, "]E0", "2212345012343", {}};
    const Decoded ham{Symbology::UpcA, "]E0", "212345678992", {}};
    for (const auto &code : {cheese, ham}) {
        Run run;
        run.frames(7, {sharpened(code)});
        CHECK(run.shown == 0);
        run.frames(1, {code});
        CHECK(run.shown == 1);
        CHECK(run.stronger == 0);
        run.frames(1, {code});
        CHECK(run.stronger == 1);
    }
}

TEST_CASE("Numbers with a wrong check digit, and Interleaved 2 of 5 of other lengths, say why they don't count") {
    Run run;
    run.frames(3, {{Symbology::Itf14, "]I1", "00012345678906", {}}, {Symbology::Itf, "]I0", "123456", {}}});
    CHECK(run.shown == 0);
    REQUIRE(run.refused.size() == 6);
    CHECK(run.refused[0].reason == Refusal::BadCheckDigit);
    CHECK(run.refused[1].reason == Refusal::NotAnArticle);
    run.frames(2, {{Symbology::Itf14, "]I1", "00012345678905", {}}});
    CHECK(run.shown == 1);
}

TEST_CASE("What is held up in vain is told after a while, once, and not again when it leaves") {
    Run run;
    const auto patience = static_cast<int>(vision::agree::AgreementRules().patienceMs / frameMs);
    for (int i = 0; i <= patience; ++i)
        run.frame({at(i % 2 == 0 ? milk : bread, 300, 200)});
    CHECK(run.refused.empty());
    for (int i = 0; i < 2 * patience; ++i)
        run.frame({at(i % 2 == 0 ? milk : bread, 300, 200)});
    REQUIRE(run.refused.size() == 2);
    CHECK(run.refused[0].reason == Refusal::Contradicted);
    CHECK_FALSE(run.refused[0].counted);
    CHECK(run.refused[0].reads > 2);
    run.frames(away, {});
    CHECK(run.refused.size() == 2);
    run.frames(5, {milk}); // shown alone, it counts as ever
    CHECK(run.shown == 1);
}

TEST_CASE("A shopper is told once, and of nothing that was read once or that counted") {
    using vision::agree::RefusalMemory;
    RefusalMemory memory;
    const vision::agree::Refused noise{{Symbology::Itf, "]I0", "123456", Strength::Fair}, Refusal::NotAnArticle};
    CHECK_FALSE(memory.isNews(0, noise));
    CHECK(memory.isNews(33, noise));
    for (base::TimeMs now = 66; now < 20'000; now += 33)
        CHECK_FALSE(memory.isNews(now, noise)); // as long as it is there
    CHECK_FALSE(memory.isNews(30'000, noise));
    CHECK(memory.isNews(30'033, noise)); // and anew the next time
    CHECK_FALSE(memory.isNews(40'000, noise));
    CHECK_FALSE(memory.isNews(50'000, noise)); // a phantom now and then

    vision::agree::Refused waved{{Symbology::Ean13, "]E0", milk.text, Strength::Fair}, Refusal::TooFewReads, 2, true};
    CHECK_FALSE(memory.isNews(60'000, waved));
    waved.counted = false;
    CHECK(memory.isNews(60'000, waved));
    for (int n = 0; n < 1000; ++n) { // a wall of codes: what is kept of it is bounded
        waved.code.text = std::to_string(n);
        CHECK(memory.isNews(60'000, waved) == (n < static_cast<int>(RefusalMemory::maxRemembered) - 1));
    }
}

TEST_CASE("Codes beyond what is watched at once are refused aloud") {
    Run run;
    for (int i = 0; i < 17; ++i)
        run.frame({Decoded{Symbology::QrCode, "]Q1", std::to_string(i), {}}});
    REQUIRE_FALSE(run.refused.empty());
    CHECK(run.refused.back().reason == Refusal::TooManyCodes);
}

TEST_CASE("Whatever frames bring, a code is shown, then stronger, then gone, each once") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        Agreement agreement;
        std::map<std::string, int> state; // 0 away, 1 shown, 2 strong
        base::TimeMs now = 0;
        const std::vector<Decoded> codes = {milk, bread, gum, link};
        for (int i = 0; i < 300; ++i) {
            std::vector<Decoded> frame;
            for (const auto &code : codes)
                if (random() % 5 == 0 && i % 60 < 40)
                    frame.push_back(random() % 2 == 0 ? sharpened(at(code, 300, 200)) : at(code, 700, 200));
            const auto agreed = agreement.frame(now += 33, frame);
            for (const auto &code : agreed.shown) {
                CHECK(state[code.text] == 0);
                state[code.text] = code.strength == Strength::Strong ? 2 : 1;
            }
            for (const auto &code : agreed.stronger) {
                CHECK(state[code.text] == 1);
                CHECK(code.strength == Strength::Strong);
                state[code.text] = 2;
            }
            for (const auto &code : agreed.gone) {
                CHECK(state[code.text] > 0);
                state[code.text] = 0;
            }
        }
    }
}
} // namespace
