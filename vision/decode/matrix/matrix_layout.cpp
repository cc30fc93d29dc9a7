#include "vision/decode/matrix/matrix_layout.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace panier::vision::decode {

namespace {
MatrixLayout blank(Symbology symbology, int width, int height) {
    MatrixLayout layout{symbology, width, height, {}, {}, {}, {}, {}, {}};
    layout.fixed.assign(static_cast<std::size_t>((width + 2) * (height + 2)), 0);
    for (int y = -1; y <= height; ++y)
        for (int x = -1; x <= width; ++x)
            if (x < 0 || y < 0 || x == width || y == height)
                layout.fixed[static_cast<std::size_t>((y + 1) * (width + 2) + x + 1)] = -1;
    return layout;
}

void set(MatrixLayout &layout, int x, int y, bool dark) {
    if (x >= 0 && y >= 0 && x < layout.width && y < layout.height)
        layout.fixed[static_cast<std::size_t>((y + 1) * (layout.width + 2) + x + 1)] = dark ? 1 : -1;
}

// Squares one in another around a middle: dark but in the rings named.
void addTarget(MatrixLayout &layout, int middleX, int middleY, int reach, int lightRing, int outerLightRing) {
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            const int ring = std::max(std::abs(x), std::abs(y));
            set(layout, middleX + x, middleY + y, ring != lightRing && ring != outerLightRing);
        }
    }
}

// The middles of a version's alignment patterns lie at all pairs of these (ISO/IEC 18004:2015, annex E).
std::vector<int> alignmentsOf(int version) {
    if (version == 1)
        return {};
    const int last = 4 * version + 10;
    if (version < 7)
        return {6, last};
    return {6, (6 + last) / 2, last};
}

MatrixLayout qrLayout(int version) {
    const int size = 17 + 4 * version;
    auto layout = blank(Symbology::QrCode, size, size);
    for (int i = 0; i < size; ++i) {
        set(layout, i, 6, i % 2 == 0);
        set(layout, 6, i, i % 2 == 0);
    }
    const auto middles = alignmentsOf(version);
    for (const int y : middles)
        for (const int x : middles)
            if (const bool inFinder = (x == 6 && y == 6) || (x == 6 && y == size - 7) || (x == size - 7 && y == 6);
                !inFinder)
                addTarget(layout, x, y, 2, 1, -1);
    addTarget(layout, 3, 3, 4, 2, 4);
    addTarget(layout, size - 4, 3, 4, 2, 4);
    addTarget(layout, 3, size - 4, 4, 2, 4);
    set(layout, 8, size - 8, true);
    return layout;
}

// ISO/IEC 18004:2015, 6.3: one finder pattern, the timing patterns along the symbol's own edge.
MatrixLayout microQrLayout(int version) {
    const int size = 9 + 2 * version;
    auto layout = blank(Symbology::MicroQrCode, size, size);
    for (int i = 0; i < size; ++i) {
        set(layout, i, 0, i % 2 == 0);
        set(layout, 0, i, i % 2 == 0);
    }
    addTarget(layout, 3, 3, 4, 2, 4);
    return layout;
}

// Each region has a dark edge left and below, and a clock above and right.
MatrixLayout dataMatrixLayout(int size, int regions) {
    auto layout = blank(Symbology::DataMatrix, size, size);
    const int region = size / regions;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            const int u = x % region;
            const int v = y % region;
            if (u == 0 || v == region - 1)
                set(layout, x, y, true);
            else if (v == 0)
                set(layout, x, y, u % 2 == 0);
            else if (u == region - 1)
                set(layout, x, y, v % 2 == 1);
        }
    }
    return layout;
}

// Of a parabola through three knots, the share of each.
std::array<float, 3> sharesAt(float t) {
    return {2 * (t - 0.5F) * (t - 1), 4 * t * (1 - t), 2 * t * (t - 0.5F)};
}

} // namespace

MatrixSpot spotOf(const MatrixLayout &layout, int x, int y) {
    const auto along = sharesAt((static_cast<float>(x) + 0.5F) / static_cast<float>(layout.width));
    const auto down = sharesAt((static_cast<float>(y) + 0.5F) / static_cast<float>(layout.height));
    MatrixSpot spot;
    for (std::size_t i = 0; i < spot.weights.size(); ++i)
        spot.weights[i] = along[i % 3] * down[i / 3];
    spot.fixed = layout.at(x, y);
    return spot;
}

namespace {
MatrixLayout withSpots(MatrixLayout layout) {
    constexpr std::size_t fewSpots = 100;
    for (int y = -1; y <= layout.height; ++y) {
        for (int x = -1; x <= layout.width; ++x) {
            if (layout.at(x, y) != 0) {
                layout.all.push_back(spotOf(layout, x, y));
                if (2 * x > layout.width && 2 * y > layout.height)
                    layout.last.push_back(layout.all.back());
            } else if ((x + y) % 2 == 0)
                layout.data.push_back(spotOf(layout, x, y));
        }
    }
    const bool isQr = layout.symbology == Symbology::QrCode;
    const int first = isQr ? 8 : 0; // a QR Code's run between its targets, a Data Matrix symbol's above and right
    const bool isMicro = layout.symbology == Symbology::MicroQrCode; // too short to tell anything
    for (int i = first; i < layout.width - first && !isMicro; ++i) {
        layout.clocks[0].push_back(isQr ? spotOf(layout, i, 6) : spotOf(layout, i, 0));
        layout.clocks[1].push_back(isQr ? spotOf(layout, 6, i) : spotOf(layout, layout.width - 1, i));
    }
    const auto every = layout.all.size() / fewSpots + 1;
    for (std::size_t i = 0; i < layout.all.size(); i += every)
        layout.few.push_back(layout.all[i]);
    return layout;
}
} // namespace

const std::vector<MatrixLayout> &matrixLayouts() {
    static const auto layouts = [] {
        std::vector<MatrixLayout> all;
        for (int version = 1; version <= 10; ++version)
            all.push_back(withSpots(qrLayout(version)));
        for (int size = 10; size <= 26; size += 2)
            all.push_back(withSpots(dataMatrixLayout(size, 1)));
        for (const int size : {32, 36, 40, 44, 48, 52})
            all.push_back(withSpots(dataMatrixLayout(size, 2)));
        return all;
    }();
    return layouts;
}

const std::vector<MatrixLayout> &microQrLayouts() {
    static const auto layouts = [] {
        std::vector<MatrixLayout> all;
        for (int version = 1; version <= 4; ++version)
            all.push_back(withSpots(microQrLayout(version)));
        return all;
    }();
    return layouts;
}

} // namespace panier::vision::decode
