// What a client makes of a reader beyond its plain inventory: versions, vendors, modes, marks, inputs, clocks, faults.
#include "tests/rfid/llrp/llrp_pair.h"

#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <set>

using namespace panier;
using namespace panier::tests;
using rfid::emulator::ReaderTraits;
using rfid::llrp::Version;
using rfid::reader::InventoryMode;
using rfid::reader::SoldMark;

namespace {

const auto sock = *codes::Epc::fromHex("3034257BF7194E4000001A86");
const auto away = *codes::Epc::fromHex("3034257BF7194E4000001A87");
const auto shortEpc = *codes::Epc::fromHex("3034");

SoldMark mark(std::uint32_t password = 0) {
    SoldMark wanted;
    wanted.accessPassword = password;
    wanted.wordPointer = 2;
    wanted.words = {0x534F, 0x4C44};
    return wanted;
}
SoldMark eas(bool on) {
    SoldMark wanted;
    wanted.kind = SoldMark::Kind::Eas;
    wanted.easOn = on;
    return wanted;
}

// Marks one tag and waits for the outcome.
MarkOutcome markOne(Pair &pair, const codes::Epc &epc, const SoldMark &wanted) {
    pair.watched->marks.clear();
    pair.watched->client.mark(epc, wanted);
    REQUIRE(waitFor([&] { return !pair.watched->marks.empty(); }));
    CHECK(pair.watched->marks.size() == 1);
    CHECK(pair.watched->marks.front().first == epc);
    return pair.watched->marks.front().second;
}

} // namespace

TEST_CASE("the highest version that both speak is spoken; a reader that drops the question isn't asked again") {
    const auto [speaks11, offers, spoken] =
        GENERATE(std::tuple{true, true, Version::V1_1}, std::tuple{false, true, Version::V1_0_1},
                 std::tuple{true, false, Version::V1_0_1});
    EmulatorConfig config;
    config.speaks11 = speaks11;
    Pair pair(config, [offers = offers](ClientConfig &client) { client.offersVersion11 = offers; });
    CHECK(pair.watched->client.version() == spoken);
    CHECK(pair.reader.session().version() == spoken);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    CHECK(pair.readsAnew());
    pair.reader.reboot();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.readsAnew());
    CHECK(pair.watched->client.version() == spoken);
}

TEST_CASE("phase and fine RSSI come from an Impinj reader, and nobody else is asked for them") {
    EmulatorConfig config;
    config.impinj = GENERATE(true, false); // the other one refuses what it doesn't know
    config.hops = GENERATE(true, false);
    config.speaks11 = GENERATE(true, false);
    Pair pair(config);
    CHECK(pair.watched->client.info().tellsPhase == config.impinj);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(waitFor([&] { return pair.watched->seen[shirt].size() > 20; }));
    std::set<std::uint32_t> frequencies;
    for (const auto &observation : pair.watched->seen[shirt]) {
        CHECK(observation.phase.has_value() == config.impinj);
        CHECK(observation.rssiDbm.has_value());
        frequencies.insert(observation.frequencyKhz);
    }
    CHECK(frequencies.size() > 1);
    CHECK(*frequencies.begin() >= (config.hops ? 902'750U : 865'700U));
    CHECK(*frequencies.rbegin() <= (config.hops ? 927'250U : 867'500U));
}

TEST_CASE("without its extensions an Impinj reader works like any other") {
    EmulatorConfig config;
    config.impinj = true;
    Pair pair(config, [](ClientConfig &client) { client.vendorExtensions = false; });
    CHECK_FALSE(pair.watched->client.info().tellsPhase);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    CHECK(pair.readsAnew());
}

