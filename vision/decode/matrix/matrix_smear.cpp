#include "vision/decode/matrix/matrix_smear.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float firstShare = 0.3F; // how much of each neighbour a module has in it, at first guess
}

SmearedModules::SmearedModules(const cv::Mat &contrast, const MatrixLayout &layout, ModulePlaces places, float module,
                               float reach)
    : m_contrast(contrast), m_layout(layout), m_places(std::move(places)), m_module(module), m_reach(reach) {
    see();
    const cv::Mat cross =
        (cv::Mat_<float>(3, 3) << 0, -firstShare, 0, -firstShare, 1 + 4 * firstShare, -firstShare, 0, -firstShare, 0);
    cv::Mat sharp;
    cv::filter2D(m_seen, sharp, CV_32F, cross, {-1, -1}, 0, cv::BORDER_REPLICATE);
    m_dark.assign(static_cast<std::size_t>((layout.width + 2) * (layout.height + 2)), -1);
    for (int y = 0; y < layout.height; ++y)
        for (int x = 0; x < layout.width; ++x)
            m_dark[indexOf(x, y)] = layout.at(x, y) != 0 ? layout.at(x, y) : sharp.at<float>(y, x) > 0 ? 1.0F : -1.0F;
}

void SmearedModules::see() {
    m_seen = modulesOf(m_contrast, m_layout, m_places, m_reach);
    m_level = m_seen.clone();
}

std::array<float, SmearedModules::shares> SmearedModules::neighboursOf(std::size_t index) const {
    const auto row = static_cast<std::size_t>(m_layout.width) + 2;
    const auto *at = &m_dark[index];
    const auto *above = at - row;
    const auto *below = at + row;
    return {at[0], at[-1] + at[1], above[0] + below[0], above[-1] + below[1], above[1] + below[-1]};
}

float SmearedModules::mixedAt(std::size_t index) const {
    const auto around = neighboursOf(index);
    float sum = m_mix[shares];
    for (std::size_t i = 0; i < shares; ++i)
        sum += m_mix[i] * around[i];
    return sum;
}

cv::Mat SmearedModules::mixed() const {
    cv::Mat mixed(m_layout.height, m_layout.width, CV_32F);
    for (int y = 0; y < m_layout.height; ++y)
        for (int x = 0; x < m_layout.width; ++x)
            mixed.at<float>(y, x) = mixedAt(indexOf(x, y));
    return mixed;
}

// Least squares over all modules.
void SmearedModules::learnMix() {
    constexpr int size = shares + 1;
    cv::Matx<double, size, size> products = cv::Matx<double, size, size>::eye() * 1e-3;
    cv::Matx<double, size, 1> seen;
    for (int y = 0; y < m_layout.height; ++y) {
        for (int x = 0; x < m_layout.width; ++x) {
            const auto around = neighboursOf(indexOf(x, y));
            cv::Matx<double, size, 1> row;
            for (int i = 0; i < size - 1; ++i)
                row(i) = around[static_cast<std::size_t>(i)];
            row(size - 1) = 1;
            products += row * row.t();
            seen += row * static_cast<double>(m_level.at<float>(y, x));
        }
    }
    const auto mix = products.solve(seen, cv::DECOMP_CHOLESKY);
    for (int i = 0; i < size; ++i)
        m_mix[static_cast<std::size_t>(i)] = static_cast<float>(mix(i));
}

// What is the same for many modules side by side is no print: shade adds, glare takes contrast away.
void SmearedModules::level() {
    constexpr int nearBy = 7; // modules
    constexpr float usual =
        0.05F; // variance of what is expected, for which one place's contrast is as good as the whole's
    const cv::Mat expected = mixed();
    const auto mean = [&](const cv::Mat &values) {
        cv::Mat result;
        cv::boxFilter(values, result, CV_32F, {nearBy, nearBy}, {-1, -1}, true, cv::BORDER_REFLECT_101);
        return result;
    };
    const cv::Mat meanSeen = mean(m_seen);
    const cv::Mat meanExpected = mean(expected);
    const cv::Mat covariance = mean(m_seen.mul(expected)) - meanSeen.mul(meanExpected);
    const cv::Mat variance = mean(expected.mul(expected)) - meanExpected.mul(meanExpected);
    cv::Mat gain;
    cv::divide(covariance + usual, variance + usual, gain);
    gain = cv::max(gain, 0.25F);
    m_level = (m_seen - meanSeen) / gain + meanExpected;
}

namespace {
// Of a module's mix, the share that each neighbour has in it: rows above, its own, below.
constexpr std::array<std::size_t, 9> shareOf = {3, 2, 4, 1, 0, 1, 4, 2, 3};

// The neighbours within the symbol, and the module itself.
template <typename See>
void forAround(const cv::Mat &modules, int x, int y, See see) {
    for (int i = 0; i < 9; ++i) {
        const cv::Point at(x + i % 3 - 1, y + i / 3 - 1);
        if (at.x >= 0 && at.y >= 0 && at.x < modules.cols && at.y < modules.rows)
            see(at, shareOf[static_cast<std::size_t>(i)]);
    }
}
} // namespace

// Turns over whatever leaves less unexplained then.
bool SmearedModules::chooseEach() {
    bool changed = false;
    cv::Mat left = m_level - mixed();
    for (int y = 0; y < m_layout.height; ++y) {
        for (int x = 0; x < m_layout.width; ++x) {
            if (m_layout.at(x, y) != 0)
                continue;
            auto &dark = m_dark[indexOf(x, y)];
            float gain = 0; // of squared errors
            forAround(left, x, y, [&](cv::Point at, std::size_t share) {
                const float before = left.at<float>(at);
                const float after = before + 2 * dark * m_mix[share];
                gain += before * before - after * after;
            });
            if (gain <= 0)
                continue;
            forAround(left, x, y,
                      [&](cv::Point at, std::size_t share) { left.at<float>(at) += 2 * dark * m_mix[share]; });
            dark = -dark;
            changed = true;
        }
    }
    return changed;
}

void SmearedModules::decide() {
    constexpr int rounds = 4;
    constexpr int sweeps = 4;
    for (int round = 0; round < rounds; ++round) {
        learnMix();
        level();
        bool changed = false;
        for (int sweep = 0; sweep < sweeps && chooseEach(); ++sweep)
            changed = true;
        if (!changed)
            break;
    }
}

void SmearedModules::follow() {
    m_places = followed(m_contrast, m_layout, std::move(m_places), m_module, mixed());
    see();
}

cv::Mat SmearedModules::modules() const {
    cv::Mat modules(m_layout.height, m_layout.width, CV_32F);
    for (int y = 0; y < m_layout.height; ++y)
        for (int x = 0; x < m_layout.width; ++x)
            modules.at<float>(y, x) = m_dark[indexOf(x, y)];
    return modules;
}

} // namespace panier::vision::decode
