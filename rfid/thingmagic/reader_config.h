// What the kiosk asks of a ThingMagic reader, and the written limits of the conversation.
#pragma once

#include "rfid/thingmagic/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace panier::rfid::thingmagic {

struct ReaderConfig {
    std::string device;                  // "/dev/panier-reader": a serial port, or a pty
    int baud = 115200;                   // a reader that is found at another speed is set to this one
    Region region = Region::Eu3;         // of regionNamed(); the reader must know it
    std::vector<std::uint16_t> antennas; // the reader's ports, from 1; empty: where it detects one, or else all
    std::optional<int> powerDbm;         // empty: as the reader is set; otherwise within the reader's limits
    int cycleMs = 1000;                  // a search cycle: the reader speaks at least once in each; 20 to 60,000
    int probeMs = 300;                   // for the answer at one speed, when looking for the reader's
    int responseMs = 1500;               // for each command; it is sent twice before the reader counts as lost
    int stopMs = 2500;                   // for the end of a running stream; more than cycleMs
    int writeMs = 400;                   // how long the reader may look for a tag to mark, for each antenna
    int silenceMs = 3500;                // no whole frame for this long: the reader is lost; more than cycleMs
    int backOffMinMs = 250;              // before the first new attempt; doubled after each,
    int backOffMaxMs = 8000;             // up to this; starts over once the reader is ready
};

} // namespace panier::rfid::thingmagic
