#include "rfid/nfc/ndef.h"

#include <algorithm>

namespace panier::rfid::nfc {

namespace {

auto malformed(const char *what) {
    return base::fail(NfcError::Malformed, std::string("the tag's NDEF: ") + what);
}

// The prefixes of RTD URI 1.0, table 3, in the order of their codes.
constexpr std::array<std::string_view, 36> uriPrefixes = {"",
                                                          "http://www.",
                                                          "https://www.",
                                                          "http://",
                                                          "https://",
                                                          "tel:",
                                                          "mailto:",
                                                          "ftp://anonymous:anonymous@",
                                                          "ftp://ftp.",
                                                          "ftps://",
                                                          "sftp://",
                                                          "smb://",
                                                          "nfs://",
                                                          "ftp://",
                                                          "dav://",
                                                          "news:",
                                                          "telnet://",
                                                          "imap:",
                                                          "rtsp://",
                                                          "urn:",
                                                          "pop:",
                                                          "sip:",
                                                          "sips:",
                                                          "tftp:",
                                                          "btspp://",
                                                          "btl2cap://",
                                                          "btgoep://",
                                                          "tcpobex://",
                                                          "irdaobex://",
                                                          "file://",
                                                          "urn:epc:id:",
                                                          "urn:epc:tag:",
                                                          "urn:epc:pat:",
                                                          "urn:epc:raw:",
                                                          "urn:epc:",
                                                          "urn:nfc:"};

// How many bytes a UTF-8 sequence has by its first byte; 0 if none begins so (RFC 3629, 4).
std::size_t sequenceLength(unsigned first) {
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

// Well-formed UTF-8 without control characters, neither C0, DEL nor C1.
bool isPlainUtf8(base::ByteView bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = sequenceLength(bytes[i]);
        if (length == 0 || length > bytes.size() - i)
            return false;
        static constexpr std::array<std::uint32_t, 5> masks = {0, 0x7F, 0x1F, 0x0F, 0x07};
        static constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
        std::uint32_t point = bytes[i] & masks[length];
        for (std::size_t k = 1; k < length; ++k) {
            if ((bytes[i + k] & 0xC0) != 0x80)
                return false;
            point = point << 6 | (bytes[i + k] & 0x3FU);
        }
        const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        if (point < least[length] || point > 0x10FFFF || surrogate || control)
            return false;
        i += length;
    }
    return true;
}

NfcResult<NdefRecord> parseText(base::ByteView payload) {
    base::ByteReader in(payload);
    const unsigned status = in.u8();
    const auto language = in.take(status & 0x3F);
    const auto text = in.take(in.remaining());
    constexpr std::size_t maxLanguage = 35; // RFC 5646 knows none longer that is worth keeping
    const bool ascii = std::all_of(language.begin(), language.end(), [](auto byte) {
        return byte == '-' || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= 'a' && byte <= 'z');
    });
    if (!in.ok() || (status & 0x40) != 0 || language.empty() || language.size() > maxLanguage || !ascii)
        return malformed("a text without a language");
    if ((status & 0x80) != 0)
        return malformed("a text in UTF-16");
    return NdefRecord{NdefRecord::Kind::Text, std::string(base::textOf(text)), std::string(base::textOf(language))};
}

NfcResult<NdefRecord> parseUri(base::ByteView payload) {
    if (payload.empty() || payload[0] >= uriPrefixes.size())
        return malformed("a URI with an unknown prefix");
    const auto rest = base::textOf(payload.subspan(1));
    // RFC 3986 knows no blank, and nothing outside ASCII; RTD URI allows UTF-8.
    if (rest.find(' ') != std::string_view::npos)
        return malformed("a URI with a blank");
    return NdefRecord{NdefRecord::Kind::Uri, std::string(uriPrefixes[payload[0]]).append(rest), {}};
}

} // namespace

std::optional<std::size_t> ndefAreaSize(base::ByteView container) {
    constexpr std::uint8_t magic = 0xE1;
    if (container.size() != 4 || container[0] != magic || container[1] >> 4 != 1 || container[3] >> 4 != 0)
        return std::nullopt;
    return std::min<std::size_t>(container[2] * 8U, maxNdefBytes);
}

NfcResult<std::optional<NdefPlace>> findNdef(base::ByteView begin, std::size_t areaSize) {
    enum Tlv : std::uint8_t { Null = 0x00, Message = 0x03, Terminator = 0xFE };
    constexpr std::uint8_t longLength = 0xFF;
    const std::optional<NdefPlace> more;
    begin = begin.first(std::min(begin.size(), areaSize));
    const bool whole = begin.size() == areaSize;
    std::size_t at = 0;
    while (at < begin.size()) { // each turn moves on by a byte at least
        const auto type = begin[at++];
        if (type == Null)
            continue;
        if (type == Terminator)
            return malformed("no message");
        base::ByteReader in(begin.subspan(at));
        std::size_t length = in.u8();
        if (length == longLength)
            length = in.u16();
        if (!in.ok())
            break;
        at += in.offset();
        if (length > areaSize - at)
            return malformed("a length beyond the tag's memory");
        if (type == Message)
            return std::optional<NdefPlace>(NdefPlace{at, length});
        at += length;
    }
    if (whole)
        return malformed("no message");
    return more;
}

NfcResult<NdefRecord> parseNdef(base::ByteView message) {
    constexpr unsigned first = 0x80;
    constexpr unsigned last = 0x40;
    constexpr unsigned chunked = 0x20;
    constexpr unsigned shortRecord = 0x10;
    constexpr unsigned hasId = 0x08;
    constexpr unsigned wellKnown = 0x01;
    base::ByteReader in(message);
    const unsigned flags = in.u8();
    const std::size_t typeLength = in.u8();
    const std::size_t payloadLength = (flags & shortRecord) != 0 ? in.u8() : in.u32();
    const std::size_t idLength = (flags & hasId) != 0 ? in.u8() : 0;
    const auto type = base::textOf(in.take(typeLength));
    in.skip(idLength);
    const auto payload = in.take(payloadLength);
    if (!in.ok())
        return malformed("a record that is cut");
    if ((flags & first) == 0 || (flags & chunked) != 0)
        return malformed("a first record that isn't whole");
    if (((flags & last) != 0) != (in.remaining() == 0))
        return malformed("records after the last, or none where there should be more");
    if ((flags & 0x07) != wellKnown || (type != "T" && type != "U"))
        return malformed("a first record that is neither text nor URI");
    auto record = type == "T" ? parseText(payload) : parseUri(payload);
    if (!record)
        return record;
    if (record->value.empty() || record->value.size() > maxNdefValueBytes || !isPlainUtf8(base::viewOf(record->value)))
        return malformed("a value that is empty, too long or no plain text");
    return record;
}

} // namespace panier::rfid::nfc
