// LLRP's bytes: every message that the client sends against bytes written by hand from the standard (LLRP 1.1, clause
// 17), what a reader must have said, and messages found again however the stream was cut.
#include "rfid/llrp/wire/capabilities.h"
#include "rfid/llrp/wire/framer.h"
#include "rfid/llrp/wire/parameter.h"
#include "rfid/llrp/wire/reports.h"
#include "rfid/llrp/wire/requests.h"
#include "rfid/llrp/wire/specs.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fmt/core.h>
#include <rapidcheck.h>
#include <set>

using namespace panier;
using namespace panier::rfid::llrp;

namespace {

// Hexadecimal with blanks between fields.
base::Bytes hex(std::string text) {
    std::erase(text, ' ');
    return base::fromHex(text).value();
}
std::string hexOf(const base::Bytes &bytes) {
    return base::toHex(bytes);
}
std::string plain(std::string text) {
    std::erase(text, ' ');
    return text;
}

const std::string statusOk = "011F 0008 0000 0000";
// GeneralDeviceCapabilities: 2 antennas, no flags, Impinj (25882), model 7, firmware "5.8"; one sensitivity, no GPIO,
// C1G2 on antenna 1.
const std::string sensitivity = "008B 0008 0001 0000";
const std::string gpio = "008D 0008 0000 0000";
const std::string airProtocol = "008C 0009 0001 0001 01";
const std::string general = "0089 002E 0002 0000 0000651A 00000007 0003 352E38" + sensitivity + gpio + airProtocol;
const std::string limits = "008E 001C 08 00 0000 00000001 00000001 00000001 00000001 00000001";
// RegulatoryCapabilities: USA, FCC; UHF band with 2 power levels (10.00 and 32.50 dBm) and a hop table 3 of 1 hop.
const std::string power = "0091 0008 0001 03E8 0091 0008 0051 0CB2";
const std::string hops = "0092 0011 80 0093 000C 03 00 0001 000DC6BE";
const std::string regulatory = "008F 002D 0348 0001 0090 0025" + power + hops;

Decoded<Capabilities> capabilitiesOf(const std::string &text) {
    return decodeCapabilities(hex(text));
}

struct Told : TagReport {
    std::optional<codes::Epc> epc; // the bytes go with their reader
};

Decoded<std::vector<Told>> reportsOf(const base::Bytes &body) {
    std::vector<Told> reports;
    TagReportReader reader(body);
    while (const auto *report = reader.next())
        reports.push_back({*report, report->epc()});
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return reports;
}

} // namespace

TEST_CASE("the requests, byte for byte") {
    // reserved 0, version 1, type: 16 bits; length: 32; id: 32; then the body.
    CHECK(hexOf(getReaderCapabilities(1)) == plain("0401 0000000B 00000001  00"));     // all
    CHECK(hexOf(setReaderConfig(2, 2000, false)) == plain("0403 00000014 00000002  00" // no factory reset
                                                          "00DC 0009 01 000007D0"));   // periodic, 2000 ms
    CHECK(hexOf(setReaderConfig(2, 2000, true)) == plain("0403 00000019 00000002  00"
                                                         "00DC 0009 01 000007D0"
                                                         "00E2 0005 00")); // don't hold events and reports
    CHECK(hexOf(specRequest(MessageType::DeleteRoSpec, 3, 0)) == plain("0415 0000000E 00000003  00000000"));
    CHECK(hexOf(specRequest(MessageType::EnableRoSpec, 5, 1)) == plain("0418 0000000E 00000005  00000001"));
    CHECK(hexOf(specRequest(MessageType::StartRoSpec, 6, 1)) == plain("0416 0000000E 00000006  00000001"));
    CHECK(hexOf(closeConnection(7)) == plain("040E 0000000A 00000007"));
    CHECK(hexOf(keepaliveAck(0x01020304)) == plain("0448 0000000A 01020304"));
}

