// The comparison with what digits look like: right or nothing, however blurred, small, bent, noisy or invented.
#include "vision/decode/soft/soft_vote.h"

#include "codes/gtin.h"
#include "drawn_line.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <random>
#include <rapidcheck.h>

namespace {
using namespace panier;
using namespace panier::vision::decode;
using test::Look;

struct Drawn {
    const SymbolLayout *layout = nullptr;
    Symbology symbology = Symbology::Ean13;
    std::string text;          // as it is to be read
    std::vector<int> patterns; // of each place
};

std::string withCheckDigit(std::string body) {
    return body += static_cast<char>('0' + codes::gtinCheckDigit(body));
}

Drawn ean13(const std::string &body) {
    Drawn drawn{&ean13Layout(), Symbology::Ean13, withCheckDigit(body), {}};
    for (std::size_t i = 1; i < 13; ++i) {
        const bool setB = i < 7 && (ean13Parity(drawn.text[0] - '0') >> (6 - i) & 1U) != 0;
        drawn.patterns.push_back(drawn.text[i] - '0' + (setB ? 10 : 0));
    }
    if (drawn.text.front() == '0') {
        drawn.symbology = Symbology::UpcA;
        drawn.text.erase(0, 1);
    }
    return drawn;
}

Drawn ean8(const std::string &body) {
    Drawn drawn{&ean8Layout(), Symbology::Ean8, withCheckDigit(body), {}};
    for (const char digit : drawn.text)
        drawn.patterns.push_back(digit - '0');
    return drawn;
}

Drawn upcE(const std::string &six, int numberSystem) {
    const auto expanded = *codes::expandUpcE(std::to_string(numberSystem) + six + "0");
    const auto text = withCheckDigit(expanded.substr(0, 11));
    Drawn drawn{&upcELayout(), Symbology::UpcE, text, {}};
    const unsigned parity = upcEParity(numberSystem, text.back() - '0');
    for (std::size_t i = 0; i < 6; ++i)
        drawn.patterns.push_back(six[i] - '0' + ((parity >> (5 - i) & 1U) != 0 ? 10 : 0));
    return drawn;
}

Profile lineOf(const Drawn &drawn, const Look &look, std::mt19937 &random) {
    std::vector<TemplateEdge> edges;
    for (const auto &edge : drawn.layout->edges)
        edges.push_back({static_cast<float>(edge.module), static_cast<float>(edge.sign)});
    for (std::size_t i = 0; i < drawn.patterns.size(); ++i) {
        const auto own = EanCharacters::edgesOf(drawn.patterns[i], drawn.layout->isRight(static_cast<int>(i)));
        for (std::size_t k = 1; k + 1 < own.size(); ++k)
            edges.push_back({static_cast<float>(drawn.layout->cells[i]) + own[k].module, own[k].change});
    }
    return test::lineOf(edges, drawn.layout->modules, look, random);
}

std::optional<SoftRead> readLine(const Profile &line) {
    SoftVote vote;
    (void)vote.look(line, {});
    return vote.result();
}

std::string randomDigits(std::size_t count, std::mt19937 &random) {
    std::string digits;
    while (digits.size() < count)
        digits += static_cast<char>('0' + random() % 10);
    return digits;
}

Drawn randomSymbol(std::mt19937 &random) {
    switch (random() % 3) {
    case 0:
        return ean13(randomDigits(12, random));
    case 1:
        return ean8(randomDigits(7, random));
    default:
        return upcE(randomDigits(6, random), 0);
    }
}

double between(double low, double high, std::mt19937 &random) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

TEST_CASE("A number is chosen that obeys the check digit, and the second best is told") {
    for (const auto &drawn : {ean13("301762042200"), ean13("003600029145"), ean8("9638507"), upcE("123456", 0)}) {
        INFO(drawn.text);
        std::vector<DigitCosts> costs(drawn.patterns.size());
        for (std::size_t i = 0; i < costs.size(); ++i) {
            costs[i].fill(1);
            costs[i][static_cast<std::size_t>(drawn.patterns[i])] = 0;
        }
        const auto choice = chooseDigits(*drawn.layout, costs);
        REQUIRE(choice);
        CHECK(choice->patterns == drawn.patterns);
        CHECK(choice->cost == 0);
        CHECK(choice->secondCost >= 1); // nothing that obeys differs in one place only, but UPC-E's parity
        // One place that says something else: the check digit outvotes it.
        costs[2].fill(0.4F);
        costs[2][static_cast<std::size_t>(drawn.patterns[2])] = 0.5F;
        const auto corrected = chooseDigits(*drawn.layout, costs);
        REQUIRE(corrected);
        CHECK(corrected->freeCost < corrected->cost);
    }
    CHECK_FALSE(chooseDigits(ean13Layout(), {}));
}

TEST_CASE("What is drawn well is read, whichever way round") {
    int right = 0;
    for (std::uint32_t seed = 1; seed <= 100; ++seed) { // sharp, soft, thin, bent
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto drawn = randomSymbol(random);
        const Look look{
            between(3, 9, random),   between(0.2, 0.7, random), between(0, 3, random), between(-0.05, 0.05, random), 0,
            between(0.3, 1, random), random() % 2 == 0};
        const auto read = readLine(lineOf(drawn, look, random));
        CHECK((!read || (read->symbology == drawn.symbology && read->text == drawn.text)));
        right += read ? 1 : 0;
    }
    CHECK(right >= 97);
}

// How wide the modules are at the ends and in the middle of a line that is drawn.
int readOf(int lines, const SoftEffort &effort, const std::function<Look(std::mt19937 &)> &look) {
    int right = 0;
    for (int seed = 1; seed <= lines; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        const auto drawn = ean13(randomDigits(12, random));
        SoftVote vote;
        (void)vote.look(lineOf(drawn, look(random), random), effort);
        const auto read = vote.result();
        INFO(drawn.text << " read as " << (read ? read->text : "nothing") << ", strength "
                        << (read ? read->strength : 0));
        CHECK((!read || read->text == drawn.text));
        right += read ? 1 : 0;
    }
    return right;
}

TEST_CASE("What goes around a can, narrower towards both ends, is read") {
    CHECK(readOf(40, {}, [](std::mt19937 &random) {
              return Look{between(4, 8, random), between(0.3, 0.6, random), 2, 0, between(0.2, 0.35, random)};
          }) >= 34);
}

TEST_CASE("What is seen at a flat angle, wider at one end, is read") {
    CHECK(readOf(40, {}, [](std::mt19937 &random) {
              return Look{between(4, 8, random), between(0.3, 0.6, random), 2, between(0.1, 0.3, random)};
          }) >= 36);
}

TEST_CASE("What is crumpled by more than a module is read") {
    CHECK(readOf(40, {}, [](std::mt19937 &random) {
              return Look{.module = between(4, 8, random),
                          .blur = between(0.3, 0.6, random),
                          .crumple = between(1, 1.6, random)};
          }) >= 34);
}

// 7 and 1, and 8 and 2, differ only in where some edges lie: where the paper moves three neighbours by half a module,
// one is like the other.
TEST_CASE("Crumpled sevens and eights aren't read as ones and twos") {
    int right = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        std::string digits = "5";
        while (digits.size() < 12)
            digits += random() % 2 == 0 ? '7' : '8';
        const auto drawn = ean13(digits);
        const Look look{.module = between(3, 8, random),
                        .blur = between(0.3, 0.8, random),
                        .noise = between(0, 12, random),
                        .crumple = between(0, 2, random)};
        const auto read = readLine(lineOf(drawn, look, random));
        CHECK((!read || read->text == drawn.text));
        right += read ? 1 : 0;
    }
    CHECK(right >= 50);
}

