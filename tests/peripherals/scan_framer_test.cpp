#include "peripherals/scanner/scan_framer.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::peripherals::scanner;

namespace {

const Scan pull{"]E0", "9521234000112"};

std::vector<Scan> scansOf(ScanFramer &framer, std::string_view bytes) {
    std::vector<Scan> scans;
    for (const auto &result : framer.feed(bytes)) {
        REQUIRE(result);
        scans.push_back(*result);
    }
    return scans;
}

} // namespace

TEST_CASE("a code ends with its suffix, however the bytes come") {
    for (const std::string suffix : {"\r", "\n", "\r\n", "\t", "\x03"}) {
        ScanFramer framer({"", suffix});
        CHECK(scansOf(framer, "]E0952123").empty());
        CHECK(framer.isOpen());
        CHECK(scansOf(framer, "4000112" + suffix) == std::vector{pull});
        CHECK_FALSE(framer.isOpen());
        CHECK(scansOf(framer, "]E09521234000112" + suffix + "]E496385074" + suffix) ==
              std::vector<Scan>{pull, {"]E4", "96385074"}});
    }
}

TEST_CASE("one line end more than was asked for is none of a code's") {
    ScanFramer framer({"", "\r"});
    CHECK(scansOf(framer, "]E09521234000112\r\n]E09521234000112\r\n") == std::vector{pull, pull});
    CHECK_FALSE(framer.isOpen());
}

TEST_CASE("the AIM identifier is taken off, and a separator stays") {
    ScanFramer framer({"", "\r"});
    CHECK(scansOf(framer, "]C101095212340001121"
                          "0A\x1D"
                          "21B\r") == std::vector<Scan>{{"]C1", "010952123400011210A\x1D"
                                                                "21B"}});
    CHECK(scansOf(framer, "9521234000112\r") == std::vector<Scan>{{"", "9521234000112"}});
    CHECK(scansOf(framer, "]hello world\r") == std::vector<Scan>{{"]he", "llo world"}});
    CHECK(scansOf(framer, "]E0\r") == std::vector<Scan>{{"", "]E0"}}); // no code behind it
    CHECK(scansOf(framer, "]\x1D"
                          "01\r") == std::vector<Scan>{{"", "]\x1D"
                                                            "01"}});
}

TEST_CASE("a prefix belongs to every code") {
    ScanFramer framer({"\x02", "\x03"});
    CHECK(scansOf(framer, "\x02]E09521234000112\x03") == std::vector{pull});
    const auto without = framer.feed("]E09521234000112\x03");
    REQUIRE(without.size() == 1);
    CHECK(without[0] == tl::make_unexpected(ScanError::NoPrefix));
    const auto nothing = framer.feed("\x02\x03");
    REQUIRE(nothing.size() == 1);
    CHECK(nothing[0] == tl::make_unexpected(ScanError::NoPrefix));
}

TEST_CASE("a silence ends a code without a suffix, and breaks one that should have it") {
    ScanFramer bare({"", ""});
    CHECK(bare.feed("]E09521234000112").empty());
    CHECK(bare.silence() == std::vector<ScanResult>{pull});
    CHECK(bare.silence().empty());

    ScanFramer framer({"", "\r"});
    CHECK(framer.feed("]E0952123400").empty());
    CHECK(framer.silence() == std::vector<ScanResult>{tl::make_unexpected(ScanError::Incomplete)});
    CHECK(scansOf(framer, "]E09521234000112\r") == std::vector{pull}); // not glued to the rest of the first
    CHECK(framer.feed("]E095").empty());
    framer.reset();
    CHECK_FALSE(framer.isOpen());
    CHECK(framer.silence().empty());
}

TEST_CASE("a code that doesn't end is passed over, and the next one is read") {
    for (const std::string suffix : {"\r", "\r\n"}) {
        ScanFramer framer({"", suffix});
        for (int n = 0; n < 100; ++n)
            CHECK(framer.feed(std::string(1000, '7')).empty());
        const auto ended = framer.feed(suffix + "]E09521234000112" + suffix);
        REQUIRE(ended.size() == 2);
        CHECK(ended[0] == tl::make_unexpected(ScanError::TooLong));
        CHECK(ended[1] == ScanResult(pull));
    }
    ScanFramer bare({"", ""});
    CHECK(bare.feed(std::string(100'000, '7')).empty());
    CHECK(bare.silence() == std::vector<ScanResult>{tl::make_unexpected(ScanError::TooLong)});
    ScanFramer full({"", "\r"});
    const std::string longest(ScanFramer::maxScanBytes, '7');
    CHECK(scansOf(full, longest + "\r") == std::vector<Scan>{{"", longest}});
}

TEST_CASE("the stream reads the same however it is cut") {
    CHECK(rc::check([] {
        const auto suffix = *rc::gen::element<std::string>("\r", "\r\n", "\t", "\x03");
        std::string stream;
        for (int n = *rc::gen::inRange(0, 6); n > 0; --n)
            stream += *rc::gen::container<std::string>(rc::gen::elementOf(std::string("]EQ013\x1D\r\n\t"))) + suffix;
        ScanFramer whole({"", suffix});
        ScanFramer cut({"", suffix});
        std::vector<ScanResult> pieces;
        for (std::size_t at = 0; at < stream.size();) {
            const auto length = *rc::gen::inRange<std::size_t>(1, 5);
            for (auto &result : cut.feed(std::string_view(stream).substr(at, length)))
                pieces.push_back(result);
            at += length;
        }
        RC_ASSERT(whole.feed(stream) == pieces);
        RC_ASSERT(whole.isOpen() == cut.isOpen());
    }));
}
