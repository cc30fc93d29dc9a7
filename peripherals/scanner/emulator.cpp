#include "peripherals/scanner/emulator.h"

#include <linux/input.h>

namespace panier::peripherals::scanner {

namespace {

constexpr char groupSeparator = '\x1D';

void append(base::Bytes &bytes, std::uint16_t type, std::uint16_t code, std::int32_t value) {
    input_event event{};
    event.type = type;
    event.code = code;
    event.value = value;
    const auto *const begin = reinterpret_cast<const std::uint8_t *>(&event);
    bytes.insert(bytes.end(), begin, begin + sizeof(event));
}

void press(base::Bytes &bytes, std::uint16_t code, bool down) {
    append(bytes, EV_KEY, code, down ? 1 : 0);
    append(bytes, EV_SYN, SYN_REPORT, 0);
}

void strike(base::Bytes &bytes, std::uint16_t code) {
    press(bytes, code, true);
    press(bytes, code, false);
}

void strikeHolding(base::Bytes &bytes, std::uint16_t held, std::initializer_list<std::uint16_t> codes) {
    press(bytes, held, true);
    for (const auto code : codes)
        strike(bytes, code);
    press(bytes, held, false);
}

void typeSeparator(base::Bytes &bytes, GsKey gs) {
    switch (gs) {
    case GsKey::ControlBracket:
        return strikeHolding(bytes, KEY_LEFTCTRL, {KEY_RIGHTBRACE});
    case GsKey::F8:
        return strike(bytes, KEY_F8);
    case GsKey::AltCode:
        return strikeHolding(bytes, KEY_LEFTALT, {KEY_KP0, KEY_KP2, KEY_KP9});
    }
}

} // namespace

SerialScanner::SerialScanner(std::filesystem::path path, FrameFormat format, QObject *parent)
    : QObject(parent), m_pty(std::move(path)), m_format(std::move(format)) {
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &SerialScanner::sendNext);
}

void SerialScanner::unplug() {
    m_next.stop();
    m_outgoing.clear();
    m_pty.unplug();
}

void SerialScanner::scan(const Scan &code) {
    auto bytes = frame(code);
    switch (m_delivery) {
    case Delivery::Whole:
        m_outgoing.push_back(std::move(bytes));
        break;
    case Delivery::Split:
        for (const char byte : bytes)
            m_outgoing.emplace_back(1, byte);
        break;
    case Delivery::Late:
        m_outgoing.push_back(bytes.substr(0, bytes.size() / 2));
        m_outgoing.push_back(bytes.substr(bytes.size() / 2));
        break;
    case Delivery::Corrupt: {
        auto &byte = bytes[bytes.find_last_of("0123456789", bytes.size() - 1 - m_format.suffix.size())];
        byte = static_cast<char>('0' + (byte - '0' + 1) % 10);
        m_outgoing.push_back(std::move(bytes));
        break;
    }
    case Delivery::NoSuffix:
        m_outgoing.push_back(bytes.substr(0, bytes.size() - m_format.suffix.size()));
    }
    if (!m_next.isActive())
        sendNext();
}

void SerialScanner::scanMerged(const Scan &first, const Scan &second) {
    m_outgoing.push_back(frame(first) + frame(second));
    if (!m_next.isActive())
        sendNext();
}

std::string SerialScanner::frame(const Scan &code) const {
    return m_format.prefix + code.aim + code.text + m_format.suffix;
}

void SerialScanner::sendNext() {
    if (m_outgoing.empty())
        return;
    m_pty.send(base::viewOf(m_outgoing.front()));
    m_outgoing.pop_front();
    if (!m_outgoing.empty())
        m_next.start(m_delivery == Delivery::Late ? m_lateMs : 0);
}

base::Bytes typed(std::string_view text, Layout layout, GsKey gs) {
    base::Bytes bytes;
    for (const char c : text) {
        const auto key = keyFor(c, layout);
        if (c == groupSeparator)
            typeSeparator(bytes, gs);
        else if (key && key->shift)
            strikeHolding(bytes, KEY_LEFTSHIFT, {key->code});
        else if (key && key->altGr)
            strikeHolding(bytes, KEY_RIGHTALT, {key->code});
        else if (key)
            strike(bytes, key->code);
    }
    return bytes;
}

} // namespace panier::peripherals::scanner
