// A scanner's line and a scanner's keys: any bytes become scans within their limits, the same however they are cut.
#include "base/bytes.h"
#include "peripherals/scanner/keyboard.h"
#include "peripherals/scanner/scan_framer.h"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace panier::peripherals::scanner;
    if (size < 2)
        return 0;
    static const FrameFormat formats[] = {{"", "\r"}, {"", "\r\n"}, {"\x02", "\x03"}, {"", ""}};
    const auto &format = formats[data[0] % std::size(formats)];
    const std::size_t step = data[1] + 1U;
    const auto text = panier::base::textOf({data + 2, size - 2});
    ScanFramer whole(format);
    ScanFramer cut(format);
    auto expected = whole.feed(text);
    std::vector<ScanResult> pieces;
    for (std::size_t at = 0; at < text.size(); at += step)
        for (auto &result : cut.feed(text.substr(at, step)))
            pieces.push_back(std::move(result));
    for (auto &result : whole.silence())
        expected.push_back(std::move(result));
    for (auto &result : cut.silence())
        pieces.push_back(std::move(result));
    if (expected != pieces)
        std::abort();
    for (const auto &result : pieces)
        if (result && (result->text.empty() || result->text.size() > ScanFramer::maxScanBytes))
            std::abort();
    for (const auto layout : {Layout::Us, Layout::French}) {
        KeyboardStream stream(layout);
        if (stream.feed({data, size}).size() > size)
            std::abort();
    }
    return 0;
}
