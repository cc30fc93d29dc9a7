// Bytes as a serial line's: framed in two arbitrary pieces, every frame given to every decoder and to a conversation,
// and what is framed again gives the same bytes.
#include "rfid/thingmagic/conversation.h"
#include "rfid/thingmagic/frame.h"
#include "rfid/thingmagic/responses.h"

#include <algorithm>
#include <cstdlib>

using namespace panier;
using namespace panier::rfid::thingmagic;

namespace {

void decode(base::ByteView data) {
    (void)decodeVersion(data);
    (void)decodeInBootloader(data);
    (void)decodeRegions(data);
    (void)decodePorts(data);
    (void)decodePower(data);
    const auto part = decodeStreamPart(data);
    if (part && part->isRecord) {
        const auto &record = part->record;
        if (record.epc.bytes().empty() || record.antenna > 16 || record.phase.value_or(0) >= 4096 ||
            record.readCount == 0)
            std::abort();
    }
    Conversation conversation({});
    conversation.begin();
    for (auto step = Step::Probe; step != Step::FinalStop; step = static_cast<Step>(static_cast<int>(step) + 1)) {
        (void)conversation.take(step, data);
        if (conversation.ports().empty() || conversation.command(step).data.size() > maxCommandData)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const base::ByteView bytes(data, size);
    const std::size_t border = size == 0 ? 0 : std::min<std::size_t>(data[0], size);
    for (const auto side : {Framer::Side::Reader, Framer::Side::Host}) {
        Framer framer(side);
        for (const auto piece : {bytes.first(border), bytes.subspan(border)}) {
            framer.append(piece);
            while (const auto frame = framer.next()) {
                const auto again =
                    side == Framer::Side::Reader ? toBytes(*frame) : toBytes(Command{frame->opcode, frame->data});
                if (std::search(bytes.begin(), bytes.end(), again.begin(), again.end()) == bytes.end())
                    std::abort();
                decode(frame->data);
            }
        }
        while (framer.skip())
            (void)framer.next();
        if (framer.passedOver() > size)
            std::abort();
    }
    // Hardly an input has a CRC that holds: its bytes serve as a frame's data, too.
    decode(bytes.first(std::min(size, maxResponseData)));
    Framer framer;
    framer.append(
        toBytes(Frame{Opcode::ReadTagMultiple,
                      Status::Success,
                      {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(size, maxResponseData))}}));
    if (!framer.next())
        std::abort();
    return 0;
}
