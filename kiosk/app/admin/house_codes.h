// panier-admin code: the shop's own codes, from their secret to a basket that was set aside.
#pragma once

#include "app/config/config.h"

#include <CLI/App.hpp>
#include <functional>

namespace panier::admin {

// Adds the command and what belongs to it; one that is given becomes `command`.
void addHouseCodes(CLI::App &app, std::function<int(const config::Config &)> &command);

} // namespace panier::admin
