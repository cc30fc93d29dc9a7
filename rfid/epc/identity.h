// What an EPC says, and the bits that say it. GS1 EPC Tag Data Standard 2.3: 14.3 to 14.6; the keys' digits as in the
// GS1 General Specifications (and TDS 7).
#pragma once

#include "codes/epc.h"
#include "codes/gtin.h"
#include "rfid/epc/failure.h"
#include "rfid/epc/hostname.h"
#include "rfid/epc/scheme.h"
#include "rfid/epc/text_coding.h"

#include <optional>
#include <string>
#include <vector>

namespace panier::rfid::epc {

// What the date of a DSGTIN means. The numbers are those of TDS 14.5.3, which reserves the others.
enum class DateKind : std::uint8_t { Production, Packaging, BestBefore, SellBy, Expiration, FirstFreeze, Harvest };

struct Date {
    DateKind kind = DateKind::BestBefore;
    std::string yymmdd; // a day that exists, or 00 for the day: the whole month (General Specifications 7.12)

    [[nodiscard]] bool operator==(const Date &) const = default;
};

// One object's identity, with what else its EPC holds. Which members count depends on the scheme; the others are as
// here, and encode() refuses them otherwise.
struct Identity {
    Scheme scheme = Scheme::Sgtin96;
    int filter = 0;              // 0-7, TDS 10: 0 all others, and of an SGTIN 1 is a point-of-sale item
    int companyPrefixDigits = 0; // 6-12 where the scheme sets the prefix apart; 0 in "+" and "++"
    // With check digit and leading zeros: GTIN 14, SSCC 18, GLN 13, GRAI 13 digits; GIAI the whole of it, to 30
    // characters.
    std::string key;
    // Of GTIN and GRAI; of a GLN its extension, "0" for none. To 20 characters of GS1's character set 82 (GRAI 16); in
    // the 96-bit schemes an integer without leading zeros, below 2^38 (GLN 2^41). Empty for SSCC and GIAI.
    std::string serial;
    TextCoding coding = TextCoding::Numeric; // "+" and "++": how the serial, or GIAI's end from its first non-digit, is
                                             // written
    std::optional<Date> date;                // DSGTIN
    std::optional<Hostname> hostname;        // "++"
    std::vector<bool> moreData; // "+" and "++": the bits after the EPC ("+AIDC data", TDS 15.3), which aren't read, to
                                // the end of the last word of 16

    [[nodiscard]] bool operator==(const Identity &) const = default;
};

// Reads an EPC of any scheme of scheme.h: as a tag stores it, in words of 16 bits, or cut after the last byte in use.
// What follows the scheme's bits must be zero.
[[nodiscard]] base::Expected<Identity, EpcFailure> decode(const codes::Epc &epc);

// The inverse, in whole words: equals what was decoded, or begins so where that was cut after its last byte.
[[nodiscard]] base::Expected<codes::Epc, EpcFailure> encode(const Identity &identity);

// The article that it is a unit of: SGTIN and DSGTIN of every generation.
[[nodiscard]] std::optional<codes::Gtin> gtinOf(const Identity &identity);
// The same of an EPC; nullopt too for one that doesn't decode.
[[nodiscard]] std::optional<codes::Gtin> gtinIn(const codes::Epc &epc);

// An SGTIN-96. `companyPrefixDigits` (6-12) isn't in the GTIN: the owner of the prefix knows it. `serial` is below
// 2^38.
[[nodiscard]] base::Expected<codes::Epc, EpcFailure> encodeSgtin96(const codes::Gtin &gtin, int companyPrefixDigits,
                                                                   std::uint64_t serial, int filter = 1);

} // namespace panier::rfid::epc
