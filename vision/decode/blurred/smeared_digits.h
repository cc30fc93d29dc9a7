// What digits look like behind a lens so far out of focus that each is smeared into the next.
#pragma once

#include "vision/decode/blurred/joint_digits.h"
#include "vision/decode/soft/soft_templates.h"

#include <memory>

namespace panier::vision::decode {

// How a symbol lies in a profile, and what the lens makes of it.
struct SmearedShape {
    float begin = 0;    // where its first module begins, steps; begin < end
    float end = 0;      // where its last one ends
    float bend = 0;     // half the change of the modules' width from end to end, as a part of it
    float round = 0;    // how much narrower the modules at both ends are than the mean, as a part of it
    float radius = 1;   // of the disc that the lens makes of a point, modules
    float sigma = 0.4F; // of the bell that everything else adds to it, modules
    float spread = 0;   // how much wider than it should be a dark element is, modules
    [[nodiscard]] float moduleWidth(const SymbolLayout &layout) const {
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
    SmearedDigits(const SymbolLayout &layout, const SmearedShape &shape);
    [[nodiscard]] const std::vector<SmearedWindow> &windows() const { return m_windows; }
    // What the edges that every symbol has look like, for each sample of SmearedFit.
    [[nodiscard]] const std::vector<float> &fixed() const { return m_fixed; }

private:
    static constexpr float before = 8.5F; // modules, from where a template begins to its digit
    static constexpr int modules = 24;    // of a template
    using Templates = std::array<std::array<std::array<float, modules * perModule>, 20>, 2>;
    void openWindows(const SymbolLayout &layout);

    std::unique_ptr<Templates> m_templates; // the windows point into it
    std::vector<float> m_fixed;
    std::vector<SmearedWindow> m_windows;
};

// The symbol and this many modules on each side of it, which must be light, are looked at in so many samples.
inline constexpr int smearedMargin = 4;
[[nodiscard]] std::size_t samplesOf(const SymbolLayout &layout);
[[nodiscard]] float moduleOfSample(std::size_t sample);

// Where every edge of the symbol lies that these patterns make; those that all symbols have if there are none.
[[nodiscard]] std::vector<TemplateEdge> edgesOfSymbol(const SymbolLayout &layout, const std::vector<int> &patterns);
// Adds an edge to samples, the first of them at `first` modules.
void addSmearedEdge(const TemplateEdge &edge, const SmearedEdge &step, float spread, float first,
                    std::span<float> samples);
// Summed products.
[[nodiscard]] float dot(const float *a, const float *b, std::size_t count);

} // namespace panier::vision::decode
