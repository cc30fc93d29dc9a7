#include "peripherals/printer/escpos_parser.h"

#include <algorithm>

namespace panier::peripherals::printer {

namespace {

constexpr char dle = 0x10;
constexpr char eot = 0x04;
constexpr char esc = 0x1B;
constexpr char gs = 0x1D;
constexpr std::size_t maxSymbolData = 7089; // the most that a QR code holds

bool isText(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
}

} // namespace

void RealTimeScanner::feed(base::ByteView bytes, const std::function<void(std::uint8_t)> &found) {
    for (const std::uint8_t byte : bytes) {
        if (m_matched == 2 && byte >= 1 && byte <= 4)
            found(byte);
        if (m_matched == 1 && byte == eot)
            m_matched = 2;
        else
            m_matched = byte == dle ? 1 : 0;
    }
}

void CommandParser::feed(base::ByteView bytes) {
    m_buffer.erase(0, m_offset);
    m_offset = 0;
    m_buffer += base::textOf(bytes);
}

void CommandParser::clear() {
    m_buffer.clear();
    m_offset = 0;
    m_skip = 0;
}

std::optional<std::uint8_t> CommandParser::at(std::size_t index) const {
    if (index >= pending())
        return std::nullopt;
    return static_cast<std::uint8_t>(m_buffer[m_offset + index]);
}

std::optional<Command> CommandParser::take(std::size_t count, Command command) {
    if (count > pending())
        return std::nullopt;
    m_offset += count;
    return command;
}

std::optional<Command> CommandParser::next() {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(m_skip, pending()));
    m_offset += skipped;
    m_skip -= skipped;
    const auto first = at(0);
    if (!first)
        return std::nullopt;
    const char c = static_cast<char>(*first);
    if (isText(c))
        return text();
    switch (c) {
    case '\n':
        return take(1, {Command::Kind::LineFeed, 0, {}});
    case esc:
        return escape();
    case gs:
        return group();
    case dle: // DLE EOT n and DLE ENQ n were answered when they arrived; DLE DC4 fn m t
        return at(1) ? take(*at(1) == 0x14 ? 5 : 3, {}) : std::nullopt;
    default:
        return take(1, {});
    }
}

std::optional<Command> CommandParser::text() {
    const auto begin = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_offset);
    const auto limit = begin + static_cast<std::ptrdiff_t>(std::min(pending(), maxText));
    const auto end = std::find_if_not(begin, limit, isText);
    return take(static_cast<std::size_t>(end - begin), {Command::Kind::Text, 0, std::string(begin, end)});
}

std::optional<Command> CommandParser::escape() {
    const auto which = at(1);
    if (!which)
        return std::nullopt;
    const auto with = [this](Command::Kind kind) -> std::optional<Command> {
        const auto parameter = at(2);
        return parameter ? take(3, {kind, *parameter, {}}) : std::nullopt;
    };
    switch (*which) {
    case '@':
        return take(2, {Command::Kind::Initialise, 0, {}});
    case 't':
        return with(Command::Kind::CodePage);
    case 'a':
        return with(Command::Kind::Align);
    case 'E':
        return with(Command::Kind::Bold);
    case 'd':
        return with(Command::Kind::Feed);
    case 'R':
    case '!':
    case 'J':
    case 'M':
    case 'G':
    case '-':
    case '{':
    case '3':
    case ' ':
    case 'V':
    case '=':
    case 'e':
        return take(3, {});
    case '$':
    case '\\':
    case 'c':
        return take(4, {});
    case 'p':
        return take(5, {});
    case '2':
        return take(2, {});
    default:
        return take(1, {});
    }
}

std::optional<Command> CommandParser::group() {
    const auto which = at(1);
    const auto parameter = at(2);
    if (!which || !parameter)
        return std::nullopt;
    switch (*which) {
    case '!':
        return take(3, {Command::Kind::Size, *parameter, {}});
    case 'V': // 0, 1: cut here; 65, 66: feed n, then cut
        return take(*parameter == 65 || *parameter == 66 ? 4 : 3, {Command::Kind::Cut, 0, {}});
    case 'r':
        return take(3, {Command::Kind::PaperQuery, *parameter, {}});
    case 'a':
    case 'h':
    case 'w':
    case 'f':
    case 'H':
    case 'B':
    case 'b':
    case 'I':
        return take(3, {});
    case 'L':
    case 'W':
    case 'P':
        return take(4, {});
    case '(':
        return symbol();
    case 'v': { // raster: passed over as it comes, never held
        const auto xLow = at(4), xHigh = at(5), yLow = at(6), yHigh = at(7);
        if (!yHigh)
            return std::nullopt;
        m_skip = static_cast<std::uint64_t>(*xLow + 256 * *xHigh) * static_cast<std::uint64_t>(*yLow + 256 * *yHigh);
        return take(8, {});
    }
    default:
        return take(1, {});
    }
}

// GS ( fn pL pH and that many bytes.
std::optional<Command> CommandParser::symbol() {
    const auto low = at(3), high = at(4);
    if (!high)
        return std::nullopt;
    const std::size_t length = *low + 256U * *high;
    if (pending() < 5 + length)
        return std::nullopt;
    Command command;
    const std::string data = m_buffer.substr(m_offset + 5, length);
    if (*at(2) == 'k' && length >= 3 && data[0] == 0x31) {
        const auto parameter = static_cast<unsigned char>(data[2]);
        if (data[1] == 0x43)
            command = {Command::Kind::QrModule, parameter, {}};
        else if (data[1] == 0x50 && length - 3 <= maxSymbolData)
            command = {Command::Kind::QrData, 0, data.substr(3)};
        else if (data[1] == 0x51)
            command = {Command::Kind::QrPrint, 0, {}};
    }
    return take(5 + length, std::move(command));
}

} // namespace panier::peripherals::printer
