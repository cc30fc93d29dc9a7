// Compares what the visits came to with what the journal and the terminal's book say, and writes the summary.
#pragma once

#include "base/expected.h"

#include <filesystem>
#include <string>
#include <vector>

namespace panier::bench {

struct ConclusionSetup {
    std::vector<std::filesystem::path> runs; // what runScript() wrote
    std::filesystem::path journal;           // what "panier-admin journal list" printed
    std::filesystem::path book;              // the terminal's
    std::filesystem::path folder;            // where summary.json and summary.txt go
    std::string ticketPage;                  // "verified", or what is wrong with the page that the last code opens
};

// True if every visit went as written, the journal and the terminal's book hold the same payments and no others, they
// add up to what the visits say, and the ticket's page opened.
[[nodiscard]] bool conclude(const ConclusionSetup &setup);

} // namespace panier::bench