TEST_CASE("ADD_ROSPEC, byte for byte") {
    CHECK(hexOf(addRoSpec(4, {})) == plain("0414 00000061 00000004"
                                           "00B1 0057 00000001 00 00"   // ROSpec 1, priority 0, disabled
                                           "00B2 0012"                  // ROBoundarySpec
                                           "00B3 0005 00"               // started by START_ROSPEC
                                           "00B6 0009 00 00000000"      // never stops by itself
                                           "00B7 002E 0001 0000"        // AISpec on all antennas
                                           "00B8 0009 00 00000000"      // never stops by itself
                                           "00BA 001D 0001 01"          // InventoryParameterSpec 1, Class 1 Gen 2
                                           "00DE 0016 0000"             // AntennaConfiguration for all antennas
                                           "014A 0010 00"               // C1G2InventoryCommand, not state aware
                                           "0150 000B 40 0020 00000000" // session 1, 32 tags
                                           "00ED 000D 02 0001"          // report each tag
                                           "00EE 0006 1DC0")); // antenna, channel, RSSI, last seen, count, AccessSpec
}

TEST_CASE("ADD_ROSPEC with chosen antennas and power, byte for byte") {
    RoSpec spec;
    spec.antennas = {1, 3};
    spec.tagPopulation = 100;
    spec.settings.front().transmitter = {3, 0, 0x51};
    CHECK(hexOf(addRoSpec(4, spec)) == plain("0414 0000006D 00000004"
                                             "00B1 0063 00000001 00 00"
                                             "00B2 0012 00B3 0005 00 00B6 0009 00 00000000"
                                             "00B7 003A 0002 0001 0003"
                                             "00B8 0009 00 00000000"
                                             "00BA 0027 0001 01"
                                             "00DE 0020 0000"
                                             "00E0 000A 0003 0000 0051" // hop table 3, no fixed channel, power 0x51
                                             "014A 0010 00 0150 000B 40 0064 00000000"
                                             "00ED 000D 02 0001 00EE 0006 1DC0"));
}

TEST_CASE("a status, with a reader's own words and nested errors") {
    const auto status = decodeStatus(hex("011F 0014 0065 0004 6F6F7073  0121 0008 0001 0065"));
    REQUIRE(status);
    CHECK(status->code == 0x65);
    CHECK_FALSE(status->success());
    CHECK(status->description == "oops");
    CHECK(decodeStatus(hex(statusOk))->success());
    CHECK(decodeStatus({}).error().code == DecodeError::MissingParameter);
    CHECK(decodeStatus(hex(general)).error().code == DecodeError::MissingParameter);
    CHECK(decodeStatus(hex("011F 0006 0000")).error().code == DecodeError::BadLength);
    CHECK(decodeStatus(hex("011F 0008 0000 0001")).error().code == DecodeError::BadLength);
    CHECK(decodeStatus(hex("011F 0009 0000 0000")).error().code == DecodeError::BadLength);
    CHECK(decodeStatus(hex("011F 0003 0000 0000")).error().code == DecodeError::BadLength);
}

