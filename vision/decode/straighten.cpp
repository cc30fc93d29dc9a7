#include "vision/decode/straighten.h"

#include "vision/decode/locate.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr int minWidth = 24; // of a picture, pixels
constexpr int minHeight = 12;
constexpr int stripRows = 6; // all alike: the library wants to see a code on up to three of them
constexpr int maxStripWidth = 1600;
constexpr double usualStripWidth = 900;
constexpr double leastStepsPerPixel = 2; // for the library, whose thresholds know no fractions of a step
constexpr double uprightSide = 640;      // of a region that is turned as it is
constexpr int leastRows = 3;
constexpr int leastBands = 4; // to choose from, where more than one is wanted
constexpr int lineRows = 8;
constexpr int maxShift = 24; // of a row against the middle one, steps

cv::Point2d middleOf(const std::array<Point, 4> &corners) {
    cv::Point2d sum;
    for (const auto &corner : corners)
        sum += cv::Point2d(corner.x, corner.y);
    return sum / 4;
}

// OpenCV has no view of constant pixels; nothing here writes to them.
cv::Mat matOf(const GreyView &picture) {
    return {picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.data),
            static_cast<std::size_t>(picture.stride)};
}

Piece pieceOf(const cv::Mat &grey, const std::array<Point, 4> &position) {
    const cv::Mat whole = grey.isContinuous() ? grey : grey.clone();
    return {{whole.datastart, whole.dataend}, whole.cols, whole.rows, position};
}

// How a region is cut into bands.
struct Bands {
    int count = 1;
    int rows = 1;     // of each, pixels of the picture
    double steps = 0; // along, at least, unless that were more than six a pixel
    double lean = 0;  // see profileOf
    bool light = true;
};

