// The frames that ended panier-eye: capped, purged by age, and believed in nothing.
#include "devices/eye/crash_frames.h"

#include "app/eye/shared_frame.h"
#include "vision/agree/wire.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <set>
#include <string>
#include <unistd.h>

namespace {
using namespace panier;
using devices::CrashFrames;
using vision::agree::FrameBox;
namespace fs = std::filesystem;

constexpr base::TimeMs day = 24LL * 60 * 60 * 1000;
constexpr base::TimeMs now = 1'800'000'000'000;

struct Shelf {
    QTemporaryDir state;
    fs::path folder = fs::path(state.path().toStdString()) / "frames";

    [[nodiscard]] std::set<std::string> files() const {
        std::set<std::string> names;
        std::error_code error;
        for (const auto &entry : fs::directory_iterator(folder, error))
            names.insert(entry.path().filename().string());
        return names;
    }
};

void put(const CrashFrames &frames, const FrameBox &box, const std::string &pixels) {
    REQUIRE(::pwrite(frames.file(), &box, sizeof box, 0) == sizeof box);
    REQUIRE(::pwrite(frames.file(), pixels.data(), pixels.size(), sizeof box) == static_cast<ssize_t>(pixels.size()));
}

TEST_CASE("The frame under the decoder is kept, the one that was done with isn't") {
    const Shelf shelf;
    CrashFrames frames({3, 7, shelf.folder});
    using Of = app::SharedFrame::Of;
    const std::string grey = "abc-def-"; // rows with padding
    const vision::decode::GreyView frame{reinterpret_cast<const std::uint8_t *>(grey.data()), 3, 2, 4};
    app::SharedFrame shared(::dup(frames.file()));
    shared.begin(Of::Loop, frame);
    shared.end(Of::Loop);
    frames.childDied(now);
    frames.waitUntilWritten();
    CHECK(shelf.files().empty());
    shared.begin(Of::Loop, frame);
    frames.childDied(now + 1);
    frames.childDied(now + 2); // once is enough
    frames.waitUntilWritten();
    REQUIRE(shelf.files() == std::set<std::string>{"eye-1800000000001.pgm"});
    std::ifstream file(shelf.folder / "eye-1800000000001.pgm", std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator(file), {}) == "P5\n3 2\n255\nabcdef");
}

TEST_CASE("Both frames are kept where the loop and the hard pass have one each, and only the one that is looked at") {
    const Shelf shelf;
    CrashFrames frames({3, 7, shelf.folder});
    using Of = app::SharedFrame::Of;
    const std::string grey = "xy";
    const auto *pixels = reinterpret_cast<const std::uint8_t *>(grey.data());
    app::SharedFrame shared(::dup(frames.file()));
    shared.begin(Of::Loop, {pixels, 1, 1, 1});
    shared.begin(Of::HardPass, {pixels + 1, 1, 1, 1});
    frames.childDied(now);
    frames.waitUntilWritten();
    CHECK(shelf.files() == std::set<std::string>{"eye-1800000000000.pgm", "eye-1800000000001.pgm"});
    shared.begin(Of::Loop, {pixels, 1, 1, 1});
    shared.begin(Of::HardPass, {pixels + 1, 1, 1, 1});
    shared.end(Of::Loop);
    frames.childDied(now + 10);
    frames.waitUntilWritten();
    CHECK(shelf.files().contains("eye-1800000000011.pgm"));
    CHECK_FALSE(shelf.files().contains("eye-1800000000010.pgm"));
}

TEST_CASE("No more than asked for, none older than said, and nobody else's files") {
    const Shelf shelf;
    CrashFrames frames({2, 7, shelf.folder});
    for (const base::TimeMs at : {now, now + 1, now + 2}) {
        put(frames, {1, 1, 1, 0}, "x");
        frames.childDied(at);
    }
    frames.waitUntilWritten();
    CHECK(shelf.files() == std::set<std::string>{"eye-1800000000001.pgm", "eye-1800000000002.pgm"});
    std::ofstream(shelf.folder / "eye-holiday.pgm") << "theirs";
    frames.purge(now + 1 + 7 * day);
    frames.waitUntilWritten();
    CHECK(shelf.files().size() == 3);
    frames.purge(now + 2 + 7 * day);
    frames.waitUntilWritten();
    CHECK(shelf.files() == std::set<std::string>{"eye-1800000000002.pgm", "eye-holiday.pgm"});
    CrashFrames({0, 7, shelf.folder}).purge(now); // switched off: what was kept goes
    CHECK(shelf.files() == std::set<std::string>{"eye-holiday.pgm"});
}

TEST_CASE("A box that lies holds nothing") {
    const Shelf shelf;
    CrashFrames frames({3, 7, shelf.folder});
    for (const FrameBox &box : {FrameBox{0, 1, 1, 0}, FrameBox{2, 1, 1, 0}, FrameBox{1, 0, 1, 0}, FrameBox{1, 1, 0, 0},
                                FrameBox{1, 4097, 1, 0}, FrameBox{1, 1, 0xFFFFFFFF, 0}}) {
        put(frames, box, "x");
        frames.childDied(now);
    }
    frames.waitUntilWritten();
    CHECK(shelf.files().empty());
    CHECK(::ftruncate(frames.file(), 0) != 0); // nor can the child shrink it under us
    CHECK(CrashFrames({0, 7, shelf.folder}).file() == -1);
}
} // namespace
