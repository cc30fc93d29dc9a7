// Bits and what they say: the standard's own examples, and every way to be wrong.
#include "rfid/epc/text.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using rfid::epc::DateKind;
using rfid::epc::decode;
using rfid::epc::encode;
using rfid::epc::encodeSgtin96;
using rfid::epc::EpcError;
using rfid::epc::gtinIn;
using rfid::epc::Identity;
using rfid::epc::Scheme;
using rfid::epc::TextCoding;

namespace {
// Hexadecimal, without what fills the last byte, as the standard prints it.
codes::Epc epcOf(std::string hex) {
    if (hex.size() % 2 != 0)
        hex += '0';
    return codes::Epc::fromHex(hex).value();
}
// Hexadecimal digits, then numbers of so many bits, filled up to a word.
using Fields = std::vector<std::pair<std::uint64_t, std::size_t>>;
std::string hexOf(std::string_view start, const Fields &fields) {
    rfid::epc::BitWriter bits;
    for (const char digit : start)
        bits.put(std::stoul(std::string(1, digit), nullptr, 16), 4);
    for (const auto &[value, width] : fields)
        bits.put(value, width);
    bits.padTo((bits.size() + 15) / 16 * 16);
    return base::toHex(bits.bytes());
}
// The error of an EPC that must not decode.
EpcError errorOf(const std::string &hex) {
    CAPTURE(hex);
    const auto result = decode(epcOf(hex));
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().text.empty());
    CHECK_FALSE(gtinIn(epcOf(hex)));
    return result.error().code;
}
// The error of what must not encode.
EpcError errorOf(const Identity &identity) {
    const auto result = encode(identity);
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().text.empty());
    return result.error().code;
}

struct Example {
    Scheme scheme;
    const char *hex;
    int filter;
    const char *key;
    const char *serial;
    TextCoding coding;
    const char *elementString;
    const char *digitalLink;
    const char *tagUri;
    const char *pureUri;
};

