// The basket: one list of articles from tags and from codes, the same whatever came first.
#pragma once

#include "checkout/article.h"
#include "codes/epc.h"

#include <cstdint>
#include <set>
#include <vector>

namespace panier::checkout {

// One article of the basket. Its quantity is the larger of the distinct tags on the tray and the units shown or
// declared, so a tag that is read late is absorbed by the unit that the shopper already showed.
struct Line {
    Article article;
    std::set<codes::Epc> tags;   // on the tray, or claimed by the shopper
    std::set<codes::Epc> unsure; // perhaps on the tray: shown, not counted
    int declared = 0;            // units shown to the camera or declared by hand
    std::uint64_t order = 0;     // of first landing; larger is later

    [[nodiscard]] int quantity() const;
    // Unsure tags that no declared unit accounts for already.
    [[nodiscard]] int openUnsure() const;
    [[nodiscard]] Money total() const { return article.price * quantity(); }
    [[nodiscard]] bool empty() const { return tags.empty() && unsure.empty() && declared == 0; }
    bool operator==(const Line &) const = default;
};

// The articles of one visit. Pure values; every operation is idempotent or counts what its name says.
class Basket {
public:
    static constexpr int maxUnitsPerLine = 999;
    static constexpr std::size_t maxLines = 500;

    // The tag lies on the tray (counted), perhaps lies there (unsure), or is gone. False if the basket is full.
    bool putTag(const Article &article, const codes::Epc &epc);
    bool putUnsureTag(const Article &article, const codes::Epc &epc);
    void takeTag(const codes::Epc &epc);

    // A code was shown, and it means one unit more than were declared so far. False if the basket is full.
    bool show(const Article &article);
    // "Another one": the shopper says that there is one unit more than the basket has.
    bool another(const Article &article);
    // The shopper sets how many there are, never below the tags on the tray.
    bool declare(const Article &article, int units);
    // Forgets all of an article: its declared units and its tags.
    void remove(const codes::Gtin &gtin);

    [[nodiscard]] const Line *find(const codes::Gtin &gtin) const;
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }
    [[nodiscard]] int count() const;       // units, counted
    [[nodiscard]] int unsureCount() const; // units, not counted
    [[nodiscard]] Money total() const;
    [[nodiscard]] bool empty() const { return m_lines.empty(); }

    // Restores a stored basket; lines are taken as they are.
    [[nodiscard]] static Basket restore(std::vector<Line> lines, std::uint64_t nextOrder);
    [[nodiscard]] std::uint64_t nextOrder() const { return m_nextOrder; }
    bool operator==(const Basket &) const = default;

private:
    Line *lineFor(const Article &article);
    void dropEmpty();

    std::vector<Line> m_lines; // in order of first landing
    std::uint64_t m_nextOrder = 1;
};

} // namespace panier::checkout
