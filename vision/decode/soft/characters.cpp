#include "vision/decode/soft/characters.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
// From the first character's edge on, `change` there.
std::vector<TemplateEdge> edgesBetween(std::span<const std::uint8_t> widths, float change) {
    float at = 0;
    std::vector<TemplateEdge> edges{{at, change}};
    for (const auto width : widths) {
        at += static_cast<float>(width);
        change = -change;
        edges.push_back({at, change});
    }
    return edges;
}
} // namespace

std::vector<TemplateEdge> EanCharacters::edgesOf(int pattern, bool right) {
    auto widths = elementWidths(pattern % 10);
    if (pattern >= 10)
        std::reverse(widths.begin(), widths.end());
    return edgesBetween(widths, right ? 1 : -1);
}

std::vector<TemplateEdge> Code128Characters::edgesOf(int value, bool /*right*/) {
    return edgesBetween(code128Widths(value), 1);
}

} // namespace panier::vision::decode
