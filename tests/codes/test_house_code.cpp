#include "codes/house/house_code.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::codes;

namespace {

// Stands for HMAC-SHA256: what matters here is that another key or another byte gives another seal.
Sealer sealerOf(std::uint8_t key) {
    return [key](base::ByteView bytes) {
        Seal seal{};
        std::uint8_t sum = key;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            sum = static_cast<std::uint8_t>(sum * 31 + bytes[i]);
            seal[i % seal.size()] = static_cast<std::uint8_t>(seal[i % seal.size()] ^ sum);
        }
        return seal;
    };
}

constexpr std::uint32_t issued = 29'900'000;
constexpr base::TimeMs minute = 60'000;
constexpr base::TimeMs now = (issued + 10) * minute;
constexpr std::string_view shop = "12345678900012";

HouseCode sample() {
    HouseCode code;
    code.kind = HouseCodeKind::Voucher;
    code.shop = shop;
    code.issuedMinute = issued;
    code.expiresMinute = issued + 1440;
    for (std::size_t i = 0; i < code.id.size(); ++i)
        code.id[i] = static_cast<std::uint8_t>(i);
    code.body = "500";
    return code;
}

HouseCodeError errorOf(std::string_view text, base::TimeMs at = now, const Sealer &sealer = sealerOf(7)) {
    const auto read = readHouseCode(text, shop, sealer, at);
    REQUIRE_FALSE(read);
    return read.error();
}

} // namespace

TEST_CASE("a code has these bytes") {
    const auto sealer = [](base::ByteView bytes) {
        CHECK(base::toHex(bytes) == "504E5231"
                                    "02"
                                    "0E"
                                    "3132333435363738393030303132"
                                    "01C83CE0"
                                    "01C84280"
                                    "000102030405060708090A0B0C0D0E0F"
                                    "0003"
                                    "353030");
        return Seal{};
    };
    CHECK(writeHouseCode(sample(), sealer) == "PNR1Ag4xMjM0NTY3ODkwMDAxMgHIPOAByEKAAAECAwQFBgcICQoLDA0ODwADNTAwAAAAAAAA"
                                              "AAAAAAAAAAAAAA");
}

TEST_CASE("what the shop made is read until it expires") {
    const auto text = writeHouseCode(sample(), sealerOf(7));
    CHECK(readHouseCode(text, shop, sealerOf(7), now) == sample());
    CHECK(readHouseCode(text, shop, sealerOf(7), (issued + 1440) * minute - 1));
    CHECK(errorOf(text, (issued + 1440) * minute) == HouseCodeError::Expired);
    CHECK(readHouseCode(text, shop, sealerOf(7), (issued - 60) * minute)); // a clock that is a little behind
    CHECK(errorOf(text, (issued - 61) * minute) == HouseCodeError::NotYet);
    CHECK(errorOf(text, -1) == HouseCodeError::NotYet);
}

TEST_CASE("what another made is none of ours") {
    const auto text = writeHouseCode(sample(), sealerOf(7));
    CHECK(errorOf(text, now, sealerOf(8)) == HouseCodeError::Forged);
    CHECK(errorOf(text, now, {}) == HouseCodeError::Forged);
    auto other = sample();
    other.shop = "98765432100012";
    CHECK(errorOf(writeHouseCode(other, sealerOf(7))) == HouseCodeError::OtherShop);
    CHECK(errorOf("https://example.com") == HouseCodeError::NotOurs);
    CHECK(errorOf("PNR") == HouseCodeError::NotOurs);
    CHECK(errorOf("PNR2" + text.substr(4)) == HouseCodeError::Malformed);
    CHECK(errorOf(text + "=") == HouseCodeError::Malformed);
    CHECK(errorOf(text.substr(0, text.size() - 1)) == HouseCodeError::Malformed);
    CHECK(errorOf("PNR1" + std::string(4000, '1')) == HouseCodeError::Malformed);
}

TEST_CASE("no bit of a code can be turned") {
    CHECK(rc::check([] {
        auto text = writeHouseCode(sample(), sealerOf(7));
        const auto at = *rc::gen::inRange<std::size_t>(4, text.size());
        const char other = *rc::gen::elementOf(std::string("ABCZabcz0189-_=+/ "));
        RC_PRE(text[at] != other);
        text[at] = other;
        RC_ASSERT(!readHouseCode(text, shop, sealerOf(7), now));
    }));
}

TEST_CASE("whatever a code holds comes back, within its bounds") {
    CHECK(rc::check([] {
        auto code = sample();
        code.kind = static_cast<HouseCodeKind>(*rc::gen::inRange(1, 6));
        code.body = *rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(0, HouseCode::maxBody + 1),
                                                     rc::gen::arbitrary<char>());
        for (auto &byte : code.id)
            byte = *rc::gen::arbitrary<std::uint8_t>();
        RC_ASSERT(readHouseCode(writeHouseCode(code, sealerOf(1)), shop, sealerOf(1), now) == code);
    }));
    auto code = sample();
    code.body.assign(HouseCode::maxBody + 1, 'x');
    CHECK(writeHouseCode(code, sealerOf(1)).empty());
    code = sample();
    code.body.assign(70'000, 'x');
    CHECK(writeHouseCode(code, sealerOf(1)).empty());
    code = sample();
    code.shop = "";
    CHECK(writeHouseCode(code, sealerOf(1)).empty());
    code.shop.assign(300, '1');
    CHECK(writeHouseCode(code, sealerOf(1)).empty());
    code = sample();
    code.expiresMinute = code.issuedMinute;
    CHECK(writeHouseCode(code, sealerOf(1)).empty());
    CHECK(writeHouseCode(sample(), {}).empty());
}
