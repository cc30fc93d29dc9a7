#include "codes/gs1/element_string.h"

#include "codes/gtin.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::codes;

namespace {

constexpr Date today{2026, 11, 22};
const std::string gs = "\x1D";

AiError errorOf(std::string_view text) {
    const auto parsed = ElementString::parse(text, today);
    REQUIRE_FALSE(parsed);
    return parsed.error().code;
}

std::string withCheckDigit(std::string_view body) {
    return std::string(body) + static_cast<char>('0' + gtinCheckDigit(body));
}

std::string someText(std::string_view alphabet, std::size_t least, std::size_t most) {
    const auto length = *rc::gen::inRange(least, most + 1);
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(std::string(alphabet)));
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view set82 =
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

// A few AIs of each kind with data that they allow.
Element someElement() {
    switch (*rc::gen::inRange(0, 8)) {
    case 0:
        return {"01", withCheckDigit(someText(digits, 13, 13))};
    case 1:
        return {"17",
                "2" + someText(digits, 1, 1) + "0" + someText("123456789", 1, 1) + "2" + someText("012345678", 1, 1)};
    case 2:
        return {"10", someText(set82, 1, 20)};
    case 3:
        return {"21", someText(set82, 1, 20)};
    case 4:
        return {"310" + someText("012345", 1, 1), someText(digits, 6, 6)};
    case 5:
        return {"393" + someText(digits, 1, 1), someText(digits, 4, 18)};
    case 6:
        return {"414", withCheckDigit(someText(digits, 12, 12))};
    default:
        return {"8200", someText(set82, 1, 70)};
    }
}

} // namespace

// GS1 General Specifications, 7.8.
TEST_CASE("an element string is read AI by AI") {
    const auto parsed = ElementString::parse("0109521234000112"
                                             "17270131"
                                             "10A-1" +
                                                 gs +
                                                 "3103001750"
                                                 "21x/9",
                                             today);
    REQUIRE(parsed);
    CHECK(parsed->elements() ==
          std::vector<Element>{
              {"01", "09521234000112"}, {"17", "270131"}, {"10", "A-1"}, {"3103", "001750"}, {"21", "x/9"}});
    CHECK(parsed->find("10") == "A-1");
    CHECK_FALSE(parsed->find("310"));
    CHECK(parsed->has("310"));
}

TEST_CASE("a separator is passed over where it does no harm, and nowhere else") {
    CHECK(ElementString::parse(gs + "0109521234000112", today));              // FNC1 in first place
    CHECK(ElementString::parse("0109521234000112" + gs + "17270131", today)); // after a fixed length
    CHECK(ElementString::parse("0109521234000112"
                               "10A" +
                                   gs,
                               today)); // at the end
    CHECK(errorOf("10A" + gs + gs + "17270131") == AiError::Separator);
    CHECK(errorOf(gs + gs + "10A") == AiError::Separator);
    CHECK(errorOf("01095212340" + gs + "17270131") == AiError::Character); // inside of a fixed length
}

TEST_CASE("what breaks the standard is refused, and the reason names the AI") {
    CHECK(errorOf("") == AiError::Empty);
    CHECK(errorOf(gs) == AiError::Empty);
    CHECK(errorOf("0109521234000113") == AiError::CheckDigit);
    CHECK(errorOf("01095212340001") == AiError::Length);
    CHECK(errorOf("0109521234000 12") == AiError::Character);
    CHECK(errorOf("05123") == AiError::UnknownAi);
    CHECK(errorOf("31061234567") == AiError::UnknownAi); // the decimals end at 5
    CHECK(errorOf("3170123456") == AiError::UnknownAi);
    CHECK(errorOf("8099X") == AiError::UnknownAi);
    CHECK(errorOf("1") == AiError::UnknownAi);
    CHECK(errorOf("10") == AiError::Length);
    CHECK(errorOf("10ABCDEFGHIJKLMNOPQRSTU") == AiError::Length);
    CHECK(errorOf("10A B") == AiError::Character);
    CHECK(errorOf("10caf\xC3\xA9") == AiError::Character);
    CHECK(errorOf("10A" + gs + "10B") == AiError::Repeated);
    CHECK(ElementString::parse("10A" + gs + "10A", today)->elements().size() == 1);
    CHECK(errorOf("37123456789") == AiError::Length);
    CHECK(errorOf("8011012") == AiError::Value);
    CHECK(errorOf("8006095212340001120301") == AiError::Value);
    CHECK(ElementString::parse("0109521234000113", today).error().text == "AI 01: the check digit is wrong");
    CHECK(ElementString::parse("<b>", today).error().text == "there is no such AI");
    CHECK(errorOf(std::string(ElementString::maxBytes + 1, '9')) == AiError::Length);
}

