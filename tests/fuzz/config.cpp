// A configuration file: accepted or refused with its name and a line, never anything else.
#include "app/config/config.h"
#include "base/bytes.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto config = panier::config::parseConfig(panier::base::textOf({data, size}), "/panier.toml");
    if (!config && config.error().text.rfind("/panier.toml:", 0) != 0)
        std::abort();
    return 0;
}
