// A view without a window: what it was told to send, and whose signal it asked for.
#pragma once

#include "tests/ui/samples.h"
#include "ui/views/kiosk_view.h"

namespace panier::tests {

struct Desk {
    StillClock clock;
    std::vector<visit::EventData> sent;
    std::vector<codes::Epc> asked; // for their signals
    ui::KioskView view{sampleSettings(),
                       {"ficelle", "3", ""},
                       clock,
                       {[this](visit::EventData data) { sent.push_back(std::move(data)); },
                        {},
                        {},
                        [this](const codes::Epc &epc) {
                            asked.push_back(epc);
                            return sampleSignal(epc);
                        }}};

    Desk() { view.setRoom(700, 108, 140, 88); }
    [[nodiscard]] QString label(int row) {
        return view.lines()->rows().at(static_cast<std::size_t>(row)).value("label").toString();
    }
};

// The state of a sample; an empty one if there is none of that name.
[[nodiscard]] inline visit::State stateOf(const std::string &name) {
    for (auto &sample : samples())
        if (sample.name == name)
            return sample.state;
    return {};
}

} // namespace panier::tests
