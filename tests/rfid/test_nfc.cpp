// What of NFC is pure: NDEF, keys, the guard before libfreefare, the card that lies there, the frames of a PN532.
#include "rfid/emulator/pn532_frame.h"
#include "rfid/nfc/badge_key.h"
#include "rfid/nfc/card_guard.h"
#include "rfid/nfc/ndef.h"
#include "rfid/nfc/presence.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <rapidcheck.h>
#include <sys/stat.h>

using namespace panier;
using namespace panier::rfid::nfc;
using base::Bytes;

namespace {

Bytes hex(std::string_view text) {
    std::string digits(text);
    std::erase(digits, ' ');
    return base::fromHex(digits).value();
}

AesKey key(std::string_view text) {
    std::array<std::uint8_t, 16> bytes{};
    const auto parsed = hex(text);
    REQUIRE(parsed.size() == bytes.size());
    std::copy(parsed.begin(), parsed.end(), bytes.begin());
    return AesKey(bytes);
}

bool malformed(std::string_view message) {
    const auto record = parseNdef(hex(message));
    return !record && record.error().code == NfcError::Malformed;
}

std::filesystem::path fileWith(const std::string &text, mode_t mode) {
    auto name = (std::filesystem::temp_directory_path() / "panier-key-XXXXXX").string();
    REQUIRE(::close(::mkstemp(name.data())) == 0);
    std::ofstream(name) << text;
    REQUIRE(::chmod(name.c_str(), mode) == 0);
    return name;
}

} // namespace

TEST_CASE("AES-CMAC gives RFC 4493's values") {
    const auto k = key("2b7e151628aed2a6abf7158809cf4f3c");
    const auto mac = [&](std::string_view message) { return base::toHex(aesCmac(k, hex(message)).value()); };
    CHECK(mac("") == "BB1D6929E95937287FA37D129B756746");
    CHECK(mac("6bc1bee22e409f96e93d7e117393172a") == "070A16B46B4D4144F79BDD9DD04A287C");
    CHECK(mac("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411") ==
          "DFA66747DE9AE63030CA32611497C827");
}

TEST_CASE("a key is diversified as AN10922 does") {
    // AN10922, 2.2.1: UID 04782E21801D80, application 3042F5, system identifier "NXP Abu".
    const auto own =
        diversified(key("00112233445566778899AABBCCDDEEFF"), hex("04782E21801D80 3042F5 4E585020416275")).value();
    CHECK(base::toHex(own.bytes()) == "A8DD63A3B89D54B37CA802473FDA9175");
    CHECK_FALSE(diversified(own, hex("04DEADBEEFFEED")).has_value()); // would want the other padding
    CHECK_FALSE(diversified(own, Bytes(32)).has_value());
}

TEST_CASE("a master key is read from its owner's file only") {
    const std::string digits = "00112233445566778899aabbccddeeff";
    const auto good = fileWith(digits + "\n", 0600);
    CHECK(readKeyFile(good).value() == key(digits));
    for (const mode_t mode : {0640, 0604, 0622, 0700}) {
        CAPTURE(mode);
        const auto open = fileWith(digits, mode);
        CHECK(readKeyFile(open).error().code == NfcError::KeyFile);
        std::filesystem::remove(open);
    }
    for (const auto &text : {std::string(), digits.substr(1), digits + "00", std::string(32, 'g'), digits + "\n\n\n"}) {
        const auto bad = fileWith(text, 0600);
        CHECK(readKeyFile(bad).error().code == NfcError::KeyFile);
        std::filesystem::remove(bad);
    }
    CHECK_FALSE(readKeyFile("/nonexistent").has_value());
    CHECK_FALSE(readKeyFile("/dev/zero").has_value());

    const auto made = good.string() + ".made";
    REQUIRE(createKeyFile(made));
    const auto first = readKeyFile(made).value();
    CHECK(first != AesKey());
    CHECK_FALSE(createKeyFile(made).has_value()); // never over another
    CHECK(readKeyFile(made).value() == first);
    std::filesystem::remove(made);
    std::filesystem::remove(good);
}

TEST_CASE("texts and URIs are read as their record types say") {
    CHECK(parseNdef(hex("D1 01 0A 54 02 6672 4164 6120 3432 21")).value() ==
          NdefRecord{NdefRecord::Kind::Text, "Ada 42!", "fr"});
    CHECK(parseNdef(hex("D1 01 0B 54 05 656E2D4742 C3A9 E282AC")).value() ==
          NdefRecord{NdefRecord::Kind::Text, "\xC3\xA9\xE2\x82\xAC", "en-GB"});
    // RTD URI 1.0, A.1: http://www.nfc.com
    CHECK(parseNdef(hex("D1 01 08 55 01 6E66632E636F6D")).value() ==
          NdefRecord{NdefRecord::Kind::Uri, "http://www.nfc.com", ""});
    // A.2: a long record with the telephone number
    CHECK(parseNdef(hex("D1 01 0D 55 05 2B3335383931323334353637")).value().value == "tel:+35891234567");
    CHECK(parseNdef(hex("C1 01 00000008 55 01 6E66632E636F6D")).value().value == "http://www.nfc.com");   // long form
    CHECK(parseNdef(hex("D9 01 08 02 55 4142 01 6E66632E636F6D")).value().value == "http://www.nfc.com"); // with an id
    CHECK(parseNdef(hex("91 01 02 55 00 41 51 01 02 55 00 42")).value().value == "A"); // the first of two
}

