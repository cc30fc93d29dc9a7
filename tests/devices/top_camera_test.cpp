// From views to events: only what lasts is told, and only once.
#include "devices/top_camera.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

namespace {
using namespace panier;
using devices::TopCamera;
using vision::tray::LyingThing;
using vision::tray::TrayState;
using vision::tray::TrayView;

class HandClock : public base::Clock {
public:
    [[nodiscard]] base::TimeMs nowMs() const override { return ms; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return ms * 1000; }
    base::TimeMs ms = 10'000;
};

TrayView occupied(int things, int atEdge = 0) {
    TrayView view{TrayState::Occupied, {}, 0};
    view.things.resize(static_cast<std::size_t>(things), LyingThing{500, 5000, 5000, false});
    view.things.resize(static_cast<std::size_t>(things + atEdge), LyingThing{500, 5000, 9000, true});
    return view;
}
const TrayView empty{TrayState::Empty, {}, 0};

struct Stand {
    HandClock clock;
    std::vector<std::optional<int>> told;
    std::vector<visit::DeviceState> health;
    std::vector<std::uint64_t> answered;
    TopCamera camera{{}, clock, [this](visit::EventData data, std::uint64_t answers) {
                         if (const auto *seen = std::get_if<visit::TraySeen>(&data))
                             told.push_back(seen->things);
                         if (const auto *changed = std::get_if<visit::DeviceChanged>(&data))
                             health.push_back(changed->state);
                         if (answers != 0)
                             answered.push_back(answers);
                     }};

    void see(const TrayView &view, base::TimeMs forMs) {
        for (base::TimeMs t = 0; t <= forMs; t += 200) {
            camera.see(view);
            clock.ms += 200;
        }
    }
};

TEST_CASE("What reaches over the edge was not laid down, and what can't be seen isn't known") {
    CHECK(devices::thingsIn(occupied(2, 1)) == 2);
    CHECK(devices::thingsIn(empty) == 0);
    CHECK(devices::thingsIn({TrayState::Learning, {}, 0}) == std::nullopt);
    CHECK(devices::thingsIn({TrayState::Blocked, {}, 0}) == std::nullopt);
}

TEST_CASE("A change is told once it has lasted") {
    Stand stand;
    stand.see(empty, 2000);
    REQUIRE(stand.told == std::vector<std::optional<int>>{0});
    stand.see(occupied(1), 600); // too short
    stand.see(empty, 2000);
    CHECK(stand.told.size() == 1);
    stand.see(occupied(1), 2000);
    stand.see({TrayState::Moving, occupied(1).things, 0}, 3000);
    stand.see(occupied(1), 2000);
    CHECK(stand.told == std::vector<std::optional<int>>{0, 1});
    stand.see({TrayState::Blocked, {}, 0}, 2000);
    CHECK(stand.told == std::vector<std::optional<int>>{0, 1, std::nullopt});
}

TEST_CASE("A tray that remains hidden is said, and so is its end") {
    Stand stand;
    stand.see({TrayState::Blocked, {}, TopCamera::blockedMs - 1}, 400);
    CHECK(stand.health.empty());
    stand.see({TrayState::Blocked, {}, TopCamera::blockedMs}, 400);
    REQUIRE(stand.health.size() == 1);
    stand.see(empty, 400);
    CHECK(stand.health.size() == 2);
}

TEST_CASE("Learning is answered, and what was seen before means nothing any more") {
    Stand stand;
    stand.see(occupied(1), 2000);
    stand.camera.learn(7);
    CHECK(stand.answered == std::vector<std::uint64_t>{7});
    CHECK(stand.told.back() == std::nullopt);
    stand.see(empty, 2000);
    CHECK(stand.told.back() == 0);
}
} // namespace
