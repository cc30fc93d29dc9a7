// Time comes in from outside: whoever needs it is handed a Clock, or a value.
#pragma once

#include <cstdint>

namespace panier::base {

// Milliseconds since 1970-01-01T00:00:00Z.
using TimeMs = std::int64_t;

// A source of time. Thread: any; implementations are immutable or synchronised.
class Clock {
public:
    virtual ~Clock() = default;
    // Wall-clock time; may step when the machine is set to the right time.
    [[nodiscard]] virtual TimeMs nowMs() const = 0;
    // Monotonic time in microseconds from an arbitrary origin; never steps back.
    [[nodiscard]] virtual std::int64_t monotonicUs() const = 0;
};

// The machine's own clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] TimeMs nowMs() const override;
    [[nodiscard]] std::int64_t monotonicUs() const override;
};

} // namespace panier::base
