// Draws one visit: the shopper's articles in article_stories.cpp, everything else that carries a tag in
// stray_stories.cpp.
#pragma once

#include "rfid/emulator/world/random.h"
#include "rfid/emulator/world/scenario.h"

namespace panier::rfid::world {

class VisitBuilder {
public:
    VisitBuilder(std::uint64_t seed, const ScenarioParameters &parameters);

    void addArticles();
    void addStrays();
    [[nodiscard]] Scenario take();

private:
    // An article on the tray: which stack it lies in and how high.
    struct Lying {
        std::uint32_t tag;
        int stack;
    };

    std::uint32_t newTag(TagKind kind);
    Place &addPlace(std::uint32_t tag, std::int64_t fromUs, std::int64_t moveUs, const Vec3 &start, const Vec3 &end);
    [[nodiscard]] Vec3 anyAxis();
    [[nodiscard]] Vec3 lyingAxis();

    // Articles.
    [[nodiscard]] int articleCount();
    void bringArticle(std::uint32_t tag, bool hidden);
    void land(const std::vector<std::uint32_t> &handful, std::int64_t atUs, std::int64_t moveUs, bool inBag);
    void restOnTray(std::uint32_t tag, Place &place, int stack, bool inBag);
    void drawTrayPlace(Place &place, int stack, bool inBag);
    void disturb(int stack, std::int64_t atUs);
    [[nodiscard]] double pileLossDb(int stack);
    void takeOut(std::int64_t atUs);
    void putDownAll(const std::vector<std::uint32_t> &articles, std::int64_t startUs);

    // Strays.
    void addShelf(int count);
    void addTrolley(int count);
    void addNextShopper(int count);
    void addLeftover();
    void addNeighbour(int count);

    Random m_random;
    Scenario m_scenario;
    const ScenarioParameters &m_parameters;
    std::vector<Lying> m_lying;
    std::uint64_t m_serial;
};

} // namespace panier::rfid::world
