#include "base/durable_file.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <sys/stat.h>

using namespace panier::base;

TEST_CASE("a small file is replaced whole, with its mode, and nothing is left beside it") {
    std::string folder = (std::filesystem::temp_directory_path() / "panier-durable-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::filesystem::path file = std::filesystem::path(folder) / "key";
    REQUIRE(writeDurably(file.string() + ".new", "left by a crash", 0666));
    REQUIRE(writeDurably(file, "first", 0600));
    REQUIRE(writeDurably(file, std::string(100'000, 'x'), 0600));
    CHECK(readWhole(file, 100'000) == std::string(100'000, 'x'));
    CHECK_FALSE(readWhole(file, 99'999));
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK_FALSE(std::filesystem::exists(file.string() + ".new"));

    CHECK_FALSE(writeDurably(std::filesystem::path(folder) / "missing/key", "x"));
    CHECK_FALSE(readWhole(folder, 100));
    CHECK_FALSE(readWhole("/dev/zero", 100));
    CHECK_FALSE(readWhole(file.string() + ".none", 100));
    std::filesystem::remove_all(folder);
}
