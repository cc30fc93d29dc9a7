// Whatever an EPC holds: written and read, read and written, and in every text.
#include "rfid/epc/text.h"
#include "tests/rfid/epc_identities.h"

#include "base/bytes.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using rfid::epc::decode;
using rfid::epc::encode;
using rfid::epc::EpcError;
using rfid::epc::Generation;
using rfid::epc::Identity;
using rfid::epc::parse;
using tests::someIdentity;

namespace {

void sameObject(const base::Expected<Identity, rfid::epc::EpcFailure> &read, const Identity &identity) {
    RC_ASSERT(read.has_value());
    RC_ASSERT(rfid::epc::factsOf(read->scheme).key == rfid::epc::factsOf(identity.scheme).key);
    RC_ASSERT(read->key == identity.key);
    RC_ASSERT(read->serial == identity.serial);
    RC_ASSERT(read->date == identity.date);
}

} // namespace

TEST_CASE("what is encoded is decoded") {
    CHECK(rc::check([] {
        const auto identity = someIdentity();
        RC_TAG(std::string(rfid::epc::factsOf(identity.scheme).name));
        const auto epc = encode(identity);
        RC_ASSERT(epc.has_value());
        const auto again = decode(*epc);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == identity);
        RC_ASSERT(parse(epc->hex()).value() == identity);
    }));
}

TEST_CASE("bits that decode encode to the same bits, and others say why not") {
    CHECK(rc::check([] {
        // A good EPC with some bits turned, and its length changed at times: near enough to be taken now and then.
        const auto good = *encode(someIdentity());
        auto bytes = base::Bytes(good.bytes().begin(), good.bytes().end());
        for (int turns = *rc::gen::inRange(0, 4); turns > 0; --turns) {
            const auto bit = *rc::gen::inRange<std::size_t>(8, bytes.size() * 8);
            bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
        }
        bytes.resize(bytes.size() - *rc::gen::element<std::size_t>(0, 0, 0, 0, 1, 2));
        const auto identity = decode(*codes::Epc::fromBytes(bytes));
        RC_CLASSIFY(identity.has_value(), "decodes");
        if (!identity) {
            RC_ASSERT_FALSE(identity.error().text.empty());
            return;
        }
        const auto again = encode(*identity);
        RC_ASSERT(again.has_value());
        bytes.resize((bytes.size() + 1) / 2 * 2);
        RC_ASSERT(base::Bytes(again->bytes().begin(), again->bytes().end()) == bytes);
    }));
}

TEST_CASE("any bytes after any header decode to what encodes to them, or say why not") {
    CHECK(rc::check([] {
        const auto all = rfid::epc::allSchemes();
        auto bytes = *rc::gen::container<base::Bytes>(*rc::gen::element<std::size_t>(12, 14, 22, 26, 62),
                                                      rc::gen::arbitrary<std::uint8_t>());
        bytes[0] = all[*rc::gen::inRange<std::size_t>(0, all.size())].header;
        const auto epc = *codes::Epc::fromBytes(bytes);
        const auto identity = decode(epc);
        if (identity)
            RC_ASSERT(encode(*identity).value() == epc);
    }));
}

TEST_CASE("every text of an identity leads back to it") {
    CHECK(rc::check([] {
        const auto identity = someIdentity();
        sameObject(parse(rfid::epc::elementString(identity)), identity);
        sameObject(parse(rfid::epc::rawElementString(identity)), identity);
        const auto linked = parse(rfid::epc::digitalLink(identity));
        sameObject(linked, identity);
        RC_ASSERT(linked->hostname.has_value() == identity.hostname.has_value());
        if (linked->hostname)
            RC_ASSERT(linked->hostname->text() == identity.hostname->text());
        const bool partitioned = rfid::epc::factsOf(identity.scheme).generation == Generation::Partitioned;
        RC_ASSERT(rfid::epc::pureIdentityUri(identity).has_value() == partitioned);
        if (!partitioned)
            return;
        const auto pure = parse(*rfid::epc::pureIdentityUri(identity));
        sameObject(pure, identity);
        RC_ASSERT(pure->companyPrefixDigits == identity.companyPrefixDigits);
        RC_ASSERT(rfid::epc::pureIdentityUri(*pure) == rfid::epc::pureIdentityUri(identity));
        RC_ASSERT(parse(*rfid::epc::tagUri(identity)).value() == identity);
    }));
}

TEST_CASE("a text with a character changed says another object, or is refused") {
    CHECK(rc::check([] {
        const auto identity = someIdentity();
        auto text = *rc::gen::element(rfid::epc::elementString(identity), rfid::epc::digitalLink(identity),
                                      rfid::epc::tagUri(identity).value_or("urn:epc:tag:"));
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        text[at] = *rc::gen::inRange<char>(' ', '\x7F');
        const auto read = parse(text);
        RC_CLASSIFY(read.has_value(), "still one");
        if (read)
            RC_ASSERT(encode(*read).has_value());
        else
            RC_ASSERT_FALSE(read.error().text.empty());
    }));
}

TEST_CASE("no digit of a key with a check digit can change unseen") {
    CHECK(rc::check([] {
        auto identity = someIdentity();
        RC_PRE(rfid::epc::factsOf(identity.scheme).key != rfid::epc::Key::Giai);
        auto &digit = identity.key[*rc::gen::inRange<std::size_t>(0, identity.key.size())];
        const char was = digit;
        digit = *rc::gen::suchThat(rc::gen::inRange<char>('0', ':'), [was](char c) { return c != was; });
        RC_ASSERT(encode(identity).error().code == EpcError::BadCheckDigit);
        const auto all = rfid::epc::elementString(identity);
        RC_ASSERT(parse(all).error().code == EpcError::BadCheckDigit);
    }));
}
