#include "vision/decode/matrix/matrix_patch.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
// Moves what `points` are by ever smaller steps, as long as the score rises. Bounded.
template <typename Points, typename Score>
float climb(Points &points, float step, int halvings, Score score) {
    constexpr int rounds = 3;
    float best = score(points);
    for (int i = 0; i < halvings; ++i, step /= 2) {
        for (int round = 0; round < rounds; ++round) {
            const float before = best;
            for (auto &point : points) {
                for (const auto move : {cv::Point2f(1, 0), cv::Point2f(-1, 0), cv::Point2f(0, 1), cv::Point2f(0, -1)}) {
                    const auto old = point;
                    point += move * step;
                    const float now = score(points);
                    if (now > best)
                        best = now;
                    else
                        point = old;
                }
            }
            if (best <= before)
                break;
        }
    }
    return best;
}
} // namespace

cv::Point2f MatrixPatch::at(const MatrixSpot &spot) const {
    float x = 0; // two sums in registers: cv::Point2f's lies in memory
    float y = 0;
    for (std::size_t i = 0; i < knots.size(); ++i) {
        x += knots[i].x * spot.weights[i];
        y += knots[i].y * spot.weights[i];
    }
    return {x, y};
}

MatrixPatch planePatch(const std::array<cv::Point2f, 4> &corners) {
    // Of the unit square: Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
    const auto sum = corners[0] - corners[1] + corners[2] - corners[3];
    const auto a = corners[1] - corners[2];
    const auto b = corners[3] - corners[2];
    const float det = a.x * b.y - a.y * b.x;
    const float g = std::abs(det) > 1e-6F ? (sum.x * b.y - sum.y * b.x) / det : 0;
    const float h = std::abs(det) > 1e-6F ? (a.x * sum.y - a.y * sum.x) / det : 0;
    const auto alongU = corners[1] - corners[0] + g * corners[1];
    const auto alongV = corners[3] - corners[0] + h * corners[3];
    MatrixPatch patch;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const float u = static_cast<float>(column) / 2;
            const float v = static_cast<float>(row) / 2;
            const float depth = std::max(0.2F, g * u + h * v + 1);
            patch.knots[static_cast<std::size_t>(row * 3 + column)] = (alongU * u + alongV * v + corners[0]) / depth;
        }
    }
    return patch;
}

float likenessOf(const cv::Mat &contrast, const std::vector<MatrixSpot> &spots, const MatrixPatch &patch) {
    std::array<float, 2> sums{}; // light, dark
    std::array<float, 2> counts{};
    for (const auto &spot : spots) {
        const std::size_t kind = spot.fixed > 0 ? 1 : 0;
        sums[kind] += spot.fixed * pixelAt(contrast, patch.at(spot));
        ++counts[kind];
    }
    return (sums[0] / counts[0] + sums[1] / counts[1]) / 2;
}

float clocksOf(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch) {
    if (layout.clocks[0].empty())
        return 0;
    const auto [less, more] =
        std::minmax({likenessOf(contrast, layout.clocks[0], patch), likenessOf(contrast, layout.clocks[1], patch)});
    return 0.75F * less + 0.25F * more;
}

float clarityOf(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch) {
    float sum = 0;
    for (const auto &spot : layout.data)
        sum += std::abs(pixelAt(contrast, patch.at(spot)));
    return likenessOf(contrast, layout.all, patch) + sum / static_cast<float>(layout.data.size());
}

float moduleLength(const MatrixLayout &layout, const MatrixPatch &patch) {
    const auto across = patch.knots[5] - patch.knots[3];
    const auto down = patch.knots[7] - patch.knots[1];
    return static_cast<float>(std::min(cv::norm(across) / layout.width, cv::norm(down) / layout.height));
}

MatrixFit fitPlane(const cv::Mat &contrast, const MatrixLayout &layout, std::array<cv::Point2f, 4> corners) {
    constexpr float firstStep = 0.06F; // of the symbol's sides
    const float modules = static_cast<float>(std::min(layout.width, layout.height));
    const float step = firstStep * modules * moduleLength(layout, planePatch(corners));
    const auto score = [&](const std::array<cv::Point2f, 4> &candidate) {
        return likenessOf(contrast, layout.all, planePatch(candidate));
    };
    const float best = climb(corners, step, 4, score);
    return {planePatch(corners), best};
}

std::array<cv::Point2f, 4> withLastCorner(const cv::Mat &contrast, const MatrixLayout &layout,
                                          std::array<cv::Point2f, 4> corners) {
    constexpr int steps = 6;     // each way
    constexpr float step = 0.5F; // modules
    const auto along = (corners[1] - corners[0]) / layout.width * step;
    const auto down = (corners[3] - corners[0]) / layout.height * step;
    const auto guess = corners[2];
    auto best = corners;
    float likest = -1;
    for (int v = -steps; v <= steps; ++v) {
        for (int u = -steps; u <= steps; ++u) {
            corners[2] = guess + along * u + down * v;
            const float likeness = likenessOf(contrast, layout.last, planePatch(corners));
            if (likeness > likest) {
                likest = likeness;
                best = corners;
            }
        }
    }
    return best;
}

MatrixPatch fitBent(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start) {
    constexpr float firstStep = 0.5F; // modules
    auto patch = start;
    climb(patch.knots, firstStep * moduleLength(layout, start), 3,
          [&](const std::array<cv::Point2f, 9> &knots) { return clarityOf(contrast, layout, {knots}); });
    return patch;
}

