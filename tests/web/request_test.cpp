#include "web/failure_limit.h"
#include "web/request.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::web;
using panier::checkout::Language;

TEST_CASE("two routes, and nothing else") {
    CHECK(targetOf("/health").route == Route::Health);
    CHECK(targetOf("/t/AAECAwQFBgcICQoLDA0ODw").route == Route::Ticket);
    CHECK(targetOf("/t/AAECAwQFBgcICQoLDA0ODw").id == "AAECAwQFBgcICQoLDA0ODw");
    for (const auto *path : {"", "/", "/t", "/t/", "/health/", "/Health", "/t/AAECAwQFBgcICQoLDA0OD",
                             "/t/../../etc/passwd", "/t/AAECAwQFBgcICQoLDA0ODw/", "//t/AAECAwQFBgcICQoLDA0ODw",
                             "t/AAECAwQFBgcICQoLDA0ODw", "/t/AAECAwQFBgcICQoLDA0ODw%00", "/T/AAECAwQFBgcICQoLDA0ODw"})
        CHECK(targetOf(path).route == Route::Nothing);
}

TEST_CASE("the language is the link's, then the phone's, then the ticket's") {
    struct Row {
        const char *lang;
        const char *accept;
        Language otherwise;
        Language expected;
    };
    constexpr auto fr = Language::French;
    constexpr auto en = Language::English;
    for (const auto &[lang, accept, otherwise, expected] : {
             Row{"en", "fr", fr, en},
             Row{"fr", "en", en, fr},
             Row{"de", "en", fr, en},
             Row{"", "", en, en},
             Row{"", "", fr, fr},
             Row{"", "en-GB,en;q=0.9,fr;q=0.8", fr, en},
             Row{"", "fr-CA", en, fr},
             Row{"", "FR", en, fr},
             Row{"", "en;q=0.5, fr;q=0.7", en, fr},
             Row{"", "en;q=0.75, fr;q=0.8", en, fr},
             Row{"", "de, es", en, en},
             Row{"", "de, en;q=0.1", fr, en},
             Row{"", "en;q=0", fr, fr},
             Row{"", "en;q=0.000", fr, fr},
             Row{"", "fro, eng", en, en},
             Row{"", "frx", en, en},
             Row{"", "en;q=x", fr, fr},
             Row{"", "en;q=", fr, fr},
             Row{"", ",,;;q=q=,-,en", fr, en},
             Row{"", "*", en, en},
         }) {
        CAPTURE(lang, accept);
        CHECK(languageOf(lang, accept, otherwise) == expected);
    }
    CHECK(languageOf("", std::string(1000, ',') + "en", fr) == fr);
}

TEST_CASE("one address may fail so often a minute, and no other pays for it") {
    FailureLimit limit;
    for (int i = 0; i < FailureLimit::maxFailures; ++i)
        CHECK(limit.allow("192.0.2.1", i));
    CHECK_FALSE(limit.allow("192.0.2.1", 100));
    CHECK(limit.allow("192.0.2.2", 100));
    CHECK_FALSE(limit.allow("192.0.2.1", FailureLimit::windowUs - 1));
    CHECK(limit.allow("192.0.2.1", FailureLimit::windowUs + 1));
}

TEST_CASE("a crowd of addresses pushes out the oldest, never the newest") {
    FailureLimit limit;
    for (int i = 0; i <= FailureLimit::maxFailures; ++i)
        (void)limit.allow("last", 1'000'000);
    for (std::size_t i = 0; i < FailureLimit::maxAddresses - 1; ++i)
        CHECK(limit.allow(std::to_string(i), 500'000));
    CHECK(limit.allow("one more", 1'000'001));
    CHECK_FALSE(limit.allow("last", 1'000'002));
}
