// The coding schemes that are read here. GS1 EPC Tag Data Standard 2.3: headers from table 14-1, shapes from 14.6.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace panier::rfid::epc {

// What is identified: an article, a logistic unit, a place, a returnable asset, an asset.
enum class Key : std::uint8_t { Gtin, Sscc, Gln, Grai, Giai };

enum class Scheme : std::uint8_t {
    Sgtin96,
    Sgtin198,
    SgtinPlus,
    SgtinPlusPlus,
    DsgtinPlus,
    DsgtinPlusPlus,
    Sscc96,
    SsccPlus,
    SsccPlusPlus,
    Sgln96,
    Sgln195,
    SglnPlus,
    SglnPlusPlus,
    Grai96,
    Grai170,
    GraiPlus,
    GraiPlusPlus,
    Giai96,
    Giai202,
    GiaiPlus,
    GiaiPlusPlus,
};

// Three generations: with the company prefix set apart (before TDS 2.0), plain digits ("+", 2.0), and these with the
// domain of their Digital Link ("++", 2.3).
enum class Generation : std::uint8_t { Partitioned, Plus, PlusPlus };

// How the serial number of a partitioned scheme is stored: not at all, as an integer, or as characters of 7 bits.
enum class SerialForm : std::uint8_t { None, Integer, Text };

struct SchemeFacts {
    Scheme scheme;
    std::uint8_t header;
    std::string_view name; // as in an EPC Tag URI, which "+" and "++" schemes don't have
    Key key;
    Generation generation;
    std::size_t bits; // all of them; 0: it depends on the content
    SerialForm serialForm = SerialForm::None;
    std::size_t serialBits = 0; // partitioned schemes, save GIAI's
    bool dated = false;
};

struct KeyFacts {
    std::string_view name;         // of its pure identity URI
    std::string_view ai;           // GS1 application identifier
    std::string_view serialAi;     // of its serial number; empty: none, or a part of the key's own value
    std::size_t digits;            // check digit included; 0: GIAI, which has no check digit nor a fixed length
    bool indicator;                // its first digit comes before the company prefix
    std::size_t prefixAndRestBits; // in partitioned schemes: company prefix and the digits after it
    std::size_t maxSerial;         // characters
};

constexpr int minPrefixDigits = 6;
constexpr int maxPrefixDigits = 12;
constexpr std::size_t minGiaiDigits =
    4; // a company prefix has at least four digits (TDS 7.1), and GIAI+ begins with it
constexpr std::size_t maxGiai = 30;
// GLN: the extension that says that there is none (TDS 6.3.3).
constexpr std::string_view noExtension = "0";

[[nodiscard]] std::span<const SchemeFacts> allSchemes();
[[nodiscard]] const SchemeFacts &factsOf(Scheme scheme);
[[nodiscard]] const KeyFacts &factsOf(Key key);
[[nodiscard]] const SchemeFacts *schemeOfHeader(std::uint8_t header); // nullptr: none of these

// Bits of a company prefix of so many digits (6-12), the same in every partition table of TDS 14.6.
[[nodiscard]] std::size_t prefixBits(int digits);

} // namespace panier::rfid::epc
