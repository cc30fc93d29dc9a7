// NDEF on NFC Forum Type 2 Tags: what a tag's memory says, read strictly and within limits.
#pragma once

#include "rfid/nfc/types.h"

#include <cstddef>

namespace panier::rfid::nfc {

// The memory of the largest tag that is read, an NTAG216: beyond it nothing is asked for.
inline constexpr std::size_t maxNdefBytes = 888;
// Of a text or URI that is passed on, in bytes.
inline constexpr std::size_t maxNdefValueBytes = 512;

// The size of the data area in bytes, from the capability container, page 3 of a tag (NFC Forum Type 2 Tag 1.2, 6.1);
// nullopt if the tag isn't formatted for NDEF, has another major version, or may not be read. At most maxNdefBytes.
[[nodiscard]] std::optional<std::size_t> ndefAreaSize(base::ByteView container);

// Where the NDEF message lies in the data area, which begins at page 4.
struct NdefPlace {
    std::size_t offset = 0;
    std::size_t length = 0;
    bool operator==(const NdefPlace &) const = default;
};

// Looks for the NDEF message's TLV (Type 2 Tag 1.2, 6.2). `begin` is as much of the area as was read, `areaSize` is all
// of it. A place in the whole area, however much of it is still to be read; nullopt: read more, if there is more.
// Malformed if there is no message, or one that runs over the area's end.
[[nodiscard]] NfcResult<std::optional<NdefPlace>> findNdef(base::ByteView begin, std::size_t areaSize);

// The first record of a message (NFC Forum NDEF 1.0, 3) if it is a text (RTD Text 1.0, UTF-8) or a URI (RTD URI 1.0).
// Malformed for everything else: another type, a chunked record, UTF-16, bytes that are no UTF-8, control characters, a
// value beyond maxNdefValueBytes, a message that doesn't begin or doesn't end as it should.
[[nodiscard]] NfcResult<NdefRecord> parseNdef(base::ByteView message);

} // namespace panier::rfid::nfc
