// panier-admin epc: what an EPC, in any of its forms, says. It needs no configuration.
#pragma once

#include <CLI/App.hpp>
#include <functional>

namespace panier::admin {

// Adds the subcommand to `app`; once it is given, `command` prints every form and returns the exit status.
void addEpc(CLI::App &app, std::function<int()> &command);

} // namespace panier::admin
