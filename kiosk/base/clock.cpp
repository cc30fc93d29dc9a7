#include "base/clock.h"

#include <chrono>

namespace panier::base {

using namespace std::chrono;

TimeMs SystemClock::nowMs() const {
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::monotonicUs() const {
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace panier::base