TEST_CASE("what isn't a plain text or URI is refused") {
    CHECK(malformed(""));
    CHECK(malformed("D1 01"));
    CHECK(malformed("D1 01 0B 54 05 656E2D4742 C3A9 E282")); // cut
    CHECK(malformed("51 01 02 55 00 41"));                   // doesn't begin
    CHECK(malformed("F1 01 02 55 00 41"));                   // chunked
    CHECK(malformed("91 01 02 55 00 41"));                   // more should follow
    CHECK(malformed("D1 01 02 55 00 41 00"));                // follows the last
    CHECK(malformed("D2 0A 01 746578742F706C61696E 41"));    // another type
    CHECK(malformed("D1 02 02 5370 00 41"));                 // "Sp"
    CHECK(malformed("D1 01 02 55 24 41"));                   // no such prefix
    CHECK(malformed("D1 01 01 55 00"));                      // empty
    CHECK(malformed("D1 01 05 55 03 61 20 62 63"));          // blank in a URI
    CHECK(malformed("D1 01 05 54 82 6672 0041"));            // UTF-16
    CHECK(malformed("D1 01 05 54 42 6672 4141"));            // reserved bit
    CHECK(malformed("D1 01 04 54 00 414141"));               // no language
    CHECK(malformed("D1 01 05 54 3F 6672 4141"));            // a language that runs over the end
    CHECK(malformed("D1 01 05 54 02 2F72 4141"));            // "/r"
    CHECK(malformed("D1 01 05 54 02 6672 41 0A"));           // a control character
    CHECK(malformed("D1 01 05 54 02 6672 C0 80"));           // an overlong NUL
    CHECK(malformed("D1 01 06 54 02 6672 ED A0 80"));        // a surrogate
    CHECK(malformed("D1 01 05 54 02 6672 C2 85"));           // a C1 control
    CHECK(malformed("D1 01 07 54 02 6672 F4 90 80 80"));     // beyond Unicode
    CHECK(malformed("C1 01 FFFFFFFF 55 00 41"));             // a length of 4 GiB
    Bytes tooLong = hex("C1 01 00000202 55 00");
    tooLong.resize(tooLong.size() + maxNdefValueBytes + 1, 'a');
    CHECK_FALSE(parseNdef(tooLong).has_value());
}

TEST_CASE("the message is found in a tag's memory") {
    CHECK(ndefAreaSize(hex("E1101200")) == 144U);
    CHECK(ndefAreaSize(hex("E110FF00")) == maxNdefBytes);
    for (const auto *container : {"00000000", "E1201200", "E11012F0", "E11012"})
        CHECK_FALSE(ndefAreaSize(hex(container)));
    CHECK(findNdef(hex("0305"), 144).value() == NdefPlace{2, 5});
    CHECK(findNdef(hex("0103A00C34 0310"), 144).value() == NdefPlace{7, 16}); // after a lock control TLV
    CHECK(findNdef(hex("0000 03FF0100"), 300).value() == NdefPlace{6, 256});
    CHECK_FALSE(findNdef(hex("00"), 144).value().has_value()); // read more
    CHECK_FALSE(findNdef(hex("03FF01"), 144).value().has_value());
    CHECK_FALSE(findNdef(hex("0140"), 144).value().has_value());
    CHECK_FALSE(findNdef(hex("FE"), 144).has_value());
    CHECK_FALSE(findNdef(hex("0390"), 144).has_value());
    CHECK_FALSE(findNdef(hex("000000"), 3).has_value());
    CHECK_FALSE(findNdef({}, 0).has_value());
}

