#include "rfid/epc/text_coding.h"

#include "codes/gs1/characters.h"
#include "rfid/epc/scheme.h"

#include <algorithm>
#include <array>

namespace panier::rfid::epc {

namespace {

__extension__ using Uint128 = unsigned __int128; // twenty digits need 67 bits

constexpr std::size_t bitsOfIndicator = 3;
constexpr std::size_t bitsOfLength = 5;
constexpr std::string_view digits = "0123456789";
constexpr std::string_view upperHex = "0123456789ABCDEF";
constexpr std::string_view lowerHex = "0123456789abcdef";
constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; // table 14-7
constexpr std::string_view urnCode40 = " ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789";                      // table 14-8
constexpr std::size_t code40Bits = 16;
constexpr std::size_t code40Group = 3;
constexpr std::size_t code40Size = 40;

// Codings of a fixed number of bits a character, and Numeric's characters; Ascii's are GS1's character set 82.
std::string_view alphabetOf(TextCoding coding) {
    switch (coding) {
    case TextCoding::Numeric:
        return digits;
    case TextCoding::UpperHex:
        return upperHex;
    case TextCoding::LowerHex:
        return lowerHex;
    case TextCoding::Base64:
        return base64;
    case TextCoding::UrnCode40:
        return urnCode40.substr(1);
    case TextCoding::Ascii:
        break;
    }
    return {};
}

// TDS table B. log2(10) is rounded up in its eighth digit: no length that occurs comes near a whole number.
std::size_t bitsOf(TextCoding coding, std::size_t length) {
    switch (coding) {
    case TextCoding::Numeric:
        return (length * 33'219'281 + 9'999'999) / 10'000'000;
    case TextCoding::UpperHex:
    case TextCoding::LowerHex:
        return length * 4;
    case TextCoding::Base64:
        return length * 6;
    case TextCoding::Ascii:
        return length * 7;
    case TextCoding::UrnCode40:
        return (length + code40Group - 1) / code40Group * code40Bits;
    }
    return 0;
}

base::Expected<std::string, EpcFailure> takeNumeric(BitReader &bits, std::size_t length) {
    const auto count = bitsOf(TextCoding::Numeric, length);
    Uint128 value = count > 64 ? bits.take(count - 64) : 0;
    value = value << 64U | bits.take(std::min<std::size_t>(count, 64));
    std::string text(length, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value /= 10)
        *digit = static_cast<char>('0' + static_cast<int>(value % 10));
    if (value != 0)
        return base::fail(EpcError::BadCoding, "a number of more digits than its length says");
    return text;
}

void putNumeric(BitWriter &bits, std::string_view text) {
    Uint128 value = 0;
    for (const char digit : text)
        value = value * 10 + static_cast<unsigned>(digit - '0');
    const auto count = bitsOf(TextCoding::Numeric, text.size());
    if (count > 64)
        bits.put(static_cast<std::uint64_t>(value >> 64U), count - 64);
    bits.put(static_cast<std::uint64_t>(value), std::min<std::size_t>(count, 64));
}

} // namespace

bool canSpell(TextCoding coding, std::string_view text) {
    if (coding == TextCoding::Ascii)
        return codes::isSet82(text);
    return text.find_first_not_of(alphabetOf(coding)) == std::string_view::npos;
}

TextCoding shortestCoding(std::string_view text) {
    using enum TextCoding;
    auto best = Ascii;
    for (const auto coding : {UrnCode40, Base64, LowerHex, UpperHex, Numeric})
        if (canSpell(coding, text) && bitsOf(coding, text.size()) <= bitsOf(best, text.size()))
            best = coding;
    return best;
}

base::Expected<std::string, EpcFailure> takeUrnCode40(BitReader &bits, std::size_t length) {
    std::string text;
    for (std::size_t taken = 0; taken < length; taken += code40Group) {
        const auto group = bits.take(code40Bits);
        if (group == 0 || group > code40Size * code40Size * code40Size)
            return base::fail(EpcError::BadCoding, "a group that URN Code 40 doesn't have");
        for (const auto place : {code40Size * code40Size, code40Size, std::size_t{1}})
            text += urnCode40[(group - 1) / place % code40Size];
    }
    // What fills the last group is index 0, which stands nowhere else.
    const auto end = text.find_first_of(urnCode40[0]);
    if ((end == std::string::npos ? text.size() : end) != length ||
        text.find_first_not_of(urnCode40[0], length) != std::string::npos)
        return base::fail(EpcError::BadCoding, "the characters of URN Code 40 are not as many as its length says");
    text.resize(length);
    return text;
}

void putUrnCode40(BitWriter &bits, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += code40Group) {
        std::size_t group = 0;
        for (std::size_t i = at; i < at + code40Group; ++i)
            group = group * code40Size + (i < text.size() ? urnCode40.find(text[i]) : 0);
        bits.put(group + 1, code40Bits);
    }
}

base::Expected<CodedText, EpcFailure> takeText(BitReader &bits, std::size_t maxLength) {
    const auto indicator = bits.take(bitsOfIndicator);
    const auto length = bits.take(bitsOfLength);
    if (!bits.ok())
        return base::fail(EpcError::WrongLength, "cut short");
    if (indicator > static_cast<std::uint64_t>(TextCoding::UrnCode40))
        return base::fail(EpcError::BadCoding, "a reserved encoding indicator");
    if (length == 0 || length > maxLength)
        return base::fail(EpcError::BadSerial, "no serial, or one of too many characters");
    CodedText coded{{}, static_cast<TextCoding>(indicator)};
    if (bits.left() < bitsOf(coded.coding, length))
        return base::fail(EpcError::WrongLength, "cut short");

    if (coded.coding == TextCoding::Numeric || coded.coding == TextCoding::UrnCode40) {
        auto text = coded.coding == TextCoding::Numeric ? takeNumeric(bits, length) : takeUrnCode40(bits, length);
        if (!text)
            return tl::make_unexpected(text.error());
        coded.text = std::move(*text);
        return coded;
    }
    const auto alphabet = alphabetOf(coded.coding);
    for (std::size_t i = 0; i < length; ++i) {
        const auto index = bits.take(bitsOf(coded.coding, 1));
        coded.text += alphabet.empty() ? static_cast<char>(index) : alphabet[index];
    }
    if (!codes::isSet82(coded.text))
        return base::fail(EpcError::BadSerial, "a character that a serial can't have");
    return coded;
}

EpcStatus putText(BitWriter &bits, const CodedText &coded, std::size_t maxLength) {
    const auto &text = coded.text;
    if (text.empty() || text.size() > maxLength || !codes::isSet82(text))
        return base::fail(EpcError::BadSerial, "no serial, too long a one, or a character that it can't have");
    if (coded.coding > TextCoding::UrnCode40 || !canSpell(coded.coding, text))
        return base::fail(EpcError::BadCoding, "the encoding does not have every character of the serial");
    bits.put(static_cast<std::uint64_t>(coded.coding), bitsOfIndicator);
    bits.put(text.size(), bitsOfLength);
    if (coded.coding == TextCoding::Numeric)
        putNumeric(bits, text);
    else if (coded.coding == TextCoding::UrnCode40)
        putUrnCode40(bits, text);
    else
        for (const char c : text) {
            const auto alphabet = alphabetOf(coded.coding);
            bits.put(alphabet.empty() ? static_cast<std::uint64_t>(c) : alphabet.find(c), bitsOf(coded.coding, 1));
        }
    return {};
}

} // namespace panier::rfid::epc
