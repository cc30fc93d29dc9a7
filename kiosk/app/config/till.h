// The configuration as the till's store and journal want it (library panier_config_till).
#pragma once

#include "app/config/config.h"
#include "storage/types.h"

namespace panier::config {

[[nodiscard]] storage::Files tillFiles(const Config &config);

// Who issues the tickets; the software version is this build's: "0.1.0".
[[nodiscard]] journal::Register tillRegister(const Config &config);

} // namespace panier::config
