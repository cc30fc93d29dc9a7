// Whatever a printer answers, and whatever text reaches a receipt: no crash, no command smuggled in.
#include "peripherals/printer/escpos.h"
#include "peripherals/printer/escpos_parser.h"

#include <algorithm>
#include <cstdlib>

using namespace panier::peripherals::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::array<std::uint8_t, statusReplyBytes> reply{};
    std::copy_n(data, std::min(size, reply.size()), reply.begin());
    const auto status = parseStatus(reply);
    if (status && !std::all_of(reply.begin(), reply.end(), isStatusByte))
        std::abort();

    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto bytes = encode({{TextBlock{text}, PairBlock{text, text, true, true}}}, 48);
    if (!bytes)
        return 0;
    RealTimeScanner scanner;
    scanner.feed(*bytes, [](std::uint8_t) { std::abort(); });
    return 0;
}
