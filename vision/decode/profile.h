// One line across a linear symbol.
#pragma once

#include <algorithm>
#include <vector>

namespace panier::vision::decode {

// How dark the picture is along a line, in grey levels, at equal steps. Averages over any part of it cost the same.
class Profile {
public:
    Profile() = default;
    explicit Profile(std::vector<float> darkness);

    [[nodiscard]] int size() const { return static_cast<int>(m_darkness.size()); }
    [[nodiscard]] const std::vector<float> &darkness() const { return m_darkness; }
    // The mean from `begin` to `end`, fractions of a step included; what lies outside is as the nearest end.
    // begin < end.
    [[nodiscard]] float mean(float begin, float end) const { return (sumTo(end) - sumTo(begin)) / (end - begin); }
    // The same line walked from its other end, and with light and dark exchanged.
    [[nodiscard]] Profile reversed() const;
    [[nodiscard]] Profile inverted() const;
    // What a lens out of focus by about `sigma` steps has smeared, drawn together again, and noise with it.
    [[nodiscard]] Profile sharpened(float sigma) const;

private:
    [[nodiscard]] float sumTo(float x) const;
    std::vector<float> m_darkness;
    std::vector<float> m_sums; // m_sums[i]: of the first i values
};

} // namespace panier::vision::decode
