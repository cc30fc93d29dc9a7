#include "peripherals/scanner/keyboard.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/input-event-codes.h>
#include <linux/input.h>
#include <span>
#include <utility>

namespace panier::peripherals::scanner {

namespace {

constexpr char groupSeparator = '\x1D';

// What a key types, alone, with Shift and with AltGr; UTF-8, empty for nothing.
struct KeyRow {
    std::uint16_t code;
    std::string_view plain;
    std::string_view shifted;
    std::string_view third = {};
};

constexpr auto common = std::to_array<KeyRow>({
    {KEY_SPACE, " ", " "},   {KEY_ENTER, "\r", "\r"},    {KEY_TAB, "\t", "\t"},  {KEY_KPENTER, "\r", "\r"},
    {KEY_KP0, "0", "0"},     {KEY_KP1, "1", "1"},        {KEY_KP2, "2", "2"},    {KEY_KP3, "3", "3"},
    {KEY_KP4, "4", "4"},     {KEY_KP5, "5", "5"},        {KEY_KP6, "6", "6"},    {KEY_KP7, "7", "7"},
    {KEY_KP8, "8", "8"},     {KEY_KP9, "9", "9"},        {KEY_KPDOT, ".", "."},  {KEY_KPSLASH, "/", "/"},
    {KEY_KPMINUS, "-", "-"}, {KEY_KPASTERISK, "*", "*"}, {KEY_KPPLUS, "+", "+"}, {KEY_B, "b", "B"},
    {KEY_C, "c", "C"},       {KEY_D, "d", "D"},          {KEY_E, "e", "E"},      {KEY_F, "f", "F"},
    {KEY_G, "g", "G"},       {KEY_H, "h", "H"},          {KEY_I, "i", "I"},      {KEY_J, "j", "J"},
    {KEY_K, "k", "K"},       {KEY_L, "l", "L"},          {KEY_N, "n", "N"},      {KEY_O, "o", "O"},
    {KEY_P, "p", "P"},       {KEY_R, "r", "R"},          {KEY_S, "s", "S"},      {KEY_T, "t", "T"},
    {KEY_U, "u", "U"},       {KEY_V, "v", "V"},          {KEY_X, "x", "X"},      {KEY_Y, "y", "Y"},
});

constexpr auto us = std::to_array<KeyRow>({
    {KEY_1, "1", "!"},         {KEY_2, "2", "@"},          {KEY_3, "3", "#"},         {KEY_4, "4", "$"},
    {KEY_5, "5", "%"},         {KEY_6, "6", "^"},          {KEY_7, "7", "&"},         {KEY_8, "8", "*"},
    {KEY_9, "9", "("},         {KEY_0, "0", ")"},          {KEY_MINUS, "-", "_"},     {KEY_EQUAL, "=", "+"},
    {KEY_LEFTBRACE, "[", "{"}, {KEY_RIGHTBRACE, "]", "}"}, {KEY_SEMICOLON, ";", ":"}, {KEY_APOSTROPHE, "'", "\""},
    {KEY_GRAVE, "`", "~"},     {KEY_BACKSLASH, "\\", "|"}, {KEY_COMMA, ",", "<"},     {KEY_DOT, ".", ">"},
    {KEY_SLASH, "/", "?"},     {KEY_102ND, "\\", "|"},     {KEY_A, "a", "A"},         {KEY_M, "m", "M"},
    {KEY_Q, "q", "Q"},         {KEY_W, "w", "W"},          {KEY_Z, "z", "Z"},
});

constexpr auto french = std::to_array<KeyRow>({
    {KEY_1, "&", "1"},
    {KEY_2, "é", "2", "~"},
    {KEY_3, "\"", "3", "#"},
    {KEY_4, "'", "4", "{"},
    {KEY_5, "(", "5", "["},
    {KEY_6, "-", "6", "|"},
    {KEY_7, "è", "7", "`"},
    {KEY_8, "_", "8", "\\"},
    {KEY_9, "ç", "9", "^"},
    {KEY_0, "à", "0", "@"},
    {KEY_MINUS, ")", "°", "]"},
    {KEY_EQUAL, "=", "+", "}"},
    {KEY_Q, "a", "A"},
    {KEY_W, "z", "Z"},
    {KEY_LEFTBRACE, "^", "¨"}, // a dead key; nobody waits for what it would change
    {KEY_RIGHTBRACE, "$", "£", "¤"},
    {KEY_A, "q", "Q"},
    {KEY_SEMICOLON, "m", "M"},
    {KEY_APOSTROPHE, "ù", "%"},
    {KEY_GRAVE, "²", "²"},
    {KEY_BACKSLASH, "*", "µ"},
    {KEY_102ND, "<", ">"},
    {KEY_Z, "w", "W"},
    {KEY_M, ",", "?"},
    {KEY_COMMA, ";", "."},
    {KEY_DOT, ":", "/"},
    {KEY_SLASH, "!", "§"},
});

std::span<const KeyRow> ownRows(Layout layout) {
    return layout == Layout::French ? std::span<const KeyRow>(french) : std::span<const KeyRow>(us);
}

const KeyRow *rowOf(std::uint16_t code, Layout layout) {
    for (const auto rows : {ownRows(layout), std::span<const KeyRow>(common)}) {
        const auto found =
            std::find_if(rows.begin(), rows.end(), [code](const KeyRow &row) { return row.code == code; });
        if (found != rows.end())
            return &*found;
    }
    return nullptr;
}

bool isLowerCase(std::string_view text) {
    return text.size() == 1 && text.front() >= 'a' && text.front() <= 'z';
}

bool isDigitsRow(std::uint16_t code) {
    return code >= KEY_1 && code <= KEY_EQUAL;
}

// The digit of a number pad's key; -1 for another key.
int padDigit(std::uint16_t code) {
    static constexpr std::array<std::uint16_t, 10> pad = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                                          KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
    const auto *const found = std::find(pad.begin(), pad.end(), code);
    return found == pad.end() ? -1 : static_cast<int>(found - pad.begin());
}

} // namespace

std::optional<Layout> layoutNamed(std::string_view name) {
    if (name == "us")
        return Layout::Us;
    return name == "fr" ? std::optional(Layout::French) : std::nullopt;
}

std::optional<Key> keyFor(char c, Layout layout) {
    if (c == groupSeparator)
        return Key{KEY_RIGHTBRACE};
    const std::string_view wanted(&c, 1);
    for (const auto rows : {ownRows(layout), std::span<const KeyRow>(common)}) {
        for (const auto &row : rows) {
            if (row.plain == wanted)
                return Key{row.code};
            if (row.shifted == wanted)
                return Key{row.code, true};
            if (row.third == wanted)
                return Key{row.code, false, true};
        }
    }
    return std::nullopt;
}

std::string KeyDecoder::key(std::uint16_t code, std::int32_t value) {
    if (value != 0 && value != 1)
        return {};
    const bool down = value == 1;
    if (code == KEY_LEFTALT && !down) {
        m_alt = false;
        const int typedCode = std::exchange(m_altCode, -1);
        return typedCode > 0 && typedCode < 0x80 ? std::string(1, static_cast<char>(typedCode)) : std::string();
    }
    if (hold(code, down) || !down)
        return {};
    if (m_alt) {
        constexpr int most = 1000; // beyond it nothing is meant, and nothing overflows
        if (const int digit = padDigit(code); digit >= 0)
            m_altCode = std::min(std::max(m_altCode, 0) * 10 + digit, most);
        return {};
    }
    return typed(code);
}

// Keys that type nothing themselves; true if it is one of them.
bool KeyDecoder::hold(std::uint16_t code, bool down) {
    switch (code) {
    case KEY_LEFTSHIFT:
        m_leftShift = down;
        return true;
    case KEY_RIGHTSHIFT:
        m_rightShift = down;
        return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL:
        m_control = down;
        return true;
    case KEY_LEFTALT:
        m_alt = down;
        return true;
    case KEY_RIGHTALT:
        m_altGr = down;
        return true;
    case KEY_CAPSLOCK:
        m_capsLock ^= down;
        return true;
    default:
        return false;
    }
}

std::string KeyDecoder::typed(std::uint16_t code) const {
    if (code == KEY_F8 || (m_control && !m_altGr && code == KEY_RIGHTBRACE))
        return {groupSeparator};
    const auto *row = rowOf(code, m_layout);
    if (row == nullptr)
        return {};
    if (m_altGr) // with Ctrl too: Ctrl and Alt together are AltGr
        return m_control && row->third == "]" ? std::string(1, groupSeparator) : std::string(row->third);
    if (m_control) {
        constexpr char controlBits = 0x1F;
        return isLowerCase(row->plain) ? std::string(1, static_cast<char>(row->plain.front() & controlBits))
                                       : std::string();
    }
    const bool locked = m_capsLock && (isLowerCase(row->plain) || (m_layout == Layout::French && isDigitsRow(code)));
    const bool shifted = (m_leftShift || m_rightShift) != locked;
    return std::string(shifted ? row->shifted : row->plain);
}

void KeyDecoder::release() {
    const bool capsLock = m_capsLock; // a lamp, not a finger
    *this = KeyDecoder(m_layout);
    m_capsLock = capsLock;
}

std::string KeyboardStream::feed(base::ByteView events) {
    std::string text;
    while (events.size() >= sizeof(input_event)) {
        input_event event{};
        std::memcpy(&event, events.data(), sizeof(event));
        events = events.subspan(sizeof(event));
        if (event.type == EV_SYN && event.code == SYN_DROPPED) {
            m_dropped = true;
            m_resynchronising = true;
            m_decoder.release();
        } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
            m_resynchronising = false;
        } else if (event.type == EV_KEY && !m_resynchronising) {
            text += m_decoder.key(event.code, event.value);
        }
    }
    return text;
}

bool KeyboardStream::takeDropped() {
    return std::exchange(m_dropped, false);
}

} // namespace panier::peripherals::scanner
