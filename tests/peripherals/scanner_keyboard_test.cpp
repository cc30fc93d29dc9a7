// A scanner that types: every layout and every way to send FNC1, from the kernel's own structures.
#include "peripherals/scanner/emulator.h"
#include "peripherals/scanner/keyboard.h"
#include "peripherals/scanner/scan_framer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <linux/input.h>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::peripherals::scanner;

namespace {

// Keys one after the other, each down and up; a negative code goes down only, and up with the next 0.
std::string press(KeyDecoder &decoder, std::initializer_list<int> codes) {
    std::string text;
    std::vector<std::uint16_t> held;
    for (const int code : codes) {
        if (code == 0) {
            for (const auto key : held)
                text += decoder.key(key, 0);
            held.clear();
        } else if (code < 0) {
            held.push_back(static_cast<std::uint16_t>(-code));
            text += decoder.key(held.back(), 1);
        } else {
            text += decoder.key(static_cast<std::uint16_t>(code), 1);
            text += decoder.key(static_cast<std::uint16_t>(code), 0);
        }
    }
    return text;
}

} // namespace

TEST_CASE("a French scanner holds Shift for digits") {
    KeyDecoder french(Layout::French);
    CHECK(press(french, {-KEY_LEFTSHIFT, KEY_9, KEY_5, KEY_2, KEY_1, 0, KEY_ENTER}) == "9521\r");
    CHECK(press(french, {KEY_9, KEY_5, KEY_2, KEY_1}) == "ç(é&"); // what a scanner set to US types on a French till
    CHECK(press(french, {-KEY_RIGHTALT, KEY_MINUS, 0, -KEY_RIGHTSHIFT, KEY_E, KEY_0, 0}) == "]E0");
    CHECK(press(french, {KEY_Q, KEY_W, KEY_SEMICOLON, KEY_A, KEY_Z, KEY_M}) == "azmqw,");
    CHECK(press(french, {-KEY_RIGHTALT, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9, KEY_0, 0}) ==
          "~#{[|`\\^@");
    CHECK(press(french, {-KEY_LEFTSHIFT, KEY_DOT, KEY_COMMA, KEY_102ND, KEY_APOSTROPHE, 0}) == "/.>%");
    CHECK(press(french, {KEY_KP9, KEY_KP5, KEY_KP2, KEY_KP1, KEY_KPENTER}) == "9521\r");
}

TEST_CASE("a US scanner doesn't") {
    KeyDecoder us(Layout::Us);
    CHECK(press(us, {KEY_RIGHTBRACE, -KEY_LEFTSHIFT, KEY_E, 0, KEY_0, KEY_9, KEY_TAB}) == "]E09\t");
    CHECK(press(us, {KEY_A, KEY_Q, KEY_SLASH, -KEY_LEFTSHIFT, KEY_SEMICOLON, KEY_5, 0}) == "aq/:%");
}

TEST_CASE("Caps Lock turns letters, and on a French keyboard the digits' row") {
    KeyDecoder us(Layout::Us);
    CHECK(press(us, {KEY_CAPSLOCK, KEY_A, KEY_1, -KEY_LEFTSHIFT, KEY_A, KEY_1, 0, KEY_CAPSLOCK, KEY_A}) == "A1a!a");
    KeyDecoder french(Layout::French);
    CHECK(press(french, {KEY_CAPSLOCK, KEY_9, KEY_5, KEY_Q, KEY_COMMA, KEY_CAPSLOCK, KEY_9}) == "95A;ç");
    (void)press(french, {KEY_CAPSLOCK});
    french.release();
    CHECK(press(french, {KEY_9}) == "9"); // a lamp stays lit
}

TEST_CASE("FNC1 is understood however it is sent") {
    const auto layout = GENERATE(Layout::Us, Layout::French);
    KeyDecoder decoder(layout);
    CHECK(press(decoder, {-KEY_LEFTCTRL, KEY_RIGHTBRACE, 0}) == "\x1D");
    CHECK(press(decoder, {KEY_F8}) == "\x1D");
    CHECK(press(decoder, {-KEY_LEFTALT, KEY_KP0, KEY_KP2, KEY_KP9, 0}) == "\x1D");
    CHECK(press(decoder, {-KEY_LEFTALT, KEY_KP2, KEY_KP9, 0}) == "\x1D");
    CHECK(press(decoder, {-KEY_LEFTALT, KEY_KP0, KEY_KP6, KEY_KP5, 0}) == "A");
    CHECK(press(decoder, {-KEY_LEFTALT, 0}).empty());
    CHECK(press(decoder, {-KEY_LEFTALT, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9,
                          KEY_KP9, KEY_KP9, 0})
              .empty());
    CHECK(press(decoder, {-KEY_LEFTALT, KEY_TAB, 0}).empty()); // no window is changed, nothing is typed
    CHECK(press(decoder, {-KEY_LEFTCTRL, KEY_J, 0}) == "\n");
    if (layout == Layout::French)
        CHECK(press(decoder, {-KEY_LEFTCTRL, -KEY_RIGHTALT, KEY_MINUS, 0}) == "\x1D");
}

