// The messages of an inventory, as values: what the kiosk sends, and what it reads of a reader's answers.
// LLRP 1.0.1, clauses 9 to 15. Decoders take a message's body and insist on the parameters that the standard requires.
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/llrp/types.h"

#include <optional>
#include <string>
#include <vector>

namespace panier::rfid::llrp {

struct PowerLevel {
    std::uint16_t index = 0;
    std::int16_t centiDbm = 0;
};

// What the kiosk needs to know of a reader. Clause 9.2.
struct Capabilities {
    std::uint32_t manufacturer = 0; // IANA private enterprise number
    std::uint32_t model = 0;
    std::string firmware;
    std::uint16_t antennas = 0;
    bool canHoldEvents = false;
    std::vector<PowerLevel> powerLevels;     // empty when the reader doesn't tell
    std::optional<std::uint16_t> hopTableId; // when it hops
    std::uint16_t channelIndex = 0;          // when it doesn't: the first of its fixed table, 1; otherwise 0
};

// An RO specification: what to inventory, and what to report. Clause 10.2.1.
struct RoSpec {
    std::uint32_t id = 1;
    std::vector<std::uint16_t> antennas{0}; // 0: all
    std::uint16_t tagPopulation = 32;
    struct Transmitter {
        std::uint16_t hopTableId = 0;
        std::uint16_t channelIndex = 0;
        std::uint16_t powerIndex = 0;
    };
    std::optional<Transmitter> transmitter; // empty: as the reader is set
};

// Requests; each result is a whole message.
[[nodiscard]] base::Bytes getReaderCapabilities(std::uint32_t id);
// Asks for a KEEPALIVE each `keepaliveMs`; with `releaseEvents` a reader that can hold reports back is told not to.
[[nodiscard]] base::Bytes setReaderConfig(std::uint32_t id, std::uint32_t keepaliveMs, bool releaseEvents);
[[nodiscard]] base::Bytes addRoSpec(std::uint32_t id, const RoSpec &roSpec);
// DELETE_, ENABLE_, START_ and STOP_ROSPEC hold nothing but the ROSpec's id; 0 is all of them.
[[nodiscard]] base::Bytes roSpecRequest(MessageType type, std::uint32_t id, std::uint32_t roSpecId);
[[nodiscard]] base::Bytes closeConnection(std::uint32_t id);
[[nodiscard]] base::Bytes keepaliveAck(std::uint32_t id);

// LLRPStatus, clause 14.2.2. `description` is the reader's own text, as it sent it.
struct Status {
    std::uint16_t code = 0;
    std::string description;
    [[nodiscard]] bool success() const { return code == 0; }
};
// Of any response, and of ERROR_MESSAGE.
[[nodiscard]] Decoded<Status> decodeStatus(base::ByteView body);
// GET_READER_CAPABILITIES_RESPONSE after a successful status.
[[nodiscard]] Decoded<Capabilities> decodeCapabilities(base::ByteView body);

// READER_EVENT_NOTIFICATION, clause 13.1.4: the two events that concern a connection.
struct ReaderEvent {
    std::optional<std::uint16_t> connectionAttempt; // see ConnectionAttempt
    bool connectionClose = false;
};
[[nodiscard]] Decoded<ReaderEvent> decodeReaderEvent(base::ByteView body);

// One TagReportData, clause 13.2.3.
struct TagReport {
    std::optional<codes::Epc> epc; // empty: a tag without an EPC, or one longer than a tag can have
    std::uint16_t antenna = 0;     // 0 when not told
    std::optional<int> peakRssiDbm;
    std::uint16_t seenCount = 1;
};
// RO_ACCESS_REPORT; an empty one is legal.
[[nodiscard]] Decoded<std::vector<TagReport>> decodeTagReports(base::ByteView body);

} // namespace panier::rfid::llrp
