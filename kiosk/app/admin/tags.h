// panier-admin tags: which tag is which article, who said so, and why.
#pragma once

#include "app/config/config.h"

#include <CLI/App.hpp>
#include <functional>

namespace panier::admin {

// Adds the command and what belongs to it; one that is given becomes `command`.
void addTags(CLI::App &app, std::function<int(const config::Config &)> &command);

} // namespace panier::admin