namespace {
constexpr int netEvery = 5; // modules

// A net of moves, a knot every few modules, straight in between.
class Net {
public:
    Net(const MatrixLayout &layout, int every)
        : m_every(every), m_columns(layout.width / every + 2), m_rows(layout.height / every + 2),
          m_moves(static_cast<std::size_t>(m_columns * m_rows)) {}
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int every() const { return m_every; }
    cv::Point2f &knot(int column, int row) { return m_moves[static_cast<std::size_t>(row * m_columns + column)]; }
    [[nodiscard]] cv::Point2f at(int x, int y) const {
        const int column = x / m_every;
        const int row = y / m_every;
        const float u = static_cast<float>(x % m_every) / static_cast<float>(m_every);
        const float v = static_cast<float>(y % m_every) / static_cast<float>(m_every);
        const auto *above = &m_moves[static_cast<std::size_t>(row * m_columns + column)];
        const auto *below = above + m_columns;
        return (above[0] * (1 - u) + above[1] * u) * (1 - v) + (below[0] * (1 - u) + below[1] * u) * v;
    }
    // Neighbours go with each other.
    void smooth() {
        auto before = *this;
        for (int row = 0; row < m_rows; ++row) {
            for (int column = 0; column < m_columns; ++column) {
                cv::Point2f sum = 2 * before.knot(column, row);
                for (const auto &[x, y] : {std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)})
                    sum += before.knot(std::clamp(column + x, 0, m_columns - 1), std::clamp(row + y, 0, m_rows - 1));
                knot(column, row) = sum / 6;
            }
        }
    }

private:
    int m_every, m_columns, m_rows;
    std::vector<cv::Point2f> m_moves;
};

// How clearly the modules around a knot of the net show, all moved alike.
float clarityAround(const cv::Mat &contrast, const MatrixLayout &layout, const ModulePlaces &places, cv::Point middle,
                    int reach, cv::Point2f move) {
    float sum = 0;
    for (int y = std::max(0, middle.y - reach); y < std::min(layout.height, middle.y + reach); ++y) {
        for (int x = std::max(0, middle.x - reach); x < std::min(layout.width, middle.x + reach); ++x) {
            const auto fixed = static_cast<float>(layout.at(x, y));
            const float value = pixelAt(contrast, places[static_cast<std::size_t>(y * layout.width + x)] + move);
            sum += fixed == 0 ? std::abs(value) : fixed * value;
        }
    }
    return sum;
}
} // namespace

namespace {
// Moves the modules around each knot of a net to where `score` is highest, neighbours with each other. `score`: of a
// knot's module and a move.
template <typename Score>
void moveAlike(const MatrixLayout &layout, ModulePlaces &places, float module, Score score) {
    constexpr std::array steps = {0.0F, -0.25F, 0.25F}; // modules
    Net net(layout, netEvery);
    for (int row = 0; row < net.rows(); ++row) {
        for (int column = 0; column < net.columns(); ++column) {
            float best = -1e9F;
            for (const float dy : steps) {
                for (const float dx : steps) {
                    const cv::Point2f move = cv::Point2f(dx, dy) * module;
                    if (const float now = score(cv::Point(column * netEvery, row * netEvery), move); now > best) {
                        best = now;
                        net.knot(column, row) = move;
                    }
                }
            }
        }
    }
    net.smooth();
    for (int y = 0; y < layout.height; ++y)
        for (int x = 0; x < layout.width; ++x)
            places[static_cast<std::size_t>(y * layout.width + x)] += net.at(x, y);
}
} // namespace

ModulePlaces fitCreased(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch) {
    constexpr int rounds = 2;
    ModulePlaces places;
    for (int y = 0; y < layout.height; ++y)
        for (int x = 0; x < layout.width; ++x)
            places.push_back(patch.at(spotOf(layout, x, y)));
    for (int round = 0; round < rounds; ++round)
        moveAlike(layout, places, moduleLength(layout, patch), [&](cv::Point middle, cv::Point2f move) {
            return clarityAround(contrast, layout, places, middle, netEvery, move);
        });
    return places;
}

ModulePlaces followed(const cv::Mat &contrast, const MatrixLayout &layout, ModulePlaces places, float module,
                      const cv::Mat &expected) {
    moveAlike(layout, places, module, [&](cv::Point middle, cv::Point2f move) {
        float sum = 0;
        for (int y = std::max(0, middle.y - netEvery); y < std::min(layout.height, middle.y + netEvery); ++y) {
            for (int x = std::max(0, middle.x - netEvery); x < std::min(layout.width, middle.x + netEvery); ++x) {
                const auto index = static_cast<std::size_t>(y * layout.width + x);
                const float off = pixelAt(contrast, places[index] + move) - expected.at<float>(y, x);
                sum -= off * off;
            }
        }
        return sum;
    });
    return places;
}

cv::Mat modulesOf(const cv::Mat &picture, const MatrixLayout &layout, const ModulePlaces &places, float reach) {
    cv::Mat modules(layout.height, layout.width, CV_32F);
    for (int i = 0; i < layout.width * layout.height; ++i) {
        float sum = 0;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                sum += pixelAt(picture, places[static_cast<std::size_t>(i)] +
                                            cv::Point2f(static_cast<float>(dx), static_cast<float>(dy)) * reach);
        modules.at<float>(i / layout.width, i % layout.width) = sum / 9;
    }
    return modules;
}

} // namespace panier::vision::decode
