// Whatever reaches the emulated printer: commands come out in bounded size and number, whole or cut.
#include "peripherals/printer/escpos_parser.h"

#include <algorithm>
#include <cstdlib>

using namespace panier::peripherals::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 16 + 1U;
    CommandParser parser;
    RealTimeScanner scanner;
    std::size_t commands = 0;
    for (std::size_t offset = 1; offset < size; offset += piece) {
        const panier::base::ByteView bytes(data + offset, std::min(piece, size - offset));
        scanner.feed(bytes, [](std::uint8_t which) {
            if (which < 1 || which > 4)
                std::abort();
        });
        parser.feed(bytes);
        while (const auto command = parser.next())
            if (++commands > size || command->bytes.size() > size)
                std::abort();
    }
    return 0;
}