// TDS 2.3, annex E.3, save what the notes say.
const std::vector<Example> examples{
    {Scheme::Sgtin96, "3066C4409047E140075BCD15", 3, "09506000134352", "123456789", TextCoding::Numeric,
     "(01)09506000134352(21)123456789", "https://id.gs1.org/01/09506000134352/21/123456789",
     "urn:epc:tag:sgtin-96:3.95060001343.05.123456789",
     "urn:epc:id:sgtin:95060001343.05.123456789"}, // E.3 has four digits more in this one, by mistake
    {Scheme::Sgtin198, "3666C4409047E159B2C2BF100000000000000000000000000000", 3, "09506000134352", "32a/b",
     TextCoding::Numeric, "(01)09506000134352(21)32a/b", "https://id.gs1.org/01/09506000134352/21/32a%2Fb",
     "urn:epc:tag:sgtin-198:3.95060001343.05.32a%2Fb", "urn:epc:id:sgtin:95060001343.05.32a%2Fb"},
    {Scheme::SgtinPlus, "F73795211411234538566CB0AFC4", 3, "79521141123453", "32a/b", TextCoding::Ascii,
     "(01)79521141123453(21)32a/b", "https://id.gs1.org/01/79521141123453/21/32a%2Fb", "", ""},
    {Scheme::DsgtinPlus, "FB342CDE795211411234538566CB0AFC4", 3, "79521141123453", "32a/b", TextCoding::Ascii,
     "(01)79521141123453(21)32a/b(17)220630", "https://id.gs1.org/01/79521141123453/21/32a%2Fb?17=220630", "", ""},
    // E.3 prints "example.com" beside these two; their bits, 0100000 first (table 14-11: "id."), say id.example.com.
    {Scheme::SgtinPlusPlus, "FD3795211411234538566CB0AFC525065F1876F0D996D800", 3, "79521141123453", "32a/b",
     TextCoding::Ascii, "(01)79521141123453(21)32a/b", "https://id.example.com/01/79521141123453/21/32a%2Fb", "", ""},
    {Scheme::DsgtinPlusPlus, "FC342CDE795211411234538566CB0AFC525065F1876F0D996D80", 3, "79521141123453", "32a/b",
     TextCoding::Ascii, "(01)79521141123453(21)32a/b(17)220630",
     "https://id.example.com/01/79521141123453/21/32a%2Fb?17=220630", "", ""},
    {Scheme::Sscc96, "311BA1B300CE0A6A83000000", 0, "095201234567891235", "", TextCoding::Numeric,
     "(00)095201234567891235", "https://id.gs1.org/00/095201234567891235", "urn:epc:tag:sscc-96:0.952012.03456789123",
     "urn:epc:id:sscc:952012.03456789123"},
    {Scheme::SsccPlus, "F90095201234567891235", 0, "095201234567891235", "", TextCoding::Numeric,
     "(00)095201234567891235", "https://id.gs1.org/00/095201234567891235", "", ""},
    // E.3 prints the header of SSCC+, F9; table 14-1 and 14.6.2.3 have EF.
    {Scheme::SsccPlusPlus, "EF009520123456789123592832F8C3B786CCB6C0", 0, "095201234567891235", "", TextCoding::Numeric,
     "(00)095201234567891235", "https://id.example.com/00/095201234567891235", "", ""},
    {Scheme::Sgln96, "3276451FD46072000000162E", 3, "9521141123454", "5678", TextCoding::Numeric,
     "(414)9521141123454(254)5678", "https://id.gs1.org/414/9521141123454/254/5678",
     "urn:epc:tag:sgln-96:3.9521141.12345.5678", "urn:epc:id:sgln:9521141.12345.5678"},
    {Scheme::Sgln195, "3976451FD46072CD9615F8800000000000000000000000000000", 3, "9521141123454", "32a/b",
     TextCoding::Numeric, "(414)9521141123454(254)32a/b", "https://id.gs1.org/414/9521141123454/254/32a%2Fb",
     "urn:epc:tag:sgln-195:3.9521141.12345.32a%2Fb", "urn:epc:id:sgln:9521141.12345.32a%2Fb"},
    {Scheme::SglnPlus, "F2395211411234548566CB0AFC4", 3, "9521141123454", "32a/b", TextCoding::Ascii,
     "(414)9521141123454(254)32a/b", "https://id.gs1.org/414/9521141123454/254/32a%2Fb", "", ""},
    {Scheme::SglnPlusPlus, "E9395211411234548566CB0AFC525065F1876F0D996D8000", 3, "9521141123454", "32a/b",
     TextCoding::Ascii, "(414)9521141123454(254)32a/b", "https://id.example.com/414/9521141123454/254/32a%2Fb", "", ""},
    {Scheme::Grai96, "3376451FD40C0E400000162E", 3, "9521141123454", "5678", TextCoding::Numeric,
     "(8003)095211411234545678", "https://id.gs1.org/8003/095211411234545678",
     "urn:epc:tag:grai-96:3.9521141.12345.5678", "urn:epc:id:grai:9521141.12345.5678"},
    {Scheme::Grai170, "3776451FD40C0E59B2C2BF1000000000000000000000", 3, "9521141123454", "32a/b", TextCoding::Numeric,
     "(8003)0952114112345432a/b", "https://id.gs1.org/8003/0952114112345432a%2Fb",
     "urn:epc:tag:grai-170:3.9521141.12345.32a%2Fb", "urn:epc:id:grai:9521141.12345.32a%2Fb"},
    {Scheme::GraiPlus, "F13095211411234548566CB0AFC4", 3, "9521141123454", "32a/b", TextCoding::Ascii,
     "(8003)0952114112345432a/b", "https://id.gs1.org/8003/0952114112345432a%2Fb", "", ""},
    {Scheme::GraiPlusPlus, "EB3095211411234548566CB0AFC525065F1876F0D996D800", 3, "9521141123454", "32a/b",
     TextCoding::Ascii, "(8003)0952114112345432a/b", "https://id.example.com/8003/0952114112345432a%2Fb", "", ""},
    {Scheme::Giai96, "3476451FD40000000000162E", 3, "95211415678", "", TextCoding::Numeric, "(8004)95211415678",
     "https://id.gs1.org/8004/95211415678", "urn:epc:tag:giai-96:3.9521141.5678", "urn:epc:id:giai:9521141.5678"},
    {Scheme::Giai202, "3876451FD59B2C2BF10000000000000000000000000000000000", 3, "952114132a/b", "",
     TextCoding::Numeric, "(8004)952114132a/b", "https://id.gs1.org/8004/952114132a%2Fb",
     "urn:epc:tag:giai-202:3.9521141.32a%2Fb", "urn:epc:id:giai:9521141.32a%2Fb"},
    {Scheme::GiaiPlus, "FA3952114132E83C2BF10", 3, "952114132a/b", "", TextCoding::Ascii, "(8004)952114132a/b",
     "https://id.gs1.org/8004/952114132a%2Fb", "", ""},
    {Scheme::GiaiPlusPlus, "EE3952114132E83C2BF1494197C61DBC3665B600", 3, "952114132a/b", "", TextCoding::Ascii,
     "(8004)952114132a/b", "https://id.example.com/8004/952114132a%2Fb", "", ""},
};
} // namespace

