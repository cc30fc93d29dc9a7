// Our EPCs and the npm package epc-tds's, an implementation that shares nothing with ours, in both directions. It knows
// the schemes that set the company prefix apart; each difference is named where it is met.
#include "rfid/epc/text.h"
#include "tests/rfid/epc_identities.h"

#include "base/bytes.h"

#include <QProcess>
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>

using namespace panier;
using rfid::epc::decode;
using rfid::epc::encode;
using rfid::epc::EpcError;
using rfid::epc::factsOf;
using rfid::epc::Generation;
using rfid::epc::Identity;
using rfid::epc::Key;
using rfid::epc::SerialForm;

namespace {

// One answer a question, in order.
std::vector<std::string> askPeer(const std::vector<std::string> &questions) {
    QByteArray input;
    for (const auto &question : questions)
        input += QByteArray::fromStdString(question) + '\n';
    QProcess node;
    node.start(QStringLiteral("node"), {QStringLiteral(PEER_SCRIPT)});
    INFO("epc-tds is missing? ./dev test installs it");
    REQUIRE(node.waitForStarted(10'000));
    node.write(input);
    node.closeWriteChannel();
    REQUIRE(node.waitForFinished(50'000));
    const auto complaint = node.readAllStandardError().toStdString();
    CAPTURE(complaint);
    REQUIRE(node.exitCode() == 0);
    std::vector<std::string> answers;
    for (const auto &line : node.readAllStandardOutput().split('\n'))
        if (!line.isEmpty())
            answers.push_back(line.toStdString());
    REQUIRE(answers.size() == questions.size());
    return answers;
}

bool isError(const std::string &answer) {
    return answer.rfind("error", 0) == 0;
}

// A location or an asset type of no digits: the standard writes none (TDS 7.2.2), the peer writes a zero.
bool hasNoReference(const Identity &identity) {
    const auto key = factsOf(identity.scheme).key;
    return identity.companyPrefixDigits == rfid::epc::maxPrefixDigits && (key == Key::Gln || key == Key::Grai);
}

// What the peer says of an EPC that we read: tag URI, pure identity and the key as it keeps it.
std::string expectedOf(const Identity &identity) {
    const auto key = factsOf(identity.scheme).key;
    return *rfid::epc::tagUri(identity) + " " + *rfid::epc::pureIdentityUri(identity) + " " + identity.key +
           (key == Key::Grai ? identity.serial : "");
}

// The digits of the components where we refuse them: one of them is longer than its place.
bool overflows(const std::string &tagUri) {
    const auto body = tagUri.substr(tagUri.rfind(':') + 3); // after the filter
    const auto prefix = body.substr(0, body.find('.'));
    auto rest = body.substr(prefix.size() + 1);
    rest = rest.substr(0, rest.find('.'));
    const std::map<std::string, std::size_t> digits{{"sgtin", 13}, {"sscc", 17}, {"sgln", 12}, {"grai", 12}};
    const auto scheme = tagUri.substr(12, tagUri.find('-') - 12);
    return prefix.size() > rfid::epc::maxPrefixDigits || digits.count(scheme) == 0 ||
           prefix.size() + rest.size() > digits.at(scheme);
}

} // namespace

TEST_CASE("random EPCs of 96 bits mean the same to both") {
    const auto seed = Catch::getSeed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    constexpr std::array<std::uint8_t, 5> headers{0x30, 0x31, 0x32, 0x33, 0x34};
    constexpr int count = 6000;
    std::vector<codes::Epc> epcs;
    std::vector<std::string> questions;
    for (int i = 0; i < count; ++i) {
        base::Bytes bytes(12);
        for (auto &byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        bytes[0] = headers.at(random() % headers.size());
        if (bytes[0] == 0x31 && random() % 4 != 0)
            bytes[9] = bytes[10] = bytes[11] = 0; // an SSCC's reserved bits
        epcs.push_back(*codes::Epc::fromBytes(bytes));
        questions.push_back("decode " + epcs.back().hex());
    }
    const auto answers = askPeer(questions);
    std::map<std::string, int> met;
    for (std::size_t i = 0; i < epcs.size(); ++i) {
        CAPTURE(questions[i], answers[i]);
        const auto peersUri = answers[i].substr(0, answers[i].find(' '));
        const auto identity = decode(epcs[i]);
        if (identity && hasNoReference(*identity)) {
            ++met["no reference"];
            CHECK(answers[i].find(".0") != std::string::npos);
        } else if (identity) {
            ++met["same"];
            CHECK(answers[i] == expectedOf(*identity));
            CHECK(rfid::epc::parse(peersUri).value() == *identity);
        } else if (identity.error().code == EpcError::BadPartition) {
            ++met["partition 7"];
            CHECK(isError(answers[i]));
        } else if (identity.error().code == EpcError::BadPadding) {
            ++met["reserved bits"]; // of an SSCC: the peer doesn't look at them
            CHECK_FALSE(isError(answers[i]));
        } else { // the peer accepts a prefix and a reference of more digits than their partition has
            ++met["overflow"];
            const auto code = identity.error().code;
            CHECK((code == EpcError::PrefixOverflow || code == EpcError::ItemOverflow));
            CHECK_FALSE(isError(answers[i]));
            CHECK(overflows(peersUri));
            const auto again = rfid::epc::parse(peersUri); // a GIAI has no fixed length: it reads as another asset's
            CHECK((!again || encode(*again).value() != epcs[i]));
        }
    }
    for (const auto *what : {"same", "no reference", "partition 7", "reserved bits", "overflow"}) {
        CAPTURE(what);
        CHECK(met[what] > 20);
    }
}

TEST_CASE("random identities are the same bits to both, and the peer reads ours") {
    std::vector<Identity> identities;
    CHECK(rc::check([&identities] {
        for (int i = 0; i < 30; ++i)
            identities.push_back(tests::someIdentity(Generation::Partitioned));
    }));
    std::vector<std::string> questions;
    for (const auto &identity : identities) {
        questions.push_back("encode " + *rfid::epc::tagUri(identity));
        questions.push_back("decode " + encode(identity)->hex());
    }
    const auto answers = askPeer(questions);
    std::map<std::string, int> met;
    for (std::size_t i = 0; i < identities.size(); ++i) {
        const auto &identity = identities[i];
        const auto &encoded = answers[2 * i];
        const auto &decoded = answers[2 * i + 1];
        CAPTURE(questions[2 * i], questions[2 * i + 1], encoded, decoded);
        const auto &text = identity.serial.empty() ? identity.key : identity.serial;
        // The peer ends a serial at its first dot or colon, and neither writes nor reads the escapes of a URI.
        const bool plain = text.find_first_of("\"%&/<>?") == std::string::npos;
        const bool undotted = text.find_first_of(".:") == std::string::npos;
        if (hasNoReference(identity)) {
            ++met["no reference"]; // and does not read a URI that has none
            CHECK(isError(encoded));
            CHECK(decoded.find(".0") != std::string::npos);
            continue;
        }
        if (plain && undotted) {
            ++met["same bits"];
            const auto ours = encode(identity)->hex(); // in whole words; the peer's in bytes
            CHECK(ours.substr(0, encoded.size()) == encoded);
            CHECK(ours.find_first_not_of('0', encoded.size()) == std::string::npos);
        }
        if (plain) {
            ++met["same texts"];
            CHECK(decoded == expectedOf(identity));
        } else {
            ++met["escapes"];
            CHECK(decoded != expectedOf(identity));
        }
    }
    for (const auto *what : {"no reference", "same bits", "same texts", "escapes"}) {
        CAPTURE(what);
        CHECK(met[what] > 50);
    }
}

TEST_CASE("the peer reads no EPC of TDS 2") {
    std::vector<std::string> questions;
    CHECK(rc::check([&questions] {
        const auto identity = tests::someIdentity();
        if (factsOf(identity.scheme).generation != Generation::Partitioned)
            questions.push_back("decode " + encode(identity)->hex());
    }));
    for (const auto &answer : askPeer(questions))
        CHECK(isError(answer)); // when it does one day, it belongs into the tests above
}
