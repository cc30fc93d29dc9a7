// Any identity that an EPC can hold, for properties.
#pragma once

#include "codes/gs1/characters.h"
#include "rfid/epc/identity.h"

#include <rapidcheck.h>

#include <string>

namespace panier::tests {

// From `low` to below `high`, each as likely as the others however small RapidCheck's cases still are.
template <typename Number>
Number someOf(Number low, Number high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(low, high));
}

inline std::string someText(std::string_view alphabet, std::size_t length) {
    std::string text;
    for (; length > 0; --length)
        text += alphabet[someOf<std::size_t>(0, alphabet.size())];
    return text;
}

inline const std::string &cset82() {
    static const std::string all = [] {
        std::string text;
        for (int c = 0; c < 128; ++c)
            if (codes::isSet82(static_cast<char>(c)))
                text += static_cast<char>(c);
        return text;
    }();
    return all;
}

inline std::string someDigits(std::size_t length) {
    return someText("0123456789", length);
}

// Below 2^bits, of any number of digits.
inline std::string someInteger(std::size_t bits) {
    const auto width = someOf<std::size_t>(0, bits + 1);
    return std::to_string(
        width == 0 ? 0 : *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()) >> (64 - width));
}

// 1 to maxLength characters that some encoding finds easy.
inline std::string someSerial(std::size_t maxLength) {
    static const std::vector<std::string> alphabets{"0123456789",        "0123456789ABCDEF", "0123456789abcdef",
                                                    "ABCXYZabcxyz019-_", "ABCXYZ-.:0189",    cset82()};
    return someText(*rc::gen::elementOf(alphabets), someOf<std::size_t>(1, maxLength + 1));
}

inline rfid::epc::TextCoding someCodingOf(const std::string &text) {
    std::vector<rfid::epc::TextCoding> able;
    for (int i = 0; i <= static_cast<int>(rfid::epc::TextCoding::UrnCode40); ++i)
        if (const auto coding = static_cast<rfid::epc::TextCoding>(i); rfid::epc::canSpell(coding, text))
            able.push_back(coding);
    return *rc::gen::elementOf(able);
}

inline rfid::epc::Hostname someHost() {
    const std::string inner = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string name = someText(inner, someOf<std::size_t>(1, 20));
    for (int more = someOf(0, 3); more > 0; --more)
        name += *rc::gen::element<std::string>(".com", ".co.uk", ".fr", ".tech", ".zw", "-x.id", ".www", ".Example");
    if (*rc::gen::arbitrary<bool>())
        for (auto &c : name)
            c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return rfid::epc::Hostname::fromText(name).value();
}

inline rfid::epc::Date someDate() {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int month = someOf(1, 13);
    const int day = someOf(0, days[month - 1] + 1);
    const auto two = [](int number) { return std::to_string(number + 100).substr(1); };
    return {static_cast<rfid::epc::DateKind>(someOf(0, 7)), two(someOf(0, 100)) + two(month) + two(day)};
}

inline void fillGiai(rfid::epc::Identity &identity, const rfid::epc::SchemeFacts &scheme) {
    using namespace rfid::epc;
    const auto partitioned = scheme.generation == Generation::Partitioned;
    const auto digits = partitioned ? static_cast<std::size_t>(identity.companyPrefixDigits)
                                    : someOf<std::size_t>(minGiaiDigits, maxGiai);
    identity.key = someDigits(digits);
    if (scheme.serialForm == SerialForm::Integer)
        identity.key += someInteger(82 - prefixBits(identity.companyPrefixDigits));
    else
        identity.key += someSerial(maxGiai - digits);
    const auto end = identity.key.find_first_not_of("0123456789");
    if (!partitioned && end != std::string::npos)
        identity.coding = someCodingOf(identity.key.substr(end));
}

// Bits after a "+" or "++" EPC, to the end of a word.
inline void addMoreData(rfid::epc::Identity &identity) {
    for (std::size_t bits = 1; bits <= 16; ++bits) {
        identity.moreData.assign(bits, true);
        if (rfid::epc::encode(identity))
            break;
    }
    for (auto bit : identity.moreData)
        bit = *rc::gen::arbitrary<bool>();
    for (int bits = 16 * someOf(0, 3); bits > 0; --bits)
        identity.moreData.push_back(*rc::gen::arbitrary<bool>());
    identity.moreData[0] = true; // not all zero
    if (!rfid::epc::encode(identity))
        identity.moreData.clear(); // too long
}

inline rfid::epc::Identity someIdentity(rfid::epc::Generation upTo = rfid::epc::Generation::PlusPlus) {
    using namespace rfid::epc;
    const auto all = allSchemes();
    const auto *chosen = &all[someOf<std::size_t>(0, all.size())];
    while (chosen->generation > upTo)
        chosen = &all[someOf<std::size_t>(0, all.size())];
    const auto &scheme = *chosen;
    const auto &key = factsOf(scheme.key);
    const bool partitioned = scheme.generation == Generation::Partitioned;
    Identity identity;
    identity.scheme = scheme.scheme;
    identity.filter = someOf(0, 8);
    identity.companyPrefixDigits = partitioned ? someOf(minPrefixDigits, maxPrefixDigits + 1) : 0;
    if (scheme.key == Key::Giai) {
        fillGiai(identity, scheme);
    } else {
        identity.key = someDigits(key.digits - 2) + someText("123456789", 1); // never all zero
        identity.key += static_cast<char>('0' + codes::gtinCheckDigit(identity.key));
    }
    if (key.maxSerial > 0)
        identity.serial =
            scheme.serialForm == SerialForm::Integer ? someInteger(scheme.serialBits) : someSerial(key.maxSerial);
    if (!partitioned && key.maxSerial > 0)
        identity.coding = someCodingOf(identity.serial);
    if (scheme.dated)
        identity.date = someDate();
    if (scheme.generation == Generation::PlusPlus)
        identity.hostname = someHost();
    if (!partitioned && someOf(0, 4) == 0)
        addMoreData(identity);
    return identity;
}

} // namespace panier::tests
