// SGTIN decoding: the standard's own examples, every way to be wrong, and a round trip.
#include "rfid/epc/sgtin.h"

#include "base/bytes.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

using namespace panier;
using rfid::epc::decodeSgtin;
using rfid::epc::encodeSgtin96;
using rfid::epc::EpcError;
using rfid::epc::Scheme;

namespace {
auto decode(std::string_view hex) {
    return decodeSgtin(codes::Epc::fromHex(hex).value());
}
// The error of an EPC that must not decode.
EpcError errorOf(std::string_view hex) {
    const auto result = decode(hex);
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().text.empty());
    return result.error().code;
}
} // namespace

TEST_CASE("SGTIN-96 from the standards") {
    struct Row {
        const char *hex;
        const char *gtin;
        const char *serial;
        int filter;
        int prefixDigits;
    };
    // TDS E.3: urn:epc:tag:sgtin-96:3.0614141.812345.6789. Then each partition, computed apart from table 14-2.
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
    const auto sgtin = decode(row.hex);
    REQUIRE(sgtin);
    CHECK(sgtin->scheme == Scheme::Sgtin96);
    CHECK(sgtin->gtin.digits() == row.gtin);
    CHECK(sgtin->serial == row.serial);
    CHECK(sgtin->filter == row.filter);
    CHECK(sgtin->companyPrefixDigits == row.prefixDigits);
}

TEST_CASE("SGTIN-198 from the standard, as stored in words and as sent in bits") {
    // TDS E.3: urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb
    const auto *const hex = GENERATE("3674257BF6B7A659B2C2BF100000000000000000000000000000",
                                     "3674257BF6B7A659B2C2BF1000000000000000000000000000");
    const auto sgtin = decode(hex);
    REQUIRE(sgtin);
    CHECK(sgtin->scheme == Scheme::Sgtin198);
    CHECK(sgtin->gtin.digits() == "70614141123451");
    CHECK(sgtin->serial == "32a/b");
    CHECK(sgtin->filter == 3);
}

TEST_CASE("a serial of all twenty characters") {
    const auto sgtin = decode("3634257BF7194E60C287122C68F224CA60C593368D5B3770E400");
    REQUIRE(sgtin);
    CHECK(sgtin->serial == "ABCDEFGHIJ0123456789");
}

TEST_CASE("what isn't an SGTIN that counts is refused with its reason") {
    CHECK(errorOf("E2801160600002054B2C1A3F") == EpcError::UnknownScheme); // a chip maker's number
    CHECK(errorOf("00") == EpcError::UnknownScheme);
    CHECK(errorOf("3174257BF4499602D2000000") == EpcError::UnknownScheme);     // SSCC-96
    CHECK(errorOf("F73795211411234538566CB0AFC4") == EpcError::UnknownScheme); // SGTIN+
    CHECK(errorOf("30") == EpcError::WrongLength);
    CHECK(errorOf("3074257BF7194E4000001A") == EpcError::WrongLength);
    CHECK(errorOf("3074257BF7194E4000001A850000") == EpcError::WrongLength);
    CHECK(errorOf("3674257BF7194E59B2C2BF10") == EpcError::WrongLength);
    CHECK(errorOf("303C00000000000000000001") == EpcError::BadPartition);
    CHECK(errorOf("3023A3529440004000000001") == EpcError::PrefixOverflow); // 10^12 in 12 digits
    CHECK(errorOf("303BD0900000004000000001") == EpcError::PrefixOverflow); // 10^6 in 6 digits
    CHECK(errorOf("302000000000068000000001") == EpcError::ItemOverflow);   // 10 in one digit
    CHECK(errorOf("303400000000000000000001") == EpcError::BadGtin);
    CHECK(errorOf("3634257BF7194E40000000000000000000000000000000000000") == EpcError::BadSerial); // none
    CHECK(errorOf("3634257BF7194E59A3C200000000000000000000000000000000") == EpcError::BadSerial); // 3#a
    CHECK(errorOf("3634257BF7194E59B2C200041000000000000000000000000000") ==
          EpcError::BadPadding); // goes on after its end
    CHECK(errorOf("3674257BF7194E59B2C2BF100000000000000000000000000001") == EpcError::BadPadding);
}

TEST_CASE("encoding refuses what an SGTIN-96 can't hold") {
    const auto gtin = *codes::Gtin::parse("80614141123458");
    CHECK(encodeSgtin96(gtin, 7, 6789, 3)->hex() == "3074257BF7194E4000001A85");
    CHECK(encodeSgtin96(gtin, 5, 1).error().code == EpcError::BadCompanyPrefix);
    CHECK(encodeSgtin96(gtin, 13, 1).error().code == EpcError::BadCompanyPrefix);
    CHECK(encodeSgtin96(gtin, 7, std::uint64_t{1} << 38U).error().code == EpcError::BadSerial);
    CHECK(encodeSgtin96(gtin, 7, 1, 8).error().code == EpcError::BadFilter);
    CHECK(encodeSgtin96(codes::Gtin(), 7, 1).error().code == EpcError::BadGtin);
}

TEST_CASE("what is encoded is decoded, whatever the GTIN, the prefix and the serial") {
    CHECK(rc::check([] {
        std::string body(13, '0');
        for (auto &digit : body)
            digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
        body[12] = static_cast<char>('0' + *rc::gen::inRange(1, 10)); // never all zero
        const auto gtin = *codes::Gtin::fromBody(body);
        const int prefixDigits = *rc::gen::inRange(6, 13);
        const auto serial = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 38U);
        const int filter = *rc::gen::inRange(0, 8);
        const auto epc = encodeSgtin96(gtin, prefixDigits, serial, filter);
        RC_ASSERT(epc.has_value());
        const auto sgtin = decodeSgtin(*epc);
        RC_ASSERT(sgtin.has_value());
        RC_ASSERT(sgtin->gtin == gtin);
        RC_ASSERT(sgtin->serial == std::to_string(serial));
        RC_ASSERT(sgtin->filter == filter);
        RC_ASSERT(sgtin->companyPrefixDigits == prefixDigits);
    }));
}

TEST_CASE("any bytes either decode or say why not, and what decodes as SGTIN-96 encodes to the same bytes") {
    CHECK(rc::check([] {
        auto bytes = *rc::gen::container<base::Bytes>(12, rc::gen::arbitrary<std::uint8_t>());
        bytes[0] = 0x30;
        const auto epc = *codes::Epc::fromBytes(bytes);
        const auto sgtin = decodeSgtin(epc);
        RC_CLASSIFY(sgtin.has_value(), "decodes");
        if (!sgtin)
            return;
        const auto again =
            encodeSgtin96(sgtin->gtin, sgtin->companyPrefixDigits, std::stoull(sgtin->serial), sgtin->filter);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == epc);
    }));
}
