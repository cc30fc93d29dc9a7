#include "checkout/basket.h"

#include <algorithm>

namespace panier::checkout {

int Line::quantity() const {
    return std::max(static_cast<int>(tags.size()), declared);
}

int Line::openUnsure() const {
    const int spare = std::max(0, declared - static_cast<int>(tags.size()));
    return std::max(0, static_cast<int>(unsure.size()) - spare);
}

Line *Basket::lineFor(const Article &article) {
    const auto known = std::find_if(m_lines.begin(), m_lines.end(),
                                    [&](const Line &line) { return line.article.gtin == article.gtin; });
    if (known != m_lines.end())
        return &*known;
    if (m_lines.size() >= maxLines)
        return nullptr;
    Line line;
    line.article = article;
    line.order = m_nextOrder++;
    return &m_lines.emplace_back(std::move(line));
}

bool Basket::putTag(const Article &article, const codes::Epc &epc) {
    auto *line = lineFor(article);
    if (line == nullptr || line->tags.size() >= maxUnitsPerLine)
        return false;
    line->unsure.erase(epc);
    line->tags.insert(epc);
    return true;
}

bool Basket::putUnsureTag(const Article &article, const codes::Epc &epc) {
    auto *line = lineFor(article);
    if (line == nullptr || line->unsure.size() >= maxUnitsPerLine)
        return false;
    line->tags.erase(epc);
    line->unsure.insert(epc);
    return true;
}

void Basket::takeTag(const codes::Epc &epc) {
    for (auto &line : m_lines) {
        line.tags.erase(epc);
        line.unsure.erase(epc);
    }
    dropEmpty();
}

bool Basket::show(const Article &article) {
    auto *line = lineFor(article);
    if (line == nullptr || line->declared >= maxUnitsPerLine)
        return false;
    ++line->declared;
    return true;
}

bool Basket::another(const Article &article) {
    auto *line = lineFor(article);
    if (line == nullptr || line->quantity() >= maxUnitsPerLine)
        return false;
    line->declared = line->quantity() + 1;
    return true;
}

bool Basket::declare(const Article &article, int units) {
    if (units < 0 || units > maxUnitsPerLine)
        return false;
    auto *line = lineFor(article);
    if (line == nullptr)
        return false;
    line->declared = units;
    dropEmpty();
    return true;
}

void Basket::remove(const codes::Gtin &gtin) {
    std::erase_if(m_lines, [&](const Line &line) { return line.article.gtin == gtin; });
}

const Line *Basket::find(const codes::Gtin &gtin) const {
    const auto line = std::find_if(m_lines.begin(), m_lines.end(),
                                   [&](const Line &candidate) { return candidate.article.gtin == gtin; });
    return line == m_lines.end() ? nullptr : &*line;
}

int Basket::count() const {
    int units = 0;
    for (const auto &line : m_lines)
        units += line.quantity();
    return units;
}

int Basket::unsureCount() const {
    int units = 0;
    for (const auto &line : m_lines)
        units += line.openUnsure();
    return units;
}

Money Basket::total() const {
    Money sum;
    for (const auto &line : m_lines)
        sum += line.total();
    return sum;
}

void Basket::dropEmpty() {
    std::erase_if(m_lines, [](const Line &line) { return line.empty(); });
}

Basket Basket::restore(std::vector<Line> lines, std::uint64_t nextOrder) {
    Basket basket;
    basket.m_lines = std::move(lines);
    basket.m_nextOrder = nextOrder;
    return basket;
}

} // namespace panier::checkout
