// One compressed picture of a camera, made grey.
#pragma once

#include "vision/camera/camera.h"

#include <cstdint>
#include <span>

namespace panier::vision::camera {

// JPEG (ITU T.81) of at most 4096x2304; anything else is refused before memory is taken for it. Damaged pictures are
// decoded as far as they go. Fills `frame` but for its number.
[[nodiscard]] bool decodeJpeg(std::span<const std::uint8_t> bytes, Frame &frame);

} // namespace panier::vision::camera
