#include "vision/decode/matrix/matrix_growth.h"

#include <cmath>

namespace panier::vision::decode {

namespace {
constexpr int reach = 4;  // modules around a knot that are looked at, to each side
constexpr int terms = 10; // of a polynomial of the third degree in two variables

using Row = cv::Vec<float, terms>;
using Products = cv::Matx<float, terms, terms>;

// How far paper is moved, as a soft function of the place on the symbol: what is known of some places, each with its
// weight, says what is to be expected at others.
class SoftBend {
public:
    // `modules`: along a side.
    explicit SoftBend(int modules) {
        // How much each term moves a module at the rim, of the side: what softness means.
        constexpr float most = 0.03F;
        constexpr float measured = 0.2F; // how well a knot is known, modules
        for (int i = 0; i < terms; ++i) {
            const float ratio = measured / ((i < 6 ? most : most / 2) * static_cast<float>(modules));
            m_products(i, i) = ratio * ratio;
        }
    }
    // `x`, `y`: -1 to 1 across the symbol; `move`: modules.
    void know(float x, float y, cv::Point2f move, float weight) {
        const auto row = rowAt(x, y);
        m_products += weight * (row * row.t());
        m_moves += weight * (row * cv::Vec2f(move.x, move.y).t());
    }
    void solve() { m_solved = m_products.solve(m_moves, cv::DECOMP_CHOLESKY); }
    [[nodiscard]] cv::Point2f at(float x, float y) const {
        const auto row = rowAt(x, y);
        cv::Point2f move;
        for (int i = 0; i < terms; ++i)
            move += row[i] * cv::Point2f(m_solved(i, 0), m_solved(i, 1));
        return move;
    }

private:
    static Row rowAt(float x, float y) {
        return {1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y};
    }
    Products m_products;
    cv::Matx<float, terms, 2> m_moves;
    cv::Matx<float, terms, 2> m_solved;
};

struct Knot {
    cv::Point module;
    float x = 0, y = 0; // -1 to 1
    float fixed = 0;    // share of the modules around
    cv::Point2f move;   // modules
    float weight = 0;   // how clear it is there, 0 to 1
    bool known = false; // move and weight are
};

// Settles one knot after another, each near where the others say that it is; then all of them again.
class Growth {
public:
    Growth(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start)
        : m_contrast(contrast), m_layout(layout), m_module(moduleLength(layout, start)),
          m_every(std::max(reach, layout.width / mostKnots)), m_bend(layout.width) {
        for (int y = -1; y <= layout.height; ++y)
            for (int x = -1; x <= layout.width; ++x)
                m_places.push_back(start.at(spotOf(layout, x, y)));
        for (int y = m_every / 2; y < layout.height + m_every / 2; y += m_every)
            for (int x = m_every / 2; x < layout.width + m_every / 2; x += m_every)
                m_knots.push_back(knotAt({std::min(x, layout.width - 1), std::min(y, layout.height - 1)}));
    }

    ModulePlaces grown() {
        constexpr int rounds = 2;
        for (std::size_t left = m_knots.size(); left > 0; --left) {
            m_bend.solve();
            auto &knot = next();
            settle(knot);
            m_bend.know(knot.x, knot.y, knot.move, knot.weight);
        }
        bendThroughAll();
        for (int round = 0; round < rounds; ++round) {
            for (auto &knot : m_knots)
                settle(knot);
            bendThroughAll();
        }
        ModulePlaces places;
        for (int y = 0; y < m_layout.height; ++y)
            for (int x = 0; x < m_layout.width; ++x)
                places.push_back(placeAt(x, y) + m_bend.at(acrossAt(x), downAt(y)) * m_module);
        return places;
    }

private:
    [[nodiscard]] float acrossAt(int x) const {
        return 2 * (static_cast<float>(x) + 0.5F) / static_cast<float>(m_layout.width) - 1;
    }
    [[nodiscard]] float downAt(int y) const {
        return 2 * (static_cast<float>(y) + 0.5F) / static_cast<float>(m_layout.height) - 1;
    }
    [[nodiscard]] cv::Point2f placeAt(int x, int y) const {
        return m_places[static_cast<std::size_t>((y + 1) * (m_layout.width + 2) + x + 1)];
    }
    // The modules around a knot, and the light outside.
    [[nodiscard]] cv::Rect around(cv::Point module) const {
        return cv::Rect(module.x - reach, module.y - reach, 2 * reach + 1, 2 * reach + 1) &
               cv::Rect(-1, -1, m_layout.width + 2, m_layout.height + 2);
    }

