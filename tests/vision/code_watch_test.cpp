// The interactive look and the late one together.
#include "vision/agree/code_watch.h"

#include "vision/emulator/scene_painter.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <utility>

namespace {
using namespace panier;
using vision::agree::Agreement;
using vision::agree::CodeWatch;
using vision::agree::Refusal;
using vision::agree::Strength;
using vision::decode::Decoded;
using vision::decode::GreyView;
using vision::decode::LateLook;
using vision::decode::Symbology;

constexpr base::TimeMs frameMs = 33;
const Decoded milk{Symbology::Ean13, "]E0", "3017620422003", {}};
const Decoded bread{Symbology::Ean13, "]E0", "5449000000996", {}};
const Decoded gum{Symbology::Ean8, "]E4", "96385074", {}};

// Shows frames, and says afterwards what was in one of them.
struct Run {
    Agreement agreement;
    base::TimeMs nowMs = 1000;
    std::size_t shown = 0;
    std::vector<vision::agree::Refused> refused;

    base::TimeMs frame(const std::vector<Decoded> &codes) {
        nowMs += frameMs;
        note(agreement.frame(nowMs, codes));
        return nowMs;
    }
    void late(base::TimeMs takenMs, const std::vector<Decoded> &codes) { note(agreement.late(nowMs, takenMs, codes)); }
    void note(const vision::agree::Agreed &agreed) {
        shown += agreed.shown.size();
        refused.insert(refused.end(), agreed.refused.begin(), agreed.refused.end());
    }
    // The times of that many frames without a code.
    std::vector<base::TimeMs> empty(int count) {
        std::vector<base::TimeMs> times;
        for (int i = 0; i < count; ++i)
            times.push_back(frame({}));
        return times;
    }
};

// Remembers what it was offered, and says what it is told to.
struct Told : vision::decode::HardPass {
    void offer(base::TimeMs takenMs, const GreyView &) override { offered.push_back(takenMs); }
    std::optional<LateLook> take(base::TimeMs) override { return std::exchange(answer, std::nullopt); }
    std::vector<base::TimeMs> offered;
    std::optional<LateLook> answer;
};

// As the camera would send it.
struct Scene {
    explicit Scene(double pixelsPerModule) : painter(640, 360) {
        REQUIRE(painter.hold({Symbology::Ean13, "301762042200"}, {.pixelsPerModule = pixelsPerModule, .noise = 1}));
    }
    GreyView next() {
        grey = painter.paintGrey(tick++);
        return {grey.data(), 640, 360, 640};
    }
    vision::emulator::ScenePainter painter;
    std::vector<std::uint8_t> grey;
    std::uint64_t tick = 0;
};
} // namespace

TEST_CASE("two late looks at frames that are far apart count as two, one doesn't") {
    Run run;
    const auto times = run.empty(12);
    run.late(times[1], {milk});
    CHECK(run.shown == 0);
    run.late(times[1], {milk}); // the same frame again says nothing new
    CHECK(run.shown == 0);
    run.late(times[10], {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("a late look and a timely one are two, and are shown once") {
    Run run;
    const auto times = run.empty(10);
    run.frame({milk});
    CHECK(run.shown == 0);
    run.late(times[2], {milk});
    CHECK(run.shown == 1);
    run.frame({milk});
    run.late(times[5], {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("without a late look, frames that are far apart are none of one presentation") {
    Run run;
    run.frame({milk});
    run.empty(9);
    run.frame({milk});
    CHECK(run.shown == 0);
}

TEST_CASE("a frame from before the window, or that nobody looked at, is forgotten") {
    Run run;
    const auto times = run.empty(vision::agree::maxWindow + 1);
    run.frame({milk});
    run.late(times[0], {milk});
    run.late(times[5] + 1, {milk});
    CHECK(run.shown == 0);
}

TEST_CASE("late looks that contradict each other, or timely ones, sell nothing") {
    Run run;
    const auto times = run.empty(12);
    run.late(times[0], {milk});
    run.late(times[4], {bread});
    run.late(times[8], {milk}); // not clearly more often
    CHECK(run.shown == 0);
    run.frame({bread});
    CHECK(run.shown == 0);
}

TEST_CASE("few digits want one more late look, and a clean one") {
    Run run;
    const auto times = run.empty(14);
    auto weak = gum;
    weak.sharpened = true;
    run.late(times[0], {weak});
    run.late(times[4], {weak});
    run.late(times[8], {weak});
    CHECK(run.shown == 0);
    run.late(times[12], {gum});
    CHECK(run.shown == 1);
}

TEST_CASE("a picture with something like a code in it is looked at again; one that is read, or empty, isn't") {
    Told told;
    CodeWatch watch(&told);
    Scene far(0.9); // too far to be read
    CHECK(watch.isWorthLooking(far.next()));
    CHECK(watch.look(1000, far.next()).shown.empty());
    CHECK(told.offered == std::vector<base::TimeMs>{1000});
    Scene near(2.5);
    (void)watch.look(1033, near.next());
    CHECK(watch.look(1066, near.next()).shown.size() == 1);
    far.painter.clear();
    (void)watch.look(1100, far.next());
    CHECK(told.offered.size() == 1);
    Scene beside(0.9);
    (void)watch.look(1133, beside.next()); // something has counted and is still held up
    CHECK(told.offered.size() == 1);
}

TEST_CASE("what the late look says enters by the time of its frame") {
    Told told;
    CodeWatch watch(&told);
    Scene far(0.9);
    for (base::TimeMs now = 1000; now < 1330; now += frameMs)
        (void)watch.look(now, far.next());
    told.answer = LateLook{1033, {milk}};
    CHECK(watch.lookBack(1330).shown.empty());
    CHECK(watch.lookBack(1330).shown.empty()); // it was told once
    told.answer = LateLook{1231, {milk}};
    REQUIRE(watch.lookBack(1330).shown.size() == 1);
}

TEST_CASE("the hard thread reads the newest picture that it was offered, and ends when it is told to") {
    std::atomic<int> looks = 0;
    std::optional<LateLook> last;
    {
        vision::decode::HardThread thread({[&](const GreyView &) { ++looks; }, {}});
        Scene scene(2.5);
        for (base::TimeMs now = 1; now <= 20; ++now)
            thread.offer(now, scene.next());
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while ((!last || last->takenMs < 20) && std::chrono::steady_clock::now() < until) {
            if (auto look = thread.take(20))
                last = std::move(look);
            std::this_thread::yield();
        }
        CHECK(thread.busyMs(1020) == 0);
        thread.offer(21, scene.next()); // left behind
    }
    REQUIRE(last);
    CHECK(last->takenMs == 20);
    REQUIRE(last->codes.size() == 1);
    CHECK(last->codes[0].text == "3017620422003");
    CHECK(looks < 20);
}
