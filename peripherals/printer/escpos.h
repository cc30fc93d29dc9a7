// ESC/POS (Epson): documents to bytes, status bytes to values. Pure.
#pragma once

#include "base/bytes.h"
#include "base/expected.h"
#include "peripherals/printer/document.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace panier::peripherals::printer {

// What the printer says about itself (DLE EOT 1 to 4).
struct PrinterStatus {
    bool online = false;
    bool coverOpen = false;
    bool paperOut = false;
    bool paperNearEnd = false;
    bool error = false; // cutter, or another fault that it reports

    // Whether a receipt may be begun.
    [[nodiscard]] bool ready() const { return online && !coverOpen && !paperOut && !error; }
    bool operator==(const PrinterStatus &) const = default;
};

// DLE EOT 1, 2, 3 and 4 in one go; the printer answers one byte to each, in order.
[[nodiscard]] base::Bytes statusQuery();
inline constexpr std::size_t statusReplyBytes = 4;

// Whether a byte can be an answer to DLE EOT: bits 1 and 4 set, bits 0 and 7 clear.
[[nodiscard]] constexpr bool isStatusByte(std::uint8_t byte) {
    return (byte & 0x93) == 0x12;
}
// Four answers, in order; nullopt if one of them can't be an answer.
[[nodiscard]] std::optional<PrinterStatus> parseStatus(const std::array<std::uint8_t, statusReplyBytes> &reply);

// GS r 1: unlike DLE EOT it waits its turn in the print buffer, so its answer (bits 4 and 7 clear) says that all
// before it has been processed.
[[nodiscard]] base::Bytes completionQuery();
[[nodiscard]] constexpr bool isCompletionByte(std::uint8_t byte) {
    return (byte & 0x90) == 0x00;
}

enum class EncodeError { Columns, TooLong, QrData };

// The bytes of a document for a paper of 42 or 48 columns: initialised, in code page 1252. Characters outside it are
// replaced by their base letter where they have one, else by '?'; control characters are dropped, so no text can
// smuggle a command in.
[[nodiscard]] base::Expected<base::Bytes, base::Failure<EncodeError>> encode(const PrintDocument &document,
                                                                             int columns);

// UTF-8 to code page 1252 as encode() does it, and back (for the emulator).
[[nodiscard]] std::string toCodePage(std::string_view utf8);
[[nodiscard]] char32_t fromCodePage(std::uint8_t byte);

} // namespace panier::peripherals::printer
