// Bytes as a reader's stream: framed in arbitrary pieces, and every frame given to every decoder.
#include "rfid/llrp/marker.h"
#include "rfid/llrp/reader_clock.h"
#include "rfid/llrp/set_up.h"
#include "rfid/llrp/wire/capabilities.h"
#include "rfid/llrp/wire/framer.h"
#include "rfid/llrp/wire/reports.h"
#include "rfid/llrp/wire/requests.h"

#include <algorithm>
#include <cstdlib>

using namespace panier::rfid;
using namespace panier::rfid::llrp;

namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

// Tags, results of operations and times: what comes of them stays within its bounds.
void readTags(panier::base::ByteView body) {
    Marker marker;
    demand(marker.add(*panier::codes::Epc::fromHex("3034257BF7194E4000001A85"), {}));
    ReaderClock clock;
    std::int64_t nowUs = 0;
    TagReportReader tags(body);
    while (const auto *report = tags.next()) {
        nowUs += 100'000;
        demand(report->seenCount >= 1);
        demand(!report->phase || *report->phase < 4096);
        demand(!report->peakRssiDbm || std::abs(*report->peakRssiDbm) <= 328);
        if (const auto seenUs = clock.toHost(report->seenUtcUs.value_or(report->accessSpecId), nowUs))
            demand(*seenUs <= nowUs && *seenUs >= nowUs - ReaderClock::maxAgeUs);
        if (report->access && !marker.empty() && marker.take(*report->access))
            marker.pop();
    }
}

// A ROSpec names nothing that isn't in the capabilities.
void readCapabilities(panier::base::ByteView body) {
    const auto capabilities = decodeCapabilities(body);
    if (!capabilities)
        return;
    InventoryConfig config;
    config.powerDbm = 20;
    config.perAntenna = {{1, 25, 865'700, 10}};
    for (const auto mode : {reader::InventoryMode::Open, reader::InventoryMode::DeepScan})
        demand(addRoSpec(1, roSpecFor(config, *capabilities, mode, true)).size() < defaultMaxMessageBytes);
    demand(capabilities->powerLevels.size() <= maxTableEntries && capabilities->modes.size() <= maxTableEntries);
    (void)capabilities->frequencyKhz(0xFFFF);
}

void decode(panier::base::ByteView body, MessageType type) {
    (void)decodeStatus(body, type);
    (void)decodeStatus(body);
    (void)decodeSupportedVersion(body);
    (void)decodeInputs(body);
    (void)decodeReaderEvent(body);
    readCapabilities(body);
    readTags(body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    panier::base::ByteView bytes(data, size);
    decode(bytes, MessageType::Custom); // most inputs have no border to find: their bytes serve as a body, too
    Framer framer;
    const std::size_t step = size == 0 ? 1 : std::max<std::size_t>(data[size - 1], 1);
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(step, bytes.size()))) {
        framer.append(bytes.first(std::min(step, bytes.size())));
        while (true) {
            const auto frame = framer.next();
            if (!frame || !*frame)
                break;
            decode((*frame)->body, (*frame)->type);
        }
    }
    return 0;
}
