// The child's end: the engines themselves.
#include <zbar.h> // before OpenCV's headers

#include "tests/bench/vision_engines.h"

#include "vision/decode/motion_gate.h"
#include "vision/decode/zxing_adapter.h"

#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <opencv2/core.hpp>
#include <unistd.h>
#if __has_include(<opencv2/barcode.hpp>)
#include <opencv2/barcode.hpp> // until 4.7, a module of its own
#else
#include <opencv2/objdetect/barcode.hpp>
#endif
#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#else
#include <ZXing/ZXVersion.h>
#endif
#if ZXING_VERSION_MAJOR < 2
#define ZX_USE_UTF8
#endif
#include <ZXing/ReadBarcode.h>

namespace panier::bench {

namespace {
using Engine = std::function<std::vector<ReadCode>(const Picture &)>;

std::vector<ReadCode> ours(const Picture &picture, vision::decode::Effort effort, unsigned turn = 0) {
    std::vector<ReadCode> codes;
    const vision::decode::GreyView view{picture.grey.data(), picture.width, picture.height, picture.width};
    for (const auto &code : vision::decode::look(view, effort, turn).codes)
        codes.push_back({std::string(nameOf(code.symbology)), code.text,
                         std::string(nameOf(code.pass)) + (code.sharpened ? ", weak" : "")});
    return codes;
}

// As installed, called as its documentation's first example does.
std::vector<ReadCode> plainZxing(const Picture &picture) {
    const ZXing::ImageView view(picture.grey.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
    std::vector<ReadCode> codes;
    for (const auto &result : ZXing::ReadBarcodes(view))
        codes.push_back({ZXing::ToString(result.format()), result.text(), ""});
    return codes;
}

// As version 1.4 survives it: retail formats, one symbol a call, DataBar apart; with all its might.
std::vector<ReadCode> carefulZxing(const Picture &picture) {
    using F = ZXing::BarcodeFormat;
    const ZXing::ImageView view(picture.grey.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
    const ZXing::BarcodeFormats others =
        F::EAN13 | F::EAN8 | F::UPCA | F::UPCE | F::Code128 | F::ITF | F::QRCode | F::DataMatrix;
    std::vector<ReadCode> codes;
    for (const bool dataBar : {false, true}) {
#if ZXING_VERSION_MAJOR < 2
        ZXing::DecodeHints options;
#else
        ZXing::ReaderOptions options;
#endif
        options.setFormats(dataBar ? F::DataBar | F::DataBarExpanded : others);
        options.setTryHarder(true);
        options.setMaxNumberOfSymbols(1);
        options.setMinLineCount(dataBar ? 1 : 2);
        for (const auto &result : ZXing::ReadBarcodes(view, options))
            codes.push_back({ZXing::ToString(result.format()), result.text(), ""});
    }
    return codes;
}

std::vector<ReadCode> zbarScan(const Picture &picture) {
    static zbar::ImageScanner scanner;
    const auto width = static_cast<unsigned>(picture.width);
    zbar::Image image(width, static_cast<unsigned>(picture.height), "Y800", picture.grey.data(), picture.grey.size());
    std::vector<ReadCode> codes;
    if (scanner.scan(image) <= 0)
        return codes;
    for (auto at = image.symbol_begin(); at != image.symbol_end(); ++at)
        codes.push_back({at->get_type_name(), at->get_data(), ""});
    return codes;
}

std::vector<ReadCode> openCvDetector(const Picture &picture) {
    static cv::barcode::BarcodeDetector detector;
    const cv::Mat grey(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.grey.data()));
    std::vector<std::string> texts;
    cv::Mat corners;
    std::vector<ReadCode> codes;
#if __has_include(<opencv2/barcode.hpp>)
    std::vector<cv::barcode::BarcodeType> types;
    if (!detector.detectAndDecode(grey, texts, types, corners))
        return codes;
#else
    std::vector<std::string> types;
    if (!detector.detectAndDecodeWithType(grey, texts, types, corners))
        return codes;
#endif
    for (const auto &text : texts)
        if (!text.empty())
            codes.push_back({text.size() == 8 ? "EAN-8" : "EAN-13", text, ""});
    return codes;
}

const std::map<std::string, Engine> &engines() {
    using vision::decode::Effort;
    static const std::map<std::string, Engine> all = {
        {"ours, every frame", [](const Picture &p) { return ours(p, Effort::Fast); }},
        {"ours, interactive", // one of the four ways that pictures of the same thing would be tried in
         [turn = 0U](const Picture &p) mutable { return ours(p, Effort::Thorough, turn++); }},
        {"ours, hard", [](const Picture &p) { return ours(p, Effort::Utmost); }},
        {"ZXing as installed", plainZxing},
        {"ZXing, careful", carefulZxing},
        {"zbar", zbarScan},
        {"OpenCV", openCvDetector},
    };
    return all;
}

bool readAll(void *into, std::size_t size) {
    return std::fread(into, 1, size, stdin) == size;
}

bool nextPicture(Picture &picture) {
    std::array<std::uint32_t, 2> size{};
    if (!readAll(size.data(), sizeof(size)))
        return false;
    picture.width = static_cast<int>(size[0]);
    picture.height = static_cast<int>(size[1]);
    picture.grey.resize(static_cast<std::size_t>(size[0]) * size[1]);
    return readAll(picture.grey.data(), picture.grey.size());
}

// Of this process: what a busy machine doesn't change.
double processorMs() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}
} // namespace

const std::vector<std::string> &engineNames() {
    static const std::vector<std::string> names = {"ours, every frame",
                                                   "ours, interactive",
                                                   "ours, hard",
                                                   "ZXing as installed",
                                                   "ZXing, careful",
                                                   "zbar",
                                                   "OpenCV",
                                                   "zxing-wasm 3.1.4"};
    return names;
}

double idleMs(int width, int height) {
    constexpr int frames = 2000;
    const std::vector<std::uint8_t> grey(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 100);
    vision::decode::MotionGate gate;
    int worth = 0;
    const auto start = processorMs();
    for (int i = 0; i < frames; ++i)
        worth += gate.worthDecoding({grey.data(), width, height, width}) ? 1 : 0;
    return worth < frames ? (processorMs() - start) / frames : -1;
}

bool runsHere(const std::string &engine) {
    return engines().contains(engine);
}

std::vector<ReadCode> readWith(const std::string &engine, const Picture &picture) {
    return engines().at(engine)(picture);
}

bool serveEngine(const std::string &name) {
    const auto engine = engines().find(name);
    if (engine == engines().end())
        return false;
    cv::setNumThreads(1);
    // What a library prints doesn't belong into the answers.
    const int answers = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    Picture picture;
    while (nextPicture(picture)) {
        const auto start = processorMs();
        const auto codes = engine->second(picture);
        nlohmann::json answer = {{"ms", processorMs() - start}, {"codes", nlohmann::json::array()}};
        for (const auto &code : codes)
            answer["codes"].push_back({{"format", code.format}, {"text", code.text}, {"pass", code.pass}});
        const auto line = answer.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
        if (write(answers, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            return true;
    }
    return true;
}

} // namespace panier::bench