TEST_CASE("the examples of the standard's annex E.3, in every form") {
    for (const auto &example : examples) {
        CAPTURE(example.hex);
        const auto identity = decode(epcOf(example.hex));
        REQUIRE(identity);
        CHECK(identity->scheme == example.scheme);
        CHECK(identity->filter == example.filter);
        CHECK(identity->key == example.key);
        CHECK(identity->serial == example.serial);
        CHECK(identity->coding == example.coding);
        CHECK(identity->moreData.empty());
        CHECK(rfid::epc::elementString(*identity) == example.elementString);
        CHECK(rfid::epc::digitalLink(*identity) == example.digitalLink);
        CHECK(rfid::epc::tagUri(*identity).value_or("") == example.tagUri);
        CHECK(rfid::epc::pureIdentityUri(*identity).value_or("") == example.pureUri);
        const auto again = encode(*identity);
        REQUIRE(again);
        CHECK(again->hex().substr(0, std::string(example.hex).size()) == example.hex);
        CHECK(again->hex().find_first_not_of('0', std::string(example.hex).size()) == std::string::npos);
        CHECK(again->bytes().size() % 2 == 0);
        CHECK(rfid::epc::parse(example.hex).value() == *identity);
    }
    CHECK(examples.size() == rfid::epc::allSchemes().size());
}

TEST_CASE("an article's GTIN is told by every scheme that has one, and by no other") {
    for (const auto &example : examples) {
        CAPTURE(example.hex);
        const bool article = rfid::epc::factsOf(example.scheme).key == rfid::epc::Key::Gtin;
        CHECK(gtinIn(epcOf(example.hex)) == (article ? codes::Gtin::parse(example.key) : std::nullopt));
    }
}

TEST_CASE("SGTIN-96 in every partition") {
    struct Row {
        const char *hex;
        const char *gtin;
        const char *serial;
        int filter;
        int prefixDigits;
    };
    // TDS 1.x E.3, then computed apart from table 14-16.
    const auto row = GENERATE(Row{"3074257BF7194E4000001A85", "80614141123458", "6789", 3, 7},
                              Row{"302376B9B24B00C000003039", "39521141234564", "12345", 1, 12},
                              Row{"3026C5615B6F24400000303A", "19521141234577", "12346", 1, 11},
                              Row{"302A378115F21AC00000303B", "19521141234072", "12347", 1, 10},
                              Row{"302F8C01BCB0FBC00000303C", "19521141230074", "12348", 1, 9},
                              Row{"3032D667CA09C5C00000303D", "19521141200077", "12349", 1, 8},
                              Row{"3036451FD461A9C00000303E", "19521141000073", "12350", 1, 7},
                              Row{"303BA1CC83D091C00000303F", "19521140000074", "12351", 1, 6},
                              Row{"30E3A352943FFE7FFFFFFFFF", "99999999999997", "274877906943", 7, 12});
    CAPTURE(row.hex);
    const auto sgtin = decode(epcOf(row.hex));
    REQUIRE(sgtin);
    CHECK(sgtin->key == row.gtin);
    CHECK(sgtin->serial == row.serial);
    CHECK(sgtin->filter == row.filter);
    CHECK(sgtin->companyPrefixDigits == row.prefixDigits);
}

TEST_CASE("an EPC is read as stored in words and as cut after its last byte") {
    const auto *const hex = GENERATE("3674257BF6B7A659B2C2BF100000000000000000000000000000",
                                     "3674257BF6B7A659B2C2BF1000000000000000000000000000");
    const auto sgtin = decode(epcOf(hex));
    REQUIRE(sgtin);
    CHECK(sgtin->serial == "32a/b");
    CHECK(encode(*sgtin)->hex() == "3674257BF6B7A659B2C2BF100000000000000000000000000000");
    CHECK(decode(epcOf("F900952012345678912350"))); // SSCC+: 84 bits in 88, in 96, and not in 104
    CHECK(decode(epcOf("F90095201234567891235000")));
    CHECK(decode(epcOf("F9009520123456789123500000")).error().code == EpcError::WrongLength);
}