    [[nodiscard]] Knot knotAt(cv::Point module) const {
        Knot knot;
        knot.module = module;
        knot.x = acrossAt(module.x);
        knot.y = downAt(module.y);
        const auto modules = around(module);
        for (int y = modules.y; y < modules.br().y; ++y)
            for (int x = modules.x; x < modules.br().x; ++x)
                knot.fixed += m_layout.at(x, y) != 0 ? 1.0F / static_cast<float>(modules.area()) : 0;
        return knot;
    }

    // That of whose surroundings most is fixed or known.
    Knot &next() {
        Knot *best = nullptr;
        float most = -1;
        for (auto &knot : m_knots) {
            if (knot.known)
                continue;
            float sum = 4 * knot.fixed;
            for (const auto &other : m_knots)
                if (other.known && std::max(std::abs(other.module.x - knot.module.x),
                                            std::abs(other.module.y - knot.module.y)) <= m_every)
                    sum += other.weight;
            if (sum > most) {
                most = sum;
                best = &knot;
            }
        }
        return *best;
    }

    void settle(Knot &knot) {
        constexpr std::array steps = {0.0F, -0.25F, 0.25F, -0.5F, 0.5F}; // modules
        const auto expected = m_bend.at(knot.x, knot.y);
        float clearest = -1e9F;
        float sum = 0;
        for (const float dy : steps) {
            for (const float dx : steps) {
                const auto move = expected + cv::Point2f(dx, dy);
                const float clarity = changesAround(knot.module, move * m_module);
                sum += clarity;
                if (clarity > clearest) {
                    clearest = clarity;
                    knot.move = move;
                }
            }
        }
        constexpr float usual = 0.15F; // how much clearer than elsewhere, of a change between modules
        const float prominence =
            (clearest - sum / (steps.size() * steps.size())) / static_cast<float>(around(knot.module).area());
        knot.weight = std::clamp(prominence / usual, 0.01F, 1.0F);
        knot.known = true;
    }

    // What disagrees with the rest counts less.
    void bendThroughAll() {
        constexpr int rounds = 3;
        constexpr float mostOff = 0.3F; // modules
        for (int round = 0; round < rounds; ++round) {
            SoftBend bend(m_layout.width);
            for (const auto &knot : m_knots) {
                const auto off = round == 0 ? cv::Point2f() : m_bend.at(knot.x, knot.y) - knot.move;
                bend.know(knot.x, knot.y, knot.move, knot.weight / (1 + off.dot(off) / (mostOff * mostOff)));
            }
            bend.solve();
            m_bend = bend;
        }
    }

    // How much modules and their neighbours differ, where the layout doesn't say that they are alike: paper around is
    // clear, too, but nothing changes on it.
    [[nodiscard]] float changesAround(cv::Point middle, cv::Point2f move) const {
        const auto modules = around(middle);
        std::array<float, 2 * reach + 1> above{};
        float sum = 0;
        const auto change = [&](float apart, int a, int b) {
            if (a == 0 || b == 0)
                sum += std::abs(apart);
            else
                sum += a == b ? -std::abs(apart) : a > b ? apart : -apart;
        };
        for (int y = modules.y; y < modules.br().y; ++y) {
            float before = 0;
            for (int x = modules.x; x < modules.br().x; ++x) {
                const float value = pixelAt(m_contrast, placeAt(x, y) + move);
                if (x > modules.x)
                    change(value - before, m_layout.at(x, y), m_layout.at(x - 1, y));
                auto &up = above[static_cast<std::size_t>(x - modules.x)];
                if (y > modules.y)
                    change(value - up, m_layout.at(x, y), m_layout.at(x, y - 1));
                before = up = value;
            }
        }
        return sum;
    }

    const cv::Mat &m_contrast;
    const MatrixLayout &m_layout;
    static constexpr int mostKnots = 7; // along a side
    float m_module;                     // pixels
    ModulePlaces m_places;              // at the start, with the light outside
    std::vector<Knot> m_knots;
    int m_every; // modules from knot to knot
    SoftBend m_bend;
};
} // namespace

ModulePlaces fitGrown(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start) {
    return Growth(contrast, layout, start).grown();
}

} // namespace panier::vision::decode
