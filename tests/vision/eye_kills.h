// Shoppers before the camera, while something kills panier-eye again and again.
#pragma once

#include <QString>
#include <cstdint>
#include <string>
#include <vector>

namespace panier::tests {

struct KillPlan {
    QString program; // panier-eye
    int kills = 20;  // two in each presentation
    int booths = 1;  // cameras at once, each with its own eye
    std::uint32_t seed = 1;
};

struct KillFigures {
    int kills = 0;         // that ended a living eye
    int presentations = 0; // an article held until it is read and its eye is back, then taken away
    int readOnce = 0;
    int missed = 0; // not read within 20 s
    int readTwice = 0;
    int wrong = 0;                // reads of what nobody held
    int saidLost = 0;             // times that the kiosk would have told somebody
    std::vector<int> readAfterMs; // each, from holding to reading
};

// Kills at random moments; needs a QCoreApplication and runs its event loop.
[[nodiscard]] KillFigures killEyes(const KillPlan &plan);

} // namespace panier::tests
