// Whatever a tag's memory, a card or a host of the emulated reader says: nobody leaves the bytes, and limits hold.
#include "rfid/emulator/pn532_chip.h"
#include "rfid/emulator/pn532_desfire.h"
#include "rfid/emulator/pn532_frame.h"
#include "rfid/nfc/card_guard.h"
#include "rfid/nfc/ndef.h"

#include <algorithm>
#include <cstdlib>

using namespace panier;
using namespace panier::rfid;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

void readTag(base::ByteView bytes) {
    const std::size_t areaSize = std::min<std::size_t>(bytes.size() + bytes[0], nfc::maxNdefBytes);
    const auto place = nfc::findNdef(bytes.subspan(1), areaSize);
    if (place && *place) {
        require((*place)->offset + (*place)->length <= areaSize);
        const auto area = bytes.subspan(1);
        if ((*place)->offset + (*place)->length <= area.size())
            (void)nfc::parseNdef(area.subspan((*place)->offset, (*place)->length));
    }
    const auto record = nfc::parseNdef(bytes);
    require(!record || (!record->value.empty() && record->value.size() <= nfc::maxNdefValueBytes));
}

// What the guard lets through is as long as libfreefare's buffers are made for, and never an endless reading.
void answer(base::ByteView bytes) {
    const std::size_t cut = bytes[0] % bytes.size();
    const auto command = bytes.first(cut);
    const auto reply = bytes.subspan(cut);
    if (!nfc::mayAnswer(command, reply))
        return;
    require(reply.size() >= 2 && reply.size() <= 34);
    require(reply.back() != 0xAF || (command[1] == 0xAA && reply.size() == 18));
}

void ask(base::ByteView bytes) {
    emulator::Pn532Chip chip;
    const base::Bytes uid = {4, 1, 2, 3, 4, 5, 6};
    if (bytes[0] % 2 == 0)
        require(chip.add(std::make_shared<emulator::DesfireCard>(uid)));
    else
        require(chip.add(std::make_shared<emulator::Ntag213>(uid)));
    const base::Bytes list = {0x4A, 0x01, 0x00};
    require(chip.answer(list)->size() > 2);
    emulator::Pn532Framer framer;
    framer.feed(bytes);
    while (const auto frame = framer.next())
        (void)chip.answer(frame->data);
    base::Bytes exchange = {0x40, 0x01}; // the same bytes as one command to the card, and as one to the chip
    exchange.insert(exchange.end(), bytes.begin(), bytes.end());
    (void)chip.answer(exchange);
    (void)chip.answer(bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    readTag({data, size});
    answer({data, size});
    ask({data, size});
    return 0;
}
