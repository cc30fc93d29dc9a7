#include "tests/bench/vision_pictures.h"

#include "codes/gtin.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <opencv2/imgcodecs.hpp>

namespace panier::bench {

namespace {
namespace fs = std::filesystem;

struct Truth {
    std::string format;
    std::string text;
};

[[noreturn]] void giveUp(const std::string &why) {
    fmt::print(stderr, "bench vision: {}\n", why);
    std::exit(2);
}

std::string inCapitals(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == '_' || c == ' '; });
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

// "\r\n" in a truth file is written with backslashes.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const bool escape = text[i] == '\\' && (next == 'n' || next == 'r' || next == 't' || next == '\\');
        if (escape)
            ++i;
        result += !escape ? text[i] : next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : '\\';
    }
    return result;
}

std::map<std::string, Truth> readTruth(const std::string &file) {
    std::ifstream in(file);
    if (!in)
        giveUp("can't read " + file);
    std::map<std::string, Truth> truths;
    std::string line;
    std::getline(in, line); // the header
    while (std::getline(in, line)) {
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        if (second == std::string::npos)
            giveUp("a line of " + file + " hasn't three fields: " + line);
        const auto format = line.substr(0, first);
        if (!format.starts_with("NEG"))
            truths[line.substr(first + 1, second - first - 1)] = {inCapitals(format), line.substr(second + 1)};
    }
    return truths;
}

bool isPicture(const fs::path &path) {
    const auto kind = inCapitals(path.extension().string());
    return kind == ".PNG" || kind == ".JPG" || kind == ".JPEG" || kind == ".GIF" || kind == ".BMP" || kind == ".WEBP";
}

// Letters and digits that any charset writes alike; no brackets, no separators.
std::string essence(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c > ' ' && c < '\x7f' && c != '(' && c != ')' && c != '\\')
            result += c;
    return result;
}

std::string asEan13(std::string_view format, std::string digits) {
    if (format.find("UPCE") != std::string_view::npos && digits.size() == 8)
        digits = codes::expandUpcE(digits).value_or(digits);
    if (digits.size() == 12)
        digits = '0' + digits;
    return digits;
}

bool isDataBar(std::string_view format) {
    return format.find("DATABAR") != std::string_view::npos || format.find("RSS") != std::string_view::npos;
}

std::string withAi(std::string text) {
    return text.size() == 14 ? "01" + text : text;
}
} // namespace

bool isEanOrUpc(std::string_view format) {
    const auto name = inCapitals(std::string(format));
    return name.starts_with("EAN") || name.starts_with("UPC");
}

bool sameText(const Picture &picture, const ReadCode &code) {
    if (isEanOrUpc(picture.format) != isEanOrUpc(code.format))
        return false;
    if (isEanOrUpc(picture.format))
        return asEan13(picture.format, essence(picture.text)) ==
               asEan13(inCapitals(code.format), essence(code.text.substr(0, code.text.find(' '))));
    if (isDataBar(picture.format))
        return withAi(essence(picture.text)) == withAi(essence(code.text));
    return essence(unescaped(picture.text)) == essence(code.text) || essence(picture.text) == essence(code.text);
}

bool isSecondRow(const Picture &picture, const ReadCode &code) {
    const auto isBook = [](const std::string &text) { return text.starts_with("978") || text.starts_with("979"); };
    const auto isPrice = [](const std::string &text) { return text.starts_with("191") || text.starts_with("192"); };
    return code.text.size() == 13 &&
           ((isBook(picture.text) && isPrice(code.text)) || (isPrice(picture.text) && isBook(code.text)));
}

bool isHeldOut(const Picture &picture) {
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char c : picture.file)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return (hash >> 8U) % 3 == 0;
}

std::vector<Picture> loadPictures(const std::string &folder, const std::string &truthFile) {
    const auto truths = readTruth(truthFile);
    std::vector<Picture> pictures;
    std::size_t named = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file() || !isPicture(at->path()))
            continue;
        const cv::Mat grey = cv::imread(at->path().string(), cv::IMREAD_GRAYSCALE);
        if (grey.empty()) {
            fmt::print(stderr, "bench vision: no picture: {}\n", at->path().string());
            continue;
        }
        Picture picture{fs::relative(at->path(), folder).string(), "", "", grey.cols, grey.rows, {}};
        picture.grey.assign(grey.datastart, grey.dataend);
        if (const auto truth = truths.find(picture.file); truth != truths.end()) {
            picture.format = truth->second.format;
            picture.text = truth->second.text;
            ++named;
        }
        pictures.push_back(std::move(picture));
    }
    if (error || pictures.empty())
        giveUp("no pictures in " + folder);
    if (named != truths.size())
        fmt::print(stderr, "bench vision: {} pictures of {} are missing\n", truths.size() - named, truthFile);
    std::sort(pictures.begin(), pictures.end(), [](const Picture &a, const Picture &b) { return a.file < b.file; });
    return pictures;
}

} // namespace panier::bench
