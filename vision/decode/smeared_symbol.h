// A whole EAN-13 as a lens far out of focus makes it: every bar smeared over several others.
#pragma once

#include "vision/decode/joint_digits.h"
#include "vision/decode/profile.h"
#include "vision/decode/soft_templates.h"

#include <memory>

namespace panier::vision::decode {

// How a symbol lies in a profile, and what the lens makes of it.
struct SmearedShape {
    float begin = 0;    // where its first module begins, steps; begin < end
    float end = 0;      // where its last one ends
    float bend = 0;     // see TrackSearch::maxBend
    float round = 0;    // see TrackSearch::maxRound
    float radius = 1;   // of the disc that the lens makes of a point, modules
    float sigma = 0.4F; // of the bell that everything else adds to it, modules
    float spread = 0;   // how much wider than it should be a dark element is, modules
    [[nodiscard]] float moduleWidth(const EanLayout &layout) const {
        return (end - begin) / static_cast<float>(layout.modules);
    }
};

// How dark it is right of an edge from light (0) to dark (1) behind such a lens.
class SmearedEdge {
public:
    SmearedEdge(float radius, float sigma);
    // `distance`: modules to the right of the edge.
    [[nodiscard]] float at(float distance) const {
        const float index = (distance + m_reach) * perModule;
        if (index <= 0)
            return 0;
        const auto whole = static_cast<std::size_t>(index);
        if (whole + 1 >= m_table.size())
            return 1;
        return m_table[whole] + (index - static_cast<float>(whole)) * (m_table[whole + 1] - m_table[whole]);
    }
    [[nodiscard]] float reach() const { return m_reach; } // beyond it nothing changes

private:
    static constexpr float perModule = 32;
    float m_reach;
    std::vector<float> m_table;
};

// A part of the symbol that two neighbouring digits decide: from the middle of one to the middle of the next.
struct SmearedWindow {
    struct Side {
        std::size_t patterns = 0;
        std::array<const float *, 20> samples{}; // of each pattern's own edges
        std::array<float, 20> squares{};
    };
    std::ptrdiff_t first = 0; // sample of SmearedFit
    int samples = 0;
    float before = 0;                  // what the digits behind it have changed
    Side left, right;                  // the digits; of the first and the last window, one has no patterns
    std::array<DigitCosts, 20> both{}; // twice the product of both sides' samples
};

// What each pattern's own edges look like behind a lens.
class SmearedDigits {
public:
    static constexpr int perModule = 4; // samples
    SmearedDigits(const EanLayout &layout, const SmearedShape &shape);
    [[nodiscard]] const std::vector<SmearedWindow> &windows() const { return m_windows; }
    // What the edges that every symbol has look like, for each sample of SmearedFit.
    [[nodiscard]] const std::vector<float> &fixed() const { return m_fixed; }

private:
    static constexpr float before = 8.5F; // modules, from where a template begins to its digit
    static constexpr int modules = 24;    // of a template
    using Templates = std::array<std::array<std::array<float, modules * perModule>, 20>, 2>;
    void openWindows(const EanLayout &layout);

    std::unique_ptr<Templates> m_templates; // the windows point into it
    std::vector<float> m_fixed;
    std::vector<SmearedWindow> m_windows;
};

// Compares a profile with the symbol.
class SmearedFit {
public:
    static constexpr int margin = 4; // modules beside the symbol that must be light
    // `profile` and `layout` must outlive it. The light is taken from beside the symbol.
    SmearedFit(const Profile &profile, const EanLayout &layout, const SmearedShape &shape, float darkShare = 0.5F);
    // False: there is no contrast, or the symbol doesn't begin and end where the shape says.
    [[nodiscard]] bool take();
    // How badly the first and the last digit fit at best, between light margins.
    [[nodiscard]] float endsCost(const SmearedDigits &digits) const;
    [[nodiscard]] JointCosts costs(const SmearedDigits &digits, bool endsOnly = false) const;
    // What no digits can undercut, whether or not they make a number; a mean, as a part of the variance.
    [[nodiscard]] float floor(const SmearedDigits &digits) const;
    // Moves shape and light to where this number (its patterns) fits best.
    void improve(const std::vector<int> &patterns);
    [[nodiscard]] const SmearedShape &shape() const { return m_shape; }
    // Mean squared difference that is left after `improve`, as a part of the bars' variance.
    [[nodiscard]] float misfit() const { return m_misfit; }

private:
    using Light = std::array<float, 6>; // darkness beside the bars, and what bars add: constant, slope, curve
    struct Trial;
    void sample();
    [[nodiscard]] std::vector<float> darknessAt(const SmearedShape &shape) const;
    [[nodiscard]] Trial tryShape(const SmearedShape &shape, const std::vector<TemplateEdge> &edges) const;

    const Profile &m_profile;
    const EanLayout &m_layout;
    SmearedShape m_shape;
    Light m_light{};
    std::vector<float> m_seen; // darkness, 0 beside the bars and 1 where all is dark
    float m_misfit = 1;
};

} // namespace panier::vision::decode
