#include "peripherals/printer/escpos.h"

#include "peripherals/printer/layout.h"

#include <QList>
#include <QString>
#include <algorithm>

namespace panier::peripherals::printer {

namespace {

constexpr std::size_t maxDocumentBytes = 512 * 1024;
constexpr int maxFeedLines = 15; // also keeps DLE out of the parameters

// Code page 1252, 0x80 to 0x9F; the rest is Latin-1. 0 where it has no character.
constexpr char32_t highCharacters[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                         0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                         0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                         0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte of a character, 0 if the code page lacks it.
char byteOf(char32_t character) {
    if (character == 0xA0)
        return ' '; // some printers draw a box for it
    if ((character >= 0x20 && character < 0x7F) || (character > 0xA0 && character <= 0xFF))
        return static_cast<char>(character);
    const auto *found = std::find(std::begin(highCharacters), std::end(highCharacters), character);
    if (character == 0 || found == std::end(highCharacters))
        return 0;
    return static_cast<char>(0x80 + (found - std::begin(highCharacters)));
}

// The base letters of a character that the code page lacks: "Ő" is "O", a narrow no-break space is a space.
std::string transliterate(char32_t character) {
    constexpr std::pair<char32_t, char> signs[] = {{0x2010, '-'}, {0x2011, '-'}, {0x2212, '-'}, {0x2032, '\''}};
    for (const auto &[sign, byte] : signs)
        if (sign == character)
            return {byte};
    std::string result;
    for (const char32_t part : QString::fromUcs4(&character, 1).normalized(QString::NormalizationForm_KD).toUcs4())
        if (const char byte = byteOf(part); byte != 0 && part != character)
            result += byte;
    return result.empty() ? "?" : result;
}

// Writes blocks one after the other, and remembers what the printer is set to.
class Encoder {
public:
    explicit Encoder(int columns) : m_columns(columns) {
        command({0x1B, 0x40, 0x1B, 0x52, 0x00, 0x1B, 0x74, 0x10}); // initialise, USA, code page 1252
    }

    void operator()(const TextBlock &block) {
        format(block.align, block.bold, block.doubleSize);
        lines(wrap(toCodePage(block.text), columns(block.doubleSize)));
    }
    void operator()(const PairBlock &block) {
        const auto oneLine = [](std::string text) {
            std::replace(text.begin(), text.end(), '\n', ' ');
            return text;
        };
        format(Align::Left, block.bold, block.doubleSize);
        lines(pair(oneLine(toCodePage(block.left)), oneLine(toCodePage(block.right)), columns(block.doubleSize)));
    }
    void operator()(const RuleBlock &) {
        format(Align::Left, false, false);
        lines({std::string(static_cast<std::size_t>(m_columns), '-')});
    }
    void operator()(const QrBlock &block) {
        if (block.data.empty() || block.data.size() > QrBlock::maxBytes ||
            !std::all_of(block.data.begin(), block.data.end(), [](char c) { return c >= ' ' && c <= '~'; })) {
            m_badQr = true;
            return;
        }
        format(Align::Center, false, false);
        m_out.u8('\n');             // a reader wants four modules of white around it
        symbol({0x41, 0x32, 0x00}); // model 2
        symbol({0x43, static_cast<std::uint8_t>(std::clamp(block.moduleDots, 3, 12))});
        symbol({0x45, 0x31}); // level M
        symbol({0x50, 0x30}, block.data);
        symbol({0x51, 0x30}); // print
        m_out.u8('\n');
    }
    void operator()(const FeedBlock &block) {
        command({0x1B, 0x64, static_cast<std::uint8_t>(std::clamp(block.lines, 1, maxFeedLines))});
    }
    void operator()(const CutBlock &) { command({0x1D, 0x56, 0x42, 0x00}); }

    [[nodiscard]] std::size_t size() const { return m_out.size(); }
    [[nodiscard]] bool badQr() const { return m_badQr; }
    [[nodiscard]] base::Bytes take() && { return std::move(m_out).take(); }

private:
    [[nodiscard]] int columns(bool doubleSize) const { return doubleSize ? m_columns / 2 : m_columns; }

    void command(std::initializer_list<std::uint8_t> bytes) {
        m_out.append(base::ByteView(bytes.begin(), bytes.size()));
    }

    // GS ( k, for QR codes (cn = 31h).
    void symbol(std::initializer_list<std::uint8_t> parameters, std::string_view data = {}) {
        const auto length = static_cast<std::uint16_t>(1 + parameters.size() + data.size());
        command(
            {0x1D, 0x28, 0x6B, static_cast<std::uint8_t>(length & 0xFF), static_cast<std::uint8_t>(length >> 8), 0x31});
        command(parameters);
        m_out.append(data);
    }

    void format(Align align, bool bold, bool doubleSize) {
        if (align != m_align)
            command({0x1B, 0x61, static_cast<std::uint8_t>(align)});
        if (bold != m_bold)
            command({0x1B, 0x45, static_cast<std::uint8_t>(bold ? 1 : 0)});
        if (doubleSize != m_doubleSize)
            command({0x1D, 0x21, static_cast<std::uint8_t>(doubleSize ? 0x11 : 0)});
        m_align = align;
        m_bold = bold;
        m_doubleSize = doubleSize;
    }

    void lines(const std::vector<std::string> &lines) {
        for (const std::string &line : lines) {
            m_out.append(line);
            m_out.u8('\n');
        }
    }

    const int m_columns;
    base::ByteWriter m_out;
    Align m_align = Align::Left;
    bool m_bold = false;
    bool m_doubleSize = false;
    bool m_badQr = false;
};

} // namespace

base::Bytes statusQuery() {
    return {0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4};
}

base::Bytes completionQuery() {
    return {0x1D, 0x72, 0x01};
}

std::optional<PrinterStatus> parseStatus(const std::array<std::uint8_t, statusReplyBytes> &reply) {
    if (!std::all_of(reply.begin(), reply.end(), isStatusByte))
        return std::nullopt;
    const auto &[line, cause, fault, roll] = reply;
    PrinterStatus status;
    status.online = (line & 0x08) == 0;
    status.coverOpen = (cause & 0x04) != 0;
    status.paperOut = (cause & 0x20) != 0 || (roll & 0x60) != 0;
    status.paperNearEnd = (roll & 0x0C) != 0;
    status.error = (cause & 0x40) != 0 || (fault & 0x68) != 0;
    return status;
}

base::Expected<base::Bytes, base::Failure<EncodeError>> encode(const PrintDocument &document, int columns) {
    if (columns != 42 && columns != 48)
        return base::fail(EncodeError::Columns, "the paper must have 42 or 48 columns");
    if (document.blocks.size() > PrintDocument::maxBlocks)
        return base::fail(EncodeError::TooLong, "the document has too many blocks");
    Encoder encoder(columns);
    for (const Block &block : document.blocks) {
        std::visit(encoder, block);
        if (encoder.size() > maxDocumentBytes)
            return base::fail(EncodeError::TooLong, "the document has too many bytes");
    }
    if (encoder.badQr())
        return base::fail(EncodeError::QrData, "a QR code must hold 1 to 1000 printable ASCII characters");
    return std::move(encoder).take();
}

std::string toCodePage(std::string_view utf8) {
    std::string result;
    const auto size = static_cast<qsizetype>(utf8.size());
    for (const char32_t character : QString::fromUtf8(utf8.data(), size).toUcs4()) {
        if (character == U'\n')
            result += '\n';
        else if (const char byte = byteOf(character); byte != 0)
            result += byte;
        else if (character >= 0xA0)
            result += transliterate(character);
    }
    return result;
}

char32_t fromCodePage(std::uint8_t byte) {
    if (byte < 0x80 || byte >= 0xA0)
        return byte;
    const char32_t character = highCharacters[byte - 0x80];
    return character != 0 ? character : U'?';
}

} // namespace panier::peripherals::printer