TEST_CASE("a serial of all twenty characters") {
    const auto sgtin = decode(epcOf("3634257BF7194E60C287122C68F224CA60C593368D5B3770E400"));
    REQUIRE(sgtin);
    CHECK(sgtin->serial == "ABCDEFGHIJ0123456789");
}

TEST_CASE("what sets a company prefix apart is refused with its reason") {
    CHECK(errorOf("E2801160600002054B2C1A3F") == EpcError::UnknownScheme); // a chip maker's number
    CHECK(errorOf("00") == EpcError::UnknownScheme);
    CHECK(errorOf("2D76451FD4499602D2000000") == EpcError::UnknownScheme); // GSRN-96: a person's, never on a tray
    CHECK(errorOf("30") == EpcError::WrongLength);
    CHECK(errorOf("3074257BF7194E4000001A") == EpcError::WrongLength);
    CHECK(errorOf("3074257BF7194E4000001A850000") == EpcError::WrongLength);
    CHECK(errorOf("3674257BF7194E59B2C2BF10") == EpcError::WrongLength);
    CHECK(errorOf("303C00000000000000000001") == EpcError::BadPartition);
    CHECK(errorOf("311C00000000000000000000") == EpcError::BadPartition);
    CHECK(errorOf("3023A3529440004000000001") == EpcError::PrefixOverflow); // 10^12 in 12 digits
    CHECK(errorOf("303BD0900000004000000001") == EpcError::PrefixOverflow); // 10^6 in 6 digits
    CHECK(errorOf("302000000000068000000001") == EpcError::ItemOverflow);   // 10 in one digit
    CHECK(errorOf("303400000000000000000001") == EpcError::BadKey);         // a GTIN of zeros
    CHECK(errorOf("311BA1B300CE0A6A83000001") == EpcError::BadPadding);     // SSCC-96: reserved bits
    CHECK(errorOf("3634257BF7194E40000000000000000000000000000000000000") == EpcError::BadSerial); // none
    CHECK(errorOf("3634257BF7194E59A3C200000000000000000000000000000000") == EpcError::BadSerial); // 3#a
    CHECK(errorOf("3634257BF7194E59B2C200041000000000000000000000000000") ==
          EpcError::BadPadding); // goes on after its end
    CHECK(errorOf("3674257BF7194E59B2C2BF100000000000000000000000000001") == EpcError::BadPadding);
}

TEST_CASE("the bits that an asset's last character leaves over are zero") {
    // TDS table 14-20: the reference of a 7-digit prefix has 164 bits, 23 characters and 3 bits.
    const std::string asset = "3876451FD59B2C2BF100000000000000000000000000000000";
    CHECK(decode(epcOf(asset + "00")));
    CHECK(errorOf(asset + "40") == EpcError::BadPadding); // the last of the three
    CHECK(errorOf(asset + "20") == EpcError::BadPadding); // after the EPC
}

TEST_CASE("a location's and an asset type's reference of no digits is zero") {
    // SGLN and GRAI of a 12-digit prefix have no digit after it, and yet a bit or four (tables 14-10 and 14-19).
    Identity location;
    location.scheme = Scheme::Sgln96;
    location.companyPrefixDigits = 12;
    location.key = "9526567890126"; // TDS 7.2.2
    location.serial = "4711";
    const auto epc = encode(location);
    REQUIRE(epc);
    CHECK(decode(*epc).value() == location);
    auto hex = epc->hex();
    CHECK(rfid::epc::pureIdentityUri(location) == "urn:epc:id:sgln:952656789012..4711");
    hex[13] = static_cast<char>(hex[13] + 2); // the bit after 8 + 3 + 3 + 40
    CHECK(errorOf(hex) == EpcError::ItemOverflow);
}

