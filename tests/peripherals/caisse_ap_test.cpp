#include "peripherals/payment/caisse_ap.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::peripherals::payment;
using panier::base::viewOf;
using Kind = TerminalOutcome::Kind;
using Reason = TerminalOutcome::Reason;

namespace {

const std::string goldenRequest = "CZ0040300CJ012012345678901CA00201CE003978CD0010CB0041250";
const std::string goldenAnswer = goldenRequest +
                                 "AE00210CC003001CI0011AC006224115AA016514733######3114AI020A0000000041010D07612"
                                 "AB0042701CF0101010000000CG006424242";

Request asked() {
    return {"012345678901", 1250, "01", false};
}

Message parse(std::string_view text) {
    MessageParser parser;
    REQUIRE(parser.feed(viewOf(text)));
    REQUIRE(parser.open());
    return *parser.open();
}

TerminalOutcome outcomeOf(const std::string &text) {
    const auto outcome = interpret(parse(text), asked());
    REQUIRE(outcome);
    return *outcome;
}

// Everything that a parser made of a stream: the messages that ended, then the open one.
std::vector<std::string> messagesOf(MessageParser &parser) {
    std::vector<std::string> texts;
    while (const auto message = parser.takeEnded())
        texts.push_back(message->text());
    if (const Message *open = parser.open())
        texts.push_back(open->text());
    return texts;
}

} // namespace

TEST_CASE("A request has the golden bytes") {
    const auto message = makeRequest(asked());
    REQUIRE(message);
    CHECK(message->text() == goldenRequest);
}

TEST_CASE("A request pads small amounts, and asks for an immediate answer only when told to") {
    CHECK(makeRequest({"012345678901", 5, "07", true})->text() ==
          "CZ0040300CJ012012345678901CA00207CE003978BA0011CD0010CB00205");
    CHECK(makeRequest({"012345678901", maxAmountMinor, "01", false})->value("CB") == "999999999999");
}

TEST_CASE("A request that a terminal would misread is refused") {
    const auto code = [](const Request &request) { return makeRequest(request).error().code; };
    CHECK(code({"01234567890", 1250, "01", false}) == RequestError::Reference);
    CHECK(code({"0123456789é", 1250, "01", false}) == RequestError::Reference);
    CHECK(code({"012345678901", 0, "01", false}) == RequestError::Amount);
    CHECK(code({"012345678901", -1, "01", false}) == RequestError::Amount);
    CHECK(code({"012345678901", maxAmountMinor + 1, "01", false}) == RequestError::Amount);
    CHECK(code({"012345678901", 1250, "1", false}) == RequestError::Till);
}

TEST_CASE("The golden answer is an approval, and its words are kept") {
    const TerminalOutcome outcome = outcomeOf(goldenAnswer);
    CHECK(outcome.kind == Kind::Approved);
    CHECK(outcome.reason == Reason::None);
    CHECK(outcome.amountMinor == 1250);
    CHECK(outcome.authorisation == "224115");
    CHECK(outcome.maskedPan == "514733######3114");
    CHECK(outcome.applicationId == "A0000000041010D07612");
    CHECK(outcome.contract == "424242");
    CHECK_FALSE(outcome.contactless);
    CHECK(outcome.raw == goldenAnswer);
    CHECK(outcomeOf(goldenRequest + "AE00210CC00300B").contactless);
}