TEST_CASE("a deep scan and back, without a loss; the mode survives one") {
    EmulatorConfig config;
    config.impinj = GENERATE(true, false);
    config.stateAware = GENERATE(true, false);
    Pair pair(config);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    CHECK(pair.readsAnew());
    CHECK(pair.reader.session().inventorySession() == 1);
    pair.watched->client.setInventory(InventoryMode::DeepScan);
    REQUIRE(waitFor([&] { return pair.reader.session().inventorySession() == 2; }));
    REQUIRE(pair.reader.putTag(sock, TagPlace::OnTray));
    REQUIRE(waitFor([&] { return !pair.watched->seen[sock].empty(); }));
    if (config.impinj) // single target: a tag that was read keeps quiet
        CHECK(pair.watched->seen[sock].size() == 1);
    CHECK(pair.reader.session().roSpecCount() == 1);
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
    pair.reader.reboot();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    REQUIRE(waitFor([&] { return pair.watched->isReady(); }));
    CHECK(pair.reader.session().inventorySession() == 2);
    pair.watched->client.setInventory(InventoryMode::Open);
    pair.watched->client.setInventory(InventoryMode::DeepScan);
    pair.watched->client.setInventory(InventoryMode::Open); // the last word counts
    CHECK(pair.readsAnew());
    REQUIRE(waitFor([&] { return pair.reader.session().inventorySession() == 1; }));
}

