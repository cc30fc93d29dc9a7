// Kiosks that tell each other what they have: the datagrams, and services that meet on the loopback.
#include "devices/neighbours/claims.h"
#include "tests/support/articles.h"
#include "tests/support/wait_for.h"

#include <QUdpSocket>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <memory>

using namespace panier;
using namespace panier::tests;
using devices::Claim;
using devices::ClaimMessage;
using devices::Claims;
using devices::ClaimsConfig;

namespace {

const std::string secret = "a secret of the shop, thirty-two or more";

// A clock that is set by hand; its wall clock may be another kiosk's.
struct HandClock final : base::Clock {
    base::TimeMs now = 1'700'000'000'000;
    std::int64_t us = 1'000'000;
    [[nodiscard]] base::TimeMs nowMs() const override { return now; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return us; }
    void pass(base::TimeMs ms) {
        now += ms;
        us += ms * 1000;
    }
};

std::uint16_t freePort() {
    QUdpSocket socket;
    REQUIRE(socket.bind(QHostAddress::LocalHost));
    return socket.localPort();
}

// Two kiosks side by side, each with its clock.
struct Street {
    HandClock clockA;
    HandClock clockB;
    std::uint16_t portA = freePort();
    std::uint16_t portB = freePort();
    Claims a{config("caisse 1", portA, "caisse 2", portB), clockA};
    Claims b{config("caisse 2", portB, "caisse 1", portA), clockB};

    static ClaimsConfig config(const std::string &name, std::uint16_t port, const std::string &other,
                               std::uint16_t otherPort) {
        return {"12345678900012", name, {"127.0.0.1", port}, {{other, {"127.0.0.1", otherPort}}}, secret};
    }
    void start() {
        a.start();
        b.start();
        REQUIRE(a.port() == portA);
        REQUIRE(b.port() == portB);
    }
    void pass(base::TimeMs ms) {
        clockA.pass(ms);
        clockB.pass(ms);
    }
};

// Sends bytes as anybody on the shop's network might.
void inject(const base::Bytes &bytes, std::uint16_t port) {
    QUdpSocket socket;
    REQUIRE(socket.writeDatagram(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()),
                                 QHostAddress::LocalHost, port) == static_cast<qint64>(bytes.size()));
}

std::vector<visit::TagClaim> tags(int first, int count, bool firm = false) {
    std::vector<visit::TagClaim> claims;
    for (int n = first; n < first + count; ++n)
        claims.push_back({epc(n), firm});
    return claims;
}

} // namespace

TEST_CASE("a datagram of claims has its written layout") {
    const auto datagrams = devices::encodeClaims("S", "K1", 0x0102030405060708, {{epc(5), 0x11, true}}, secret);
    REQUIRE(datagrams.size() == 1);
    const auto body = base::ByteView(datagrams[0]).first(datagrams[0].size() - 32);
    CHECK(base::toHex(body) == "504E434C" // PNCL
                               "01"       // version
                               "0153"     // S
                               "024B31"   // K1
                               "0102030405060708"
                               "010101" // part 1 of 1, one claim
                               "01"     // firm
                               "0000000000000011"
                               "0C300000000000000000000005");
    // By Python's hmac over the bytes above.
    CHECK(base::toHex(base::ByteView(datagrams[0]).last(32)) ==
          "6C7C6868EF3ED44512BBF833D4596C5312AA10A198995A4BAAE1132957F754DD");
}

TEST_CASE("claims come back as they were told, in as many datagrams as it takes") {
    const int count = GENERATE(0, 1, 49, 300, 512);
    std::vector<Claim> claims;
    for (int n = 0; n < count; ++n)
        claims.push_back({epc(n), 1'700'000'000'000 + n, n % 3 == 0});
    std::vector<Claim> back;
    const auto datagrams = devices::encodeClaims("shop", "kiosk", 7, claims, secret);
    CHECK(datagrams.size() <= ClaimMessage::maxParts);
    for (std::size_t i = 0; i < datagrams.size(); ++i) {
        CHECK(datagrams[i].size() <= ClaimMessage::maxBytes);
        const auto message = devices::decodeClaims(datagrams[i], secret);
        REQUIRE(message);
        CHECK(message->part == static_cast<int>(i) + 1);
        CHECK(message->parts == static_cast<int>(datagrams.size()));
        back.insert(back.end(), message->claims.begin(), message->claims.end());
    }
    CHECK(back == claims);
}

