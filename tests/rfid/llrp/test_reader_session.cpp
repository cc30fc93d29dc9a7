// The emulated reader holds its clients to the standard; and what its antennas hear is judged by the tray engine as
// meant.
#include "rfid/emulator/llrp/reader_session.h"
#include "rfid/llrp/wire/requests.h"
#include "rfid/llrp/wire/specs.h"
#include "rfid/tray/tray_engine.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdio>

using namespace panier;
using namespace panier::rfid::emulator;
using rfid::llrp::MessageType;
using rfid::llrp::StatusCode;
using rfid::tray::TrayClass;

namespace {

// One message of a test's own, with the bytes that it is a view of.
struct Message {
    explicit Message(base::Bytes whole) : bytes(std::move(whole)) {
        rfid::llrp::Framer framer;
        framer.append(bytes);
        frame = framer.next().value().value();
        frame.body = base::ByteView(bytes).subspan(rfid::llrp::headerBytes);
    }
    base::Bytes bytes;
    rfid::llrp::Frame frame;
};

// What the reader answers: the status code of the response.
StatusCode ask(ReaderSession &session, const base::Bytes &message) {
    const Message request(message);
    const Message response(session.answer(request.frame));
    CHECK(response.frame.id == request.frame.id);
    return static_cast<StatusCode>(rfid::llrp::decodeStatus(response.frame.body, response.frame.type)->code);
}

base::Bytes roSpec(MessageType type, std::uint32_t id = 1) {
    return rfid::llrp::specRequest(type, 9, id);
}

// ADD_ROSPEC with every occurrence of some hexadecimal replaced.
base::Bytes alteredRoSpec(std::string_view from, std::string_view to) {
    auto hex = base::toHex(rfid::llrp::addRoSpec(1, {}));
    const auto at = hex.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(from.size() == to.size());
    return base::fromHex(hex.replace(at, from.size(), to)).value();
}

codes::Epc epcOf(int number) {
    char hex[25];
    std::snprintf(hex, sizeof hex, "3034257BF7194E40%08X", static_cast<unsigned>(number));
    return *codes::Epc::fromHex(hex);
}

} // namespace

TEST_CASE("a ROSpec is added, enabled, started, stopped, disabled and deleted, in this order only") {
    ReaderSession session({});
    CHECK(ask(session, roSpec(MessageType::EnableRoSpec)) == StatusCode::FieldInvalid); // there is none
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::Success);
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::FieldInvalid);     // twice
    CHECK(ask(session, roSpec(MessageType::StartRoSpec)) == StatusCode::FieldInvalid); // disabled
    CHECK(ask(session, roSpec(MessageType::EnableRoSpec)) == StatusCode::Success);
    CHECK(ask(session, roSpec(MessageType::EnableRoSpec)) == StatusCode::FieldInvalid);
    CHECK_FALSE(session.isReading());
    CHECK(ask(session, roSpec(MessageType::StartRoSpec)) == StatusCode::Success);
    CHECK(session.isReading());
    CHECK(ask(session, roSpec(MessageType::StopRoSpec)) == StatusCode::Success);
    CHECK_FALSE(session.isReading());
    CHECK(ask(session, roSpec(MessageType::DisableRoSpec)) == StatusCode::Success);
    CHECK(ask(session, roSpec(MessageType::DeleteRoSpec, 7)) == StatusCode::FieldInvalid);
    CHECK(ask(session, roSpec(MessageType::DeleteRoSpec, 0)) == StatusCode::Success);
    CHECK(ask(session, roSpec(MessageType::EnableRoSpec)) == StatusCode::FieldInvalid);
}

TEST_CASE("a ROSpec that this reader can't run is refused") {
    ReaderSession session({});
    CHECK(ask(session, alteredRoSpec("00B20012", "00EF0012")) == StatusCode::MessageMissingParameter); // boundary
    CHECK(ask(session, alteredRoSpec("00B60009", "00EF0009")) == StatusCode::MessageMissingParameter); // stop trigger
    CHECK(ask(session, alteredRoSpec("00B7002E", "00EF002E")) == StatusCode::MessageMissingParameter); // AISpec
    CHECK(ask(session, alteredRoSpec("00BA001D", "00EF001D")) == StatusCode::MessageMissingParameter); // inventory
    CHECK(ask(session, alteredRoSpec("00EE0006", "00EF0006")) == StatusCode::MessageMissingParameter); // contents
    CHECK(ask(session, alteredRoSpec("00B8000900", "00B8000903")) == StatusCode::FieldInvalid); // ends with its tags
    CHECK(ask(session, alteredRoSpec("00B7002E00010000", "00B7002E00010005")) == StatusCode::FieldInvalid); // antenna 5
    CHECK(ask(session, alteredRoSpec("00B10057", "00B10056")) == StatusCode::MessageParameterError);        // cut short
    rfid::llrp::RoSpec wrongHopTable;
    wrongHopTable.settings.front().transmitter = {1, 0, 1};
    CHECK(ask(session, rfid::llrp::addRoSpec(1, wrongHopTable)) == StatusCode::FieldInvalid);
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::Success); // the same, unaltered
}