TEST_CASE("dates exist, in the century that is near") {
    CHECK(errorOf("17261301") == AiError::Date);
    CHECK(errorOf("17260230") == AiError::Date);
    CHECK(errorOf("17250229") == AiError::Date);
    CHECK(ElementString::parse("17280229", today));
    CHECK(ElementString::parse("17260200", today)); // the whole month
    CHECK(errorOf("4326260200") == AiError::Date);  // not of this AI
    CHECK(errorOf("70032611222460") == AiError::Date);
    CHECK(dateOf("270200", today, true) == Date{2027, 2, 28});
    CHECK(dateOf("760101", today, false) == Date{2076, 1, 1});
    CHECK(dateOf("770101", today, false) == Date{1977, 1, 1});
    CHECK(dateOf("010101", {1996, 1, 1}, false) == Date{2001, 1, 1});
    CHECK(dateOf("450101", {1996, 1, 1}, false) == Date{2045, 1, 1});
    CHECK(dateOf("470101", {1996, 1, 1}, false) == Date{1947, 1, 1});
    CHECK_FALSE(dateOf("2602", today, false));
}

TEST_CASE("parts that may be missing, and those that may not") {
    CHECK(ElementString::parse("2539521234000112", today));
    CHECK(ElementString::parse("2539521234000112SER", today));
    CHECK(errorOf("253952123400011") == AiError::Length);
    CHECK(ElementString::parse("423250", today));
    CHECK(ElementString::parse("423250276380", today));
    CHECK(errorOf("4232502") == AiError::Length);
    CHECK(errorOf("4210") == AiError::Length);
    CHECK(*ElementString::parse("800826112213", today) == *ElementString::parse("800826112213" + gs, today));
}

TEST_CASE("no AI begins with another one, and those of fixed length agree with their beginning") {
    int known = 0;
    for (int n = 0; n < 10'000; ++n) {
        const auto four = std::to_string(10'000 + n).substr(1);
        const auto found = findAi(four);
        if (found.entry == nullptr)
            continue;
        ++known;
        std::size_t hits = 0;
        for (std::size_t length = 2; length <= 4; ++length)
            hits += findAi(four.substr(0, length)).digits == length ? 1 : 0;
        INFO(four);
        CHECK(hits == 1);
        const auto fixed = predefinedLength(four);
        std::size_t most = found.digits;
        bool variable = false;
        for (const auto &part : found.entry->parts) {
            most += static_cast<std::size_t>(part.most);
            variable |= part.least != part.most || part.optional;
        }
        if (fixed > 0)
            CHECK((!variable && most == fixed));
    }
    CHECK(known > 3000);
}

TEST_CASE("whatever elements there are, they are read again") {
    CHECK(rc::check([] {
        std::vector<Element> elements;
        std::string text;
        bool separate = false;
        for (int n = *rc::gen::inRange(1, 8); n > 0; --n) {
            const auto element = someElement();
            const bool there = std::any_of(elements.begin(), elements.end(),
                                           [&](const Element &other) { return other.ai == element.ai; });
            if (there)
                continue;
            text += (separate ? gs : "") + element.ai + element.value;
            separate = predefinedLength(element.ai) == 0;
            elements.push_back(element);
        }
        const auto parsed = ElementString::parse(text, today);
        RC_TAG(elements.size());
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(parsed->elements() == elements);
    }));
}

TEST_CASE("one wrong digit in a number with a check digit is always found") {
    CHECK(rc::check([] {
        auto text = "01" + withCheckDigit(someText(digits, 13, 13));
        const auto at = *rc::gen::inRange<std::size_t>(2, text.size());
        const auto other = *rc::gen::inRange('0', ':');
        RC_PRE(text[at] != other);
        text[at] = static_cast<char>(other);
        RC_ASSERT(!ElementString::parse(text, today));
    }));
}
