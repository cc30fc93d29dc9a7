#include "eticket/link.h"
#include "eticket/qr.h"
#include "vision/decode/decoder.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::eticket;

TEST_CASE("an id is 128 bits of base64url") {
    CHECK(isEticketId("AAECAwQFBgcICQoLDA0ODw"));
    CHECK(isEticketId("_-ECAwQFBgcICQoLDA0ODA"));
    for (const auto *wrong :
         {"", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0ODwA", "AAECAwQFBgcICQoLDA0ODx", "AAECAwQFBgcICQoLDA0O/w",
          "AAECAwQFBgcICQoLDA0O+w", "AAECAwQFBgcICQoLDA0O.w", "AAECAwQFBgcICQoLDA0%4w", "AAECAwQFBgcICQoLDA0O\xC3w"})
        CHECK_FALSE(isEticketId(wrong));
}

TEST_CASE("the link is the shop's address and the id") {
    CHECK(eticketUrl("https://ticket.example", "AAECAwQFBgcICQoLDA0ODw") ==
          "https://ticket.example/t/AAECAwQFBgcICQoLDA0ODw");
    CHECK(eticketUrl("http://127.0.0.1:8480/", "x") == "http://127.0.0.1:8480/t/x");
}

TEST_CASE("the code reads back as the link, at level M") {
    const auto url = eticketUrl("https://ticket.ficelle.example", "AAECAwQFBgcICQoLDA0ODw");
    const auto qr = makeQr(url);
    REQUIRE(qr);
    CHECK(qr->size == 33); // version 4: 62 bytes at level M
    CHECK(qr->dark.size() == qr->size * qr->size);

    constexpr std::size_t scale = 4;
    constexpr std::size_t quiet = 4;
    const std::size_t side = (qr->size + 2 * quiet) * scale;
    std::vector<std::uint8_t> pixels(side * side, 255);
    for (std::size_t y = 0; y < qr->size * scale; ++y)
        for (std::size_t x = 0; x < qr->size * scale; ++x)
            if (qr->at(y / scale, x / scale))
                pixels[(y + quiet * scale) * side + x + quiet * scale] = 0;
    const int pictureSide = static_cast<int>(side);
    const auto read = panier::vision::decode::decode({pixels.data(), pictureSide, pictureSide, pictureSide});
    REQUIRE(read.size() == 1);
    CHECK(read.front().text == url);
    // ISO/IEC 18004 section 7.9: the format information's first two bits, masked, are 10 for level M.
    CHECK(qr->at(8, 0));
    CHECK_FALSE(qr->at(8, 1));
}

TEST_CASE("what isn't an address makes no code") {
    CHECK_FALSE(makeQr(""));
    CHECK_FALSE(makeQr("http://é"));
    CHECK_FALSE(makeQr(std::string("a\0b", 3)));
    CHECK_FALSE(makeQr(std::string(2332, 'a')));
    CHECK(makeQr(std::string(2331, 'a')));
}