TEST_CASE("each antenna has its own power, channel and sensitivity; the reader refuses what isn't in its tables") {
    EmulatorConfig config;
    config.hops = GENERATE(true, false);
    Pair pair(config, [](ClientConfig &client) {
        client.inventory.powerDbm = 20;
        client.inventory.antennas = {1, 3};
        client.inventory.perAntenna = {{3, 15, 866'900, 12}};
        client.inventory.session = 0;
        client.inventory.mode = 3;
    });
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    CHECK(pair.readsAnew());
    CHECK(pair.reader.session().inventorySession() == 0);
    for (const auto &observation : pair.watched->seen[shirt])
        CHECK((observation.antenna == 1 || observation.antenna == 3));
}

TEST_CASE("a sold tag is marked, and no other") {
    EmulatorConfig config;
    config.speaks11 = GENERATE(true, false);
    Pair pair(config);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(pair.reader.putTag(sock, TagPlace::OnTray));
    CHECK(markOne(pair, shirt, mark()) == MarkOutcome::Written);
    CHECK(pair.reader.memory(shirt)->user[2] == 0x534F);
    CHECK(pair.reader.memory(shirt)->user[3] == 0x4C44);
    CHECK(pair.reader.memory(shirt)->user[1] == 0);
    CHECK(pair.reader.memory(sock)->user == std::vector<std::uint16_t>(32));
    CHECK(pair.reader.session().accessSpecCount() == 0);
    CHECK(pair.readsAnew()); // the inventory went on
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("a mark that can't be written says why") {
    EmulatorConfig config;
    config.speaks11 = GENERATE(true, false);
    Pair pair(config);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    auto &memory = *pair.reader.memory(shirt);
    memory.accessPassword = 0x12345678;
    memory.locked = true;
    CHECK(markOne(pair, shirt, mark()) == MarkOutcome::Refused);
    // Before 1.1 a reader had no word for a wrong password.
    CHECK(markOne(pair, shirt, mark(1)) == (config.speaks11 ? MarkOutcome::Refused : MarkOutcome::Failed));
    CHECK(markOne(pair, shirt, mark(0x12345678)) == MarkOutcome::Written);
    memory.weak = true;
    CHECK(markOne(pair, shirt, mark(0x12345678)) == MarkOutcome::NotEnoughPower);
    memory.user.resize(2);
    CHECK(markOne(pair, shirt, mark(0x12345678)) == MarkOutcome::NotSupported);
    CHECK(markOne(pair, away, mark()) == MarkOutcome::TagNotFound);
    CHECK(markOne(pair, shortEpc, mark()) == MarkOutcome::NotSupported);
    auto tooLong = mark();
    tooLong.words.resize(33);
    CHECK(markOne(pair, shirt, tooLong) == MarkOutcome::NotSupported);
    CHECK(pair.reader.session().accessSpecCount() == 0);
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("the alarm of a UCODE is set as wanted, whatever it was, and its other bits stay") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.memory(shirt)->ucode = 0x8101;
    CHECK(markOne(pair, shirt, eas(true)) == MarkOutcome::Written);
    CHECK(pair.reader.memory(shirt)->ucode == 0x8101);
    CHECK(markOne(pair, shirt, eas(false)) == MarkOutcome::Written);
    CHECK(pair.reader.memory(shirt)->ucode == 0x8100);
    CHECK(markOne(pair, shirt, eas(false)) == MarkOutcome::Written);
    CHECK(pair.reader.memory(shirt)->ucode == 0x8100);
    pair.reader.memory(shirt)->weak = true;
    CHECK(markOne(pair, shirt, eas(true)) == MarkOutcome::NotEnoughPower);
    pair.reader.memory(shirt)->ucode.reset(); // another make
    CHECK(markOne(pair, shirt, eas(true)) == MarkOutcome::NotSupported);
}

TEST_CASE("many marks are answered in order; beyond the limit at once; what waits when the reader goes is lost") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(pair.reader.putTag(sock, TagPlace::OnTray));
    for (int i = 0; i < 10; ++i)
        pair.watched->client.mark(i % 2 == 0 ? shirt : sock, mark());
    auto &marks = pair.watched->marks;
    REQUIRE(waitFor([&] { return marks.size() == 10; }));
    for (std::size_t i = 0; i < marks.size(); ++i)
        CHECK(marks[i] == std::pair(i % 2 == 0 ? shirt : sock, MarkOutcome::Written));

    marks.clear();
    for (int i = 0; i < 600; ++i)
        pair.watched->client.mark(away, mark());
    CHECK(marks.size() == 600 - rfid::llrp::Marker::maxWaiting);
    CHECK(std::all_of(marks.begin(), marks.end(), [](const auto &each) { return each.second == MarkOutcome::Failed; }));
    marks.clear();
    pair.reader.reboot();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(marks.size() == rfid::llrp::Marker::maxWaiting);
    CHECK(std::all_of(marks.begin(), marks.end(), [](const auto &each) { return each.second == MarkOutcome::Lost; }));
    CHECK(markOne(pair, shirt, mark()) == MarkOutcome::Lost); // and while it is away
}

TEST_CASE("a reader that takes no AccessSpecs marks nothing, and says so") {
    EmulatorConfig config;
    config.writes = false;
    Pair pair(config);
    CHECK_FALSE(pair.watched->client.info().marksTags);
    CHECK(markOne(pair, shirt, mark()) == MarkOutcome::NotSupported);
}

TEST_CASE("stopping with a mark under way answers it and leaves nothing in the reader") {
    Pair pair;
    pair.watched->client.mark(away, mark());
    REQUIRE(waitFor([&] { return pair.reader.session().accessSpecCount() == 1; }));
    pair.watched->client.stop();
    REQUIRE(waitFor([&] { return pair.watched->stops == 1; }));
    REQUIRE(pair.watched->marks.size() == 1);
    CHECK(pair.watched->marks.front().second == MarkOutcome::Lost);
    CHECK(pair.reader.session().accessSpecCount() == 0);
    CHECK(pair.reader.session().roSpecCount() == 0);
}

TEST_CASE("what a client that crashed left in the reader is cleared away") {
    LlrpReaderEmulator reader(Pair::quick({}));
    REQUIRE(reader.listen());
    {
        Watched crashed(hastyConfig(reader.port()));
        crashed.client.start();
        REQUIRE(waitFor([&] { return crashed.isReady(); }));
        crashed.client.mark(away, mark());
        REQUIRE(waitFor([&] { return reader.session().accessSpecCount() == 1; }));
    } // without a word
    REQUIRE(waitFor([&] { return !reader.hasClient(); }));
    CHECK(reader.session().roSpecCount() == 1);
    CHECK(reader.session().accessSpecCount() == 1);
    Watched next(hastyConfig(reader.port()));
    next.client.start();
    REQUIRE(waitFor([&] { return next.isReady(); }));
    CHECK(reader.session().roSpecCount() == 1);
    CHECK(reader.session().accessSpecCount() == 0);
}

TEST_CASE("inputs are told at the start and whenever they change") {
    EmulatorConfig config;
    config.speaks11 = GENERATE(true, false);
    Pair pair(config);
    using Inputs = std::vector<std::pair<int, bool>>;
    CHECK(pair.watched->inputs == Inputs{{1, false}, {2, false}});
    pair.watched->inputs.clear();
    pair.reader.setInput(2, true);
    pair.reader.setInput(1, true);
    pair.reader.setInput(1, false);
    REQUIRE(waitFor([&] { return pair.watched->inputs.size() == 3; }));
    CHECK(pair.watched->inputs == Inputs{{2, true}, {1, true}, {1, false}});
    pair.reader.setAntennaConnected(3, false); // for the log alone
    pair.reader.tellException("too hot\nfaked line");
    CHECK(pair.watched->isReady());
}

TEST_CASE("a ROSpec that ends by itself is set up anew") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.endRoSpec();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.watched->reasons.back().contains("ended the inventory"));
    CHECK(pair.readsAnew());
}