TEST_CASE("the longest EPCs fit too") {
    const std::vector<std::uint8_t> bytes(codes::Epc::maxBytes, 0xAB);
    const std::vector<Claim> claims(512, Claim{*codes::Epc::fromBytes(bytes), 1, false});
    const std::string name(ClaimMessage::maxName, 'n');
    const auto datagrams = devices::encodeClaims(name, name, 7, claims, secret);
    CHECK(datagrams.size() <= ClaimMessage::maxParts);
    for (const auto &datagram : datagrams)
        CHECK(datagram.size() <= ClaimMessage::maxBytes);
}

TEST_CASE("a datagram that is altered anywhere, cut, or sealed with another secret is refused") {
    const auto datagram = devices::encodeClaims("S", "K", 7, {{epc(5), 1, false}}, secret).at(0);
    for (std::size_t i = 0; i < datagram.size(); ++i) {
        auto altered = datagram;
        altered[i] ^= 1;
        CHECK_FALSE(devices::decodeClaims(altered, secret));
        CHECK_FALSE(devices::decodeClaims(base::ByteView(datagram).first(i), secret));
    }
    CHECK(devices::decodeClaims(datagram, secret + "x").error().code == devices::ClaimError::Forged);
}

TEST_CASE("what one kiosk has the other knows, and no longer when it lets go") {
    Street street;
    street.start();
    street.a.hold(tags(1, 120)); // three datagrams
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(120)) == "caisse 1"; }));
    CHECK(street.b.holderOf(epc(1)) == "caisse 1");
    CHECK(street.b.holderOf(epc(121)).empty());
    CHECK(street.a.holderOf(epc(1)).empty()); // its own
    street.pass(100);
    street.a.hold(tags(2, 119));
    CHECK(waitFor([&] { return street.b.holderOf(epc(1)).empty(); }));
    CHECK(street.b.holderOf(epc(120)) == "caisse 1");
}

TEST_CASE("a neighbour that falls silent has nothing") {
    Street street;
    {
        HandClock clock;
        Claims gone(Street::config("caisse 1", street.portA, "caisse 2", street.portB), clock);
        street.b.start();
        gone.start();
        gone.hold(tags(1, 1));
        REQUIRE(waitFor([&] { return street.b.holderOf(epc(1)) == "caisse 1"; }));
    }
    street.clockB.pass(Claims::leaseMs - 1);
    bool changed = false;
    QObject::connect(&street.b, &Claims::changed, &street.b, [&changed] { changed = true; });
    CHECK_FALSE(waitFor([&] { return changed; }, Claims::renewMs * 2)); // looked at, and still held
    street.clockB.pass(2);
    CHECK(waitFor([&] { return changed; }));
    CHECK(street.b.holderOf(epc(1)).empty());
}

TEST_CASE("of two that have a tag the firm one wins, then the earlier, then the lower name") {
    struct Case {
        base::TimeMs sinceA;
        base::TimeMs sinceB;
        bool firmA;
        bool firmB;
        bool winsA;
    };
    const auto [sinceA, sinceB, firmA, firmB, winsA] =
        GENERATE(Case{0, 5, false, false, true}, Case{5, 0, false, false, false}, Case{3, 3, false, false, true},
                 Case{0, 5, false, true, false}, Case{5, 0, true, false, true}, Case{0, 5, true, true, true});
    Street street;
    const auto now = street.clockA.now;
    street.clockA.now = now + sinceA;
    street.clockB.now = now + sinceB;
    street.a.hold(tags(1, 1, firmA));
    street.b.hold(tags(1, 1, firmB));
    street.start();
    REQUIRE(waitFor([&] { return street.a.holderOf(epc(1)).empty() != street.b.holderOf(epc(1)).empty(); }));
    CHECK(street.a.holderOf(epc(1)).empty() == winsA);
}

