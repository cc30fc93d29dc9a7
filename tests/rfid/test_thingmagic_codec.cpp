// ThingMagic's bytes: commands and answers against frames that others recorded or printed, records of tags, and frames
// found again in whatever a line makes of them.
//
// Where the frames are from. M5e manual: ThingMagic M5e user manual, "Command Set" and "Minimum Set of Serial
// Commands". Nano log: a MercuryAPI transport log of an M6e Nano (paulvha/ThingMagic, nodejs). M5e log: a session with
// an M5e (erossi/thingmagic_m5e). SparkFun: the comments of SparkFun's library for the M6e Nano and M7e.
#include "rfid/thingmagic/commands.h"
#include "rfid/thingmagic/conversation.h"
#include "rfid/thingmagic/responses.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::rfid::thingmagic;
using rfid::reader::InventoryMode;
using rfid::reader::MarkOutcome;

namespace {

// Hexadecimal with blanks between fields.
base::Bytes hex(std::string text) {
    std::erase(text, ' ');
    return base::fromHex(text).value();
}
std::string hexOf(const Command &command) {
    return base::toHex(toBytes(command));
}
std::string plain(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::optional<Frame> frameOf(const base::Bytes &bytes) {
    Framer framer;
    framer.append(bytes);
    return framer.next();
}
base::Bytes dataOf(const std::string &text) {
    const auto frame = frameOf(hex(text));
    REQUIRE(frame);
    REQUIRE(frame->status == Status::Success);
    return frame->data;
}

const auto mug = *codes::Epc::fromHex("0123456789ABCDEF01234567");

// SparkFun: a record with every field of the flags 01FF.
const std::string sparkFunRecord = "FF 28 22 0000  10 001B 01FF 01  01 C4 11 0E1640 00000127 0000 05 0000 0F "
                                   "0080 3000 000000000000000000001545 E94A  561D";

// A record as our stream gives it, but for its end.
const std::string ours = "10 001B 007F 01  03 BF 22 0D3A8C 00000010 00B3 05 ";

Decoded<StreamPart> partOf(const std::string &text) {
    return decodeStreamPart(hex(text));
}

} // namespace

TEST_CASE("the CRC of frames that others sent and got") {
    const auto *const frame =
        GENERATE("FF 00 03 1D0C",        // M5e manual and log
                 "FF 00 04 1D0B",        // M5e manual
                 "FF 02 93 0005 517D",   // M5e manual
                 "FF 01 97 08 4BB5",     // M5e manual, its opcode corrected
                 "FF 02 22 01F4 E776",   // M5e manual
                 "FF 03 29 000000 F422", // M5e manual
                 "FF 17 24 03E8 03 00000000 00 00000000 00000020 10 1234 11112222 3E71",  // M5e manual
                 "FF 02 10 0000 F093",                                                    // M5e manual
                 "FF 14 03 0000 07102300 01000003 20141007 01070209 00000010 5BD1",       // M5e log
                 "FF 07 62 0000 01 08FC 08FC 03E8 7AC9",                                  // M5e log
                 "FF 00 97 0000 779E",                                                    // M5e log
                 "FF 00 21 0400 B483",                                                    // M5e log: no tag found
                 "FF 00 91 0000 1758",                                                    // Nano log
                 "FF 0A 24 03E8 00 00000000 03 00EE 589D",                                // SparkFun
                 "FF 28 22 0000 10001B01FF0101C4110E1640000001270000050000 0F 0080 3000 " // SparkFun
                 "000000000000000000001545 E94A 561D");
    const auto bytes = hex(frame);
    const base::ByteView checked(bytes.data() + 1, bytes.size() - 3);
    CHECK(crcOf(checked) == (bytes[bytes.size() - 2] << 8 | bytes.back()));
}

TEST_CASE("the commands, byte for byte as others sent them") {
    CHECK(hexOf(askVersion()) == plain("FF 00 03 1D0C"));
    CHECK(hexOf(bootFirmware()) == plain("FF 00 04 1D0B"));
    CHECK(hexOf(setRegion(Region::Eu3)) == plain("FF 01 97 08 4BB5"));
    CHECK(hexOf(setRegion(Region::Eu)) == plain("FF 01 97 02 4BBF"));
    CHECK(hexOf(setProtocolGen2()) == plain("FF 02 93 0005 517D"));
    CHECK(hexOf(askPower()) == plain("FF 01 62 01 BEBC"));
    CHECK(hexOf(setSearchPorts(std::vector<std::uint8_t>{1})) == plain("FF 03 91 02 01 01 42C5"));
    // SparkFun's start of a stream, with its metadata.
    CHECK(base::toHex(startStream(1000, 0x01FF).data) == plain("0000 01 22 0000 05 07 22 10 001B 03E8 01FF"));
    CHECK(base::toHex(stopStream().data) == plain("0000 02"));
    // M5e manual, Write Tag Data: four words of user memory from the second on, under the mask of a whole EPC. The CRC
    // that it prints isn't that of its bytes: only they are compared.
    const std::vector<std::uint16_t> words{0x1111, 0x2222, 0, 0};
    const auto write = writeTag({mug, 0, 1000}, Bank::User, 2, words);
    CHECK(write.opcode == Opcode{0x24});
    CHECK(write.data.size() == 0x21);
    CHECK(base::toHex(write.data) ==
          plain("03E8 01 00000002 03 00000000 60 0123456789ABCDEF01234567 1111222200000000"));
}

TEST_CASE("the commands, byte for byte as MercuryAPI lays them out") {
    CHECK(base::toHex(setBaudRate(921600).data) == "000E1000");
    CHECK(base::toHex(askPorts().data) == "05");
    CHECK(base::toHex(setReadPower(-150).data) == "FF6A");
    CHECK(base::toHex(setWritePower(2700).data) == "0A8C");
    CHECK(base::toHex(setSearchPorts(std::vector<std::uint8_t>{1, 3}).data) == "0201010303");
    CHECK(base::toHex(setTagPort(3).data) == "0303");
    CHECK(base::toHex(setReadFilter(false).data) == "010C00");
    CHECK(base::toHex(setSession(1).data) == "050001");
    CHECK(base::toHex(setTarget(Target::AThenB).data) == "05010000");
    CHECK(base::toHex(setTarget(Target::A).data) == "05010100");
    CHECK(base::toHex(setDynamicQ().data) == "051200");
    CHECK(base::toHex(startStream(1000).data) == plain("0000 01 22 0000 05 07 22 10 001B 03E8 007F"));
    CHECK(base::toHex(changeEas({mug, 0xCAFEBABE, 400}, false).data) ==
          plain("0190 07 41 00 03 60 0123456789ABCDEF01234567 CAFEBABE 02"));
}

TEST_CASE("a mask of more than 255 bits has a length of two bytes") {
    const auto longest = codes::Epc::fromBytes(base::Bytes(codes::Epc::maxBytes, 0xA5)).value();
    const std::vector<std::uint16_t> words(32, 0x534F);
    const auto command = writeTag({longest, 0x01020304, 400}, Bank::User, 0, words);
    CHECK(base::toHex(base::ByteView(command.data).first(14)) == plain("0190 21 00000000 03 01020304 01F0"));
    CHECK(command.data.size() == 14 + 62 + 64);
    CHECK(command.data.size() <= maxCommandData);
    const auto eas = changeEas({longest, 0, 400}, true);
    CHECK(base::toHex(base::ByteView(eas.data).first(8)) == plain("0190 07 61 00 03 01F0"));
    CHECK(eas.data.back() == 1);
}

TEST_CASE("what readers said of themselves") {
    const auto version =
        decodeVersion(dataOf("FF 14 03 0000 07102300 01000003 20141007 01070209 00000010 5BD1")).value();
    CHECK(version.firmware == "01.07.02.09");
    CHECK(version.model() == "ThingMagic 0x01"); // an M5e: not of this family
    VersionInfo nano = version;
    nano.hardware[0] = 0x30;
    CHECK(nano.model() == "M6e Nano");

    const auto power = decodePower(dataOf("FF 07 62 0000 01 08FC 08FC 03E8 7AC9")).value();
    CHECK(power.now == 2300);
    CHECK(power.max == 2300);
    CHECK(power.min == 1000);

    CHECK(decodePorts(hex("05 01 01 02 00")).value() == std::vector<Port>{{1, true}, {2, false}});
    CHECK(decodeRegions(hex("01 08 FF")) == std::vector{Region::Na, Region::Eu3, Region::Open});
    CHECK(decodeInBootloader(hex("11")).value());
    CHECK_FALSE(decodeInBootloader(hex("12")).value());

    CHECK_FALSE(decodeVersion(hex("07102300 01000003 20141007 010702")));
    CHECK_FALSE(decodePower(hex("01 08FC 08FC 03")));
    CHECK_FALSE(decodePower(hex("01 08FC 03E8 08FC"))); // the least above the most
    CHECK_FALSE(decodePorts(hex("05")));
    CHECK_FALSE(decodeInBootloader({}));
}

TEST_CASE("the record of a tag that SparkFun printed") {
    const auto part = decodeStreamPart(dataOf(sparkFunRecord));
    REQUIRE(part);
    REQUIRE(part->isRecord);
    CHECK(part->record.epc.hex() == "000000000000000000001545");
    CHECK(part->record.rssiDbm == -60);
    CHECK(part->record.antenna == 1);
    CHECK(part->record.frequencyKhz == 923'200);
    CHECK(part->record.cycleMs == 295);
    CHECK(part->record.readCount == 1);
    CHECK(part->record.phase == 0);
}

TEST_CASE("the record of a tag in our own stream, with every kind of EPC") {
    const auto record = partOf(ours + "0080 3000 0123456789ABCDEF01234567 C0DE").value().record;
    CHECK(record.epc == mug);
    CHECK(record.readCount == 3);
    CHECK(record.rssiDbm == -65);
    CHECK(record.antenna == 2);
    CHECK(record.frequencyKhz == 866'956);
    CHECK(record.cycleMs == 16);
    CHECK(record.phase == 2037); // 179 degrees in 1/4096 of a turn

    CHECK(partOf(ours + "0040 1000 BEEF0001 C0DE").value().record.epc.hex() == "BEEF0001");
    // Extended PC words are not of the EPC: one, and two.
    CHECK(partOf(ours + "0050 1200 0001 BEEF0001 C0DE").value().record.epc.hex() == "BEEF0001");
    CHECK(partOf(ours + "0060 1200 8001 0002 BEEF0001 C0DE").value().record.epc.hex() == "BEEF0001");
    const std::string longest(124, 'A');
    CHECK(partOf(ours + "0210 F800" + longest + "C0DE").value().record.epc.hex() == longest);
    // Multi-select: another option byte comes first. And embedded data, which isn't asked for.
    CHECK(partOf("88" + ours + "0040 1000 BEEF0001 C0DE").value().record.epc.hex() == "BEEF0001");
    CHECK(partOf("10 001B 0080 01 0011 AABBCC 0040 1000 BEEF0001 C0DE").value().record.epc.hex() == "BEEF0001");
    // Port 16 doesn't fit four bits.
    CHECK(partOf("10 001B 0004 01 00 0040 1000 BEEF0001 C0DE").value().record.antenna == 16);
    // Without metadata there is nothing but the EPC.
    const auto bare = partOf("10 001B 0000 01 0040 1000 BEEF0001 C0DE").value().record;
    CHECK(bare.antenna == 0);
    CHECK_FALSE(bare.rssiDbm);
    CHECK_FALSE(bare.phase);
    CHECK(bare.readCount == 1);
    // A count of none is one all the same: it was read. An angle beyond a turn tells nothing.
    CHECK(partOf("10 001B 0021 01 00 0168 0040 1000 BEEF0001 C0DE").value().record.readCount == 1);
    CHECK_FALSE(partOf("10 001B 0021 01 00 0168 0040 1000 BEEF0001 C0DE").value().record.phase);
}

TEST_CASE("records that can't be") {
    const auto *const text = GENERATE("",                                           // nothing
                                      "10 001B 007F",                               // no kind
                                      "10 001B 2000 01 0040 1000 BEEF0001 C0DE",    // metadata of unknown length
                                      "10 001B 0040 01 03 0040 1000 BEEF0001 C0DE", // not Gen2
                                      "10 001B 0000 01 0060 1000 BEEF0001 C0DE",    // longer than the frame
                                      "10 001B 0000 01 FFF8 1000 BEEF0001 C0DE",    // far longer
                                      "10 001B 0000 01 0020 1000 C0DE",             // no EPC
                                      "10 001B 0000 01 0010 1000",                  // no CRC
                                      "10 001B 0000 01 0030 1200 8001 C0DE", // an XPC that says more than there is
                                      "10 001B 0080 01 FFFF 0040 1000 BEEF0001 C0DE"); // embedded data beyond the end
    CHECK_FALSE(partOf(text));
}

TEST_CASE("a record that ends too early, wherever it does") {
    const auto whole = hex(ours + "0050 1200 0001 BEEF0001 C0DE");
    REQUIRE(decodeStreamPart(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(decodeStreamPart(base::ByteView(whole).first(size)));
}

TEST_CASE("a report about the reader is no tag") {
    const auto part = partOf("10 001B 0000 02 01 02 03");
    REQUIRE(part);
    CHECK_FALSE(part->isRecord);
}

TEST_CASE("frames are found whatever comes before, between and in pieces") {
    const bool held = rc::check("any cut of a stream with noise gives the frames again", [] {
        const auto frames = *rc::gen::container<std::vector<base::Bytes>>(
            rc::gen::container<base::Bytes>(rc::gen::inRange<int>(0, 256)));
        base::Bytes stream;
        std::vector<base::Bytes> sent;
        for (auto data : frames) {
            data.resize(std::min(data.size(), maxResponseData));
            const auto bytes = toBytes(Frame{Opcode::ReadTagMultiple, Status::Success, data});
            sent.push_back(data);
            // Noise that isn't the begin of a frame.
            const auto noise = *rc::gen::container<base::Bytes>(rc::gen::inRange<int>(0, 255));
            stream.insert(stream.end(), noise.begin(), noise.end());
            stream.insert(stream.end(), bytes.begin(), bytes.end());
        }
        Framer framer;
        std::vector<base::Bytes> got;
        for (std::size_t at = 0; at < stream.size();) {
            const auto piece = std::min<std::size_t>(stream.size() - at, *rc::gen::inRange<std::size_t>(1, 40));
            framer.append(base::ByteView(stream).subspan(at, piece));
            at += piece;
            while (const auto frame = framer.next())
                got.push_back(frame->data);
        }
        RC_ASSERT(got == sent);
    });
    CHECK(held);
}

TEST_CASE("a length that lied hides frames until enough came, or until the wait is given up") {
    const auto good = toBytes(Frame{Opcode::Version, Status::Success, hex("0102")});
    base::Bytes bytes = hex("FF F0 22");
    bytes.insert(bytes.end(), good.begin(), good.end());
    Framer framer;
    framer.append(bytes);
    CHECK_FALSE(framer.next());
    REQUIRE(framer.skip());
    CHECK(framer.next()->data == hex("0102"));
    CHECK(framer.passedOver() == 3);
    CHECK_FALSE(framer.skip()); // nothing waits

    framer.append(bytes);
    framer.append(base::Bytes(300));
    CHECK(framer.next()->data == hex("0102"));
}

TEST_CASE("a wrong CRC costs one frame and no other") {
    auto bad = toBytes(Frame{Opcode::Version, Status::Success, hex("0102")});
    const auto bit = GENERATE(range(0, 72));
    bad.at(static_cast<std::size_t>(bit) / 8) ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto good = toBytes(Frame{Opcode::Version, Status::NoTagsFound, hex("03")});
    Framer framer;
    framer.append(bad);
    framer.append(good);
    framer.append(base::Bytes(256)); // enough for the longest frame that a broken length can announce
    const auto frame = framer.next();
    REQUIRE(frame);
    CHECK(frame->data == hex("03"));
    CHECK_FALSE(framer.next());
}

TEST_CASE("a host's frames have no status") {
    Framer framer(Framer::Side::Host);
    framer.append(hex("00 FF 03 91 02 01 01 42C5 FF 00 03 1D0C"));
    const auto first = framer.next();
    REQUIRE(first);
    CHECK(first->opcode == Opcode::SetAntennaPort);
    CHECK(first->data == hex("020101"));
    CHECK(framer.next()->opcode == Opcode::Version);
}

TEST_CASE("names of regions and texts of states") {
    for (const auto *const name :
         {"na", "eu", "in", "jp", "prc", "eu3", "kr2", "au", "nz", "na2", "na3", "eu4", "open"}) {
        const auto region = regionNamed(name);
        REQUIRE(region);
        CHECK(nameOf(*region) == name);
    }
    CHECK(regionNamed("eu3") == Region{8});
    CHECK_FALSE(regionNamed("EU3"));
    CHECK_FALSE(regionNamed(""));
    CHECK(textOf(Status::AntennaNotConnected) == "no antenna is connected (0x0503)");
    CHECK(textOf(Status{0x0777}) == "status 0x0777");
}

TEST_CASE("what an answer to a mark means") {
    CHECK(outcomeOf(Status::Success) == MarkOutcome::Written);
    CHECK(outcomeOf(Status{0x0400}) == MarkOutcome::TagNotFound);
    CHECK(outcomeOf(Status{0x0424}) == MarkOutcome::Refused);
    CHECK(outcomeOf(Status{0x042B}) == MarkOutcome::NotEnoughPower);
    CHECK(outcomeOf(Status{0x0423}) == MarkOutcome::NotSupported);
    CHECK(outcomeOf(Status{0x0101}) == MarkOutcome::NotSupported);
    CHECK(outcomeOf(Status{0x0406}) == MarkOutcome::Failed);
    CHECK(outcomeOf(Status{0x7F01}) == MarkOutcome::Failed);
}

TEST_CASE("the power is kept within what the reader can, the ports are those with an antenna") {
    ReaderConfig config;
    config.powerDbm = GENERATE(-40, 20, 99, 100'000);
    Conversation conversation(config);
    conversation.begin();
    REQUIRE(conversation.take(Step::Power, hex("01 0A8C 0C4E 01F4"))); // 27 now, 31.5 at most, 5 dBm at least
    const auto expected = *config.powerDbm == -40 ? "01F4" : *config.powerDbm == 20 ? "07D0" : "0C4E";
    CHECK(base::toHex(conversation.command(Step::ReadPower).data) == expected);

    REQUIRE(conversation.take(Step::Ports, hex("05 01 00 02 01 03 00 04 01")));
    CHECK(conversation.ports() == std::vector<std::uint8_t>{2, 4});
    CHECK(conversation.info().antennas == 2);
    REQUIRE(conversation.take(Step::Ports, hex("05 01 00 02 00"))); // antennas that can't be detected
    CHECK(conversation.ports() == std::vector<std::uint8_t>{1, 2});

    config.antennas = {3};
    Conversation chosen(config);
    chosen.begin();
    CHECK(chosen.take(Step::Ports, hex("05 03 00")));
    CHECK_FALSE(chosen.take(Step::Ports, hex("05 01 01 02 01")));
}

TEST_CASE("a deep scan tells each tag once: S2, target A; the open tray is S1, both targets") {
    Conversation conversation({});
    conversation.begin();
    CHECK(base::toHex(conversation.command(Step::Session).data) == "050001");
    CHECK(base::toHex(conversation.command(Step::Target).data) == "05010000");
    conversation.setInventory(InventoryMode::DeepScan);
    CHECK(base::toHex(conversation.command(Step::Session).data) == "050002");
    CHECK(base::toHex(conversation.command(Step::Target).data) == "05010100");
}
