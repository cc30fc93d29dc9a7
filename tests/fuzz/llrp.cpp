// Bytes as a reader's stream: framed in two arbitrary pieces, and every frame given to every decoder.
#include "rfid/llrp/framer.h"
#include "rfid/llrp/messages.h"

#include <algorithm>

using namespace panier::rfid::llrp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const panier::base::ByteView bytes(data, size);
    const std::size_t border = size == 0 ? 0 : std::min<std::size_t>(data[0], size);
    Framer framer;
    for (const auto piece : {bytes.first(border), bytes.subspan(border)}) {
        framer.append(piece);
        while (true) {
            const auto frame = framer.next();
            if (!frame || !*frame)
                break;
            (void)decodeStatus((*frame)->body);
            (void)decodeCapabilities((*frame)->body);
            (void)decodeReaderEvent((*frame)->body);
            (void)decodeTagReports((*frame)->body);
        }
    }
    // Most inputs have no border to find: their bytes serve as a body, too.
    (void)decodeStatus(bytes);
    (void)decodeCapabilities(bytes);
    (void)decodeReaderEvent(bytes);
    (void)decodeTagReports(bytes);
    return 0;
}
