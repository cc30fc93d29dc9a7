// The tray between a reader and a visit: a reader by hand, a clock by hand.
#include "devices/alert_recorder.h"
#include "devices/tray_device.h"
#include "rfid/tray/recording.h"
#include "tests/support/articles.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

using namespace panier;
using namespace panier::tests;
using rfid::reader::InventoryMode;
using rfid::reader::MarkOutcome;
using rfid::reader::ReaderState;
using rfid::reader::SoldMark;
using rfid::tray::TagObservation;

namespace {

struct HandClock final : base::Clock {
    std::int64_t us = 100'000'000;
    [[nodiscard]] base::TimeMs nowMs() const override { return 1'700'000'000'000 + us / 1000; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return us; }
};

// Says what a test lets it say, and remembers what it was asked.
class HandReader : public rfid::reader::Reader {
public:
    void start() override {}
    void stop() override { emit stopped(); }
    [[nodiscard]] ReaderState state() const override { return now; }
    [[nodiscard]] const rfid::reader::ReaderInfo &info() const override { return m_info; }
    void setInventory(InventoryMode mode) override { modes.push_back(mode); }
    void mark(const codes::Epc &epc, const SoldMark &mark) override { marks.emplace_back(epc, mark); }
    void become(ReaderState state) {
        now = state;
        emit stateChanged(state, {});
    }

    ReaderState now = ReaderState::Starting;
    std::vector<InventoryMode> modes;
    std::vector<std::pair<codes::Epc, SoldMark>> marks;

private:
    rfid::reader::ReaderInfo m_info{"hand", "1", 2, false, true};
};

struct Tray {
    explicit Tray(devices::TraySettings settings = {}) {
        auto owned = std::make_unique<HandReader>();
        reader = owned.get();
        device = std::make_unique<devices::TrayDevice>(std::move(owned), std::move(settings), clock,
                                                       [this](visit::EventData data, std::uint64_t answers) {
                                                           if (answers != 0)
                                                               answered.emplace_back(answers, data);
                                                           events.push_back(std::move(data));
                                                       });
        device->start();
        reader->become(ReaderState::Ready);
    }
    void see(const codes::Epc &epc, std::uint16_t antenna, int dbm) const {
        emit reader->observations({{epc, antenna, dbm, 1, clock.us, {}, 0}});
    }
    // Reads a tag by both antennas ten times a second, until something holds or eight seconds have passed.
    [[nodiscard]] bool readUntil(const codes::Epc &epc, const std::function<bool()> &holds) {
        return passUntil(holds, [&] {
            see(epc, 1, -45);
            see(epc, 2, -46);
        });
    }
    // Time passes, a tenth of a second for each judgement, until something holds or eight seconds have passed.
    [[nodiscard]] bool passUntil(
        const std::function<bool()> &holds, const std::function<void()> &meanwhile = [] {}) {
        constexpr int rounds = 80;
        constexpr int judgementMs = 105;
        for (int i = 0; i < rounds && !holds(); ++i) {
            clock.us += 100'000;
            meanwhile();
            (void)waitFor(holds, judgementMs);
        }
        return holds();
    }
    template <typename T>
    [[nodiscard]] const T *last() const {
        const T *found = nullptr;
        for (const auto &event : events)
            if (const auto *data = std::get_if<T>(&event))
                found = data;
        return found;
    }
    [[nodiscard]] bool settled() const {
        const auto *changed = last<visit::TrayChanged>();
        return changed != nullptr && changed->settled;
    }

    HandClock clock;
    HandReader *reader = nullptr;
    std::vector<visit::EventData> events;
    std::vector<std::pair<std::uint64_t, visit::EventData>> answered;
    std::unique_ptr<devices::TrayDevice> device;
};

devices::TraySettings marking() {
    devices::TraySettings settings;
    settings.mark = SoldMark{SoldMark::Kind::UserMemory, 0x12345678, 0, {0x534F}, false};
    return settings;
}

} // namespace

TEST_CASE("the reader looks harder during a deep scan, and as before after it") {
    Tray tray;
    tray.device->deepScan(7);
    CHECK(tray.reader->modes == std::vector{InventoryMode::DeepScan});
    REQUIRE(tray.readUntil(epc(1), [&] { return !tray.answered.empty(); }));
    CHECK(tray.answered[0].first == 7);
    CHECK(std::holds_alternative<visit::DeepScanDone>(tray.answered[0].second));
    CHECK(tray.reader->modes == std::vector{InventoryMode::DeepScan, InventoryMode::Open});
}

TEST_CASE("a reader that is lost during a deep scan answers it, and is asked for the usual inventory when it is back") {
    Tray tray;
    tray.device->deepScan(7);
    tray.reader->become(ReaderState::Lost);
    REQUIRE(tray.answered.size() == 1);
    CHECK(tray.reader->modes.back() == InventoryMode::Open);
}

