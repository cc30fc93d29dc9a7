// panier-admin tray: records what a live reader sees, and replays a recording through the kiosk's own judgement. It
// needs no configuration.
#pragma once

#include <CLI/App.hpp>
#include <functional>

namespace panier::admin {

// Adds the subcommands to `app`; once one is given, `command` runs it and returns the exit status.
void addTray(CLI::App &app, std::function<int()> &command);

} // namespace panier::admin
