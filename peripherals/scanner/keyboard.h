// A scanner that says it is a keyboard: keys as characters, by the layout that the scanner types for. Linux
// Documentation/input/event-codes.rst (EV_KEY, EV_SYN), linux/input-event-codes.h.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace panier::peripherals::scanner {

// The keyboard that the scanner is set to be: for "1" a French one presses Shift.
enum class Layout { Us, French };
// "us" or "fr".
[[nodiscard]] std::optional<Layout> layoutNamed(std::string_view name);

// How a character is typed.
struct Key {
    std::uint16_t code = 0; // KEY_A
    bool shift = false;
    bool altGr = false;
};
// Of printable ASCII, Enter for '\r', Tab for '\t' and Ctrl with "]" for 0x1D (with `code` alone; the caller holds
// Ctrl); nullopt for the others.
[[nodiscard]] std::optional<Key> keyFor(char c, Layout layout);

// One keyboard's keys. GS (0x1D) is understood however a scanner sends it: as Ctrl with "]", as F8, or as Alt with 029
// or 29 on the number pad. Caps Lock turns letters only on a US keyboard, the digits' row as well on a French one.
class KeyDecoder {
public:
    explicit KeyDecoder(Layout layout) : m_layout(layout) {}

    // A key that goes down (`value` 1) or up (0); repeats (2) say nothing, since no scanner holds a key. The characters
    // that it typed, in UTF-8; usually none or one.
    [[nodiscard]] std::string key(std::uint16_t code, std::int32_t value);
    // All keys are up again, as after a loss of events.
    void release();

private:
    [[nodiscard]] bool hold(std::uint16_t code, bool down);
    [[nodiscard]] std::string typed(std::uint16_t code) const;

    Layout m_layout;
    bool m_leftShift = false;
    bool m_rightShift = false;
    bool m_control = false;
    bool m_alt = false;
    bool m_altGr = false;
    bool m_capsLock = false;
    int m_altCode = -1; // what was typed on the number pad while Alt is down; -1: nothing
};

// What read(2) on /dev/input/event* gives, as characters. Thread: one at a time.
class KeyboardStream {
public:
    explicit KeyboardStream(Layout layout) : m_decoder(layout) {}

    // Whole input_event structures of this machine, as the kernel writes them; what is left over is passed over.
    [[nodiscard]] std::string feed(base::ByteView events);
    // Whether the kernel has dropped events since this was last asked (SYN_DROPPED): what was typed has holes.
    [[nodiscard]] bool takeDropped();

private:
    KeyDecoder m_decoder;
    bool m_dropped = false;
    bool m_resynchronising = false; // until the next SYN_REPORT
};

} // namespace panier::peripherals::scanner
