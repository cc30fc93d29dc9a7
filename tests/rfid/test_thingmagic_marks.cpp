// Sold tags marked by the driver in the emulated module's tags, over a pseudo-terminal.
#include "tests/rfid/thingmagic_bench.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using rfid::emulator::ThingMagicFault;
using rfid::reader::InventoryMode;
using rfid::reader::SoldMark;
using rfid::thingmagic::Opcode;
using Bench = ThingMagicBench;

TEST_CASE("marks: one tag and no other, in order, and the inventory goes on") {
    Bench bench;
    bench.reader = nullptr;
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    REQUIRE(bench.put(longEpc));
    auto &module = bench.module.module();
    module.memory(jean).isLocked = true;
    module.memory(jean).accessPassword = 0xCAFEBABE;
    module.memory(longEpc).port = 3; // only this antenna reaches it well enough
    module.memory(longEpc).hasEas = true;
    REQUIRE(bench.becomesReady());
    if (GENERATE(false, true)) { // a deep scan leaves the tags quiet
        bench.reader->setInventory(InventoryMode::DeepScan);
        REQUIRE(waitFor([&] { return module.session() == 2 && bench.seen.size() == 3; }));
    }

    SoldMark opened;
    opened.accessPassword = 0xCAFEBABE;
    opened.wordPointer = 30;
    opened.words = {0x1234, 0x5678};
    SoldMark beyond;
    beyond.wordPointer = 31;
    beyond.words = {1, 2};
    SoldMark eas;
    eas.kind = SoldMark::Kind::Eas;
    bench.reader->mark(shirt, {});
    bench.reader->mark(jean, {});
    bench.reader->mark(jean, opened);
    bench.reader->mark(shirt, beyond);
    bench.reader->mark(longEpc, eas);
    bench.reader->mark(*codes::Epc::fromHex("00"), {});
    REQUIRE(waitFor([&] { return bench.marked.size() == 6; }));
    CHECK(bench.marked == std::vector<Marked>{{shirt, MarkOutcome::Written},
                                              {jean, MarkOutcome::Refused},
                                              {jean, MarkOutcome::Written},
                                              {shirt, MarkOutcome::NotSupported},
                                              {longEpc, MarkOutcome::Written},
                                              {*codes::Epc::fromHex("00"), MarkOutcome::TagNotFound}});
    std::vector<std::uint16_t> sold(32);
    sold[0] = 0x534F;
    CHECK(module.memory(shirt).user == sold);
    std::vector<std::uint16_t> ours(32);
    ours[30] = 0x1234;
    ours[31] = 0x5678;
    CHECK(module.memory(jean).user == ours);
    CHECK(module.memory(longEpc).user == std::vector<std::uint16_t>(32));
    CHECK_FALSE(module.memory(longEpc).hasEas);
    bench.reader->setInventory(InventoryMode::Open);
    CHECK(bench.readsAnew());
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

TEST_CASE("a mark that has too little power, one that can't be, and one too many") {
    Bench bench;
    REQUIRE(bench.put(shirt, TagPlace::Edge));
    REQUIRE(bench.becomesReady());
    bench.reader->mark(shirt, {});
    REQUIRE(waitFor([&] { return bench.marked.size() == 1; }));
    CHECK(bench.marked.back().outcome == MarkOutcome::NotEnoughPower);
    SoldMark wrong;
    wrong.words.assign(33, 0);
    bench.reader->mark(shirt, wrong);
    CHECK(bench.marked.back().outcome == MarkOutcome::Failed);
    CHECK(bench.marked.size() == 2);

    for (std::size_t i = 0; i <= SerialReader::maxMarks; ++i)
        bench.reader->mark(shirt, {});
    CHECK(bench.marked.size() == 3);
    CHECK(bench.marked.back().outcome == MarkOutcome::Failed);
    bench.reader->stop();
    REQUIRE(waitFor([&] { return bench.stops == 1; }));
    CHECK(bench.marked.size() == 3 + SerialReader::maxMarks); // each is answered, once
    CHECK(bench.marked.back().outcome == MarkOutcome::Lost);
}

TEST_CASE("a reader that goes away while it marks: each mark is answered once, as lost, and none is written later") {
    Bench bench;
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    REQUIRE(bench.becomesReady());
    // It understands the mark and never says so.
    QObject::connect(&bench.module, &ThingMagicEmulator::heard, &bench.module, [&](const auto &command) {
        if (command.opcode == Opcode::WriteTagData)
            bench.module.setFault(ThingMagicFault::Stall);
    });
    int written = 0;
    QObject::connect(&bench.module, &ThingMagicEmulator::heard, &bench.module,
                     [&](const auto &command) { written += command.opcode == Opcode::WriteTagData ? 1 : 0; });
    bench.reader->mark(shirt, {});
    bench.reader->mark(jean, {});
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.marked == std::vector<Marked>{{shirt, MarkOutcome::Lost}, {jean, MarkOutcome::Lost}});
    bench.reader->mark(jean, {});
    CHECK(bench.marked.size() == 3);
    CHECK(bench.marked.back().outcome == MarkOutcome::Lost);
    bench.module.setFault(ThingMagicFault::None);
    CHECK(bench.readsAnew());
    CHECK(written == 1);
    CHECK(bench.marked.size() == 3);
}