TEST_CASE("a tag that answers a deep scan once and is then silent has not left") {
    Tray tray;
    const auto on = [&](int n) {
        auto tagClass = visit::TagClass::Off;
        for (const auto &event : tray.events)
            if (const auto *changed = std::get_if<visit::TrayChanged>(&event))
                for (const auto &change : changed->changes)
                    if (change.epc == epc(n))
                        tagClass = change.tagClass;
        return tagClass == visit::TagClass::On;
    };
    REQUIRE(tray.readUntil(epc(1), [&] { return on(1); }));
    REQUIRE(tray.readUntil(epc(2), [&] { return on(2); }));
    REQUIRE(tray.readUntil(epc(1), [&] { return on(1); }));
    tray.device->deepScan(7);
    tray.see(epc(1), 1, -45); // S2: once; the other one has just been taken away
    REQUIRE(tray.passUntil([&] { return tray.reader->modes.back() == InventoryMode::Open; }));
    CHECK(on(1));
    CHECK(on(2)); // its report may have been lost
    SECTION("it is read again") {
        REQUIRE(tray.readUntil(epc(1), [&] { return !tray.answered.empty(); }));
        CHECK(on(1));
        CHECK_FALSE(on(2));
    }
    SECTION("it isn't: it left meanwhile") {
        CHECK(tray.passUntil([&] { return !on(1); }));
    }
}

namespace {

// What a visit knows of the tag by now.
visit::TagClass classOf(const Tray &tray, const codes::Epc &epc) {
    auto tagClass = visit::TagClass::Off;
    for (const auto &event : tray.events)
        if (const auto *changed = std::get_if<visit::TrayChanged>(&event))
            for (const auto &change : changed->changes)
                if (change.epc == epc)
                    tagClass = change.tagClass;
    return tagClass;
}

} // namespace

TEST_CASE("a strong tag on a shelf is no article once an attendant has said that the tray is empty") {
    Tray tray;
    const auto on = [&](int n) { return classOf(tray, epc(n)) == visit::TagClass::On; };
    tray.device->setLearning(true);
    REQUIRE(tray.readUntil(epc(1), [&] { return on(1); })); // as strong as an article, between visits too
    tray.device->learnSurroundings(7);
    const auto beganUs = tray.clock.us;
    REQUIRE(tray.readUntil(epc(1), [&] { return !tray.answered.empty(); }));
    CHECK(tray.clock.us - beganUs >= devices::TrayDevice::lessonUs);
    CHECK(tray.answered[0].first == 7);
    const auto learnt = std::get<visit::SurroundingsLearnt>(tray.answered[0].second);
    CHECK(learnt.whole);
    CHECK(learnt.tags == 1);
    CHECK_FALSE(on(1)); // the visit forgets it
    CHECK_FALSE(tray.readUntil(epc(1), [&] { return on(1); }));
    tray.device->setLearning(false); // a visit
    CHECK_FALSE(tray.readUntil(epc(1), [&] { return on(1); }));
    REQUIRE(tray.readUntil(epc(2), [&] { return on(2); })); // what is laid down now is an article
    CHECK_FALSE(on(1));
}

TEST_CASE("learning what lies around the tray is broken off by a visit, and by a reader that is lost") {
    Tray tray;
    tray.device->setLearning(true);
    REQUIRE(tray.readUntil(epc(1), [&] { return classOf(tray, epc(1)) == visit::TagClass::On; }));
    SECTION("a visit begins: its articles are told") {
        tray.device->learnSurroundings(7);
        CHECK(tray.answered.empty());
        tray.device->setLearning(false);
        REQUIRE(tray.answered.size() == 1);
        REQUIRE(tray.readUntil(epc(2), [&] { return classOf(tray, epc(2)) == visit::TagClass::On; }));
    }
    SECTION("during a visit nothing is learnt") {
        tray.device->setLearning(false);
        tray.device->learnSurroundings(7);
        REQUIRE(tray.answered.size() == 1);
    }
    SECTION("the reader is lost") {
        tray.device->learnSurroundings(7);
        tray.reader->become(ReaderState::Lost);
        REQUIRE(tray.answered.size() == 1);
    }
    SECTION("the reader is away") {
        tray.reader->become(ReaderState::Lost);
        tray.device->learnSurroundings(7);
        REQUIRE(tray.answered.size() == 1);
    }
    CHECK(tray.answered[0].first == 7);
    CHECK_FALSE(std::get<visit::SurroundingsLearnt>(tray.answered[0].second).whole);
}

TEST_CASE("an open lid keeps the tray from being settled") {
    devices::TraySettings settings;
    settings.lidInput = 2;
    Tray tray(settings);
    emit tray.reader->inputChanged(1, true); // another input
    REQUIRE(tray.readUntil(epc(1), [&] { return tray.settled(); }));
    emit tray.reader->inputChanged(2, true);
    REQUIRE(tray.readUntil(epc(1), [&] { return !tray.settled(); }));
    emit tray.reader->inputChanged(2, false);
    CHECK(tray.readUntil(epc(1), [&] { return tray.settled(); }));
}

