// Visits as the screens have to show them.
#pragma once

#include "base/clock.h"
#include "visit/signal.h"
#include "visit/state.h"
#include "visit/step.h"

#include <string>
#include <vector>

namespace panier::tests {

// 14:34 on a Saturday in November, in UTC.
constexpr base::TimeMs sampleNow = 1'795'268'040'000;

// A clock that stands still until told.
class StillClock final : public base::Clock {
public:
    [[nodiscard]] base::TimeMs nowMs() const override { return now; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return now * 1000; }
    base::TimeMs now = sampleNow;
};

struct Sample {
    std::string name; // of the picture
    visit::State state;
};

[[nodiscard]] checkout::Article sampleArticle(const std::string &picture);
[[nodiscard]] visit::Settings sampleSettings();
// The basket of the design: five articles, one unsure.
[[nodiscard]] visit::State basketState();
// A tag that three antennas hear: one well, one now and then, one hardly.
[[nodiscard]] visit::TagSignal sampleSignal(const codes::Epc &epc);
// Every screen at least once.
[[nodiscard]] std::vector<Sample> samples();

} // namespace panier::tests