TEST_CASE("no memory and no message leads a parser out of its bytes") {
    CHECK(rc::check("found places lie in the area", [](const Bytes &begin) {
        const auto size = *rc::gen::inRange<std::size_t>(0, maxNdefBytes + 1);
        const auto place = findNdef(begin, size);
        if (place && *place)
            RC_ASSERT((*place)->offset + (*place)->length <= size);
        if (place && !*place)
            RC_ASSERT(begin.size() < size); // it only asks for more where there is more
    }));
    CHECK(rc::check("a record's value is short and clean", [](Bytes message) {
        if (message.size() > 3) {
            message[0] = 0xD1;
            message[1] = 1;
            message[2] = static_cast<std::uint8_t>(message.size() - 4);
            message[3] = *rc::gen::element<std::uint8_t>('T', 'U');
        }
        const auto record = parseNdef(message);
        if (record) {
            RC_ASSERT(!record->value.empty() && record->value.size() <= maxNdefValueBytes);
            RC_ASSERT(std::none_of(record->value.begin(), record->value.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
        }
    }));
}

TEST_CASE("a DESFire may answer only as badges do") {
    const auto may = [](std::string_view command, std::size_t bytes, unsigned status) {
        Bytes answer(bytes);
        answer.push_back(0x91);
        answer.push_back(static_cast<std::uint8_t>(status));
        return mayAnswer(hex(command), answer);
    };
    const auto *authenticate = "90AA0000010000";
    CHECK(may(authenticate, 16, 0xAF));
    CHECK(may(authenticate, 0, 0xAE));
    for (std::size_t bytes = 0; bytes < 60; ++bytes) {
        CAPTURE(bytes);
        CHECK(may(authenticate, bytes, 0xAF) == (bytes == 16));
        CHECK_FALSE(may(authenticate, bytes, 0x00)); // nothing is proved by that
        CHECK(may("90AF000020", bytes, 0x00) == (bytes == 16));
        CHECK(may("90BD000007", bytes, 0x00) == (bytes == 32));
        CHECK_FALSE(may("90BD000007", bytes, 0xAF)); // never continued
        CHECK(may("903D000007", bytes, 0x00) == (bytes == 8));
        CHECK_FALSE(may("9060000000", bytes, 0xAF)); // nobody asks for that
        CHECK((may("90BD000007", bytes, 0xAE) == (bytes == 0)));
    }
    CHECK_FALSE(mayAnswer(hex(authenticate), {}));
    CHECK_FALSE(mayAnswer(hex(authenticate), hex("AF")));
    CHECK_FALSE(mayAnswer(hex(authenticate), hex("90AE")));
    CHECK_FALSE(mayAnswer(hex("90AA"), hex("91AE")));
}

TEST_CASE("a card that lies there is told once") {
    const auto card = hex("04112233445566");
    Presence presence;
    CHECK(presence.seen(card));
    presence.told();
    CHECK_FALSE(presence.seen(card));
    CHECK_FALSE(presence.missed()); // held at an angle
    CHECK_FALSE(presence.seen(card));
    CHECK(presence.seen(hex("04112233445567"))); // another
    presence.told();
    CHECK(presence.seen(card));
    presence.told();
    CHECK_FALSE(presence.missed());
    CHECK_FALSE(presence.missed()); // gone, and it was told
    CHECK(presence.seen(card));     // back

    SECTION("what can't be read is tried a few times") {
        CHECK_FALSE(presence.failed());
        CHECK(presence.seen(card));
        CHECK_FALSE(presence.missed());
        CHECK(presence.missed()); // it was tried, and left
        CHECK_FALSE(presence.missed());
        CHECK(presence.seen(card));
        for (int i = 1; i < Presence::maxTries; ++i)
            CHECK_FALSE(presence.failed());
        CHECK(presence.failed());
        CHECK_FALSE(presence.seen(card));
    }
    SECTION("a telephone with another UID each time is one telephone") {
        CHECK(presence.seen(hex("08010203")));
        presence.told();
        CHECK_FALSE(presence.seen(hex("08040506")));
        CHECK(isRandomUid(hex("08010203")));
        CHECK_FALSE(isRandomUid(hex("04010203")));
        CHECK_FALSE(isRandomUid(hex("08010203040506")));
    }
}

TEST_CASE("the emulated PN532 frames as its manual does, however the bytes are cut") {
    using namespace rfid::emulator;
    CHECK(pn532Command(hex("02")) == hex("0000FF02FED4022A00")); // GetFirmwareVersion, UM0701-02, 7.2.2
    CHECK(pn532Answer(hex("0332010607")) == hex("0000FF06FAD50332010607E800"));
    CHECK(pn532Answer(Bytes(262)).size() == 262 + 11); // an extended frame
    CHECK(rc::check("frames come out of any cut, noise before them", [] {
        const auto data = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        RC_PRE(!data.empty() && data.size() <= Pn532Framer::maxData);
        Bytes bytes = hex("55550000000000");
        const auto frame = pn532Command(data);
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        const auto ack = pn532Ack();
        bytes.insert(bytes.end(), ack.begin(), ack.end());
        Pn532Framer framer;
        std::vector<Pn532Frame> frames;
        const auto piece = *rc::gen::inRange<std::size_t>(1, 50);
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            framer.feed(base::ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)));
            while (auto next = framer.next())
                frames.push_back(*next);
        }
        RC_ASSERT(frames.size() == 2U);
        RC_ASSERT(frames[0].kind == Pn532Frame::Kind::Command);
        RC_ASSERT(frames[0].data == data);
        RC_ASSERT(frames[1].kind == Pn532Frame::Kind::Ack);
    }));
    Pn532Framer framer;
    framer.feed(hex("0000FF02FED4022B00")); // a wrong checksum
    CHECK(framer.next()->kind == Pn532Frame::Kind::Broken);
}