TEST_CASE("a sold tag is marked as the shop wants it, and what became of it is told") {
    Tray tray(marking());
    tray.device->mark({epc(1), 5}, 11);
    tray.device->mark({epc(2), 5}, 12);
    REQUIRE(tray.reader->marks.size() == 2);
    CHECK(tray.reader->marks[0].first == epc(1));
    CHECK(tray.reader->marks[0].second == *marking().mark);
    CHECK(tray.answered.empty());
    emit tray.reader->marked(epc(9), MarkOutcome::Written, {}); // nobody asked
    CHECK(tray.answered.empty());
    emit tray.reader->marked(epc(1), MarkOutcome::Written, {});
    emit tray.reader->marked(epc(2), MarkOutcome::TagNotFound, QStringLiteral("no tag"));
    REQUIRE(tray.answered.size() == 2);
    CHECK(tray.answered[0].first == 11);
    CHECK(std::get<visit::TagMarked>(tray.answered[0].second).outcome == visit::MarkOutcome::Written);
    CHECK(tray.answered[1].first == 12);
    CHECK(std::get<visit::TagMarked>(tray.answered[1].second).outcome == visit::MarkOutcome::NotFound);
    CHECK(std::get<visit::TagMarked>(tray.answered[1].second).ticketNumber == 5);
}

TEST_CASE("a shop that marks nothing is asked in vain, at once") {
    Tray tray;
    tray.device->mark({epc(1), 5}, 11);
    REQUIRE(tray.answered.size() == 1);
    CHECK(std::get<visit::TagMarked>(tray.answered[0].second).outcome == visit::MarkOutcome::NotSupported);
    CHECK(tray.reader->marks.empty());
}

TEST_CASE("the attendant sees how a tag was heard: the strongest of each quarter of a second, by antenna") {
    Tray tray;
    tray.see(epc(1), 1, -50);
    tray.see(epc(1), 1, -47);
    tray.see(epc(1), 2, -60);
    tray.see(epc(2), 1, -40);
    tray.clock.us += 1'000'000;
    tray.see(epc(1), 1, -70);
    const auto signal = tray.device->signalOf(epc(1));
    CHECK(signal.epc == epc(1));
    REQUIRE(signal.series.size() == 2);
    CHECK(signal.series[0].antenna == 1);
    CHECK(signal.series[0].points == std::vector<visit::TagSignal::Point>{{1125, -47}, {125, -70}});
    CHECK(signal.series[1].points == std::vector<visit::TagSignal::Point>{{1125, -60}});
    tray.clock.us += std::int64_t{visit::TagSignal::spanMs} * 1000;
    CHECK(tray.device->signalOf(epc(1)).series.empty());
    CHECK(tray.device->signalOf(epc(3)).series.empty());
}

TEST_CASE("what was heard is bounded in time and in number") {
    devices::ObservationLog log;
    const auto at = [](std::int64_t us) { return TagObservation{epc(1), 1, -50, 1, us, {}, 0}; };
    log.add(std::vector{at(0), at(1'000'000)});
    log.add(std::vector{at(devices::ObservationLog::spanUs + 500'000)});
    CHECK(log.recent(devices::ObservationLog::spanUs + 500'000).size() == 2);
    log.add(std::vector(devices::ObservationLog::maxObservations + 10, at(devices::ObservationLog::spanUs)));
    CHECK(log.recent(devices::ObservationLog::spanUs).size() == devices::ObservationLog::maxObservations);
}

TEST_CASE("an alert's recording can be read again, and only the latest are kept") {
    const QTemporaryDir folder;
    const auto recordings = std::filesystem::path(folder.path().toStdString()) / "recordings";
    std::filesystem::create_directories(recordings);
    std::ofstream(recordings / "alert-notes.csv") << "mine";
    {
        devices::AlertRecorder recorder(recordings, 2);
        recorder.record(1, {{epc(1), 1, -50, 1, 1'000, {}, 0}, {epc(2), 2, std::nullopt, 1, 2'000, {}, 0}});
    }
    std::ifstream file(recordings / "alert-1.csv");
    rfid::tray::RecordingReader reader;
    std::string line;
    while (std::getline(file, line))
        REQUIRE(reader.line(line));
    reader.end();
    const auto seen = reader.take();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].epc == epc(1));
    CHECK(seen[0].rssiDbm == -50);
    CHECK(seen[1].antenna == 2);

    for (std::uint64_t id = 2; id < 5; ++id)
        devices::AlertRecorder(recordings, 2).record(id, {});
    std::set<std::string> left;
    for (const auto &entry : std::filesystem::directory_iterator(recordings))
        left.insert(entry.path().filename().string());
    CHECK(left == std::set<std::string>{"alert-3.csv", "alert-4.csv", "alert-notes.csv"});
}
