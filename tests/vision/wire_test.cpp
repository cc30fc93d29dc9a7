#include "vision/agree/wire.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>

namespace {
using namespace panier;
using namespace panier::vision::agree;
using vision::decode::Symbology;
using vision::tray::TrayState;

const CodeRead milk{Symbology::Ean13, "]E0", "3017620422003", Strength::Fair};
const CodeRead gs1{Symbology::DataMatrix, "]d2", std::string("0109501101530003\x1D"), Strength::Strong};

std::vector<Message> allKinds() {
    return {Shown{milk},
            Gone{gs1},
            Health{SourceState::Lost, 123, 4, 3, 2, "no more pictures come"},
            Health{SourceState::Watching, 300, 9, 8, 0, "", PictureFault::Covered, {true, false, true}},
            Preview{480, 270, {0xFF, 0xD8, 0xFF, 0xD9}},
            TrayView{TrayState::Blocked, {}, 7000},
            TrayView{TrayState::Occupied, {{1234, 5000, 10'000, false}, {25, 0, 1, true}}, 4'000'000'000},
            NotCounted{Symbology::Itf, Refusal::NotAnArticle}};
}

std::vector<Message> readAll(WireReader &reader) {
    std::vector<Message> messages;
    while (true) {
        auto next = reader.next();
        REQUIRE(next.has_value());
        if (!*next)
            return messages;
        messages.push_back(**next);
    }
}

TEST_CASE("Every kind of message comes back as it was, however the pipe splits it") {
    base::Bytes stream;
    for (const auto &message : allKinds()) {
        const auto bytes = encode(message);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    const auto step = GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{1000});
    WireReader reader;
    std::vector<Message> read;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        reader.feed(base::ByteView(stream).subspan(at, std::min(step, stream.size() - at)));
        for (auto &message : readAll(reader))
            read.push_back(std::move(message));
    }
    CHECK(read == allKinds());
}

TEST_CASE("The bytes are as written down") {
    CHECK(base::toHex(encode(Shown{milk})) == "00000016"
                                              "01"
                                              "01"
                                              "01"
                                              "03"
                                              "5D4530"
                                              "000D"
                                              "33303137363230343232303033");
    CHECK(base::toHex(encode(
              Health{SourceState::Watching, 120, 1, 2, 3, "x", PictureFault::Dark, {true, true, false}})) == "00000014"
                                                                                                             "03"
                                                                                                             "02"
                                                                                                             "0078"
                                                                                                             "00000001"
                                                                                                             "00000002"
                                                                                                             "00000003"
                                                                                                             "01"
                                                                                                             "78"
                                                                                                             "02"
                                                                                                             "03");
    CHECK(base::toHex(encode(Preview{16, 9, {0xAA}})) == "00000006"
                                                         "04"
                                                         "0010"
                                                         "0009"
                                                         "AA");
}

TEST_CASE("The tray's bytes are as written down") {
    CHECK(base::toHex(encode(TrayView{TrayState::Moving, {{0x0102, 0x0304, 0x0506, true}}, 0x0708090A})) == "0000000F"
                                                                                                            "06"
                                                                                                            "01"
                                                                                                            "04"
                                                                                                            "0708090A"
                                                                                                            "01"
                                                                                                            "0102"
                                                                                                            "0304"
                                                                                                            "0506"
                                                                                                            "01");
}

TEST_CASE("More things than a tray holds are cut") {
    WireReader reader;
    reader.feed(encode(TrayView{TrayState::Occupied, std::vector(20, vision::tray::LyingThing{1, 2, 3, false}), 0}));
    const auto next = reader.next();
    REQUIRE(next.has_value());
    CHECK(std::get<TrayView>(**next).things.size() == vision::tray::maxThings);
}

TEST_CASE("A refusal is as written down, and each crosses") {
    CHECK(base::toHex(encode(NotCounted{Symbology::UpcE, Refusal::Contradicted})) == "00000004"
                                                                                     "05"
                                                                                     "01"
                                                                                     "04"
                                                                                     "04");
    WireReader reader;
    for (int reason = 0; reason <= static_cast<int>(lastRefusal); ++reason) {
        const Message message = NotCounted{Symbology::Ean13, static_cast<Refusal>(reason)};
        reader.feed(encode(message));
        CHECK(readAll(reader) == std::vector<Message>{message});
        CHECK(nameOf(static_cast<Refusal>(reason)) != "?");
    }
    CHECK(nameOf(static_cast<Refusal>(static_cast<int>(lastRefusal) + 1)) == "?"); // a new one needs a word
}

void refuses(const char *hex, WireError expected) {
    INFO(hex);
    WireReader reader;
    reader.feed(*base::fromHex(hex));
    const auto next = reader.next();
    REQUIRE_FALSE(next.has_value());
    CHECK(next.error().code == expected);
    reader.feed(encode(Shown{milk})); // what is broken stays broken
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("A refusal that isn't exactly one is refused") {
    refuses("0000000405020100", WireError::BadBody);   // version 2
    refuses("0000000405011000", WireError::BadBody);   // symbology 16
    refuses("0000000405010106", WireError::BadBody);   // reason 6
    refuses("00000003050101", WireError::BadBody);     // cut
    refuses("000000050501010000", WireError::BadBody); // a byte too many
}

TEST_CASE("What isn't exactly a message is refused") {
    refuses("00000000", WireError::BadLength);
    refuses("00020001", WireError::BadLength);
    refuses("FFFFFFFF", WireError::BadLength);
    refuses("00000001"
            "00",
            WireError::UnknownKind);
    refuses("00000001"
            "7F",
            WireError::UnknownKind);
    refuses("00000001"
            "01",
            WireError::BadBody); // nothing in it
    refuses("00000009"
            "01"
            "0B"
            "01"
            "01"
            "5D"
            "0001"
            "31"
            "00",
            WireError::BadBody); // symbology 11
    refuses("00000008"
            "01"
            "01"
            "03"
            "01"
            "5D"
            "0001"
            "31",
            WireError::BadBody); // strength 3
    refuses("0000000B"
            "01"
            "01"
            "01"
            "04"
            "5D45305D"
            "0001"
            "31",
            WireError::BadBody); // four bytes of AIM
    refuses("00000007"
            "01"
            "01"
            "01"
            "01"
            "5D"
            "0000",
            WireError::BadBody); // no text
    refuses("00000008"
            "01"
            "01"
            "01"
            "01"
            "5D"
            "0002"
            "31",
            WireError::BadBody); // text longer than the message
    refuses("00000009"
            "01"
            "01"
            "01"
            "01"
            "5D"
            "0001"
            "31"
            "00",
            WireError::BadBody); // a byte too many
    refuses("00000013"
            "03"
            "04"
            "0078"
            "00000001"
            "00000002"
            "00000003"
            "00"
            "0007",
            WireError::BadBody); // state 4
    refuses("00000013"
            "03"
            "02"
            "0078"
            "00000001"
            "00000002"
            "00000003"
            "00"
            "0507",
            WireError::BadBody); // picture fault 5
    refuses("00000013"
            "03"
            "02"
            "0078"
            "00000001"
            "00000002"
            "00000003"
            "00"
            "0008",
            WireError::BadBody); // an unknown way to be confined
}

TEST_CASE("What isn't exactly a view of the tray is refused") {
    refuses("00000008"
            "06"
            "02"
            "02"
            "00000000"
            "00",
            WireError::BadBody); // version 2
    refuses("00000008"
            "06"
            "01"
            "06"
            "00000000"
            "00",
            WireError::BadBody); // state 6
    refuses("00000008"
            "06"
            "01"
            "00"
            "00000000"
            "00",
            WireError::BadBody); // state 0
    refuses("0000000F"
            "06"
            "01"
            "02"
            "00000000"
            "01"
            "00010001000100",
            WireError::BadBody); // empty, with a thing
    refuses("0000000F"
            "06"
            "01"
            "03"
            "00000000"
            "11"
            "00010001000100",
            WireError::BadBody); // seventeen things
    refuses("0000000F"
            "06"
            "01"
            "03"
            "00000000"
            "01"
            "00010001271100",
            WireError::BadBody); // outside the picture
    refuses("0000000F"
            "06"
            "01"
            "03"
            "00000000"
            "01"
            "00010001000102",
            WireError::BadBody); // an edge that is neither
    refuses("0000000E"
            "06"
            "01"
            "03"
            "00000000"
            "01"
            "000100010001",
            WireError::BadBody); // cut off
}

TEST_CASE("A text beyond the limit is refused") {
    const CodeRead longest{Symbology::QrCode, "]Q1", std::string(vision::decode::maxTextBytes, 'x'), Strength::Strong};
    const CodeRead tooLong{Symbology::QrCode, "]Q1", std::string(vision::decode::maxTextBytes + 1, 'x'),
                           Strength::Strong};
    WireReader reader;
    reader.feed(encode(Shown{longest}));
    REQUIRE(reader.next().has_value());
    reader.feed(encode(Shown{tooLong}));
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("A long reason is cut, not refused") {
    WireReader reader;
    reader.feed(encode(Health{SourceState::Lost, 0, 0, 0, 0, std::string(300, 'r')}));
    const auto next = reader.next();
    REQUIRE(next.has_value());
    CHECK(std::get<Health>(**next).reason == std::string(255, 'r'));
}

TEST_CASE("Damaged streams never crash the reader, and a damaged one that passes is a valid message") {
    std::mt19937 random(42);
    INFO("seed 42");
    const auto kinds = allKinds();
    for (int round = 0; round < 5000; ++round) {
        auto bytes = encode(kinds[random() % kinds.size()]);
        bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
        WireReader reader;
        reader.feed(bytes);
        const auto next = reader.next();
        if (!next.has_value() || !next->has_value())
            continue;
        const auto again = encode(**next); // shorter where the damage is in the length
        REQUIRE(again.size() <= bytes.size());
        CHECK(std::equal(again.begin(), again.end(), bytes.begin()));
    }
}
} // namespace