TEST_CASE("times are the reader's on the host's clock, whatever the reader's clock says") {
    EmulatorConfig config;
    config.clock = GENERATE(ReaderTraits::Clock::Utc, ReaderTraits::Clock::Uptime, ReaderTraits::Clock::None);
    Pair pair(config);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    const auto staleBefore = pair.watched->client.staleReports();
    CHECK(staleBefore == 0);
    std::int64_t newestUs = 0;
    QObject::connect(&pair.watched->client, &Client::observations, &pair.watched->client, [&](const auto &batch) {
        const auto nowUs = pair.watched->clock.monotonicUs();
        for (const auto &observation : batch) {
            CHECK(observation.timeUs <= nowUs);
            CHECK(observation.timeUs >= nowUs - 2'000'000);
            newestUs = std::max(newestUs, observation.timeUs);
        }
    });
    CHECK(pair.readsAnew());
    for (const std::int64_t hours : {-5000, 3, 0}) { // somebody sets it back, forward, right
        pair.reader.setClockOffsetUs(hours * 3'600'000'000);
        pair.watched->seen.clear();
        CHECK(waitFor([&] { return pair.watched->seen[shirt].size() > 50; }));
    }
    CHECK(newestUs >= pair.watched->clock.monotonicUs() - 1'000'000);
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("a report for tags of a year ago tells nothing and is counted") {
    Pair pair;
    pair.reader.setFault(Fault::OldReport);
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(waitFor([&] { return pair.watched->client.staleReports() > 0; }));
    CHECK(pair.readsAnew());
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("lies about lengths, floods and a restart in mid-report cost the connection and nothing else") {
    Pair pair({}, [](ClientConfig &client) { client.maxPerSecond = 2000; });
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(pair.reader.putTag(longEpc, TagPlace::OnTray));
    CHECK(pair.readsAnew());
    const auto fault = GENERATE(0, 1, 2);
    const auto seenBefore = pair.watched->seen.size();
    if (fault == 0)
        pair.reader.setFault(Fault::LyingReport);
    else if (fault == 1)
        pair.reader.setFault(Fault::Flood);
    else
        pair.reader.rebootInMidReport();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    if (fault != 2)
        CHECK(pair.watched->reasons.back().contains(fault == 0 ? "nonsense" : "floods"));
    pair.reader.setFault(Fault::None);
    CHECK(pair.readsAnew());
    CHECK(pair.watched->seen.size() <= std::max<std::size_t>(seenBefore, 2)); // no tag was made up
    CHECK(pair.watched->states == std::vector{ReaderState::Ready, ReaderState::Lost, ReaderState::Ready});
}
