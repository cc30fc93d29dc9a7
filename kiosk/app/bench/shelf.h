// The demo shop's shelf: which articles lie there, and what tag each unit that is taken from it carries.
#pragma once

#include "base/expected.h"
#include "codes/epc.h"
#include "codes/gtin.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::bench {

// One stack on the shelf; there is always another unit under the one that is taken.
struct Stack {
    std::string key; // names it in scripts: "pull", "tee-dead", "stray"
    std::string label;
    std::string detail;
    std::string picture;             // a name under assets/articles
    std::optional<codes::Gtin> gtin; // none: another shop's article, which has no bar code either
    std::int64_t priceMinor = 0;
    bool tagged = false;
    bool deadTag = false;
    std::string tagStart; // hexadecimal: the EPC, or its beginning; empty: an SGTIN-96 of the GTIN
};

enum class ShelfError { Unreadable, Invalid };
using ShelfFailure = base::Failure<ShelfError>;

// Reads the catalogue's file (assets/demo/articles.csv) and what is special about single units (shelf.csv beside it:
// key, gtin, tag, label_fr, detail_fr, picture; a tag is "dead", an EPC in hexadecimal, or the beginning of one).
[[nodiscard]] base::Expected<std::vector<Stack>, ShelfFailure> loadShelf(const std::filesystem::path &folder);

// The tag of the unit that is taken as `serial`-th; nullopt if its tag is dead or it has none. The same serial again
// is the same tag.
[[nodiscard]] std::optional<codes::Epc> tagOf(const Stack &stack, std::uint64_t serial);

} // namespace panier::bench
