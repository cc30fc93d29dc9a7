// The shopper's articles: brought in a basket, put on the tray by one, by handfuls or in a bag, some taken out again.
#include "rfid/emulator/world/visit_builder.h"

#include <algorithm>
#include <cmath>

namespace panier::rfid::world {

namespace {

constexpr int stacks = 4;
constexpr double marginDb = 3; // an article with less at its best antenna counts as hidden
constexpr int maxRedraws = 200;
constexpr std::int64_t arriveUs = 1'500'000; // the shopper walks up
constexpr Vec3 shopper{0, -0.75, -0.25};     // the basket in front of the kiosk

Vec3 around(Random &random, const Vec3 &middle, double x, double y, double z) {
    return middle + Vec3{random.between(-x, x), random.between(-y, y), random.between(-z, z)};
}

} // namespace

// Half of the visits are as a shop sees them (a geometric number with mean 4), half are drawn evenly, so that large
// baskets weigh as much as small ones.
int VisitBuilder::articleCount() {
    const int low = m_parameters.articlesMin;
    const int high = m_parameters.articlesMax;
    if (m_random.chance(0.5))
        return m_random.range(low, high);
    constexpr double meanArticles = 4;
    const int geometric = 1 + static_cast<int>(std::log1p(-m_random.unit()) / std::log1p(-1 / meanArticles));
    return std::clamp(geometric, low, high);
}

void VisitBuilder::addArticles() {
    const int count = articleCount();
    std::vector<std::uint32_t> articles;
    for (int i = 0; i < count; ++i) {
        articles.push_back(newTag(TagKind::Article));
        bringArticle(articles.back(), m_random.chance(m_parameters.hiddenShare));
    }
    putDownAll(articles, m_scenario.visitUs + static_cast<std::int64_t>(m_random.between(0.3, 2) * 1e6));
    const auto afterAMoment = [this] {
        return m_scenario.lastMovementUs + static_cast<std::int64_t>(m_random.logNormal(1.2, 0.5) * 1e6);
    };
    if (m_random.chance(m_parameters.removals))
        for (int left = m_random.range(1, std::min(2, count)); left > 0 && m_lying.size() > 1; --left)
            takeOut(afterAMoment());
    if (m_random.chance(m_parameters.swaps)) {
        takeOut(afterAMoment());
        const auto other = newTag(TagKind::Article);
        bringArticle(other, m_random.chance(m_parameters.hiddenShare));
        land({other}, afterAMoment(), 600'000, false);
    }
}

// It comes with the shopper, just before the visit, and waits in the basket.
void VisitBuilder::bringArticle(std::uint32_t tag, bool hidden) {
    m_scenario.tags[tag].hidden = hidden;
    const auto startUs = m_scenario.visitUs - arriveUs;
    addPlace(tag, 0, 0, {}, {}).absent = true;
    const auto from = around(m_random, {0, -3, -0.25}, 0.15, 0.1, 0.15);
    addPlace(tag, startUs, arriveUs, from, from + (shopper - Vec3{0, -3, -0.25})).swayM = 0.02;
}

// By one, by handfuls, or a bag at once.
void VisitBuilder::putDownAll(const std::vector<std::uint32_t> &articles, std::int64_t startUs) {
    const auto count = static_cast<int>(articles.size());
    const bool bag = m_random.chance(0.2);
    const bool byOne = !bag && count <= 10 && m_random.chance(0.75);
    const int most = bag ? count : byOne ? 1 : std::max(2, (count + 5) / 6);
    auto atUs = startUs;
    for (int done = 0; done < count;) {
        const int some = bag ? count : std::min(count - done, m_random.range(std::max(1, most / 2), most));
        const std::vector<std::uint32_t> handful(articles.begin() + done, articles.begin() + done + some);
        const double lift = std::clamp(m_random.normal(bag ? 1.0 : 0.6, 0.15), 0.3, 1.5);
        land(handful, atUs, static_cast<std::int64_t>(lift * 1e6), bag);
        done += some;
        if (done < count)
            atUs += static_cast<std::int64_t>(std::clamp(m_random.logNormal(0.9, 0.4), 0.3, 4.0) * 1e6);
    }
}

void VisitBuilder::land(const std::vector<std::uint32_t> &handful, std::int64_t atUs, std::int64_t moveUs, bool inBag) {
    const int stack = m_random.below(stacks);
    for (std::size_t i = 0; i < handful.size(); ++i) {
        const auto tag = handful[i];
        const int ownStack = inBag ? static_cast<int>(i) % stacks : stack;
        const auto from = positionAt(m_scenario.tags[tag].places.back(), atUs);
        restOnTray(tag, addPlace(tag, atUs, moveUs, from, {}), ownStack, inBag);
        m_lying.push_back({tag, ownStack});
        m_scenario.stays.push_back({tag, atUs + moveUs, neverUs});
    }
    for (int each = 0; each < stacks; ++each)
        if (inBag || each == stack)
            disturb(each, atUs + moveUs);
    m_scenario.lastMovementUs = std::max(m_scenario.lastMovementUs, atUs + moveUs);
}

// Where an article comes to lie. A place that no antenna reaches is drawn again, or makes a hidden article.
void VisitBuilder::restOnTray(std::uint32_t tag, Place &place, int stack, bool inBag) {
    drawTrayPlace(place, stack, inBag);
    auto &article = m_scenario.tags[tag];
    for (int tries = 0; readMarginDb(m_parameters, article, place) < marginDb; ++tries) {
        if (!m_parameters.poweredOnly || tries == maxRedraws) {
            article.hidden = true;
            return;
        }
        drawTrayPlace(place, stack, inBag);
    }
}

void VisitBuilder::drawTrayPlace(Place &place, int stack, bool inBag) {
    const auto below =
        std::count_if(m_lying.begin(), m_lying.end(), [&](const Lying &lying) { return lying.stack == stack; });
    constexpr double layerM = 0.02; // a folded garment, or a small box
    constexpr double highestM = 0.40;
    const double x = stack % 2 == 0 ? -0.11 : 0.11;
    const double y = stack / 2 == 0 ? -0.08 : 0.08;
    const double z = 0.01 + std::min(highestM, layerM * static_cast<double>(below));
    place.end = around(m_random, {x, y, z}, 0.10, 0.08, 0.01);
    place.axis = inBag ? anyAxis() : lyingAxis();
    constexpr double bagDb = 1;
    place.lossDb = pileLossDb(stack) + (inBag ? bagDb : 0);
    place.riceDb = m_parameters.radio.trayRiceDb;
    place.salt = m_random.bits();
}

// Neighbours whose tags lie within some 2 cm take 2.2 dB each on average, and now and then far more.
double VisitBuilder::pileLossDb(int stack) {
    const auto others =
        std::count_if(m_lying.begin(), m_lying.end(), [&](const Lying &lying) { return lying.stack == stack; });
    constexpr int nearest = 4;
    constexpr double overlaps = 0.3;
    constexpr double eachDb = 2.2;
    double loss = 0;
    for (int i = 0; i < std::min<int>(nearest, static_cast<int>(others)); ++i)
        loss += m_random.chance(overlaps) ? m_random.exponential(eachDb) : 0;
    return loss;
}

// Whatever lies next to something that was put down or taken out shifts a little: another field, another coupling.
void VisitBuilder::disturb(int stack, std::int64_t atUs) {
    constexpr int reach = 3;
    int left = reach;
    for (auto it = m_lying.rbegin(); it != m_lying.rend() && left > 0; ++it) {
        auto &tag = m_scenario.tags[it->tag];
        if (it->stack != stack || tag.places.back().fromUs + tag.places.back().moveUs >= atUs)
            continue;
        --left;
        Place shifted = tag.places.back();
        shifted.fromUs = atUs;
        shifted.moveUs = 0;
        const auto at = shifted.end;
        bool powered = false;
        for (int tries = 0; tries < maxRedraws && !powered; ++tries) {
            shifted.end = around(m_random, at, 0.01, 0.01, 0.005);
            shifted.lossDb = pileLossDb(stack);
            shifted.salt = m_random.bits();
            powered = readMarginDb(m_parameters, tag, shifted) >= marginDb;
            if (!m_parameters.poweredOnly)
                break;
        }
        tag.hidden = tag.hidden || !powered;
        tag.places.push_back(shifted);
    }
}

// Out of the tray: back into the basket, into the hand beside the tray, or off to a rail.
void VisitBuilder::takeOut(std::int64_t atUs) {
    const auto which = static_cast<std::size_t>(m_random.below(static_cast<int>(m_lying.size())));
    const auto lying = m_lying[which];
    m_lying.erase(m_lying.begin() + static_cast<std::ptrdiff_t>(which));
    auto &tag = m_scenario.tags[lying.tag];
    const auto from = tag.places.back().end;
    const double fate = m_random.unit();
    constexpr double intoBasket = 0.5;
    constexpr double inHand = 0.8;
    const auto to = fate < intoBasket ? around(m_random, shopper, 0.15, 0.1, 0.15)
                    : fate < inHand   ? around(m_random, {0, -0.6, 0.2}, 0.3, 0.1, 0.15)
                                      : around(m_random, {0, -1.8, 0}, 1.0, 0.4, 0.4);
    const auto moveUs = static_cast<std::int64_t>(std::clamp(m_random.normal(0.7, 0.15), 0.4, 1.2) * 1e6);
    addPlace(lying.tag, atUs, moveUs, from, to).swayM = 0.02;
    const auto leftUs = atUs + moveUs / 2;
    for (auto &stay : m_scenario.stays)
        if (stay.tag == lying.tag && stay.leftUs == neverUs)
            stay.leftUs = leftUs;
    disturb(lying.stack, atUs);
    m_scenario.lastMovementUs = std::max(m_scenario.lastMovementUs, leftUs);
}

} // namespace panier::rfid::world