// A band of the region turned upright, a row for each pixel across. `band` is where it lies across the region, -1 to 1.
cv::Mat bandOf(const cv::Mat &grey, const LinearRegion &box, double band, const Bands &bands, double &scale) {
    const double length = box.length * 1.1 + std::min(60.0, 20 + 0.1 * box.length); // with the quiet zones
    scale = std::clamp(bands.steps / length, 1.0, 6.0);
    const int width = std::min(maxStripWidth, static_cast<int>(length * scale));
    scale = width / length;
    const auto start = box.centre - box.along * (length / 2) + box.across * (band * box.height / 2 - bands.rows / 2.0);
    const auto step = box.along * (length / width);
    const cv::Matx23d map(step.x, box.across.x, start.x, step.y, box.across.y, start.y);
    cv::Mat strip;
    cv::warpAffine(grey, strip, map, {width, bands.rows}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return strip;
}

// How the bars lean: steps along for a row across, in the middle of a line, and how much more at its end than at its
// beginning, as in perspective.
struct Lean {
    double middle = 0;
    double fan = 0;
};

// Takes a row, read from `from` on, from the sum.
void takeRow(std::vector<float> &sum, const float *pixels, double from) {
    const auto whole = static_cast<int>(from);
    const auto next = static_cast<float>(from - whole);
    for (std::size_t x = 0; x < sum.size(); ++x)
        sum[x] -= (1 - next) * pixels[whole + static_cast<int>(x)] + next * pixels[whole + static_cast<int>(x) + 1];
}

// The same, stretched or drawn together so that it ends at `to`.
void takeRow(std::vector<float> &sum, const float *pixels, double from, double to) {
    auto at = static_cast<float>(from);
    const auto step = static_cast<float>((to - from) / static_cast<double>(sum.size()));
    for (auto &value : sum) {
        const auto whole = static_cast<int>(at);
        const float next = at - static_cast<float>(whole);
        value -= (1 - next) * pixels[whole] + next * pixels[whole + 1];
        at += step;
    }
}

// The mean of the rows, each moved by as much more than the one above as the bars lean. `strip` is CV_32F with
// `maxShift` columns more on each side.
std::vector<float> averaged(const cv::Mat &strip, const Lean &lean) {
    constexpr double limit = maxShift - 1;
    const int width = strip.cols - 2 * maxShift;
    std::vector<float> sum(static_cast<std::size_t>(width), 255.0F * static_cast<float>(strip.rows));
    for (int row = 0; row < strip.rows; ++row) {
        const double down = row - (strip.rows - 1) / 2.0;
        const double left = std::clamp((lean.middle - lean.fan / 2) * down, -limit, limit);
        const double right = std::clamp((lean.middle + lean.fan / 2) * down, -limit, limit);
        if (lean.fan == 0)
            takeRow(sum, strip.ptr<float>(row), maxShift + left);
        else
            takeRow(sum, strip.ptr<float>(row), maxShift + left, maxShift + width + right);
    }
    for (auto &value : sum)
        value /= static_cast<float>(strip.rows);
    return sum;
}

// Cameras write levels, but lenses smear light: about the 1.8th power of a level, here 0 to 255 as well.
const cv::Mat &lightOfLevels() {
    static const cv::Mat table = [] {
        cv::Mat light(1, 256, CV_32F);
        for (int level = 0; level < 256; ++level)
            light.at<float>(level) = static_cast<float>(255 * std::pow(level / 255.0, 1.8));
        return light;
    }();
    return table;
}

// The lightest of it is 255, so that a pack in the dark has as much contrast as one in the sun.
cv::Mat lightOf(const cv::Mat &strip) {
    double lightest = 0;
    cv::minMaxLoc(strip, nullptr, &lightest);
    cv::Mat light;
    cv::LUT(strip, lightOfLevels(), light);
    return light * (255 / std::max(1.0F, lightOfLevels().at<float>(static_cast<int>(lightest))));
}

cv::Mat byRatio(const cv::Mat &grey) {
    static const cv::Mat table = [] {
        cv::Mat levels(1, 256, CV_8U);
        for (int i = 0; i < 256; ++i)
            levels.at<std::uint8_t>(i) =
                cv::saturate_cast<std::uint8_t>(255 * std::log1p(i / 24.0) / std::log1p(255 / 24.0));
        return levels;
    }();
    cv::Mat result;
    cv::LUT(grey, table, result);
    return result;
}

float sharpness(const std::vector<float> &line) {
    float sum = 0;
    for (std::size_t i = 2; i < line.size(); ++i)
        sum += (line[i] - line[i - 2]) * (line[i] - line[i - 2]);
    return sum;
}

// Averages along the bars, whose direction varies over a pack: that which leaves the most contrast is theirs. They lean
// by at most `lean` steps along for a row across, and a little more.
Profile profileOf(const cv::Mat &strip, double scale, double lean, bool light) {
    cv::Mat wide;
    if (light)
        wide = lightOf(strip);
    else
        strip.convertTo(wide, CV_32F);
    const double rowsInOne = std::max(1.0, static_cast<double>(wide.rows) / Straightener::usualRows);
    if (rowsInOne > 1)
        cv::resize(wide, wide, {wide.cols, Straightener::usualRows}, 0, 0, cv::INTER_AREA);
    cv::copyMakeBorder(wide, wide, 0, 0, maxShift, maxShift, cv::BORDER_REPLICATE);
    std::vector<float> best;
    float sharpest = -1;
    Lean found;
    const auto look = [&](Lean candidate) {
        auto line = averaged(wide, {candidate.middle * rowsInOne, candidate.fan * rowsInOne});
        const float sharp = sharpness(line);
        if (sharp > sharpest) {
            sharpest = sharp;
            best = std::move(line);
            found = candidate;
        }
    };
    for (double coarse = -lean; coarse < lean + 0.01; coarse += 0.09)
        look({coarse * scale, 0});
    for (const double fine : {0.045, 0.02}) {
        const auto around = found;
        look({around.middle - fine * scale, 0});
        look({around.middle + fine * scale, 0});
    }
    if (rowsInOne > 1) // over few rows it makes no difference
        for (const double fine : {0.06, 0.03, 0.015}) {
            const auto around = found;
            for (int turn = 0; turn < 9; ++turn)
                look({around.middle + (turn % 3 - 1) * fine / 3 * scale, around.fan + (turn / 3 - 1) * fine * scale});
        }
    return Profile(std::move(best));
}

// How many rows must be averaged until what noise is left in a line is a tenth of the print's contrast; as many as
// there are at most.
int rowsAgainstNoise(const cv::Mat &grey, const LinearRegion &box, float noise) {
    constexpr double most = 96;
    constexpr double share = 0.1; // of the contrast's standard deviation
    double scale = 1;
    const auto strip = bandOf(grey, box, 0, {1, Straightener::fewRows, 0, 0}, scale);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(strip, mean, deviation);
    const double noiseSquared = noise * noise;
    const double print = std::max(1.0, deviation[0] * deviation[0] - noiseSquared);
    return static_cast<int>(std::min({most, noiseSquared / (print * share * share), 0.75 * box.height}));
}

std::vector<Profile> profilesOf(const cv::Mat &grey, const LinearRegion &box, const Bands &bands) {
    const double outermost = 0.7 * (1 - 1.0 / bands.count);
    std::vector<Profile> profiles;
    for (int i = 0; i < bands.count; ++i) {
        const double side = i % 2 == 0 ? 1 : -1; // from the middle to both ends
        const double band = i == 0 ? 0 : side * outermost * ((i + 1) / 2) / (bands.count / 2);
        double scale = 1;
        const auto strip = bandOf(grey, box, band, bands, scale);
        profiles.push_back(profileOf(strip, scale, bands.lean, bands.light));
    }
    return profiles;
}

// How much of the line is full of edges: a reflection leaves a gap, however strong the edges beside it are.
double evenness(const Profile &profile) {
    constexpr int parts = 8;
    const auto &line = profile.darkness();
    double sum = 0;
    for (int part = 0; part < parts; ++part) {
        const auto from = line.size() * static_cast<std::size_t>(part) / parts;
        const auto to = line.size() * static_cast<std::size_t>(part + 1) / parts;
        double squares = 0;
        for (std::size_t i = from + 2; i < to; ++i)
            squares += (line[i] - line[i - 2]) * (line[i] - line[i - 2]);
        sum += std::sqrt(squares);
    }
    return sum;
}

// Of more bands than are wanted, those that promise most.
std::vector<Profile> bestProfilesOf(const cv::Mat &grey, const LinearRegion &box, Bands bands, int wanted) {
    auto all = profilesOf(grey, box, bands);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < all.size(); ++i)
        order.emplace_back(-evenness(all[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Profile> best;
    for (std::size_t i = 0; i < order.size() && static_cast<int>(i) < wanted; ++i)
        best.push_back(std::move(all[order[i].second]));
    return best;
}

// Less noise, where there is much of it against the print.
cv::Mat quietened(const cv::Mat &piece, float noise) {
    constexpr double muchNoise = 0.06; // of the contrast
    constexpr double softness = 1.2;   // pixels
    cv::Mat soft;
    cv::GaussianBlur(piece, soft, {0, 0}, softness);
    double low = 0;
    double high = 0;
    cv::minMaxLoc(soft, &low, &high);
    return noise > muchNoise * (high - low) ? soft : piece;
}

// What a lens out of focus has smeared over a module or more, drawn together again.
cv::Mat drawnTogether(const cv::Mat &piece) {
    constexpr double softness = 1; // pixels, against noise
    constexpr double smear = 3;
    constexpr double amount = 1.5;
    cv::Mat fine;
    cv::Mat coarse;
    piece.convertTo(fine, CV_32F);
    cv::GaussianBlur(fine, fine, {0, 0}, softness);
    cv::GaussianBlur(fine, coarse, {0, 0}, smear);
    cv::Mat result;
    cv::normalize(fine * (1 + amount) - coarse * amount, result, 0, 255, cv::NORM_MINMAX, CV_8U);
    return result;
}

// By 45 degrees about the middle. The corners that this cuts are empty when the symbol stands on one of its own.
cv::Mat turnedBy45(const cv::Mat &square) {
    const cv::Point2f middle(static_cast<float>(square.cols) / 2, static_cast<float>(square.rows) / 2);
    cv::Mat result;
    cv::warpAffine(square, result, cv::getRotationMatrix2D(middle, 45, 1), square.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    return result;
}
// What is dark, or light, wider on all sides.
cv::Mat grown(const cv::Mat &square, bool dark) {
    constexpr int width = 5; // pixels, of an enlarged region
    const auto around = cv::getStructuringElement(cv::MORPH_ELLIPSE, {width, width});
    cv::Mat result;
    if (dark)
        cv::erode(square, result, around);
    else
        cv::dilate(square, result, around);
    return result;
}
} // namespace

struct Straightener::Parts {
    cv::Mat grey;
    Regions regions;
};

Straightener::Straightener(const GreyView &picture, const Look &look) : m_parts(std::make_unique<Parts>()) {
    if (picture.width < minWidth || picture.height < minHeight)
        return;
    try {
        m_parts->grey = matOf(picture);
        if (look.inShadow)
            m_parts->grey = byRatio(m_parts->grey);
        m_parts->regions = locate(m_parts->grey, {look.throughNoise, look.withoutRims});
    } catch (const cv::Exception &) {
        m_parts->regions = {};
    }
}

Straightener::~Straightener() = default;

std::size_t Straightener::linearRegions() const {
    return m_parts->regions.linear.size();
}

std::size_t Straightener::matrixRegions() const {
    return m_parts->regions.matrix.size();
}

bool Straightener::linearHolds(std::size_t region, const std::array<Point, 4> &code) const {
    const auto &box = m_parts->regions.linear.at(region);
    const auto from = middleOf(code) - box.centre;
    return std::abs(from.dot(box.along)) < 0.55 * box.length && std::abs(from.dot(box.across)) < 0.55 * box.height;
}

bool Straightener::matrixHolds(std::size_t region, const std::array<Point, 4> &code) const {
    return m_parts->regions.matrix.at(region).contains(middleOf(code));
}

std::vector<Profile> Straightener::profiles(std::size_t region, int bands, Of what, int mostRows) const {
    try {
        const auto &box = m_parts->regions.linear.at(region);
        const int candidates = bands == 1 ? 1 : std::max(bands, leastBands);
        const int rows = std::max(std::clamp(static_cast<int>(box.height / candidates), leastRows, mostRows),
                                  rowsAgainstNoise(m_parts->grey, box, m_parts->regions.noise));
        const double steps = std::max(usualStripWidth, what == Of::Light ? 0 : leastStepsPerPixel * box.length);
        return bestProfilesOf(m_parts->grey, box, {candidates, rows, steps, 0.09, what == Of::Light}, bands);
    } catch (const std::exception &) {
        return {};
    }
}

std::vector<Profile> Straightener::linesAcross(double angle, int lines) const {
    if (m_parts->grey.empty())
        return {};
    try {
        const double radians = angle * CV_PI / 180;
        const double width = m_parts->grey.cols;
        const double height = m_parts->grey.rows;
        LinearRegion box{{width / 2, height / 2}, {std::cos(radians), std::sin(radians)}, {}, 0, 0};
        box.across = {-box.along.y, box.along.x};
        box.length = std::abs(width * box.along.x) + std::abs(height * box.along.y);
        box.height = std::abs(width * box.across.x) + std::abs(height * box.across.y);
        return profilesOf(m_parts->grey, box, {lines, lineRows, maxStripWidth, 0.27});
    } catch (const std::exception &) {
        return {};
    }
}

std::array<Point, 4> Straightener::position(std::size_t linearRegion) const {
    return cornersOf(m_parts->regions.linear.at(linearRegion));
}

std::optional<Piece> Straightener::upright(std::size_t linearRegion) const {
    try {
        const auto &box = m_parts->regions.linear.at(linearRegion);
        const double length = box.length * 1.1 + 60;
        const double height = box.height * 1.2 + 20;
        const double scale = std::clamp(uprightSide / std::max(length, height), 0.5, 2.0);
        const cv::Size size(std::min(maxStripWidth, static_cast<int>(length * scale)),
                            std::min(maxStripWidth, static_cast<int>(height * scale)));
        const auto start = box.centre - box.along * (length / 2) - box.across * (height / 2);
        const auto step = box.along * (length / size.width);
        const auto down = box.across * (height / size.height);
        const cv::Matx23d map(step.x, down.x, start.x, step.y, down.y, start.y);
        cv::Mat turned;
        cv::warpAffine(m_parts->grey, turned, map, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        return pieceOf(turned, position(linearRegion));
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

std::optional<Decoded> Straightener::bentSquare(std::size_t matrixRegion, bool drawnTogether, Squares which) const {
    try {
        const auto &box = m_parts->regions.matrix.at(matrixRegion);
        const cv::Mat region = m_parts->grey(box);
        auto code = readMatrix({region.data, region.cols, region.rows, static_cast<int>(region.step)},
                               m_parts->regions.noise, drawnTogether, which);
        if (code)
            code->position = {Point{box.x, box.y}, Point{box.x + box.width, box.y},
                              Point{box.x + box.width, box.y + box.height}, Point{box.x, box.y + box.height}};
        return code;
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

std::optional<Piece> Straightener::square(std::size_t matrixRegion, Square how) const {
    try {
        const auto &box = m_parts->regions.matrix.at(matrixRegion);
        if (box.area() == 0)
            return std::nullopt;
        const double scale = std::clamp(600.0 / std::max(box.width, box.height), 1.0, 3.0);
        cv::Mat square;
        const auto piece = m_parts->grey(box);
        cv::resize(how == Square::Turned ? drawnTogether(piece) : quietened(piece, m_parts->regions.noise), square, {},
                   scale, scale, cv::INTER_CUBIC);
        cv::normalize(square, square, 0, 255, cv::NORM_MINMAX);
        if (how == Square::Turned)
            square = turnedBy45(square);
        else if (how != Square::AsIs)
            square = grown(square, how == Square::Darker);
        const std::array position = {Point{box.x, box.y}, Point{box.x + box.width, box.y},
                                     Point{box.x + box.width, box.y + box.height}, Point{box.x, box.y + box.height}};
        return pieceOf(square, position);
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

namespace {
// Between the darkest and the lightest near by, so that one threshold suits shade and glare alike.
cv::Mat levelled(const cv::Mat &line) {
    constexpr double leastShare = 0.15; // of the whole contrast: what is less is paper
    const int reach = line.cols / 10 | 1;
    double low = 0;
    double high = 0;
    cv::minMaxLoc(line, &low, &high);
    cv::Mat darkest;
    cv::Mat lightest;
    const cv::Mat around = cv::Mat::ones(1, reach, CV_8U);
    cv::erode(line, darkest, around);
    cv::dilate(line, lightest, around);
    cv::blur(darkest, darkest, {reach, 1});
    cv::blur(lightest, lightest, {reach, 1});
    const cv::Mat contrast = cv::max(lightest - darkest, leastShare * (high - low) + 1e-3);
    return (line - (lightest + darkest) / 2) / contrast;
}
} // namespace

Profile profileAlong(const GreyView &picture, const std::array<Point, 4> &symbol) {
    const auto at = [&](std::size_t i) { return cv::Point2d(symbol[i].x, symbol[i].y); };
    const cv::Point2d begin = (at(0) + at(3)) / 2;
    const cv::Point2d end = (at(1) + at(2)) / 2;
    const double length = cv::norm(end - begin);
    if (length < minWidth)
        return {};
    try {
        LinearRegion box{(begin + end) / 2, (end - begin) / length, {}, length, 0};
        box.across = {-box.along.y, box.along.x};
        return profilesOf(matOf(picture), box, {1, 3, usualStripWidth, 0.09}).front();
    } catch (const std::exception &) {
        return {};
    }
}

Piece stripOf(const Profile &profile, bool sharpened, const std::array<Point, 4> &position) {
    cv::Mat line(1, profile.size(), CV_32F);
    std::copy(profile.darkness().begin(), profile.darkness().end(), line.ptr<float>());
    line = -line;
    if (sharpened) {
        cv::Mat soft;
        cv::GaussianBlur(line, soft, {0, 0}, 3);
        line = line * 2.5 - soft * 1.5;
    }
    line = levelled(line);
    cv::normalize(line, line, 0, 255, cv::NORM_MINMAX);
    cv::Mat grey;
    line.convertTo(grey, CV_8U);
    return pieceOf(cv::repeat(grey, stripRows, 1), position);
}

} // namespace panier::vision::decode
