// The receipt on paper: an ordered list of blocks that a printer driver maps one to one, and the same as plain text.
#pragma once

#include "eticket/receipt.h"

#include <cstddef>
#include <string>
#include <vector>

namespace panier::eticket {

// One block; texts are UTF-8 of characters that code page 1252 has, as far as the data allow.
struct PaperBlock {
    enum class Kind {
        Title,    // large, centred; `left` only
        Centred,  // `left` only
        Text,     // `left` only, wrapped at words
        Detail,   // as Text, indented under the line above
        Pair,     // `left` flush left, `right` flush right on its last row
        BoldPair, // a Pair that is to be seen first: the total
        Rule,     // a line from edge to edge
    };
    Kind kind = Kind::Text;
    std::string left;
    std::string right;
    bool operator==(const PaperBlock &) const = default;
};

[[nodiscard]] std::vector<PaperBlock> paperBlocks(const ReceiptDocument &doc);

// Rows of at most `columns` characters (taken as 24 to 96), each ended by a line feed. A character is one code point.
[[nodiscard]] std::string toText(const ReceiptDocument &doc, std::size_t columns);

} // namespace panier::eticket
