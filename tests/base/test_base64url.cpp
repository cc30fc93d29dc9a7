#include "base/base64url.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::base;

// RFC 4648, 10, without the padding; and the two characters of its section 5.
TEST_CASE("base64url has these texts") {
    CHECK(toBase64Url({}).empty());
    CHECK(toBase64Url(viewOf("f")) == "Zg");
    CHECK(toBase64Url(viewOf("fo")) == "Zm8");
    CHECK(toBase64Url(viewOf("foo")) == "Zm9v");
    CHECK(toBase64Url(viewOf("foobar")) == "Zm9vYmFy");
    CHECK(toBase64Url(Bytes{0xFB, 0xFF}) == "-_8");
    CHECK(fromBase64Url("-_8") == Bytes{0xFB, 0xFF});
    CHECK(fromBase64Url("") == Bytes{});
}

TEST_CASE("what it doesn't write it doesn't read") {
    for (const auto *text : {"Z", "Zg==", "Zh", "Zm9", "Zm9v\n", "+/8", "Zm 9v", "Zm9vY"})
        CHECK_FALSE(fromBase64Url(text));
}

TEST_CASE("bytes come back, and a text is one way to write them") {
    CHECK(rc::check([](const Bytes &bytes) { RC_ASSERT(fromBase64Url(toBase64Url(bytes)) == bytes); }));
    CHECK(rc::check([](const std::string &text) {
        const auto bytes = fromBase64Url(text);
        RC_ASSERT((bytes ? toBase64Url(*bytes) : text) == text);
    }));
}
