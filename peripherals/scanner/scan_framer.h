// A scanner's characters as scans: where one ends, what kind of symbol it was. ISO/IEC 15424 (AIM identifiers).
#pragma once

#include "base/expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::peripherals::scanner {

// One code that was scanned.
struct Scan {
    std::string aim;  // "]E0"; empty: the scanner doesn't tell
    std::string text; // bytes as they came, 0x1D for FNC1 among them; not empty
    bool operator==(const Scan &) const = default;
};

// What the scanner is set to send around each code.
struct FrameFormat {
    std::string prefix;        // before the AIM identifier; usually none
    std::string suffix = "\r"; // empty: none, a silence ends the code
};

enum class ScanError {
    TooLong,    // more than maxScanBytes; passed over to its end
    Incomplete, // a silence came before the suffix
    NoPrefix,   // it doesn't begin as every code should
};
using ScanResult = base::Expected<Scan, ScanError>;

// "cr", "lf", "crlf", "tab" or "none" as the characters that they stand for.
[[nodiscard]] std::optional<std::string> suffixNamed(std::string_view name);

// Pure: time comes in as silence(). Holds maxScanBytes at the most. Line ends before a code are passed over, since many
// scanners send one more than they are asked for.
class ScanFramer {
public:
    static constexpr std::size_t maxScanBytes = 7200; // the largest QR Code is 7,089 digits

    explicit ScanFramer(FrameFormat format) : m_format(std::move(format)) {}

    // What ended with these bytes, in order.
    [[nodiscard]] std::vector<ScanResult> feed(std::string_view bytes);
    // Nothing has come for as long as lies between two codes at least.
    [[nodiscard]] std::vector<ScanResult> silence();
    // Whether a code has begun, so that silence() would say something.
    [[nodiscard]] bool isOpen() const { return !m_bytes.empty() || m_overflowed; }
    // Forgets what has begun: the line was lost.
    void reset();

private:
    [[nodiscard]] ScanResult take();

    FrameFormat m_format;
    std::string m_bytes;
    bool m_overflowed = false;
};

} // namespace panier::peripherals::scanner
