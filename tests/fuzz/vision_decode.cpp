// Small pictures of hostile pixels, of no pixels, and lines of anything: the decoder neither crashes nor hangs, and its
// texts keep their limits.
#include "vision/decode/decoder.h"
#include "vision/decode/soft/soft_vote.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {
using namespace panier::vision;

void readAsLine(const std::uint8_t *data, std::size_t size) {
    std::vector<float> line;
    const int scale = 1 + data[1] % 8;
    for (std::size_t i = 3; i < size && line.size() < 700; ++i)
        line.insert(line.end(), static_cast<std::size_t>(scale), data[i]);
    decode::SoftVote vote;
    (void)vote.look(decode::Profile(std::move(line)),
                    {{3, 0.3F, data[0] % 2 == 0 ? 0.0F : 6.0F}, true, true, true, true});
    const auto read = vote.result();
    if (read && (read->text.size() > 13 || read->strength < decode::agreedStrength))
        std::abort();
}

// Mostly the cheapest, which is also what the others begin with; the last ones take seconds.
decode::Effort effortOf(const std::uint8_t *data) {
    const int choice = (data[0] + 97 * data[1] + 31 * data[2]) % 512;
    return choice == 0   ? decode::Effort::Utmost
           : choice <= 2 ? decode::Effort::Hard
           : choice < 19 ? decode::Effort::Thorough
                         : decode::Effort::Fast;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size < 4)
        return 0;
    if (data[2] % 64 == 7) {
        readAsLine(data, size);
        return 0;
    }
    // Each byte becomes a block or a bar, so that a few hundred bytes make something that looks like a code.
    const int columns = data[0] % 97;
    const int scale = 1 + data[1] % 3;
    const int barRows = data[2] % 2 == 0 ? 1 : 20;
    const auto cells = static_cast<int>(size - 3);
    const int rows = columns == 0 ? 0 : std::min(60, (cells + columns - 1) / columns * barRows);
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
    const auto codes = decode::decode({grey.data(), width, height, width}, effortOf(data));
    if (codes.size() > decode::maxCodesPerPicture)
        std::abort();
    for (const auto &code : codes) {
        if (code.text.empty() || code.text.size() > decode::maxTextBytes || code.aim.size() > decode::maxAimBytes)
            std::abort();
    }
    return 0;
}
