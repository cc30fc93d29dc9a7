// What the kiosk reads from panier-eye's pipe: no bytes may crash it, and what passes is written back as it was.
#include "vision/agree/wire.h"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace panier;
    vision::agree::WireReader reader;
    const base::ByteView bytes(data, size);
    const std::size_t half = size / 2;
    std::size_t offset = 0;
    for (const auto part : {bytes.first(half), bytes.subspan(half)}) {
        reader.feed(part);
        while (true) {
            const auto message = reader.next();
            if (!message || !*message)
                break;
            const auto again = vision::agree::encode(**message);
            if (again.size() > size - offset || !std::equal(again.begin(), again.end(), data + offset))
                std::abort();
            offset += again.size();
        }
    }
    return 0;
}
