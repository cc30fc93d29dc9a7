// What a camera is asked for, what it takes, and what is said of the rest.
#include "vision/camera/v4l2_settings.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <utility>
#include <vector>

namespace {
using namespace panier::vision::camera;

// The numbers of the kernel's linux/v4l2-controls.h, written out.
constexpr std::uint32_t exposureAuto = 0x009A0901;
constexpr std::uint32_t exposureAbsolute = 0x009A0902;
constexpr std::uint32_t focusAbsolute = 0x009A090A;
constexpr std::uint32_t focusAuto = 0x009A090C;
constexpr std::uint32_t powerLine = 0x00980918;

struct FakeCamera final : ControlPort {
    std::map<std::uint32_t, std::int32_t> controls;
    std::map<std::uint32_t, std::int32_t> stuck; // keep their value
    std::vector<std::pair<std::uint32_t, std::int32_t>> asked;

    bool set(std::uint32_t control, std::int32_t value) override {
        asked.emplace_back(control, value);
        if (!controls.contains(control))
            return false;
        controls[control] = stuck.contains(control) ? stuck[control] : value;
        return true;
    }
    [[nodiscard]] std::optional<std::int32_t> get(std::uint32_t control) const override {
        const auto found = controls.find(control);
        return found == controls.end() ? std::nullopt : std::optional(found->second);
    }
};

FakeCamera fullCamera() {
    FakeCamera camera;
    camera.controls = {{exposureAuto, 3}, {exposureAbsolute, 156}, {focusAbsolute, 0}, {focusAuto, 1}, {powerLine, 2}};
    return camera;
}

TEST_CASE("Focus, exposure and mains frequency are set, the automatic ones off first") {
    auto camera = fullCamera();
    CHECK(applySettings({30, 4000, 50}, camera).empty());
    CHECK(camera.asked ==
          std::vector<std::pair<std::uint32_t, std::int32_t>>{
              {focusAuto, 0}, {focusAbsolute, 30}, {exposureAuto, 1}, {exposureAbsolute, 40}, {powerLine, 1}});
    CHECK(applySettings({-1, -1, 60}, camera).empty());
    CHECK(camera.controls[powerLine] == 2);
    CHECK(applySettings({-1, -1, 0}, camera).empty());
    CHECK(camera.controls[powerLine] == 0);
}

TEST_CASE("What isn't wished isn't touched") {
    auto camera = fullCamera();
    CHECK(applySettings({}, camera).empty());
    CHECK(camera.asked.empty());
}

TEST_CASE("A value that didn't take is said, and so is a missing control") {
    auto camera = fullCamera();
    camera.stuck[focusAbsolute] = 45;
    camera.controls.erase(powerLine);
    CHECK(applySettings({30, 4000, 50}, camera) == "not taken: focus 30 (is 45), mains 50 Hz (it has no such control)");
}

TEST_CASE("A device that isn't there takes nothing, and that is said") {
    CHECK(applySettings({30, -1, -1}, "/dev/none") == "not taken: focus 30 (it has no such control)");
}
} // namespace