TEST_CASE("capabilities") {
    const auto capabilities = capabilitiesOf(statusOk + general + limits + regulatory);
    REQUIRE(capabilities);
    CHECK(capabilities->antennas == 2);
    CHECK(capabilities->manufacturer == 25882);
    CHECK(capabilities->model == 7);
    CHECK(capabilities->firmware == "5.8");
    CHECK(capabilities->canHoldEvents);
    REQUIRE(capabilities->powerLevels.size() == 2);
    CHECK(capabilities->powerLevels[1].index == 0x51);
    CHECK(capabilities->powerLevels[1].centiDbm == 3250);
    CHECK(capabilities->hops);
    REQUIRE(capabilities->hopTables.size() == 1);
    CHECK(capabilities->hopTables[0].id == 3);
    CHECK(capabilities->frequencyKhz(1) == 902'846);
    CHECK(capabilities->frequencyKhz(0) == 0);
    CHECK(capabilities->frequencyKhz(2) == 0);
}

TEST_CASE("capabilities of a reader with fixed channels") {
    const auto capabilities =
        capabilitiesOf("008F 0025 00FA 0002 0090 001D 0091 0008 0001 0BB8"
                       "0092 0011 00 0094 000C 0001 000D 358C 0000"); // one frequency, two spare bytes
    REQUIRE(capabilities);
    CHECK_FALSE(capabilities->hops);
    CHECK(capabilities->fixedChannelsKhz == std::vector<std::uint32_t>{865'676});
    CHECK(capabilities->frequencyKhz(1) == 865'676);
    CHECK(capabilities->country == 250);
    CHECK(capabilities->standard == 2);
}

TEST_CASE("capabilities lack what the standard requires") {
    const auto errorOf = [](const std::string &text) { return capabilitiesOf(text).error().code; };
    const std::string generalFields = "0002 0000 0000651A 00000007 0003 352E38";
    CHECK(errorOf(general + "00") == DecodeError::BadLength); // half a header at the end
    CHECK(errorOf("0089 0026" + generalFields + sensitivity + airProtocol) == DecodeError::MissingParameter); // GPIO
    CHECK(errorOf("0089 0025" + generalFields + sensitivity + gpio) == DecodeError::MissingParameter); // air protocol
    CHECK(errorOf("008F 001C 0348 0001 0090 0014" + power) == DecodeError::MissingParameter);          // frequencies
    CHECK(errorOf("008F 0011 0348 0001 0090 0009 0092 0005 80") == DecodeError::MissingParameter);     // hop table
    CHECK(errorOf("008E 0005 08") == DecodeError::BadLength);
    CHECK(errorOf("008F 0006 0348") == DecodeError::BadLength);
    CHECK(errorOf("0089 0006 0002") == DecodeError::BadLength);
}

TEST_CASE("reader events") {
    const std::string time = "0080 000C 0005E8C4D2A1B3C0";
    const auto attempt = decodeReaderEvent(hex("00F6 0016" + time + "0100 0006 0002"));
    REQUIRE(attempt);
    CHECK(attempt->connectionAttempt == 2);
    CHECK_FALSE(attempt->connectionClose);
    CHECK(decodeReaderEvent(hex("00F6 0014" + time + "0101 0004"))->connectionClose);
    CHECK_FALSE(decodeReaderEvent(hex("00F6 0010" + time))->connectionAttempt);
    CHECK(decodeReaderEvent({}).error().code == DecodeError::MissingParameter);
    CHECK(decodeReaderEvent(hex("00F6 0005 80")).error().code == DecodeError::UnknownParameter);
    CHECK(decodeReaderEvent(hex("00F6 0009 0100 0005 02")).error().code == DecodeError::BadLength);
}

TEST_CASE("tag reports") {
    // EPC-96, ROSpecID, antenna 3, RSSI -57, last seen, seen 2 times, CRC and PC.
    const std::string short96 = "00F0 002D 8D 3034257BF7194E4000001A85 89 00000001 81 0003 86 C7"
                                "84 0005E8C4D2A1B3C0 88 0002 8B ABCD 8C 3000";
    // EPCData of 198 bits, the last two of its bytes not part of it; nothing else.
    const std::string long198 = "00F0 0023 00F1 001F 00C6 3674257BF6B7A659B2C2BF1000000000000000000000000003";
    const auto bytes = hex(short96 + long198);
    const auto reports = reportsOf(bytes);
    REQUIRE(reports);
    REQUIRE(reports->size() == 2);
    const auto &first = reports->front();
    CHECK(first.epc->hex() == "3034257BF7194E4000001A85");
    CHECK(first.antenna == 3);
    CHECK(first.peakRssiDbm == -57);
    CHECK(first.seenCount == 2);
    const auto &second = reports->back();
    CHECK(second.epc->hex() == "3674257BF6B7A659B2C2BF1000000000000000000000000000");
    CHECK(second.antenna == 0);
    CHECK_FALSE(second.peakRssiDbm);
    CHECK(second.seenCount == 1);

    CHECK(reportsOf({})->empty());                                                            // legal
    CHECK_FALSE(reportsOf(hex("00F0 000A 00F1 0006 0000"))->front().epc);                     // a blank tag
    CHECK(reportsOf(hex("00F0 0007 81 0003")).error().code == DecodeError::MissingParameter); // no EPC
    CHECK(reportsOf(hex("00F0 000A 00F1 0006 0060")).error().code == DecodeError::BadLength);
    CHECK(reportsOf(hex("00F0 000C 8D 3034257BF7194E")).error().code == DecodeError::BadLength);
    CHECK(reportsOf(hex("00F0 0006 FF 00")).error().code == DecodeError::UnknownParameter);
}

// The parameters of a TagReportData with its EPC, in the order in which they are given.
std::string tagData(const std::vector<std::string> &parameters) {
    std::string body;
    for (const auto &parameter : parameters)
        body += plain(parameter);
    return fmt::format("00F0{:04X}{}", 4 + body.size() / 2, body);
}

TEST_CASE("a tag's parameters in any order, known and unknown, say the same") {
    const std::vector<std::string> parameters{"8D 3034257BF7194E4000001A85",      // EPC-96
                                              "89 00000001",                      // ROSpecID: none of ours
                                              "81 0003",                          // antenna
                                              "86 C7",                            // RSSI -57
                                              "87 0004",                          // channel
                                              "82 0005E8C4D2A1B3BF",              // first seen
                                              "84 0005E8C4D2A1B3C0",              // last seen
                                              "88 0002",                          // seen twice
                                              "90 00000007",                      // AccessSpec
                                              "8C 3000",                          // PC
                                              "0345 0006 ABCD",                   // a TLV that nobody knows
                                              "03FF 000E 0000651A 00000038 0FFF", // Impinj's phase
                                              "03FF 000E 0000651A 00000039 E908", // Impinj's RSSI, -58.80
                                              "03FF 000D 00000001 00000039 00"};  // another vendor's
    CHECK(rc::check([&] {
        auto shuffled = parameters;
        const auto swaps = *rc::gen::container<std::vector<std::size_t>>(
            parameters.size(), rc::gen::inRange<std::size_t>(0, parameters.size()));
        for (std::size_t i = 0; i < swaps.size(); ++i)
            std::swap(shuffled[i], shuffled[swaps[i]]);
        const auto reports = reportsOf(hex(tagData(shuffled)));
        RC_ASSERT(reports.has_value());
        RC_ASSERT(reports->size() == 1U);
        const auto &report = reports->front();
        RC_ASSERT(report.epc->hex() == "3034257BF7194E4000001A85");
        RC_ASSERT(report.antenna == 3);
        RC_ASSERT(report.peakRssiDbm == -59); // the vendor's, wherever it stands
        RC_ASSERT(report.channelIndex == 4);
        RC_ASSERT(report.seenUtcUs == 0x0005E8C4D2A1B3C0U);
        RC_ASSERT(report.seenCount == 2);
        RC_ASSERT(report.accessSpecId == 7U);
        RC_ASSERT(report.phase == 0x0FFF);
        RC_ASSERT_FALSE(report.seenUptimeUs.has_value());
    }));
}

TEST_CASE("a tag cut anywhere is an error, unless it ends between two parameters") {
    const std::vector<std::string> parameters{"8D 3034257BF7194E4000001A85",
                                              "81 0003",
                                              "86 C7",
                                              "87 0004",
                                              "82 0005E8C4D2A1B3BF",
                                              "83 0005E8C4D2A1B3BF",
                                              "84 0005E8C4D2A1B3C0",
                                              "85 0005E8C4D2A1B3C0",
                                              "88 0002",
                                              "90 00000007",
                                              "03FF 000C 0000651A 00000001"};
    std::set<std::size_t> borders;
    std::string body;
    for (const auto &parameter : parameters) {
        body += plain(parameter);
        borders.insert(body.size() / 2);
    }
    for (std::size_t size = 0; size <= body.size() / 2; ++size) {
        INFO(size);
        // Another tag follows, so that what is read too far is seen.
        const auto reports = reportsOf(hex(tagData({body.substr(0, 2 * size)}) + tagData({parameters[0]})));
        CHECK(reports.has_value() == borders.contains(size));
        if (!reports && size > 0)
            CHECK(reports.error().code == DecodeError::BadLength);
    }
}

TEST_CASE("a stream that lost its borders is refused for good") {
    const auto errorOf = [](const std::string &text) {
        Framer framer(100);
        framer.append(hex(text));
        const auto first = framer.next();
        REQUIRE_FALSE(first);
        framer.append(keepaliveAck(1));
        REQUIRE_FALSE(framer.next());
        return first.error().code;
    };
    CHECK(errorOf("043E 00000009 00000001") == DecodeError::BadLength);
    CHECK(errorOf("043E 00000000 00000001") == DecodeError::BadLength);
    CHECK(errorOf("043E 00000065 00000001") == DecodeError::TooLong);
    CHECK(errorOf("043E FFFFFFFF 00000001") == DecodeError::TooLong);
    CHECK(errorOf("0C3E 0000000A 00000001") == DecodeError::BadVersion);
    CHECK(errorOf("003E 0000000A 00000001") == DecodeError::BadVersion);
}

TEST_CASE("a framer that was reset begins anew") {
    Framer framer;
    framer.append(hex("043E 00000000 00000001"));
    REQUIRE_FALSE(framer.next());
    framer.reset();
    framer.append(keepaliveAck(9));
    const auto frame = framer.next();
    REQUIRE(frame);
    REQUIRE(*frame);
    CHECK((*frame)->id == 9);
}

TEST_CASE("however a stream is cut, the same messages come out") {
    CHECK(rc::check([] {
        const auto bodies = *rc::gen::container<std::vector<base::Bytes>>(rc::gen::arbitrary<base::Bytes>());
        base::Bytes stream;
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            const auto message = frameMessage(MessageType::RoAccessReport, static_cast<std::uint32_t>(i), bodies[i]);
            stream.insert(stream.end(), message.begin(), message.end());
        }
        Framer framer;
        std::vector<base::Bytes> found;
        std::size_t at = 0;
        while (at < stream.size()) {
            const auto piece = std::min<std::size_t>(*rc::gen::inRange(1, 40), stream.size() - at);
            framer.append(base::ByteView(stream).subspan(at, piece));
            at += piece;
            while (true) {
                const auto frame = framer.next();
                RC_ASSERT(frame.has_value());
                if (!*frame)
                    break;
                RC_ASSERT((*frame)->type == MessageType::RoAccessReport);
                RC_ASSERT((*frame)->id == found.size());
                found.emplace_back((*frame)->body.begin(), (*frame)->body.end());
            }
        }
        RC_ASSERT(found == bodies);
    }));
}

TEST_CASE("versions, vendor, events, inputs and AccessSpecs, byte for byte") {
    CHECK(hexOf(getSupportedVersion(1)) == plain("082E 0000000A 00000001"));
    CHECK(hexOf(setProtocolVersion(2, Version::V1_1)) == plain("082F 0000000B 00000002 02"));
    CHECK(hexOf(getInputs(3)) == plain("0402 00000011 00000003 0000 09 0000 0000"));
    CHECK(hexOf(enableImpinjExtensions(4)) == plain("07FF 00000013 00000004 0000651A 15 00000000"));
    CHECK(hexOf(setReaderEvents({5, Version::V1_1}, 1)) ==
          plain("0803 00000033 00000005 00 00F4 0020 00F5 0007 0001 80 00F5 0007 0002 80 00F5 0007 0004 80"
                "00F5 0007 0008 80 00E1 0008 0001 80 02"));
    AccessSpec spec;
    spec.id = 7;
    spec.epc = *codes::Epc::fromHex("3034257BF7194E4000001A85");
    spec.accessPassword = 0x01020304;
    spec.wordPointer = 2;
    spec.words = {0x534F};
    CHECK(hexOf(addAccessSpec(6, spec)) ==
          plain("0428 00000062 00000006 00CF 0058 00000007 0000 01 00 00000000 00D0 0007 01 0001 00D1 003C"
                "0152 0027 0153 0023 60 0020 0060 FFFFFFFFFFFFFFFFFFFFFFFF 0060 3034257BF7194E4000001A85"
                "0156 0011 0001 01020304 C0 0002 0001 534F 00EF 0005 00"));
}
