// ESC/POS from the printer's side: a stream of bytes into commands. Pure; any bytes will do.
#pragma once

#include "base/bytes.h"

#include <functional>
#include <optional>
#include <string>

namespace panier::peripherals::printer {

// One command. `value` is its parameter, `bytes` its text or data.
struct Command {
    enum class Kind {
        Text,       // bytes in code page 1252, without control characters
        LineFeed,   // LF
        Initialise, // ESC @
        CodePage,   // ESC t n
        Align,      // ESC a n: 0 left, 1 centre, 2 right
        Bold,       // ESC E n
        Size,       // GS ! n: high nibble width - 1, low nibble height - 1
        Feed,       // ESC d n: lines
        Cut,        // GS V
        QrModule,   // GS ( k 49 67: dots a module
        QrData,     // GS ( k 49 80
        QrPrint,    // GS ( k 49 81
        PaperQuery, // GS r n, answered in its turn
        Other,      // understood, without effect on paper; or unknown, its first byte skipped
    };
    Kind kind = Kind::Other;
    int value = 0;
    std::string bytes;
    bool operator==(const Command &) const = default;
};

// Finds DLE EOT n wherever it stands in the stream, inside data too, as a real printer's interface does.
class RealTimeScanner {
public:
    // Calls `found(n)` for each, n from 1 to 4.
    void feed(base::ByteView bytes, const std::function<void(std::uint8_t)> &found);

private:
    int m_matched = 0; // bytes of DLE EOT seen
};

// Pulls commands off the stream. What the print buffer holds is bounded by its owner, through pending().
class CommandParser {
public:
    static constexpr std::size_t maxText = 1024; // bytes in one Text command

    void feed(base::ByteView bytes);
    // The next whole command; nullopt until more bytes come.
    [[nodiscard]] std::optional<Command> next();
    // Bytes that wait.
    [[nodiscard]] std::size_t pending() const { return m_buffer.size() - m_offset; }
    void clear();

private:
    [[nodiscard]] std::optional<std::uint8_t> at(std::size_t index) const;
    [[nodiscard]] std::optional<Command> take(std::size_t count, Command command);
    [[nodiscard]] std::optional<Command> text();
    [[nodiscard]] std::optional<Command> escape();
    [[nodiscard]] std::optional<Command> group();
    [[nodiscard]] std::optional<Command> symbol();

    std::string m_buffer;
    std::size_t m_offset = 0;
    std::uint64_t m_skip = 0; // bytes of raster data still to pass over
};

} // namespace panier::peripherals::printer
