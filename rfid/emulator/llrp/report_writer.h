// What the emulated reader says of its own accord: tags and events, as messages' bodies. LLRP 1.1, clause 14.
#pragma once

#include "rfid/emulator/llrp/access_specs.h"
#include "rfid/emulator/llrp/ro_specs.h"

namespace panier::rfid::emulator {

// The reader's clock, by whichever it dates things.
struct ReaderTime {
    ReaderTraits::Clock clock = ReaderTraits::Clock::Utc;
    std::uint64_t us = 0;
};

// One TagReportData with what the ROSpec asked for; `performed`: an operation was carried out on the tag.
void writeTagReport(base::ByteWriter &writer, const TagRead &read, const RoSpec &roSpec, std::uint16_t channelIndex,
                    const ReaderTime &seen, const std::optional<AccessSpecs::Performed> &performed);

// The bodies of READER_EVENT_NOTIFICATIONs.
[[nodiscard]] base::Bytes connectionAttemptEvent(const ReaderTime &now, llrp::ConnectionAttempt attempt);
[[nodiscard]] base::Bytes inputEvent(const ReaderTime &now, std::uint16_t port, bool high);
[[nodiscard]] base::Bytes antennaEvent(const ReaderTime &now, std::uint16_t antenna, bool connected);
[[nodiscard]] base::Bytes exceptionEvent(const ReaderTime &now, std::string_view text);
[[nodiscard]] base::Bytes roSpecEvent(const ReaderTime &now, std::uint32_t roSpecId, bool begins);

} // namespace panier::rfid::emulator