TEST_CASE("keys that type nothing, repeats and keys nobody knows") {
    KeyDecoder us(Layout::Us);
    CHECK(press(us, {KEY_ESC, KEY_F1, KEY_UP, KEY_POWER, 0x2FF, 0xFFFF}).empty());
    CHECK(us.key(KEY_A, 2).empty());
    CHECK(us.key(KEY_A, -5).empty());
    CHECK(us.key(KEY_A, 1) == "a");
}

TEST_CASE("printable ASCII and separators come through every layout") {
    const auto layout = GENERATE(Layout::Us, Layout::French);
    const auto gs = GENERATE(GsKey::ControlBracket, GsKey::F8, GsKey::AltCode);
    std::string all = "\x1D\t";
    for (char c = ' '; c < '\x7F'; ++c)
        all += c;
    all += "\x1D]C10109521234000112\r";
    KeyboardStream stream(layout);
    CHECK(stream.feed(typed(all, layout, gs)) == all);
}

TEST_CASE("a recorded scan is read from the kernel's structures, cut between any two") {
    CHECK(rc::check([] {
        const auto layout = *rc::gen::element(Layout::Us, Layout::French);
        const auto text = *rc::gen::container<std::string>(rc::gen::inRange(' ', '\x7F'));
        const auto events = typed(text, layout);
        KeyboardStream stream(layout);
        std::string read;
        for (std::size_t at = 0; at < events.size();) {
            const auto length =
                std::min(*rc::gen::inRange<std::size_t>(1, 9) * sizeof(input_event), events.size() - at);
            read += stream.feed(base::ByteView(events).subspan(at, length));
            at += length;
        }
        RC_ASSERT(read == text);
    }));
}

// From the keys to the scan: what a GS1-128 label is when a scanner in keyboard mode reads it.
TEST_CASE("a prefix, an AIM identifier, a separator and Enter come off the keys of any layout") {
    const auto layout = GENERATE(Layout::Us, Layout::French);
    const auto gs = GENERATE(GsKey::ControlBracket, GsKey::F8, GsKey::AltCode);
    const Scan label{"]C1", "010952123400011210AB-7\x1D"
                            "17271231"};
    KeyboardStream stream(layout);
    ScanFramer framer({"#", "\r"});
    const auto text = stream.feed(typed("#" + label.aim + label.text + "\r", layout, gs));
    CHECK(framer.feed(text) == std::vector<ScanResult>{label});

    CHECK(framer.feed(stream.feed(typed("#]C10109521234", layout, gs))).empty());
    CHECK(framer.isOpen()); // longer than between two keys of a scanner: a hand, or a key that was lost
    CHECK(framer.silence() == std::vector<ScanResult>{tl::make_unexpected(ScanError::Incomplete)});
    CHECK(framer.feed(stream.feed(typed("000112\r", layout, gs))) ==
          std::vector<ScanResult>{tl::make_unexpected(ScanError::NoPrefix)});
    CHECK(framer.feed(stream.feed(typed("#" + label.aim + label.text + "\r", layout, gs))) ==
          std::vector<ScanResult>{label});
}

TEST_CASE("keys that the kernel dropped are said, and no Shift hangs") {
    const auto event = [](std::uint16_t type, std::uint16_t code, std::int32_t value) {
        input_event record{};
        record.type = type;
        record.code = code;
        record.value = value;
        const auto *begin = reinterpret_cast<const std::uint8_t *>(&record);
        return base::Bytes(begin, begin + sizeof(record));
    };
    KeyboardStream stream(Layout::Us);
    CHECK(stream.feed(event(EV_KEY, KEY_LEFTSHIFT, 1)).empty());
    CHECK(stream.feed(event(EV_SYN, SYN_DROPPED, 0)).empty());
    CHECK(stream.feed(event(EV_KEY, KEY_A, 1)).empty()); // until the report: no longer true
    CHECK(stream.feed(event(EV_SYN, SYN_REPORT, 0)).empty());
    CHECK(stream.takeDropped());
    CHECK_FALSE(stream.takeDropped());
    CHECK(stream.feed(event(EV_KEY, KEY_A, 1)) == "a");
    CHECK(stream.feed(event(EV_REL, KEY_A, 1)).empty());
    CHECK(stream.feed(base::Bytes(sizeof(input_event) - 1)).empty());
}

TEST_CASE("any bytes as events") {
    CHECK(rc::check([](const base::Bytes &bytes) {
        KeyboardStream stream(Layout::French);
        RC_ASSERT(stream.feed(bytes).size() <= bytes.size());
    }));
}