TEST_CASE("what is written digit by digit is refused with its reason") {
    CHECK(errorOf("F7379521141123453856") == EpcError::WrongLength);
    CHECK(errorOf("F73795211411234538566CB0AF") == EpcError::WrongLength);
    CHECK(errorOf("F73795211411234538566CB0AFC40000") == EpcError::WrongLength);
    CHECK(errorOf("F73A95211411234538566CB0AFC4") == EpcError::BadKey);
    CHECK(errorOf("F73795211411234548566CB0AFC4") == EpcError::BadCheckDigit);
    CHECK(errorOf("F90095201234567891236") == EpcError::BadCheckDigit);
    CHECK(errorOf("F2395211411234558566CB0AFC4") == EpcError::BadCheckDigit);
    CHECK(errorOf("F13195211411234548566CB0AFC4") == EpcError::BadPadding); // the digit before a GRAI
    CHECK(errorOf("F7300000000000000"
                  "8566CB0AFC4") == EpcError::BadKey);
    CHECK(errorOf("F7379521141123453C566CB0AFC4") == EpcError::BadCoding); // indicator 6
    CHECK(errorOf("F7379521141123453E566CB0AFC4") == EpcError::BadCoding); // indicator 7
    CHECK(errorOf("F7379521141123453800"
                  "0000") == EpcError::BadSerial); // no character
    CHECK(errorOf("F7379521141123453958000000000000000000000000000000000000000") == EpcError::BadSerial); // 21
    CHECK(errorOf(hexOf("F7379521141123453", {{4, 3}, {2, 5}, {'a', 7}, {'#', 7}})) == EpcError::BadSerial);
    CHECK(errorOf(hexOf("F7379521141123453", {{0, 3}, {1, 5}, {10, 4}})) == EpcError::BadCoding); // 10 in one digit
    CHECK(errorOf(hexOf("F7379521141123453", {{5, 3}, {3, 5}, {0, 16}})) == EpcError::BadCoding);
    CHECK(errorOf(hexOf("F7379521141123453", {{5, 3}, {3, 5}, {64'001, 16}})) == EpcError::BadCoding);
    CHECK(errorOf(hexOf("F7379521141123453", {{5, 3}, {3, 5}, {1'641, 16}})) == EpcError::BadCoding); // two of three
    CHECK(errorOf(hexOf("F7379521141123453", {{5, 3}, {1, 5}, {1'641, 16}})) == EpcError::BadCoding); // two of one
    CHECK(errorOf("F73795211411234538566CB0AFC5") == EpcError::BadPadding);
    CHECK(errorOf("F7B795211411234538566CB0AFC4") == EpcError::BadToggle);    // announces data that isn't there
    CHECK(errorOf("FB372CDE795211411234538566CB0AFC4") == EpcError::BadDate); // a reserved kind
    CHECK(errorOf("FB342DA0795211411234538566CB0AFC4") == EpcError::BadDate); // month 13
    CHECK(errorOf("FB342C5E795211411234538566CB0AFC4") == EpcError::BadDate); // 30 February
    CHECK(errorOf("FB342CDF795211411234538566CB0AFC4") == EpcError::BadDate); // 31 June
    CHECK(errorOf("FB34C8DE795211411234538566CB0AFC4") == EpcError::BadDate); // year 100
}

TEST_CASE("an asset's digits end once, and nowhere else") {
    CHECK(decode(epcOf("FA3952114132F000")));               // all digits: 9 of them, then the terminator
    CHECK(errorOf("FA3952F0") == EpcError::BadKey);         // no more than a prefix
    CHECK(errorOf("FA395211C132F000") == EpcError::BadKey); // neither digit nor end
    CHECK(errorOf("FA395211411111111111111111111111111111F0") == EpcError::BadKey); // 31 digits and more
    CHECK(errorOf("FA395211") == EpcError::WrongLength);                            // no end
    CHECK(errorOf("FA3952114132E0120") == EpcError::BadCoding);                     // a digit after the delimiter
}

TEST_CASE("a host's name is a name, and nothing that a link could be made of") {
    const auto withHost = [](Fields host) {
        Fields fields{{0, 3}, {1, 5}, {1, 4}}; // the serial "1"
        fields.insert(fields.end(), host.begin(), host.end());
        return hexOf("FD379521141123453", fields);
    };
    CHECK(rfid::epc::parse(withHost({{1, 1}, {2, 6}, {'a', 7}, {0x5B, 7}}))->hostname->text() == "a.com");
    CHECK(rfid::epc::parse(withHost({{1, 1}, {3, 6}, {'a', 7}, {1, 7}, {0x74, 7}}))->hostname->text() == "a.zw");
    CHECK(rfid::epc::parse(withHost({{1, 1}, {3, 6}, {'a', 7}, {2, 7}, {0x1D, 7}}))->hostname->text() == "a.org.cn");
    CHECK(rfid::epc::parse(withHost({{0, 1}, {3, 6}, {1600 + 28 * 40 + 2 + 1, 16}}))->hostname->text() == "A.B");
    CHECK(errorOf(withHost({{1, 1}, {0, 6}})) == EpcError::BadHostname);
    CHECK(errorOf(withHost({{0, 1}, {0, 6}})) == EpcError::BadHostname);
    CHECK(errorOf(withHost({{1, 1}, {2, 6}, {'a', 7}, {4, 7}})) == EpcError::BadHostname);            // reserved, alone
    CHECK(errorOf(withHost({{1, 1}, {3, 6}, {'a', 7}, {1, 7}, {0x75, 7}})) == EpcError::BadHostname); // and in a pair
    CHECK(errorOf(withHost({{1, 1}, {2, 6}, {'a', 7}, {0, 7}})) == EpcError::BadHostname);            // half a pair
    CHECK(errorOf(withHost({{1, 1}, {3, 6}, {'a', 7}, {'/', 7}, {'b', 7}})) == EpcError::BadHostname);
    CHECK(errorOf(withHost({{1, 1}, {40, 6}, {'a', 7}})) == EpcError::WrongLength);
    for (const auto *name : {"", ".", "a..b", "-a", "a-", "a/b", "a:8", "a_b", "a b", "a@b", "\xC3\xA9.fr"}) {
        CAPTURE(name);
        CHECK(rfid::epc::Hostname::fromText(name).error().code == EpcError::BadHostname);
    }
    CHECK_FALSE(rfid::epc::Hostname::fromText(std::string(64, 'a')));
    CHECK(rfid::epc::Hostname::fromText(std::string(63, 'a')));
}

TEST_CASE("a host's name takes the fewest bits") {
    const auto bitsOf = [](std::string_view name) {
        rfid::epc::BitWriter bits;
        rfid::epc::Hostname::fromText(name)->put(bits);
        return bits.size() - 7; // indicator and length
    };
    CHECK(bitsOf("example.com") == 8 * 7);       // one for .com
    CHECK(bitsOf("id.example.co.uk") == 10 * 7); // one for id., two for .co.uk
    CHECK(bitsOf("shop.example.fr") == 14 * 7);
    CHECK(bitsOf("x.tech") == 3 * 7);
    CHECK(bitsOf("EXAMPLE.COM") == 4 * 16); // URN Code 40 has capitals only
}

TEST_CASE("a serial may be written in a longer way than it need be, and is kept so") {
    // TDS 14.5.6: any encoding that has the characters conforms. "12" as number, hexadecimal, base 64, ASCII, URN Code
    // 40 after the same GTIN.
    const std::vector<Fields> ways{{{0, 3}, {2, 5}, {12, 7}},
                                   {{1, 3}, {2, 5}, {0x12, 8}},
                                   {{2, 3}, {2, 5}, {0x12, 8}},
                                   {{3, 3}, {2, 5}, {0b110101, 6}, {0b110110, 6}},
                                   {{4, 3}, {2, 5}, {'1', 7}, {'2', 7}},
                                   {{5, 3}, {2, 5}, {31 * 1600 + 32 * 40 + 1, 16}}};
    for (const auto &way : ways) {
        const auto epc = epcOf(hexOf("F7379521141123453", way));
        const auto identity = decode(epc);
        CAPTURE(epc.hex());
        REQUIRE(identity);
        CHECK(identity->serial == "12");
        CHECK(static_cast<std::uint64_t>(identity->coding) == way[0].first);
        CHECK(encode(*identity).value() == epc);
    }
    CHECK(rfid::epc::shortestCoding("1") == TextCoding::Numeric); // of several as short, the first
    CHECK(rfid::epc::shortestCoding("12") == TextCoding::Numeric);
    CHECK(rfid::epc::shortestCoding("0A") == TextCoding::UpperHex);
    CHECK(rfid::epc::shortestCoding("0a") == TextCoding::LowerHex);
    CHECK(rfid::epc::shortestCoding("0Zz") == TextCoding::Base64);
    CHECK(rfid::epc::shortestCoding("0Z:") == TextCoding::UrnCode40);
    CHECK(rfid::epc::shortestCoding("0Z:z") == TextCoding::Ascii);
}

TEST_CASE("a number takes the bits of TDS table B") {
    const std::array<std::size_t, 20> bitsByLength{4,  7,  10, 14, 17, 20, 24, 27, 30, 34,
                                                   37, 40, 44, 47, 50, 54, 57, 60, 64, 67};
    for (std::size_t length = 1; length <= bitsByLength.size(); ++length) {
        rfid::epc::BitWriter bits;
        REQUIRE(rfid::epc::putText(bits, {std::string(length, '9'), TextCoding::Numeric}, 20));
        CHECK(bits.size() == 3 + 5 + bitsByLength.at(length - 1));
    }
}

TEST_CASE("more data after the EPC is kept as it is") {
    // TDS 15.3: a batch, (10) "123", after the SGTIN+: 0001 0000, 000 00011, 0001111011, then zeros.
    const auto plain = *decode(epcOf("F73795211411234538566CB0AFC4"));
    const auto more = decode(epcOf("F7B795211411234538566CB0AFC4"
                                   "4041"
                                   "EC00"));
    REQUIRE(more);
    CHECK(more->key == plain.key);
    CHECK(more->serial == plain.serial);
    CHECK(more->moreData.size() == 32 + 1); // the EPC itself ends a bit before its last byte does
    CHECK(encode(*more)->hex() == "F7B795211411234538566CB0AFC44041EC00");
    CHECK(errorOf("F73795211411234538566CB0AFC44041EC00") == EpcError::WrongLength); // not announced
}

TEST_CASE("encoding refuses what a scheme can't hold") {
    const auto gtin = *codes::Gtin::parse("80614141123458");
    CHECK(encodeSgtin96(gtin, 7, 6789, 3)->hex() == "3074257BF7194E4000001A85");
    CHECK(encodeSgtin96(gtin, 5, 1).error().code == EpcError::BadCompanyPrefix);
    CHECK(encodeSgtin96(gtin, 13, 1).error().code == EpcError::BadCompanyPrefix);
    CHECK(encodeSgtin96(gtin, 7, std::uint64_t{1} << 38U).error().code == EpcError::BadSerial);
    CHECK(encodeSgtin96(gtin, 7, 1, 8).error().code == EpcError::BadFilter);
    CHECK(encodeSgtin96(codes::Gtin(), 7, 1).error().code == EpcError::BadKey);

    const auto with = [](auto change) {
        auto identity = *decode(epcOf("FB342CDE795211411234538566CB0AFC4"));
        change(identity);
        return identity;
    };
    CHECK(encode(with([](Identity &) {})));
    CHECK(errorOf(with([](Identity &i) { i.key = "79521141123454"; })) == EpcError::BadCheckDigit);
    CHECK(errorOf(with([](Identity &i) { i.key = "9521141123454"; })) == EpcError::BadKey);
    CHECK(errorOf(with([](Identity &i) { i.serial = "a b"; })) == EpcError::BadSerial);
    CHECK(errorOf(with([](Identity &i) { i.serial = std::string(21, '1'); })) == EpcError::BadSerial);
    CHECK(errorOf(with([](Identity &i) { i.coding = TextCoding::Base64; })) == EpcError::BadCoding);
    CHECK(errorOf(with([](Identity &i) { i.date.reset(); })) == EpcError::BadDate);
    CHECK(errorOf(with([](Identity &i) { i.date->yymmdd = "230229"; })) == EpcError::BadDate);
    CHECK(encode(with([](Identity &i) { i.date->yymmdd = "240229"; })));
    CHECK(encode(with([](Identity &i) { i.date->yymmdd = "240200"; }))); // the whole month
    CHECK(errorOf(with([](Identity &i) { i.hostname = *rfid::epc::Hostname::fromText("example.com"); })) ==
          EpcError::BadHostname);
    CHECK(errorOf(with([](Identity &i) { i.companyPrefixDigits = 7; })) == EpcError::BadCompanyPrefix);
    CHECK(errorOf(with([](Identity &i) { i.moreData = {true}; })) == EpcError::BadToggle); // not a whole word
    // The EPC has 131 bits; 13 more make nine words, and 25 words on top are too many for a tag.
    CHECK(encode(with([](Identity &i) { i.moreData = std::vector<bool>(13, true); })));
    CHECK(errorOf(with([](Identity &i) { i.moreData = std::vector<bool>(13, false); })) == EpcError::BadToggle);
    CHECK(errorOf(with([](Identity &i) { i.moreData = std::vector<bool>(13 + 25 * 16, true); })) ==
          EpcError::WrongLength);
}
