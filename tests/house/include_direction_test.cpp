// Who may include whom: the borders of the house, read off the #include lines.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using Allowed = std::map<std::string, std::set<std::string>>;

// For each folder the folders whose headers it may see, besides its own. "base" and "codes" are everyone's.
const Allowed &allowed() {
    static const Allowed rules{
        {"base", {}},
        {"codes", {}},
        {"checkout", {}},
        {"visit", {"checkout"}},
        {"journal", {"checkout"}},
        {"storage", {"checkout", "journal"}},
        {"eticket", {"checkout", "journal"}},
        {"ui", {"checkout", "visit"}},
        {"web", {"checkout", "journal", "storage", "eticket"}},
        {"devices",
         {"checkout", "visit", "journal", "storage", "eticket", "rfid/epc", "rfid/llrp", "rfid/nfc", "rfid/reader",
          "rfid/thingmagic", "rfid/tray", "vision/agree", "vision/decode", "vision/tray", "peripherals/link",
          "peripherals/payment", "peripherals/printer", "peripherals/scanner"}},
        {"rfid/epc", {}},
        {"rfid/tray", {}},
        {"rfid/reader", {"rfid/tray"}},
        {"rfid/llrp", {"rfid/reader", "rfid/tray", "peripherals/link"}},
        {"rfid/thingmagic", {"rfid/reader", "rfid/tray", "peripherals/link"}},
        {"rfid/nfc", {}},
        {"rfid/emulator",
         {"rfid/epc", "rfid/llrp", "rfid/nfc", "rfid/reader", "rfid/thingmagic", "rfid/tray", "peripherals/link"}},
        {"vision/decode", {}},
        {"vision/tray", {"vision/decode"}},
        {"vision/agree", {"vision/decode", "vision/tray"}},
        {"vision/camera", {"vision/decode"}},
        {"vision/emulator", {"vision/decode"}},
        {"peripherals/link", {}},
        {"peripherals/payment", {"peripherals/link"}},
        {"peripherals/printer", {"peripherals/link"}},
        {"peripherals/scanner", {"peripherals/link"}},
    };
    return rules;
}

// Headers of the standard library that the pure folders have no business with: clocks, files, threads, random numbers.
const std::set<std::string> impure{"chrono", "thread", "mutex",  "fstream", "filesystem", "random",
                                   "atomic", "future", "cstdio", "ctime",   "iostream",   "condition_variable"};
const std::set<std::string> pureFolders{"codes", "checkout", "visit"};

// "kiosk/visit/step.cpp" -> "visit"; "rfid/tray/x.h" -> "rfid/tray"; empty for what has no border of its own.
std::string folderOf(const std::string &path) {
    std::vector<std::string> parts;
    for (const auto &part : fs::path(path))
        parts.push_back(part.string());
    if (parts.size() < 2)
        return {};
    if (parts[0] == "kiosk")
        return parts[1];
    if (parts[0] == "rfid" || parts[0] == "vision" || parts[0] == "peripherals")
        return parts[0] + "/" + parts[1];
    return parts[0];
}

// What is wrong with one include of a file; empty if nothing is.
std::string complaint(const std::string &file, const std::string &included, bool quoted) {
    const auto from = folderOf(file);
    if (from == "app" || from.empty())
        return {};
    if (!allowed().contains(from))
        return file + ": no rule for the folder " + from;
    if (!quoted) {
        if (pureFolders.contains(from) && (impure.contains(included) || included.front() == 'Q'))
            return file + " is pure and includes <" + included + ">";
        return {};
    }
    const auto to = folderOf(included);
    if (to == from || to == "base" || to == "codes") {
        if (from == "base" && to == "codes")
            return file + " includes " + included;
        return {};
    }
    if (!allowed().at(from).contains(to))
        return file + " may not include " + included;
    if (to.rfind("rfid/", 0) + to.rfind("vision/", 0) + to.rfind("peripherals/", 0) != 3 * std::string::npos &&
        included.find("emulator") != std::string::npos && file.find("emulator") == std::string::npos)
        return file + " includes an emulator: " + included;
    return {};
}

std::vector<std::string> complaintsAbout(const fs::path &root, const fs::path &file) {
    static const std::regex include(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
    std::vector<std::string> found;
    std::ifstream in(file);
    std::string line;
    std::smatch match;
    while (std::getline(in, line)) {
        if (!std::regex_search(line, match, include))
            continue;
        const auto text = complaint(fs::relative(file, root).string(), match[2], match[1] == "\"");
        if (!text.empty())
            found.push_back(text);
    }
    return found;
}

bool isSource(const fs::path &file) {
    return file.extension() == ".h" || file.extension() == ".cpp";
}

} // namespace

TEST_CASE("the rules catch what they should") {
    CHECK_FALSE(complaint("rfid/tray/x.cpp", "checkout/basket.h", true).empty());
    CHECK_FALSE(complaint("kiosk/visit/x.cpp", "storage/till_store.h", true).empty());
    CHECK_FALSE(complaint("kiosk/visit/x.cpp", "chrono", false).empty());
    CHECK_FALSE(complaint("kiosk/checkout/x.h", "QString", false).empty());
    CHECK_FALSE(complaint("kiosk/base/x.h", "codes/gtin.h", true).empty());
    CHECK_FALSE(complaint("kiosk/ui/views/x.cpp", "devices/visit_loop.h", true).empty());
    CHECK_FALSE(complaint("kiosk/devices/x.cpp", "peripherals/payment/emulator.h", true).empty());
    CHECK_FALSE(complaint("peripherals/printer/x.cpp", "peripherals/payment/caisse_ap.h", true).empty());
    CHECK(complaint("kiosk/visit/x.cpp", "checkout/basket.h", true).empty());
    CHECK(complaint("kiosk/visit/x.cpp", "vector", false).empty());
    CHECK(complaint("kiosk/app/x.cpp", "rfid/emulator/x.h", true).empty());
}

TEST_CASE("no include crosses a border of the house") {
    const fs::path root(PANIER_ROOT);
    int files = 0;
    for (const auto *top : {"kiosk", "rfid", "vision", "peripherals"}) {
        for (const auto &entry : fs::recursive_directory_iterator(root / top)) {
            if (!entry.is_regular_file() || !isSource(entry.path()))
                continue;
            ++files;
            for (const auto &text : complaintsAbout(root, entry.path()))
                FAIL_CHECK(text);
        }
    }
    CHECK(files > 100);
}

TEST_CASE("money and weight are never floating-point") {
    static const std::regex floating(R"(\b(double|float)\b)");
    for (const auto *folder : {"kiosk/checkout", "kiosk/visit", "kiosk/journal"}) {
        for (const auto &entry : fs::recursive_directory_iterator(fs::path(PANIER_ROOT) / folder)) {
            std::ifstream in(entry.path());
            std::string line;
            while (isSource(entry.path()) && std::getline(in, line))
                if (std::regex_search(line.substr(0, line.find("//")), floating))
                    FAIL_CHECK(entry.path().string() << ": " << line);
        }
    }
}
