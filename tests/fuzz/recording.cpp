// Any bytes as a recording: its lines are refused or come back in order, written again they say the same, and the tray
// engine judges whatever they say.
#include "rfid/tray/recording.h"
#include "rfid/tray/tray_engine.h"

#include <cstdlib>

using namespace panier::rfid::tray;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

void checkAgain(const TagObservation &observation) {
    RecordingReader again;
    require(again.line(recordingHeader).has_value());
    require(again.line(recordingLine(observation)).has_value());
    again.end();
    const auto read = again.take();
    require(read.size() == 1 && read[0].epc == observation.epc && read[0].timeUs == observation.timeUs &&
            read[0].rssiDbm == observation.rssiDbm && read[0].antenna == observation.antenna);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char *>(data), size);
    RecordingReader reader;
    require(reader.line(recordingHeader).has_value());
    TrayEngine engine;
    std::int64_t lastUs = 0;
    const auto judge = [&] {
        const auto due = reader.take();
        for (const auto &observation : due) {
            require(observation.timeUs >= lastUs);
            lastUs = observation.timeUs;
            checkAgain(observation);
        }
        engine.observe(due);
        const auto update = engine.advance(lastUs);
        require(update.estimatedUnread >= 0);
    };
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        (void)reader.line(rest.substr(0, end));
        judge();
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    reader.end();
    judge();
    return 0;
}