TEST_CASE("Each answer means one thing") {
    struct Row {
        const char *fields;
        Kind kind;
        Reason reason;
    };
    const Row rows[] = {
        {"CB0041250AE00210", Kind::Approved, Reason::None},
        {"AE00210CB00500125", Kind::Unknown, Reason::AmountDiffers},
        {"AE00210CB00501250", Kind::Approved, Reason::None},
        {"AE00210", Kind::Unknown, Reason::AmountDiffers},
        {"AE00210CB00412x0", Kind::Unknown, Reason::AmountDiffers},
        {"AE00210CB0041250AF00209", Kind::Unknown, Reason::Contradictory},
        {"AE00210CB0041250AE00201", Kind::Unknown, Reason::Contradictory},
        {"AE00210CB0041250CB0041260", Kind::Unknown, Reason::Contradictory},
        {"AE00210CB0041250CJ012000000000000", Kind::Unknown, Reason::Contradictory},
        {"AE00210CB0041250CE003840", Kind::Unknown, Reason::Contradictory},
        {"AE00210CB0041250CD0011", Kind::Unknown, Reason::Contradictory},
        {"AE00201AF00204", Kind::Declined, Reason::Refused},
        {"AE00201AF00205", Kind::Declined, Reason::Forbidden},
        {"AE00201AF00206", Kind::NotCharged, Reason::Abandoned},
        {"AE00201AF00207", Kind::NotCharged, Reason::NotCompleted},
        {"AE00201AF00208", Kind::NotCharged, Reason::InputTimeout},
        {"AE00201AF00209", Kind::NotCharged, Reason::FormatError},
        {"AE00201AF00211", Kind::NotCharged, Reason::OperatorAbort},
        {"AE00201AF00213", Kind::NotCharged, Reason::Currency},
        {"AE00201AF00299", Kind::NotCharged, Reason::Unspecified},
        {"AE00201", Kind::NotCharged, Reason::Unspecified},
        {"AE00201AF00204AC006224115", Kind::Unknown, Reason::Contradictory},
        {"AE00211AF00209", Kind::Unknown, Reason::Contradictory},
        {"AE00255", Kind::Unknown, Reason::Unreadable},
        {"AF00204", Kind::Unknown, Reason::Unreadable},
    };
    for (const Row &row : rows) {
        CAPTURE(row.fields);
        const TerminalOutcome outcome = outcomeOf(std::string("CZ0040300") + row.fields);
        CHECK(name(outcome.kind) == name(row.kind));
        CHECK(name(outcome.reason) == name(row.reason));
    }
    CHECK_FALSE(interpret(parse(goldenRequest + "AE00211"), asked()));
}

TEST_CASE("An answer says enough with AE, and an amount where it says done") {
    CHECK_FALSE(saysEnough(parse("CZ0040300")));
    CHECK_FALSE(saysEnough(parse("CZ0040300AE00210")));
    CHECK(saysEnough(parse("CZ0040300AE00210CB0041250")));
    CHECK(saysEnough(parse("CZ0040300AE00201")));
}

TEST_CASE("What can't be Caisse-AP is refused, for good") {
    for (const std::string text : {"HTTP/1.1 200 OK", "AE00210", "CZ00x0300", "\x02", "cz0040300", "CZ-040300"}) {
        CAPTURE(text);
        MessageParser parser;
        CHECK_FALSE(parser.feed(viewOf(text)));
        CHECK_FALSE(parser.feed(viewOf(goldenAnswer)));
        CHECK_FALSE(parser.open());
        CHECK_FALSE(parser.takeEnded());
    }
}

TEST_CASE("Limits hold: fields, bytes, messages") {
    MessageParser fields;
    std::string flood = "CZ000";
    for (std::size_t i = 0; i < Message::maxFields; ++i)
        flood += "AB000";
    CHECK_FALSE(fields.feed(viewOf(flood)));

    MessageParser bytes;
    std::string large = "CZ000";
    for (int i = 0; i < 9; ++i)
        large += "AB999" + std::string(999, 'x');
    CHECK_FALSE(bytes.feed(viewOf(large)));

    MessageParser messages;
    std::string many;
    for (std::size_t i = 0; i < MessageParser::maxMessages + 2; ++i)
        many += "CZ000";
    CHECK_FALSE(messages.feed(viewOf(many)));
}

TEST_CASE("A message parses the same however its bytes arrive") {
    CHECK(rc::check("split and merged", [] {
        const auto tag = rc::gen::container<std::string>(2, rc::gen::elementOf(std::string("ABDEF0123456789")));
        const auto value = rc::gen::resize(40, rc::gen::arbitrary<std::string>());
        std::string stream;
        std::vector<std::string> expected;
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
            Message message;
            message.add("CZ", "0300");
            for (const auto &[t, v] : *rc::gen::resize(
                     10,
                     rc::gen::container<std::vector<std::pair<std::string, std::string>>>(rc::gen::pair(tag, value))))
                message.add(t, v);
            expected.push_back(message.text());
            stream += message.text();
        }
        MessageParser parser;
        std::vector<std::string> got;
        for (std::string_view rest = stream; !rest.empty();) {
            const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
            RC_ASSERT(parser.feed(viewOf(rest.substr(0, size))));
            rest.remove_prefix(size);
        }
        RC_ASSERT(messagesOf(parser) == expected);
    }));
}

TEST_CASE("A cut answer never reads as an approval without its amount") {
    for (std::size_t size = 0; size < goldenAnswer.size(); ++size) {
        MessageParser parser;
        REQUIRE(parser.feed(viewOf(std::string_view(goldenAnswer).substr(0, size))));
        const Message *open = parser.open();
        CHECK(parser.insideField() == (size != 0 && open == nullptr));
        if (open && saysEnough(*open))
            CHECK(interpret(*open, asked())->amountMinor == 1250);
    }
}
