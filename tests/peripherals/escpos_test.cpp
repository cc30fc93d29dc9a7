#include "peripherals/printer/escpos.h"
#include "peripherals/printer/escpos_parser.h"
#include "peripherals/printer/layout.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::peripherals::printer;
using panier::base::ByteView;
using panier::base::toHex;
using panier::base::viewOf;
using Kind = Command::Kind;

namespace {

const std::string init = "1B401B52001B7410";

std::string hexOf(std::vector<Block> blocks, int columns = 48) {
    const auto bytes = encode({std::move(blocks)}, columns);
    REQUIRE(bytes);
    return toHex(*bytes);
}

std::vector<Command> commandsOf(CommandParser &parser) {
    std::vector<Command> commands;
    while (const auto command = parser.next()) {
        // Text may come in pieces; together they are one.
        if (command->kind == Kind::Text && !commands.empty() && commands.back().kind == Kind::Text)
            commands.back().bytes += command->bytes;
        else
            commands.push_back(*command);
    }
    return commands;
}

} // namespace

TEST_CASE("Documents have the golden bytes") {
    CHECK(hexOf({}) == init);
    CHECK(hexOf({TextBlock{"Été 5 €"}}) == init + "C974E9203520800A");
    CHECK(hexOf({TextBlock{"A", Align::Center, true, true}, TextBlock{"B"}}) ==
          init + "1B61011B45011D2111410A1B61001B45001D2100420A");
    CHECK(hexOf({FeedBlock{3}, CutBlock{}}) == init + "1B64031D564200");
    CHECK(hexOf({QrBlock{"HI", 6}}) == init + "1B61010A"
                                              "1D286B040031413200"
                                              "1D286B0300314306"
                                              "1D286B0300314531"
                                              "1D286B05003150304849"
                                              "1D286B03003151300A");
}

TEST_CASE("Characters outside the code page become their base letter or a question mark") {
    CHECK(toCodePage("œuf – “x” ‰") == "\x9C"
                                       "uf \x96 \x93x\x94 \x89");
    CHECK(toCodePage("1\u202F234,50\u00A0€") == "1 234,50 \x80");
    CHECK(toCodePage("Őrségi Łódź ﬁn −1") == "Or"
                                             "s\xE9gi ?\xF3"
                                             "dz fin -1");
    CHECK(toCodePage("سلة 🧺") == "??? ?");
    CHECK(toCodePage("bad \xFF\xC3 end") == "bad ?? end");
    for (int byte = 0x20; byte < 0x100; ++byte)
        CHECK((byte == 0x7F || fromCodePage(static_cast<std::uint8_t>(byte)) != 0));
}

