// panier-admin scan: what codes pictures hold, and what a sequence of them would sell. It needs no configuration.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace panier::admin {

// Adds the subcommand to the command line; when it is chosen, `command` becomes what it does.
void addScan(CLI::App &app, std::function<int()> &command);

} // namespace panier::admin
