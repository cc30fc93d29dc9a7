// What the visit hears of the camera: what calls somebody, what is only shown.
#include "devices/code_device.h"

#include <catch2/catch_test_macros.hpp>

namespace {
using namespace panier;
using devices::cameraState;
using devices::EyeEnd;
using devices::EyeState;
using vision::agree::PictureFault;
using visit::DeviceReason;
using visit::DeviceState;
using visit::Health;

TEST_CASE("A camera that watches is ready, and its restarts are told") {
    CHECK(cameraState(EyeState::Watching, false, PictureFault::None, {}) ==
          DeviceState{Health::Ready, DeviceReason::None, 0});
    CHECK(cameraState(EyeState::Watching, false, PictureFault::None, {3, EyeEnd::Crashed}) ==
          DeviceState{Health::Ready, DeviceReason::Crashed, 3});
    CHECK(cameraState(EyeState::Watching, false, PictureFault::None, {1, EyeEnd::Hung}) ==
          DeviceState{Health::Ready, DeviceReason::Silent, 1});
}

TEST_CASE("A picture that shows nothing calls somebody, except at night") {
    CHECK(cameraState(EyeState::Watching, false, PictureFault::Frozen, {}) ==
          DeviceState{Health::Lost, DeviceReason::Frozen});
    CHECK(cameraState(EyeState::Watching, false, PictureFault::Covered, {}) ==
          DeviceState{Health::Attention, DeviceReason::Covered});
    CHECK(cameraState(EyeState::Watching, false, PictureFault::Bright, {}) ==
          DeviceState{Health::Attention, DeviceReason::Overexposed});
    CHECK(cameraState(EyeState::Watching, false, PictureFault::Dark, {}) ==
          DeviceState{Health::Ready, DeviceReason::Dark});
}

TEST_CASE("A lost camera and a dead eye are told apart") {
    CHECK(cameraState(EyeState::Lost, false, PictureFault::None, {}) ==
          DeviceState{Health::Lost, DeviceReason::Silent});
    CHECK(cameraState(EyeState::Lost, true, PictureFault::Dark, {4, EyeEnd::Crashed}) ==
          DeviceState{Health::Lost, DeviceReason::Crashed, 4});
}
} // namespace
