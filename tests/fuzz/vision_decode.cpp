// Small pictures of hostile pixels: the decoder neither crashes nor hangs, and its texts keep their limits.
#include "vision/decode/decoder.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace panier::vision;
    if (size < 4)
        return 0;
    // Each byte becomes a block or a bar, so that a few hundred bytes make something that looks like a code.
    const int columns = 1 + data[0] % 96;
    const int scale = 1 + data[1] % 3;
    const int barRows = data[2] % 2 == 0 ? 1 : 20;
    const auto cells = static_cast<int>(size - 3);
    const int rows = std::min(60, (cells + columns - 1) / columns * barRows);
    const int width = columns * scale;
    const int height = rows * scale;
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int cell = y / scale / barRows * columns + x / scale;
            if (cell < cells)
                grey[static_cast<std::size_t>(y * width + x)] = data[3 + cell];
        }
    }
    const auto codes = decode::decode({grey.data(), width, height, width},
                                      data[2] % 8 < 2 ? decode::Effort::Thorough : decode::Effort::Fast);
    if (codes.size() > decode::maxCodesPerPicture)
        std::abort();
    for (const auto &code : codes) {
        if (code.text.empty() || code.text.size() > decode::maxTextBytes || code.aim.size() > decode::maxAimBytes)
            std::abort();
    }
    return 0;
}
