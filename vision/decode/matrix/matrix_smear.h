// Which modules of a square symbol are dark where a lens out of focus has smeared each into its neighbours. For this
// folder only: it speaks OpenCV.
#pragma once

#include "vision/decode/matrix/matrix_patch.h"

#include <array>
#include <vector>

namespace panier::vision::decode {

// What is seen of a module is taken to be the same mix of it and its eight neighbours everywhere. That mix is learned
// from the symbol itself, beginning with what the layout fixes and a first guess of the rest; then each module becomes
// what explains it and its neighbours best; then the places of the modules are moved to where that fits. All of it is
// bounded by the size of the symbol: about 0.3 ms a round for 29x29 modules. What refers to `contrast` and `layout`
// must not outlive them.
class SmearedModules {
public:
    // `contrast`: see contrastOf; `module`: its length, pixels; `reach`: see modulesOf.
    SmearedModules(const cv::Mat &contrast, const MatrixLayout &layout, ModulePlaces places, float module, float reach);

    // Learns the mix and chooses each module, in turns, until nothing changes or often enough.
    void decide();
    // Moves the places, for another round.
    void follow();
    // CV_32F, in rows: 1 dark, -1 light.
    [[nodiscard]] cv::Mat modules() const;

private:
    static constexpr std::size_t shares = 5; // of itself, and of each two opposite each other: a lens favours no side
    [[nodiscard]] std::size_t indexOf(int x, int y) const {
        return static_cast<std::size_t>((y + 1) * (m_layout.width + 2) + x + 1);
    }
    [[nodiscard]] std::array<float, shares> neighboursOf(std::size_t index) const;
    [[nodiscard]] float mixedAt(std::size_t index) const;
    [[nodiscard]] cv::Mat mixed() const;
    void see();
    void learnMix();
    void level();
    bool chooseEach(); // whether any has changed

    const cv::Mat &m_contrast;
    const MatrixLayout &m_layout;
    ModulePlaces m_places;
    float m_module;
    float m_reach;
    cv::Mat m_seen;
    cv::Mat m_level;                       // the same without shade and glare
    std::vector<float> m_dark;             // 1 or -1, with one light module around all
    std::array<float, shares + 1> m_mix{}; // and a constant
};

} // namespace panier::vision::decode
