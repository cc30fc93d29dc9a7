#include "vision/decode/matrix_reader.h"

#include "vision/decode/matrix_corners.h"
#include "vision/decode/matrix_patch.h"
#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float hopeless = 0.2F;  // likeness at first sight
constexpr float doubtful = 0.36F; // and once it was fitted
constexpr float chance = 1.5F;
constexpr std::size_t mostTried = 3;
constexpr float around = 0.2F;                                   // of a module, to each side of its middle
constexpr float minModule = 1.8F;                                // pixels
constexpr std::array<float, 3> sharpenings = {0.3F, 0.0F, 0.6F}; // how much of each neighbour a module has in it

struct Candidate {
    const MatrixLayout *layout = nullptr;
    Corners corners;
    float promise = -1; // likeness, less what chance makes of few modules
};

Corners turned(const Corners &corners, std::size_t quarters) {
    Corners result;
    for (std::size_t i = 0; i < corners.size(); ++i)
        result[i] = corners[(i + quarters) % corners.size()];
    return result;
}

float fixedModules(const MatrixLayout &layout) {
    return static_cast<float>(layout.fixed.size()) -
           static_cast<float>(std::count(layout.fixed.begin(), layout.fixed.end(), std::int8_t{0}));
}

bool hasRoom(const MatrixLayout &layout, const Corners &corners) {
    return cv::norm(corners[1] - corners[0]) > minModule * static_cast<float>(layout.width) &&
           cv::norm(corners[3] - corners[0]) > minModule * static_cast<float>(layout.height);
}

// The most promising kinds and sizes, the best first.
std::vector<Candidate> candidatesIn(const cv::Mat &contrast) {
    std::vector<Candidate> candidates;
    for (const auto &found : findCorners(contrast)) {
        for (std::size_t quarters = 0; quarters < 4; ++quarters) {
            const auto corners = turned(found, quarters);
            const auto patch = planePatch(corners);
            for (const auto &layout : matrixLayouts()) {
                if (!hasRoom(layout, corners))
                    continue;
                const float likeness = likenessOf(contrast, layout, patch, 0);
                if (likeness > hopeless)
                    candidates.push_back({&layout, corners, likeness - chance / std::sqrt(fixedModules(layout))});
            }
        }
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate &a, const Candidate &b) { return a.promise > b.promise; });
    if (candidates.size() > mostTried)
        candidates.resize(mostTried);
    return candidates;
}

// Darkness of each module, less what its neighbours' light and dark have smeared into it.
cv::Mat sharpened(const cv::Mat &modules, float share) {
    if (share == 0)
        return modules;
    const cv::Mat cross = (cv::Mat_<float>(3, 3) << 0, -share, 0, -share, 1 + 4 * share, -share, 0, -share, 0);
    cv::Mat result;
    cv::filter2D(modules, result, CV_32F, cross, {-1, -1}, 0, cv::BORDER_REPLICATE);
    return result;
}

// What the layout fixes as it should be, and the rest as it was read.
Piece drawingOf(const MatrixLayout &layout, const cv::Mat &modules) {
    constexpr int scale = 4;
    constexpr int quiet = 4; // modules
    Piece piece;
    piece.width = (layout.width + 2 * quiet) * scale;
    piece.height = (layout.height + 2 * quiet) * scale;
    piece.grey.assign(static_cast<std::size_t>(piece.width) * static_cast<std::size_t>(piece.height), 255);
    cv::Mat drawing(piece.height, piece.width, CV_8U, piece.grey.data());
    for (int y = 0; y < layout.height; ++y) {
        for (int x = 0; x < layout.width; ++x) {
            const auto fixed = layout.at(x, y);
            if (fixed > 0 || (fixed == 0 && modules.at<float>(y, x) > 0))
                drawing(cv::Rect((x + quiet) * scale, (y + quiet) * scale, scale, scale)) = 0;
        }
    }
    return piece;
}

std::optional<Decoded> readModules(const MatrixLayout &layout, const cv::Mat &modules) {
    for (const float share : sharpenings) {
        const auto drawing = drawingOf(layout, sharpened(modules, share));
        auto code = readOne(drawing.view(), Family::Matrix, {.harder = false, .rotate = false, .pure = true});
        if (code && code->symbology == layout.symbology)
            return code;
    }
    return std::nullopt;
}
} // namespace

std::optional<Decoded> readMatrix(const GreyView &region, float noise) {
    const cv::Mat grey(region.height, region.width, CV_8U, const_cast<std::uint8_t *>(region.data),
                       static_cast<std::size_t>(region.stride));
    const cv::Mat contrast = contrastOf(grey, noise);
    for (const auto &candidate : candidatesIn(contrast)) {
        const auto plane = fitPlane(contrast, *candidate.layout, candidate.corners);
        if (plane.likeness < doubtful)
            continue;
        const auto bent = fitBent(contrast, *candidate.layout, plane.patch);
        const auto creased = fitCreased(contrast, *candidate.layout, bent.patch);
        if (auto code = readModules(*candidate.layout, modulesOf(contrast, *candidate.layout, creased,
                                                                 around * moduleLength(*candidate.layout, bent.patch))))
            return code;
    }
    return std::nullopt;
}

} // namespace panier::vision::decode
