// A ticket's stored content, which someone may have changed: parsed to exactly what it says, or refused.
#include "base/bytes.h"
#include "journal/content.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto text = panier::base::textOf({data, size});
    const auto content = panier::journal::parseContent(text);
    if (content && panier::journal::canonicalJson(*content) != text)
        std::abort();
    return 0;
}
