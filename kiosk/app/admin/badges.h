// panier-admin badge: staff badges, from the master key to the card.
#pragma once

#include "app/config/config.h"

#include <CLI/App.hpp>
#include <functional>

namespace panier::admin {

// Adds the command and what belongs to it; one that is given becomes `command`.
void addBadges(CLI::App &app, std::function<int(const config::Config &)> &command);

} // namespace panier::admin