TEST_CASE("hostile datagrams change nothing") {
    Street street;
    street.start();
    street.a.hold(tags(1, 1));
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(1)) == "caisse 1"; }));
    const auto stamp = static_cast<std::uint64_t>(street.clockB.now);
    const auto told = [&](const char *shop, const char *kiosk, std::uint64_t at, const std::string &key) {
        inject(devices::encodeClaims(shop, kiosk, at, {{epc(9), 1, true}}, key).at(0), street.portB);
    };
    told("12345678900012", "caisse 1", stamp + 5000, "a secret of somebody else, thirty-two or more");
    told("99999999900012", "caisse 1", stamp + 5000, secret); // another shop's
    told("12345678900012", "caisse 7", stamp + 5000, secret); // nobody named
    told("12345678900012", "caisse 2", stamp + 5000, secret); // its own, thrown back
    told("12345678900012", "caisse 1", stamp - 2 * Claims::windowMs, secret);
    told("12345678900012", "caisse 1", stamp + 2 * Claims::windowMs, secret);
    told("12345678900012", "caisse 1", 1, secret);
    inject({}, street.portB);
    inject(base::Bytes(1, 0x50), street.portB);
    inject(base::Bytes(60'000, 0xFF), street.portB);
    street.pass(100);
    street.a.hold(tags(1, 2)); // what is heard after all those
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(2)) == "caisse 1"; }));
    CHECK(street.b.holderOf(epc(9)).empty());
    CHECK(street.b.holderOf(epc(1)) == "caisse 1");
}

TEST_CASE("what was recorded and is sent again says nothing, to who starts afresh neither") {
    Street street;
    street.start();
    const auto stamp = static_cast<std::uint64_t>(street.clockB.now);
    const auto recorded =
        devices::encodeClaims("12345678900012", "caisse 1", stamp + 1, {{epc(9), 1, true}}, secret)[0];
    inject(recorded, street.portB);
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(9)) == "caisse 1"; }));
    street.pass(2000); // the real one speaks: it has nothing
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(9)).empty(); }));
    inject(recorded, street.portB);
    street.pass(100);
    street.a.hold(tags(2, 1));
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(2)) == "caisse 1"; }));
    CHECK(street.b.holderOf(epc(9)).empty());

    HandClock later;
    later.now = street.clockB.now + Claims::windowMs;
    const auto port = freePort();
    Claims fresh(Street::config("caisse 3", port, "caisse 1", street.portA), later);
    fresh.start();
    inject(recorded, port);
    const auto now = devices::encodeClaims("12345678900012", "caisse 1", static_cast<std::uint64_t>(later.now),
                                           {{epc(8), 1, true}}, secret)[0];
    inject(now, port);
    REQUIRE(waitFor([&] { return fresh.holderOf(epc(8)) == "caisse 1"; }));
    CHECK(fresh.holderOf(epc(9)).empty());
}

TEST_CASE("a part that is lost lets go of nothing") {
    Street street;
    street.b.start();
    std::vector<Claim> claims;
    for (int n = 0; n < 120; ++n)
        claims.push_back({epc(n), 1, false});
    auto stamp = static_cast<std::uint64_t>(street.clockB.now);
    for (const auto &datagram : devices::encodeClaims("12345678900012", "caisse 1", stamp, claims, secret))
        inject(datagram, street.portB);
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(119)) == "caisse 1"; }));
    claims.erase(claims.begin());
    claims.push_back({epc(500), 1, false});
    const auto again = devices::encodeClaims("12345678900012", "caisse 1", stamp + 1, claims, secret);
    inject(again.back(), street.portB);
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(500)) == "caisse 1"; }));
    CHECK(street.b.holderOf(epc(0)) == "caisse 1"); // not all is told yet
    for (std::size_t i = 0; i + 1 < again.size(); ++i)
        inject(again[i], street.portB);
    CHECK(waitFor([&] { return street.b.holderOf(epc(0)).empty(); }));
}

TEST_CASE("a kiosk whose clock is set back is heard again") {
    Street street;
    street.start();
    street.a.hold(tags(1, 1));
    REQUIRE(waitFor([&] { return street.b.holderOf(epc(1)) == "caisse 1"; }));
    street.clockA.now -= 3'600'000;
    street.clockB.now -= 3'600'000;
    street.a.hold(tags(2, 1));
    CHECK(waitFor([&] { return street.b.holderOf(epc(2)) == "caisse 1"; }));
}
