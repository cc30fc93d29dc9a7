#include "devices/codes/pack_counter.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::devices;

namespace {

const auto can = *codes::Gtin::parse("9521234000112");
const auto jar = *codes::Gtin::parse("9521234000228");
constexpr auto together = PackCounter::togetherMs;
constexpr auto beside = PackCounter::besideMs;

} // namespace

TEST_CASE("a pack that shows an EAN and a QR is one article") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    CHECK_FALSE(packs.seen(200, CodeSource::Camera, can, "]Q1"));
    packs.left(60'000, can, "]E0"); // turned in the hand for a minute: the QR is still there
    CHECK_FALSE(packs.seen(60'500, CodeSource::Camera, can, "]E0"));
    CHECK(packs.seen(60'600, CodeSource::Camera, jar, "]E0"));
}

TEST_CASE("what leaves the picture and comes again is another one") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    packs.left(1500, can, "]E0");
    CHECK(packs.seen(1600, CodeSource::Camera, can, "]E0"));
    packs.left(3000, can, "]E0");
    CHECK(packs.seen(600'000, CodeSource::Camera, can, "]E0"));
}

TEST_CASE("a pack that is turned, so that one code leaves before the other comes, is one") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    packs.left(3000, can, "]E0");
    CHECK_FALSE(packs.seen(3000 + together, CodeSource::Camera, can, "]Q1"));
    packs.left(12'000, can, "]Q1");
    CHECK(packs.seen(13'000, CodeSource::Camera, can, "]E0")); // the first side once more: another one
    packs.left(14'000, can, "]E0");
    CHECK(packs.seen(14'001 + together, CodeSource::Camera, can, "]Q1"));
}

TEST_CASE("a pack that stood there when the camera was lost hides no other") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    packs.blind(60'000);
    CHECK_FALSE(packs.seen(61'000, CodeSource::Scanner, can, "]E0")); // it may be that one
    packs.left(61'500, can, "]E0");
    CHECK(packs.seen(61'001 + together, CodeSource::Scanner, can, "]E0"));
}

TEST_CASE("camera and scanner see one pack, whoever is first") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    CHECK_FALSE(packs.seen(800, CodeSource::Scanner, can, "]E0"));
    packs.left(3000, can, "]E0");
    CHECK(packs.seen(10'000, CodeSource::Scanner, can, "]E0"));
    CHECK_FALSE(packs.seen(10'000 + together, CodeSource::Camera, can, "]E0"));
    packs.left(14'000, can, "]E0");
    CHECK(packs.seen(14'001 + together, CodeSource::Camera, can, "]E0"));
}

TEST_CASE("two cans scanned one after the other are two, before a camera too") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Scanner, can, "]E0"));
    CHECK(packs.seen(900, CodeSource::Scanner, can, "]E0"));
    CHECK_FALSE(packs.seen(1000, CodeSource::Camera, can, "]E0"));
    packs.left(2600, can, "]E0");
    CHECK_FALSE(packs.seen(2700, CodeSource::Camera, can, "]E0"));
    CHECK(packs.seen(2800, CodeSource::Scanner, can, "]E0")); // the third
}

TEST_CASE("what one code forbids, the other one on the pack doesn't sell") {
    PackCounter packs;
    CHECK(packs.seen(0, CodeSource::Camera, can, "]E0"));
    CHECK(packs.bar(300, CodeSource::Camera, can, "]d2")); // it counted: to be taken back
    CHECK_FALSE(packs.bar(400, CodeSource::Camera, can, "]d2"));
    CHECK_FALSE(packs.seen(500, CodeSource::Camera, can, "]E0"));
    packs.left(2000, can, "]E0");
    packs.left(2000, can, "]d2");
    CHECK(packs.seen(2001 + beside, CodeSource::Camera, can, "]E0")); // another pack, with a later date

    CHECK_FALSE(packs.bar(100'000, CodeSource::Camera, jar, "]d2")); // nothing was counted
    CHECK_FALSE(packs.seen(100'100, CodeSource::Camera, jar, "]E0"));
    CHECK_FALSE(packs.seen(100'200, CodeSource::Scanner, jar, "]E0"));
    packs.left(101'000, jar, "]E0");
    packs.left(101'000, jar, "]d2");
    CHECK(packs.seen(101'001 + beside, CodeSource::Camera, jar, "]E0"));

    PackCounter scanned; // the scanner's last one may have been another pack
    CHECK(scanned.seen(0, CodeSource::Scanner, can, "]E0"));
    CHECK_FALSE(scanned.bar(300, CodeSource::Scanner, can, "]d2"));
}

TEST_CASE("it remembers what was seen lately, and not more") {
    PackCounter packs;
    CHECK_FALSE(packs.isBusy(0));
    CHECK(packs.seen(0, CodeSource::Scanner, can, ""));
    CHECK(packs.isBusy(beside));
    CHECK_FALSE(packs.isBusy(beside + 1));
    for (std::size_t n = 0; n < 2 * PackCounter::maxArticles; ++n) {
        const auto body = "2" + std::to_string(100'000'000'000 + n);
        CHECK(packs.seen(1000, CodeSource::Camera, *codes::Gtin::fromBody(body), "]E0"));
    }
    CHECK(packs.seen(1001, CodeSource::Scanner, can, "")); // forgotten for the others
}

TEST_CASE("no more are counted than any one source saw, and no fewer than the scanner") {
    CHECK(rc::check([] {
        PackCounter packs;
        base::TimeMs now = 0;
        int counted = 0;
        std::array<int, 2> seen{};
        bool inView = false;
        for (int n = *rc::gen::inRange(0, 40); n > 0; --n) {
            now += *rc::gen::inRange<base::TimeMs>(0, together);
            if (*rc::gen::inRange(0, 2) == 0) {
                ++seen[1];
                counted += packs.seen(now, CodeSource::Scanner, can, "]E0") ? 1 : 0;
            } else if (inView) {
                packs.left(now, can, "]E0");
                inView = false;
            } else {
                ++seen[0];
                inView = true;
                counted += packs.seen(now, CodeSource::Camera, can, "]E0") ? 1 : 0;
            }
        }
        RC_ASSERT(counted == std::max(seen[0], seen[1]));
    }));
}
