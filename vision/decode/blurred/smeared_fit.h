// A whole EAN-13 as a lens far out of focus makes it: every bar smeared over several others.
#pragma once

#include "vision/decode/blurred/smeared_digits.h"
#include "vision/decode/profile.h"

namespace panier::vision::decode {

// Compares a profile with the symbol.
class SmearedFit {
public:
    // `profile` and `layout` must outlive it. The light is taken from beside the symbol.
    SmearedFit(const Profile &profile, const SymbolLayout &layout, const SmearedShape &shape, float darkShare = 0.5F);
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
    const SymbolLayout &m_layout;
    SmearedShape m_shape;
    Light m_light{};
    std::vector<float> m_seen; // darkness, 0 beside the bars and 1 where all is dark
    float m_misfit = 1;
};

} // namespace panier::vision::decode
