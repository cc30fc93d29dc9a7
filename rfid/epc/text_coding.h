// Variable-length alphanumeric texts. TDS 2.3, 14.5.6.
#pragma once

#include "rfid/epc/bits.h"
#include "rfid/epc/failure.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace panier::rfid::epc {

// How a text is written; the numbers are the encoding indicators of TDS table E. A text may be written in any of those
// that have all its characters, not in the shortest only.
enum class TextCoding : std::uint8_t { Numeric, UpperHex, LowerHex, Base64, Ascii, UrnCode40 };

// Whether `coding` has every character of `text`.
[[nodiscard]] bool canSpell(TextCoding coding, std::string_view text);
// The one of fewest bits, and of these the first; Ascii if none but it can, or none at all.
[[nodiscard]] TextCoding shortestCoding(std::string_view text);

// A text with its encoding indicator (3 bits) and its length (5 bits): 1 to `maxLength` characters, at most 31.
struct CodedText {
    std::string text;
    TextCoding coding = TextCoding::Numeric;
};
[[nodiscard]] base::Expected<CodedText, EpcFailure> takeText(BitReader &bits, std::size_t maxLength);
[[nodiscard]] EpcStatus putText(BitWriter &bits, const CodedText &coded, std::size_t maxLength);

// URN Code 40 (14.5.6.5), 16 bits for three characters, without indicator and length.
[[nodiscard]] base::Expected<std::string, EpcFailure> takeUrnCode40(BitReader &bits, std::size_t length);
void putUrnCode40(BitWriter &bits, std::string_view text); // canSpell() it

} // namespace panier::rfid::epc
