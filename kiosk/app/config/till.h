// The configuration as the till's store and journal want it (library panier_config_till).
#pragma once

#include "app/config/config.h"
#include "base/expected.h"
#include "codes/shown_code.h"
#include "storage/types.h"

namespace panier::config {

[[nodiscard]] storage::Files tillFiles(const Config &config);

// Who issues the tickets; the software version is this build's: "0.1.0".
[[nodiscard]] journal::Register tillRegister(const Config &config);

// The SIRET without its spaces: how the shop is named in its own codes and among its kiosks.
[[nodiscard]] std::string shopNumber(const Config &config);

// The shop's secret in a file, at least 32 characters; a failure says what to do.
[[nodiscard]] base::Expected<std::string, std::string> shopSecret(const std::filesystem::path &file);

// What the kiosk makes of codes, with the secret of [codes] where one is named. `ticketLinks` is left empty.
[[nodiscard]] base::Expected<codes::CodeRules, std::string> codeRules(const Config &config);

} // namespace panier::config
