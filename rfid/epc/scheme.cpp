#include "rfid/epc/scheme.h"

#include <algorithm>
#include <array>

namespace panier::rfid::epc {

namespace {

using enum Scheme;
using enum Generation;
using enum SerialForm;

// In the order of the enumeration.
constexpr std::array<SchemeFacts, 21> schemes{{
    {Sgtin96, 0x30, "sgtin-96", Key::Gtin, Partitioned, 96, Integer, 38},
    {Sgtin198, 0x36, "sgtin-198", Key::Gtin, Partitioned, 198, Text, 140},
    {SgtinPlus, 0xF7, "sgtin+", Key::Gtin, Plus, 0},
    {SgtinPlusPlus, 0xFD, "sgtin++", Key::Gtin, PlusPlus, 0},
    {DsgtinPlus, 0xFB, "dsgtin+", Key::Gtin, Plus, 0, None, 0, true},
    {DsgtinPlusPlus, 0xFC, "dsgtin++", Key::Gtin, PlusPlus, 0, None, 0, true},
    {Sscc96, 0x31, "sscc-96", Key::Sscc, Partitioned, 96, None, 0},
    {SsccPlus, 0xF9, "sscc+", Key::Sscc, Plus, 0},
    {SsccPlusPlus, 0xEF, "sscc++", Key::Sscc, PlusPlus, 0},
    {Sgln96, 0x32, "sgln-96", Key::Gln, Partitioned, 96, Integer, 41},
    {Sgln195, 0x39, "sgln-195", Key::Gln, Partitioned, 195, Text, 140},
    {SglnPlus, 0xF2, "sgln+", Key::Gln, Plus, 0},
    {SglnPlusPlus, 0xE9, "sgln++", Key::Gln, PlusPlus, 0},
    {Grai96, 0x33, "grai-96", Key::Grai, Partitioned, 96, Integer, 38},
    {Grai170, 0x37, "grai-170", Key::Grai, Partitioned, 170, Text, 112},
    {GraiPlus, 0xF1, "grai+", Key::Grai, Plus, 0},
    {GraiPlusPlus, 0xEB, "grai++", Key::Grai, PlusPlus, 0},
    {Giai96, 0x34, "giai-96", Key::Giai, Partitioned, 96, Integer},
    {Giai202, 0x38, "giai-202", Key::Giai, Partitioned, 202, Text},
    {GiaiPlus, 0xFA, "giai+", Key::Giai, Plus, 0},
    {GiaiPlusPlus, 0xEE, "giai++", Key::Giai, PlusPlus, 0},
}};

constexpr std::array<KeyFacts, 5> keys{{
    {"sgtin", "01", "21", 14, true, 44, 20},
    {"sscc", "00", "", 18, true, 58, 0},
    {"sgln", "414", "254", 13, false, 41, 20},
    {"grai", "8003", "", 13, false, 44, 16},
    {"giai", "8004", "", 0, false, 0, 0},
}};

// By partition value, which is 12 less the digits.
constexpr std::array<std::size_t, 7> bitsByPartition{40, 37, 34, 30, 27, 24, 20};

} // namespace

std::span<const SchemeFacts> allSchemes() {
    return schemes;
}

const SchemeFacts &factsOf(Scheme scheme) {
    return schemes.at(static_cast<std::size_t>(scheme));
}

const KeyFacts &factsOf(Key key) {
    return keys.at(static_cast<std::size_t>(key));
}

const SchemeFacts *schemeOfHeader(std::uint8_t header) {
    const auto *const found = std::find_if(schemes.begin(), schemes.end(),
                                           [header](const SchemeFacts &facts) { return facts.header == header; });
    return found == schemes.end() ? nullptr : found;
}

std::size_t prefixBits(int digits) {
    return bitsByPartition.at(static_cast<std::size_t>(maxPrefixDigits - digits));
}

} // namespace panier::rfid::epc
