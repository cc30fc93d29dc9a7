// What panier-admin does, one function a subcommand. Each prints its result, or what to do about its failure, and
// returns the exit status.
#pragma once

#include "app/config/config.h"

#include <filesystem>
#include <string>

namespace panier::admin {

[[nodiscard]] int initialise(const config::Config &config);
[[nodiscard]] int verifyJournal(const config::Config &config);
[[nodiscard]] int listJournal(const config::Config &config);
[[nodiscard]] int importArticles(const config::Config &config, const std::filesystem::path &csv);
// Reads the PIN from the first line of standard input, unseen if that is a terminal.
[[nodiscard]] int addUser(const config::Config &config, const std::string &name, const std::string &displayName);
[[nodiscard]] int listUsers(const config::Config &config);
[[nodiscard]] int removeUser(const config::Config &config, const std::string &name);

} // namespace panier::admin
