// Photographs with a truth file, and whether what was read from one is right.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace panier::bench {

// A grey picture and what is printed on it.
struct Picture {
    std::string file;   // below the folder, such as "EAN13/can.png"
    std::string format; // as the truth file calls it, in capitals; empty: it holds no code
    std::string text;   // as the truth file says
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;
};

// A code as an engine names it.
struct ReadCode {
    std::string format;
    std::string text;
    std::string pass; // of ours: which attempt found it
};

// Every picture below `folder`, sorted by name. `truthFile` has the header "format<TAB>file<TAB>text" and a line for
// each picture; pictures that it doesn't name, and those in folders "NEG-..", hold no code. Ends the program with a
// message if either can't be read.
[[nodiscard]] std::vector<Picture> loadPictures(const std::string &folder, const std::string &truthFile);

// Whether the picture's code is an EAN or a UPC: one whose misread sells another article.
[[nodiscard]] bool isEanOrUpc(std::string_view format);

// Whether the two say the same: UPC as EAN-13, UPC-E expanded, GS1 with and without brackets, texts of any charset by
// their ASCII.
[[nodiscard]] bool sameText(const Picture &picture, const ReadCode &code);

// Whether that code is printed on it as well: Japanese books carry a second EAN-13 that begins with 191 or 192, and the
// truth names either.
[[nodiscard]] bool isSecondRow(const Picture &picture, const ReadCode &code);

// A fixed third of the pictures, by a hash of the name: looked at only to see whether the others were learned by heart.
[[nodiscard]] bool isHeldOut(const Picture &picture);

} // namespace panier::bench
