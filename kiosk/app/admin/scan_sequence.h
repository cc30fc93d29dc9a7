// What a sequence of pictures would sell if a camera had taken them.
#pragma once

#include <string>

namespace panier::admin {

struct SequenceOptions {
    std::string folder;
    std::string catalogue; // a file of GTINs, one a line; empty: the catalogue knows everything
    double fps = 30;
    bool json = false;
};

// Prints a line for each thing that happens, and what was sold at the end. The exit status.
[[nodiscard]] int scanSequence(const SequenceOptions &options);

} // namespace panier::admin
