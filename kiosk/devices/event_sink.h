// Where a device puts what happened: the visit's loop, or a test.
#pragma once

#include "visit/event.h"

#include <cstdint>
#include <functional>

namespace panier::devices {

// `answers` names the command whose last answer this is; 0 for an event that nobody asked for.
using EventSink = std::function<void(visit::EventData data, std::uint64_t answers)>;

} // namespace panier::devices
