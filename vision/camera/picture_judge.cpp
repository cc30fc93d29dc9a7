#include "vision/camera/picture_judge.h"

#include <array>

namespace panier::vision::camera {

namespace {
constexpr int columns = 80;
constexpr int rows = 45;
constexpr int samples = columns * rows;
constexpr int leftOut = samples / 20; // at each end

struct Samples {
    std::uint64_t fingerprint = 14695981039346656037ULL; // FNV-1a
    int least = 0;
    int most = 0;
};

Samples sample(const decode::GreyView &picture) {
    std::array<int, 256> histogram{};
    Samples result;
    for (int y = 0; y < rows; ++y) {
        const auto *row = picture.data + static_cast<std::ptrdiff_t>(y * picture.height / rows) * picture.stride;
        for (int x = 0; x < columns; ++x) {
            const auto level = row[x * picture.width / columns];
            ++histogram[level];
            result.fingerprint = (result.fingerprint ^ level) * 1099511628211ULL;
        }
    }
    for (int below = histogram[0]; below <= leftOut; below += histogram[static_cast<std::size_t>(result.least)])
        ++result.least;
    result.most = 255;
    for (int above = histogram[255]; above <= leftOut; above += histogram[static_cast<std::size_t>(result.most)])
        --result.most;
    return result;
}
} // namespace

PictureFault PictureJudge::seenIn(const decode::GreyView &picture) {
    const auto now = sample(picture);
    const bool same = now.fingerprint == m_lastPicture;
    m_lastPicture = now.fingerprint;
    if (now.most <= m_rules.darkMost)
        return PictureFault::Dark;
    if (now.least >= m_rules.brightLeast)
        return PictureFault::Bright;
    if (same)
        return PictureFault::Frozen;
    return now.most - now.least <= m_rules.coveredRange ? PictureFault::Covered : PictureFault::None;
}

PictureFault PictureJudge::look(std::int64_t nowMs, const decode::GreyView &picture) {
    if (picture.width <= 0 || picture.height <= 0)
        return m_stands;
    const auto seen = seenIn(picture);
    if (seen != m_seen) {
        m_seen = seen;
        m_sinceMs = nowMs;
    }
    const auto longEnough = seen == PictureFault::None ? m_rules.goodMs : m_rules.afterMs;
    if (nowMs - m_sinceMs >= longEnough)
        m_stands = m_seen;
    return m_stands;
}

} // namespace panier::vision::camera