// As badly as a pack can be held.
std::pair<Drawn, std::optional<SoftRead>> readDrawnBadly(std::uint32_t seed) {
    std::mt19937 random(seed);
    auto drawn = randomSymbol(random);
    const Look look{
        between(2.5, 9, random), between(0.3, 1.5, random), between(0, 30, random), between(-0.2, 0.2, random), 0,
        between(0.2, 1, random), random() % 2 == 0};
    auto read = readLine(lineOf(drawn, look, random));
    return {std::move(drawn), std::move(read)};
}

TEST_CASE("What is drawn badly is read right or not at all") {
    const bool holds = rc::check("any seed", [](std::uint32_t seed) {
        const auto [drawn, read] = readDrawnBadly(seed);
        RC_ASSERT(!read || (read->symbology == drawn.symbology && read->text == drawn.text));
    });
    CHECK(holds);
    // An EAN-8 whose last three digits looked like others on a track that had slipped.
    const auto [slipped, slippedRead] = readDrawnBadly(1531);
    CHECK((!slippedRead || slippedRead->text == slipped.text));
    int right = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        const auto [drawn, read] = readDrawnBadly(seed);
        CHECK((!read || read->text == drawn.text));
        right += read ? 1 : 0;
    }
    CHECK(right >= 10); // a floor: raise it when the decoder gets better
}

