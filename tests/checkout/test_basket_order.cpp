// The result doesn't depend on the order of arrival: tags and codes in any interleaving give the basket that lies
// there.
#include "checkout/basket.h"
#include "tests/support/articles.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <random>
#include <rapidcheck.h>

using namespace panier::checkout;
using namespace panier::tests;

namespace {

// What physically lies there of one article: units with a living tag, units with a dead one.
struct Pile {
    int alive = 0;
    int dead = 0;
};

// The shopper shows a code for each dead unit, and says "another one" exactly while the screen shows too few.
void showDead(Basket &basket, const Article &article, int truth) {
    const auto *line = basket.find(article.gtin);
    if (line == nullptr || line->tags.empty())
        (void)basket.show(article);
    else if (line->quantity() < truth)
        (void)basket.another(article);
}

} // namespace

TEST_CASE("the same operations in any order give the same quantities") {
    CHECK(rc::check("tags and a declared number commute", [] {
        const int tags = *rc::gen::inRange(0, 8);
        const int declared = *rc::gen::inRange(0, 8);
        std::vector<int> order(tags + 1);
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
        Basket basket;
        for (const int step : order) {
            if (step == tags)
                RC_ASSERT(basket.declare(pull(), declared));
            else
                RC_ASSERT(basket.putTag(pull(), epc(step)));
        }
        RC_ASSERT(basket.count() == std::max(tags, declared));
    }));
}

TEST_CASE("a pile with dead tags comes out right, whatever is read or shown first") {
    CHECK(rc::check("basket equals pile", [] {
        const std::vector<Article> articles{pull(), jean(), honey()};
        std::vector<Pile> piles;
        std::vector<std::pair<int, int>> steps; // article, tag number or -1 for a code that is shown
        for (int a = 0; a < 3; ++a) {
            const Pile pile{*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 5)};
            for (int i = 0; i < pile.alive; ++i)
                steps.emplace_back(a, 100 * a + i);
            for (int i = 0; i < pile.dead; ++i)
                steps.emplace_back(a, -1);
            piles.push_back(pile);
        }
        std::shuffle(steps.begin(), steps.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
        Basket basket;
        for (const auto &[a, tag] : steps) {
            if (tag >= 0)
                RC_ASSERT(basket.putTag(articles[a], epc(tag)));
            else
                showDead(basket, articles[a], piles[a].alive + piles[a].dead);
        }
        // All tags were read now; a shopper who still misses one says so.
        for (int a = 0; a < 3; ++a) {
            const int truth = piles[a].alive + piles[a].dead;
            for (int i = 0; i < truth; ++i) {
                const auto *line = basket.find(articles[a].gtin);
                if (piles[a].dead > 0 && (line == nullptr || line->quantity() < truth))
                    showDead(basket, articles[a], truth);
            }
            const auto *line = basket.find(articles[a].gtin);
            RC_ASSERT((line == nullptr ? 0 : line->quantity()) == truth);
        }
    }));
}
