#include "vision/decode/matrix/matrix_reader.h"

#include "vision/decode/matrix/matrix_corners.h"
#include "vision/decode/matrix/matrix_finders.h"
#include "vision/decode/matrix/matrix_growth.h"
#include "vision/decode/matrix/matrix_patch.h"
#include "vision/decode/matrix/matrix_smear.h"
#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float hopeless = 0.2F;        // likeness at first sight
constexpr float doubtful = 0.3F;        // and once it was fitted
constexpr float doubtfulMicro = 0.36F;  // the same of Micro QR Codes, which have few check bytes
constexpr float doubtfulTargets = 0.2F; // the same where three targets say where it is
constexpr float likely = 0.8F;          // clarity, and twice how clear the clocks are
constexpr float ofClocks = 2;           // how much clocks count beside all that a layout fixes
constexpr std::size_t mostSizes = 3;    // of one place
constexpr std::size_t mostTried = 8;
constexpr std::size_t mostTargeted = 2;
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

// The best first, and no more than so many.
void keepBest(std::vector<Candidate> &candidates, std::size_t most) {
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate &a, const Candidate &b) { return a.likeness > b.likeness; });
    candidates.resize(std::min(candidates.size(), most));
}

// QR Codes whose three targets show. The fourth corner is looked for.
std::vector<Candidate> targetedIn(const cv::Mat &contrast) {
    std::vector<Candidate> candidates;
    for (const auto &triple : triplesOf(findTargets(contrast))) {
        std::vector<Candidate> sizes;
        for (const auto &layout : matrixLayouts()) {
            const auto corners = triple.cornersOf(layout.width);
            if (layout.symbology != Symbology::QrCode || !hasRoom(layout, corners))
                continue;
            if (const float likeness = likenessOf(contrast, layout.few, planePatch(corners)); likeness > hopeless)
                sizes.push_back({&layout, corners, likeness});
        }
        keepBest(sizes, mostSizes);
        candidates.insert(candidates.end(), sizes.begin(), sizes.end());
    }
    keepBest(candidates, mostTargeted);
    for (auto &candidate : candidates)
        candidate.corners = withLastCorner(contrast, *candidate.layout, candidate.corners);
    return candidates;
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
                    sizes.push_back({&layout, corners, likeness + ofClocks * clocksOf(contrast, layout, patch)});
            keepBest(sizes, mostSizes);
            candidates.insert(candidates.end(), sizes.begin(), sizes.end());
        }
    }
    keepBest(candidates, mostTried);
    return candidates;
}

// A size laid on the symbol as well as it can be.
struct Fitted {
    const MatrixLayout *layout = nullptr;
    MatrixPatch patch;
    float clarity = -1;    // of what it fixes and of its data: those of another size lie between the modules
    bool targeted = false; // see targetedIn
    // The smallest have few check bytes: of a hundred thousand guesses one fits by chance.
    [[nodiscard]] bool mayBeGuessed() const {
        constexpr int leastModules = 14;
        return targeted || (layout->symbology == Symbology::DataMatrix && layout->width >= leastModules);
    }
};

// Those that suit best, the best first.
std::vector<Fitted> fittedIn(const cv::Mat &contrast, const std::vector<MatrixLayout> &layouts) {
    std::vector<Fitted> fitted;
    const bool micro = layouts.front().symbology == Symbology::MicroQrCode;
    auto candidates = micro ? std::vector<Candidate>() : targetedIn(contrast);
    const bool targeted = !candidates.empty();
    if (!targeted)
        candidates = candidatesIn(contrast, layouts);
    for (const auto &candidate : candidates) {
        const auto &layout = *candidate.layout;
        const auto plane = fitPlane(contrast, layout, candidate.corners);
        if (plane.likeness > (targeted ? doubtfulTargets : micro ? doubtfulMicro : doubtful))
            fitted.push_back(
                {&layout, plane.patch,
                 clarityOf(contrast, layout, plane.patch) + ofClocks * clocksOf(contrast, layout, plane.patch),
                 targeted});
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

std::optional<Decoded> readDrawing(const MatrixLayout &layout, const cv::Mat &modules) {
    const auto family = layout.symbology == Symbology::MicroQrCode ? Family::MicroQr : Family::Matrix;
    auto code = readOne(drawingOf(layout, modules).view(), family, {.harder = false, .rotate = false, .pure = true});
    return code && code->symbology == layout.symbology ? code : std::nullopt;
}

// Ever surer of the modules and their places.
std::optional<Decoded> readSmeared(const cv::Mat &contrast, const MatrixLayout &layout, ModulePlaces places,
                                   float module) {
    constexpr int rounds = 3;
    SmearedModules smeared(contrast, layout, std::move(places), module, around * module);
    for (int round = 0; round < rounds; ++round) {
        if (round > 0)
            smeared.follow();
        smeared.decide();
        if (auto code = readDrawing(layout, smeared.modules()))
            return code;
    }
    return std::nullopt;
}

std::optional<Decoded> readModules(const MatrixLayout &layout, const cv::Mat &modules) {
    for (const float share : sharpenings)
        if (auto code = readDrawing(layout, sharpened(modules, share)))
            return code;
    return std::nullopt;
}

// The paper as it lies if it is bent a little, and as it grows from where most is fixed.
std::optional<Decoded> readFitted(const cv::Mat &contrast, const Fitted &fitted) {
    constexpr double softness = 0.2; // modules, against noise
    const auto &layout = *fitted.layout;
    const auto read = [&](const ModulePlaces &places, float module) {
        auto code = readModules(layout, modulesOf(contrast, layout, places, around * module));
        return code || !fitted.mayBeGuessed() ? code : readSmeared(contrast, layout, places, module);
    };
    if (!fitted.targeted) {
        const auto bent = fitBent(contrast, layout, fitted.patch);
        if (auto code = read(fitCreased(contrast, layout, bent), moduleLength(layout, bent)))
            return code;
    }
    if (!fitted.mayBeGuessed())
        return std::nullopt;
    const float module = moduleLength(layout, fitted.patch);
    cv::Mat soft;
    cv::GaussianBlur(contrast, soft, {0, 0}, softness * module);
    return read(fitGrown(soft, layout, fitted.patch), module);
}
} // namespace

std::optional<Decoded> readMatrix(const GreyView &region, float noise, bool drawnTogether, Squares which) {
    cv::Mat grey(region.height, region.width, CV_8U, const_cast<std::uint8_t *>(region.data),
                 static_cast<std::size_t>(region.stride));
    if (const double scale = mostSide / std::max(grey.cols, grey.rows); scale < 1)
        cv::resize(grey, grey, {}, scale, scale, cv::INTER_AREA);
    const bool micro = which == Squares::MicroQr;
    for (const bool drawn : {drawnTogether, !drawnTogether}) {
        const cv::Mat contrast = contrastOf(grey, noise, drawn);
        const auto allFitted = fittedIn(contrast, micro ? microQrLayouts() : matrixLayouts());
        for (const auto &fitted : allFitted)
            if (auto code = readFitted(contrast, fitted))
                return code;
        // The other way costs as much again: only for what is a symbol, most likely.
        if (micro || allFitted.empty() || allFitted.front().clarity < likely)
            break;
    }
    return std::nullopt;
}

} // namespace panier::vision::decode