TEST_CASE("No text smuggles a command in") {
    CHECK(hexOf({TextBlock{"a\x1B@\x10\x04\x01\x1D\x56z\x7F\u0085"}}) == init + "614056" + "7A0A");
    CHECK(encode({{QrBlock{"a\x10\x04"}}}, 48).error().code == EncodeError::QrData);
    CHECK(encode({{QrBlock{""}}}, 48).error().code == EncodeError::QrData);
    CHECK(encode({{QrBlock{std::string(1001, 'a')}}}, 48).error().code == EncodeError::QrData);
    CHECK(encode({}, 40).error().code == EncodeError::Columns);
    CHECK(encode({std::vector<Block>(PrintDocument::maxBlocks + 1, RuleBlock{})}, 48).error().code ==
          EncodeError::TooLong);
    CHECK(encode({{TextBlock{std::string(600'000, 'x')}}}, 48).error().code == EncodeError::TooLong);
}

TEST_CASE("A real-time query never stands in a document") {
    CHECK(rc::check("no DLE EOT", [] {
        const auto text = *rc::gen::arbitrary<std::string>();
        const auto digits = *rc::gen::inRange<std::size_t>(1, QrBlock::maxBytes + 1);
        const auto bytes = encode({{TextBlock{text}, QrBlock{std::string(digits, '4'), *rc::gen::inRange(-5, 40)},
                                    FeedBlock{*rc::gen::inRange(-5, 400)}, PairBlock{text, text}}},
                                  48);
        RC_ASSERT(bytes.has_value());
        RealTimeScanner scanner;
        int found = 0;
        scanner.feed(*bytes, [&found](std::uint8_t) { ++found; });
        RC_ASSERT(found == 0);
    }));
}

TEST_CASE("Lines wrap at words, and pairs reach both edges") {
    CHECK(wrap("", 10) == std::vector<std::string>{""});
    CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrap("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
    CHECK(wrap("a\n\nb", 4) == std::vector<std::string>{"a", "", "b"});
    CHECK(pair("Total", "12,50", 20) == std::vector<std::string>{"Total          12,50"});
    CHECK(pair("Pull jacquard rouge", "39,00", 16) == std::vector<std::string>{"Pull", "jacquard", "rouge      39,00"});
    CHECK(pair("a", "0123456789", 16) == std::vector<std::string>{"a", "      0123456789"});
    CHECK(rc::check("no line is wider than the paper", [] {
        const auto columns = *rc::gen::inRange(2, 60);
        const auto left = *rc::gen::arbitrary<std::string>();
        const auto right = *rc::gen::container<std::string>(rc::gen::inRange('0', '9'));
        for (const auto &lines : {wrap(left, columns), pair(left, right, columns)})
            for (const std::string &line : lines)
                RC_ASSERT(line.size() <= static_cast<std::size_t>(columns));
    }));
}

TEST_CASE("Status bytes mean what the printer says") {
    const auto status = [](std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
        const auto parsed = parseStatus({a, b, c, d});
        REQUIRE(parsed);
        return *parsed;
    };
    CHECK(status(0x16, 0x12, 0x12, 0x12) == PrinterStatus{true, false, false, false, false});
    CHECK(status(0x16, 0x12, 0x12, 0x12).ready());
    CHECK(status(0x1E, 0x16, 0x12, 0x12) == PrinterStatus{false, true, false, false, false});
    CHECK(status(0x1E, 0x32, 0x12, 0x72) == PrinterStatus{false, false, true, false, false});
    CHECK(status(0x16, 0x12, 0x12, 0x1E) == PrinterStatus{true, false, false, true, false});
    CHECK(status(0x16, 0x12, 0x12, 0x1E).ready());
    CHECK(status(0x16, 0x12, 0x12, 0x72).paperOut);
    for (const std::uint8_t fault : {0x1A, 0x32, 0x52})
        CHECK(status(0x16, 0x12, fault, 0x12).error);
    CHECK(status(0x16, 0x52, 0x12, 0x12).error);
    CHECK_FALSE(parseStatus({0x16, 0x12, 0x12, 0x00}));
    CHECK_FALSE(parseStatus({0x96, 0x12, 0x12, 0x12}));
    for (int byte = 0; byte < 256; ++byte) // the two kinds of answer can't be mistaken for each other
        CHECK_FALSE(
            (isStatusByte(static_cast<std::uint8_t>(byte)) && isCompletionByte(static_cast<std::uint8_t>(byte))));
}

TEST_CASE("The emulator reads what the encoder writes, however it is cut") {
    const auto bytes = encode({{TextBlock{"Été €", Align::Center, true, true}, PairBlock{"Total", "12,50"}, RuleBlock{},
                                QrBlock{"https://example.org/t#1"}, FeedBlock{2}, CutBlock{}}},
                              48);
    REQUIRE(bytes);
    CommandParser whole;
    whole.feed(*bytes);
    const auto expected = commandsOf(whole);
    CHECK(whole.pending() == 0);
    CHECK(std::count_if(expected.begin(), expected.end(), [](auto &c) { return c.kind == Kind::QrPrint; }) == 1);
    CHECK(expected.back().kind == Kind::Cut);
    CHECK(rc::check("split", [&] {
        CommandParser parser;
        std::vector<Command> got;
        for (ByteView rest = *bytes; !rest.empty();) {
            const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
            parser.feed(rest.first(size));
            rest = rest.subspan(size);
            for (auto &command : commandsOf(parser)) {
                if (command.kind == Kind::Text && !got.empty() && got.back().kind == Kind::Text)
                    got.back().bytes += command.bytes;
                else
                    got.push_back(command);
            }
        }
        RC_ASSERT(got == expected);
    }));
}

TEST_CASE("Raster data is passed over and never held; a query inside it is answered") {
    CommandParser parser;
    const std::uint8_t head[] = {0x1D, 0x76, 0x30, 0x00, 0xFF, 0xFF, 0xFF, 0xFF};
    parser.feed(head);
    const std::vector<std::uint8_t> block(100'000, 'x');
    for (int i = 0; i < 100; ++i) {
        parser.feed(block);
        CHECK(commandsOf(parser).size() <= 1); // the command itself, no text
        CHECK(parser.pending() == 0);
    }
    RealTimeScanner scanner;
    std::string asked;
    const auto note = [&asked](std::uint8_t which) { asked += static_cast<char>('0' + which); };
    scanner.feed(viewOf("xx\x10"), note);
    scanner.feed(viewOf("\x04"), note);
    scanner.feed(viewOf("\x04yy\x10\x10\x04\x01\x10\x04\x05\x10\x04\x02"), note);
    CHECK(asked == "412");
}
