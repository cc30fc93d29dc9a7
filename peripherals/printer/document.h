// What a receipt says, before it becomes bytes: blocks, top to bottom. Text is UTF-8.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace panier::peripherals::printer {

enum class Align { Left, Center, Right };

// A paragraph: wrapped at words, one block may hold several lines ('\n').
struct TextBlock {
    std::string text;
    Align align = Align::Left;
    bool bold = false;
    bool doubleSize = false; // twice as wide and twice as high: half the columns
};

// A line with a left and a right end: an article and its price. A long left side wraps; the right side stands on its
// last line.
struct PairBlock {
    std::string left;
    std::string right;
    bool bold = false;
    bool doubleSize = false;
};

// A line across the paper.
struct RuleBlock {};

// A QR code, model 2, level M, centred.
struct QrBlock {
    static constexpr std::size_t maxBytes = 1000;
    std::string data;
    int moduleDots = 6; // 3 to 12; at 203 dpi 8 dots are a millimetre
};

// Empty lines.
struct FeedBlock {
    int lines = 1;
};

// Feeds the paper past the blade and cuts it partly.
struct CutBlock {};

using Block = std::variant<TextBlock, PairBlock, RuleBlock, QrBlock, FeedBlock, CutBlock>;

struct PrintDocument {
    static constexpr std::size_t maxBlocks = 5000;
    std::vector<Block> blocks;
};

} // namespace panier::peripherals::printer
