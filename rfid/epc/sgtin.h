// What an EPC says about an article: GTIN and serial. GS1 EPC Tag Data Standard 2.x, 14.6.1 (SGTIN-96, SGTIN-198).
#pragma once

#include "base/expected.h"
#include "codes/epc.h"
#include "codes/gtin.h"

#include <cstdint>
#include <string>

namespace panier::rfid::epc {

enum class Scheme { Sgtin96, Sgtin198 };

// A serialised GTIN as a tag carries it.
struct Sgtin {
    Scheme scheme = Scheme::Sgtin96;
    int filter = 0;              // 0-7, TDS table 10-1: 1 is a point-of-sale item
    int companyPrefixDigits = 0; // 6-12
    codes::Gtin gtin;
    std::string serial; // SGTIN-96: decimal, below 2^38; SGTIN-198: 1-20 characters of GS1 character set 82
};

// Why an EPC isn't an SGTIN that counts.
enum class EpcError {
    UnknownScheme,    // another header: not ours to judge
    WrongLength,      // more or fewer bits than the scheme has
    BadPartition,     // 7
    PrefixOverflow,   // company prefix above what its digits can hold
    ItemOverflow,     // item reference above what its digits can hold
    BadSerial,        // empty, or with a character that a serial can't have
    BadPadding,       // bits after the end that aren't zero
    BadGtin,          // no GTIN is all zero
    BadCompanyPrefix, // encoding: not 6-12 digits
    BadFilter,        // encoding: not 0-7
};
using EpcFailure = base::Failure<EpcError>;

// Reads an SGTIN-96 (12 bytes) or SGTIN-198 (25 bytes, or 26 as a tag stores it, zero-padded).
[[nodiscard]] base::Expected<Sgtin, EpcFailure> decodeSgtin(const codes::Epc &epc);

// Writes an SGTIN-96. `companyPrefixDigits` (6-12) isn't in the GTIN: the owner of the prefix knows it. `serial` is
// below 2^38.
[[nodiscard]] base::Expected<codes::Epc, EpcFailure> encodeSgtin96(const codes::Gtin &gtin, int companyPrefixDigits,
                                                                   std::uint64_t serial, int filter = 1);

} // namespace panier::rfid::epc