// Lines that hold no EAN, by seed: noise, bars of any width, bars on a grid of modules (what other symbologies are).
Profile nothing(std::mt19937 &random) {
    const auto size = 400 + random() % 600;
    std::vector<float> line;
    const auto kind = random() % 3;
    const double unit = between(2.5, 8, random);
    bool dark = false;
    while (line.size() < size) {
        const double width = kind == 0   ? 1
                             : kind == 1 ? between(1, 4 * unit, random)
                                         : unit * static_cast<double>(1 + random() % 4);
        dark = !dark;
        for (double i = 0; i < width; ++i)
            line.push_back(static_cast<float>(kind == 0 ? between(0, 255, random) : dark ? 200 : 20));
    }
    return Profile(std::move(line));
}

TEST_CASE("No line of anything else is read as an EAN") {
    constexpr int lines = 300;
    for (int i = 0; i < lines; ++i) {
        std::mt19937 random(static_cast<std::uint32_t>(i));
        const auto line = nothing(random);
        const auto read = readLine(i % 2 == 0 ? line : line.sharpened(3));
        INFO("seed " << i << (read ? ": " + read->text : ""));
        CHECK_FALSE(read);
    }
    CHECK_FALSE(readLine(Profile{}));
    CHECK_FALSE(readLine(Profile(std::vector<float>(1, 5))));
    CHECK_FALSE(readLine(Profile(std::vector<float>(600, 5))));
}

TEST_CASE("Half a symbol is none") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto whole = lineOf(randomSymbol(random), {}, random).darkness();
        const auto part = static_cast<std::ptrdiff_t>(whole.size() * 3 / 4);
        CHECK_FALSE(readLine(Profile({whole.begin(), whole.begin() + part})));
        CHECK_FALSE(readLine(Profile({whole.end() - part, whole.end()})));
    }
}

// Left half and middle guard are what a UPC-E is made of; what follows them tells.
TEST_CASE("An EAN-13 whose right half can't be read is no UPC-E") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto drawn = ean13("8" + randomDigits(6, random) + std::to_string(seed % 10) + randomDigits(4, random));
        auto line = lineOf(drawn, {}, random).darkness();
        for (std::size_t i = line.size() * 2 / 3; i < line.size(); ++i) // a hand over it, darker than the pack
            line[i] = 120;
        const auto read = readLine(Profile(line));
        CHECK((!read || read->symbology != Symbology::UpcE));
    }
    std::mt19937 random(238); // and one that ends in four light modules
    const auto whole = lineOf(randomSymbol(random), {}, random).darkness();
    CHECK_FALSE(readLine(Profile({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * 3 / 4)})));
}

// An EAN-13 whose left half and middle guard are, module by module, a UPC-E of number system 1, right check digit and
// all; and whose right half begins with one dark module.
Drawn likeUpcE(std::mt19937 &random) {
    while (true) {
        const auto six = randomDigits(6, random);
        const auto expanded = *codes::expandUpcE("1" + six + "0");
        const int check = codes::gtinCheckDigit(expanded.substr(0, 11));
        for (int leading = 1; leading < 10; ++leading)
            if (ean13Parity(leading) == upcEParity(1, check))
                return ean13(std::to_string(leading) + six + "3" + randomDigits(4, random));
    }
}

TEST_CASE("An EAN-13 whose right half lies under paper is no UPC-E") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const Look look{.noise = 0.5};
        auto line = lineOf(likeUpcE(random), look, random).darkness();
        const auto paper = static_cast<std::size_t>((14 + 51) * look.module);
        line.resize(paper + 100);
        std::fill(line.begin() + static_cast<std::ptrdiff_t>(paper), line.end(), line.front());
        CHECK_FALSE(readLine(Profile(line)));
    }
}

TEST_CASE("A line that contradicts keeps a vote from saying anything") {
    std::mt19937 random(5);
    const auto one = lineOf(ean13("301762042200"), {}, random);
    const auto other = lineOf(ean13("978044101498"), {}, random);
    SoftVote vote;
    (void)vote.look(one, {});
    CHECK(vote.confirms("3017620422003"));
    CHECK(vote.confirms("3017620422003 12")); // an add-on is beside it
    CHECK_FALSE(vote.confirms("9780441014989"));
    REQUIRE(vote.result());
    (void)vote.look(other, {});
    CHECK_FALSE(vote.result());
}
} // namespace
