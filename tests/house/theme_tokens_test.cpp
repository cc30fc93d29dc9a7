// QML takes colours, lengths and durations from the theme: one written in a component or a screen fails here.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Rule {
    std::string what;
    std::regex pattern;
};

// 0, 1 and -1 say nothing of the design; shares and degrees of a circle are geometry.
const std::vector<Rule> &rules() {
    const auto flags = std::regex::ECMAScript | std::regex::optimize;
    static const std::vector<Rule> all{
        {"a colour", std::regex(R"("#[0-9A-Fa-f]{3,8}")", flags)},
        {"a colour", std::regex(R"(\bQt\.(rgba|hsla|hsva|lighter|darker|tint|color)\b)", flags)},
        {"a named colour", std::regex(R"(\b\w*([cC]olor|ground|ink2?)\s*:\s*"(?!transparent")[a-z]+")", flags)},
        {"a length",
         std::regex(R"(\b(x|y|z?width|height|margins?|\w+Margin|\w*[pP]adding|spacing|radius|pixelSize|pointSize|)"
                    R"(letterSpacing|lineHeight|strokeWidth|size|implicitWidth|implicitHeight|border\.width|boxWidth|)"
                    R"(boxHeight)\s*:\s*-?(?!0\s*$|1\s*$)\d)",
                    flags)},
        {"a length in a sum", std::regex(R"((width|height|\bx|\by)\s*[-+]\s*\d{2,})", flags)},
        {"a duration", std::regex(R"(\b(duration|interval)\s*:\s*-?[1-9])", flags)},
    };
    return all;
}

std::string withoutComment(const std::string &line) {
    const auto at = line.find("//");
    return at == std::string::npos || (at > 0 && line[at - 1] == ':') ? line : line.substr(0, at);
}

std::vector<std::string> offences(std::istream &text) {
    std::vector<std::string> found;
    std::string line;
    for (int number = 1; std::getline(text, line); ++number)
        for (const auto &rule : rules())
            if (std::regex_search(withoutComment(line), rule.pattern))
                found.push_back(std::to_string(number) + ": " + rule.what + ": " + line);
    return found;
}

std::size_t offencesIn(const std::string &text) {
    std::istringstream stream(text);
    return offences(stream).size();
}

} // namespace

TEST_CASE("the rules see what they are for") {
    for (const auto *bad : {"color: \"#ff0000\"", "color: \"red\"", "color: Qt.rgba(1, 0, 0, 1)", "font.pixelSize: 12",
                            "width: 123", "anchors.leftMargin: 8", "duration: 300", "interval: 16", "radius: 4.5",
                            "x: parent.width - 48", "spacing: -12"}) {
        INFO(bad);
        CHECK(offencesIn(bad) > 0);
    }
    for (const auto *good :
         {"color: Theme.color.ink", "color: \"transparent\"", "width: 0", "height: 1", "x: (parent.width - width) / 2",
          "duration: Theme.lasting(Theme.motion.press)", "columns: 3", "startAngle: -90", "// 48 px from the left"}) {
        INFO(good);
        CHECK(offencesIn(good) == 0);
    }
}

TEST_CASE("components and screens use the theme's tokens only") {
    int files = 0;
    for (const auto *folder : {"components", "screens"})
        for (const auto &entry : std::filesystem::recursive_directory_iterator(std::string(PANIER_UI "/") + folder)) {
            if (entry.path().extension() != ".qml")
                continue;
            ++files;
            std::ifstream stream(entry.path());
            for (const auto &offence : offences(stream))
                FAIL_CHECK(entry.path().filename().string() << ":" << offence);
        }
    CHECK(files > 45);
}
