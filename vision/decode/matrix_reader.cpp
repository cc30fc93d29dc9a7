#include "vision/decode/matrix_reader.h"

#include "vision/decode/matrix_corners.h"
#include "vision/decode/matrix_patch.h"
#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float hopeless = 0.2F;     // likeness at first sight
constexpr float doubtful = 0.36F;    // and once it was fitted
constexpr std::size_t mostSizes = 3; // of one place
constexpr std::size_t mostTried = 8;
constexpr std::size_t mostRead = 2;
constexpr double mostSide = 400;                                 // pixels: what is larger has enough of them a module
constexpr float around = 0.2F;                                   // of a module, to each side of its middle
constexpr float minModule = 1.8F;                                // pixels
constexpr std::array<float, 3> sharpenings = {0.3F, 0.0F, 0.6F}; // how much of each neighbour a module has in it

struct Candidate {
    const MatrixLayout *layout = nullptr;
    Corners corners;
    float likeness = -1;
};

Corners turned(const Corners &corners, std::size_t quarters) {
    Corners result;
    for (std::size_t i = 0; i < corners.size(); ++i)
        result[i] = corners[(i + quarters) % corners.size()];
    return result;
}

bool hasRoom(const MatrixLayout &layout, const Corners &corners) {
    return cv::norm(corners[1] - corners[0]) > minModule * static_cast<float>(layout.width) &&
           cv::norm(corners[3] - corners[0]) > minModule * static_cast<float>(layout.height);
}

bool looksBetter(const Candidate &a, const Candidate &b) {
    return a.likeness > b.likeness;
}

// The most promising places, kinds and sizes, the best first.
std::vector<Candidate> candidatesIn(const cv::Mat &contrast, const std::vector<MatrixLayout> &layouts) {
    std::vector<Candidate> candidates;
    for (const auto &found : findCorners(contrast)) {
        for (std::size_t quarters = 0; quarters < 4; ++quarters) {
            const auto corners = turned(found, quarters);
            const auto patch = planePatch(corners);
            std::vector<Candidate> sizes;
            for (const auto &layout : layouts)
                if (const float likeness = hasRoom(layout, corners) ? likenessOf(contrast, layout.few, patch) : 0;
                    likeness > hopeless)
                    sizes.push_back({&layout, corners, likeness});
            std::sort(sizes.begin(), sizes.end(), looksBetter);
            sizes.resize(std::min(sizes.size(), mostSizes));
            candidates.insert(candidates.end(), sizes.begin(), sizes.end());
        }
    }
    std::sort(candidates.begin(), candidates.end(), looksBetter);
    candidates.resize(std::min(candidates.size(), mostTried));
    return candidates;
}

// A size laid on the symbol as well as it can be.
struct Fitted {
    const MatrixLayout *layout = nullptr;
    MatrixPatch patch;
    float clarity = -1; // of what it fixes and of its data: those of another size lie between the modules
};

// Those that suit best, the best first.
std::vector<Fitted> fittedIn(const cv::Mat &contrast, const std::vector<MatrixLayout> &layouts) {
    std::vector<Fitted> fitted;
    for (const auto &candidate : candidatesIn(contrast, layouts)) {
        const auto &layout = *candidate.layout;
        const auto plane = fitPlane(contrast, layout, candidate.corners);
        if (plane.likeness > doubtful)
            fitted.push_back({&layout, plane.patch, clarityOf(contrast, layout, plane.patch)});
    }
    std::sort(fitted.begin(), fitted.end(), [](const Fitted &a, const Fitted &b) { return a.clarity > b.clarity; });
    fitted.resize(std::min(fitted.size(), mostRead));
    return fitted;
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
    const auto family = layout.symbology == Symbology::MicroQrCode ? Family::MicroQr : Family::Matrix;
    for (const float share : sharpenings) {
        const auto drawing = drawingOf(layout, sharpened(modules, share));
        auto code = readOne(drawing.view(), family, {.harder = false, .rotate = false, .pure = true});
        if (code && code->symbology == layout.symbology)
            return code;
    }
    return std::nullopt;
}
} // namespace

std::optional<Decoded> readMatrix(const GreyView &region, float noise, bool drawnTogether, Squares which) {
    cv::Mat grey(region.height, region.width, CV_8U, const_cast<std::uint8_t *>(region.data),
                 static_cast<std::size_t>(region.stride));
    if (const double scale = mostSide / std::max(grey.cols, grey.rows); scale < 1)
        cv::resize(grey, grey, {}, scale, scale, cv::INTER_AREA);
    const cv::Mat contrast = contrastOf(grey, noise, drawnTogether);
    for (const auto &fitted : fittedIn(contrast, which == Squares::MicroQr ? microQrLayouts() : matrixLayouts())) {
        const auto &layout = *fitted.layout;
        const auto bent = fitBent(contrast, layout, fitted.patch);
        const auto places = fitCreased(contrast, layout, bent);
        if (auto code = readModules(layout, modulesOf(contrast, layout, places, around * moduleLength(layout, bent))))
            return code;
    }
    return std::nullopt;
}

} // namespace panier::vision::decode