TEST_CASE("a message that this reader doesn't know gets an ERROR_MESSAGE") {
    ReaderSession session({});
    using rfid::llrp::Version;
    const Message response(session.answer({static_cast<MessageType>(1022), Version::V1_0_1, 5, {}}));
    CHECK(response.frame.type == MessageType::ErrorMessage);
    CHECK(response.frame.id == 5);
    CHECK(rfid::llrp::decodeStatus(response.frame.body)->code ==
          static_cast<std::uint16_t>(StatusCode::MessageUnsupportedMessage));
    CHECK(session.answer({MessageType::KeepaliveAck, Version::V1_0_1, 6, {}}).empty());
}

TEST_CASE("a reboot forgets ROSpecs and keepalives; a new client keeps the ROSpecs") {
    ReaderSession session({});
    CHECK(ask(session, rfid::llrp::setReaderConfig(1, 700, false)) == StatusCode::Success);
    CHECK(session.keepaliveMs() == 700);
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::Success);
    session.beginClient();
    CHECK(session.keepaliveMs() == 0);
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::FieldInvalid);
    session.reboot();
    CHECK(ask(session, rfid::llrp::addRoSpec(1, {})) == StatusCode::Success);
}

TEST_CASE("the same seed hears the same; rates are shared and held; a full world takes no more") {
    const auto readsIn = [](std::uint32_t seed, int tags) {
        TagWorld world(seed, 4, {30, 1500}, 400);
        for (int i = 0; i < tags; ++i)
            CHECK(world.put(epcOf(i), TagPlace::OnTray));
        std::vector<std::string> heard;
        for (int i = 0; i < 100; ++i)
            for (const auto &read : world.inventory(100))
                heard.push_back(read.epc.hex() + std::to_string(read.antenna) + std::to_string(read.rssiDbm));
        return heard;
    };
    CHECK(readsIn(3, 10) == readsIn(3, 10));
    CHECK(readsIn(3, 10) != readsIn(4, 10));
    const auto few = readsIn(1, 10).size(); // 10 s of 10 tags at 30 reads a second
    CHECK(few > 2700);
    CHECK(few < 3300);
    const auto many = readsIn(1, 400).size(); // held to 1500 a second
    CHECK(many > 14'000);
    CHECK(many < 16'000);

    TagWorld full(1, 4, {}, 1);
    CHECK(full.put(epcOf(1), TagPlace::OnTray));
    CHECK(full.put(epcOf(1), TagPlace::Edge)); // moved
    CHECK_FALSE(full.put(epcOf(2), TagPlace::OnTray));
}

TEST_CASE("each place is judged by the tray engine as it is meant, with 1 to 150 tags") {
    const int onTray = GENERATE(1, 30, 150);
    const auto seed = GENERATE(1U, 2U, 3U);
    CAPTURE(onTray, seed);
    TagWorld world(seed, 4, {}, 1000);
    for (int i = 0; i < onTray; ++i)
        REQUIRE(world.put(epcOf(i), TagPlace::OnTray));
    const auto hidden = epcOf(1001);
    REQUIRE(world.put(hidden, TagPlace::Hidden));
    for (int i = 0; i < 20; ++i)
        REQUIRE(world.put(epcOf(2000 + i), TagPlace::Stray));

    rfid::tray::TrayEngine engine;
    std::int64_t nowUs = 0;
    const auto run = [&](int tenths) {
        for (int i = 0; i < tenths; ++i) {
            nowUs += 100'000;
            std::vector<rfid::tray::TagObservation> batch;
            for (const auto &read : world.inventory(100))
                batch.push_back({read.epc, read.antenna, read.rssiDbm, 1, nowUs, {}, 0});
            engine.observe(batch);
            (void)engine.advance(nowUs);
        }
    };
    run(60);
    for (int i = 0; i < onTray; ++i)
        CHECK(engine.classOf(epcOf(i)) == TrayClass::On);
    CHECK(engine.classOf(hidden) == TrayClass::Off);
    for (int i = 0; i < 20; ++i)
        CHECK(engine.classOf(epcOf(2000 + i)) != TrayClass::On);

    world.clear();
    run(60);
    for (int i = 0; i < onTray; ++i)
        CHECK(engine.classOf(epcOf(i)) == TrayClass::Off);
}
