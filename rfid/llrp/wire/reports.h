// What a reader tells of its own accord: tags, results of operations on tags, events. LLRP 1.1, clauses 14
// and 16.2.1.5.
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/llrp/wire/parameter.h"
#include "rfid/llrp/wire/requests.h"

#include <array>
#include <optional>
#include <string>

namespace panier::rfid::llrp {

// What came of an operation on a tag's memory. Clause 16.2.1.5.7.
struct AccessResult {
    bool wasRead = false;        // C1G2ReadOpSpecResult, otherwise C1G2WriteOpSpecResult
    std::uint8_t code = 0;       // as the reader said it: the two kinds number their errors apart
    std::uint16_t words = 0;     // read or written
    std::uint16_t firstWord = 0; // what was read
};

// One TagReportData, clause 14.2.3.
struct TagReport {
    base::ByteView epcBytes;   // empty: a tag without an EPC, or one longer than a tag can have
    std::uint16_t antenna = 0; // 0 when not told
    std::optional<int> peakRssiDbm;
    std::uint16_t seenCount = 1;
    std::uint16_t channelIndex = 0; // 0 when not told
    // When it was seen last (first, if only that is told) by the reader's clock, in microseconds.
    std::optional<std::uint64_t> seenUtcUs;
    std::optional<std::uint64_t> seenUptimeUs;
    std::optional<std::uint16_t> phase; // 1/4096 of a turn
    std::uint32_t accessSpecId = 0;     // 0: none
    std::optional<AccessResult> access;

    [[nodiscard]] std::optional<codes::Epc> epc() const { return codes::Epc::fromBytes(epcBytes); }
};

// Walks over an RO_ACCESS_REPORT's body; nothing is allocated. An empty report is legal.
class TagReportReader {
public:
    explicit TagReportReader(base::ByteView body) : m_row(body) {}

    // The next tag, valid until the next call; nullptr at the end, and for good after a failure: check failure() then.
    [[nodiscard]] const TagReport *next();
    [[nodiscard]] const std::optional<DecodeFailure> &failure() const;

private:
    [[nodiscard]] const TagReport *read(base::ByteView body);
    [[nodiscard]] std::size_t readOther(base::ByteView row);
    [[nodiscard]] bool readEpcData(base::ByteView body);
    [[nodiscard]] bool readTlv(const Parameter &parameter);
    const TagReport *stop(DecodeFailure failure);

    ParameterReader m_row;
    TagReport m_report;
    bool m_hasEpcData = false;
    std::array<std::uint8_t, codes::Epc::maxBytes> m_epc; // one that doesn't end with a byte
    std::optional<DecodeFailure> m_failure;
};

// READER_EVENT_NOTIFICATION, clause 14.2.6: the events that concern a connection or an inventory.
struct ReaderEvent {
    std::optional<std::uint64_t> utcUs; // the reader's clock
    std::optional<std::uint64_t> uptimeUs;
    std::optional<std::uint16_t> connectionAttempt; // see ConnectionAttempt
    bool connectionClose = false;
    std::optional<InputState> input;
    std::optional<std::uint32_t> endedRoSpec; // it ended, or another pushed it aside
    struct Antenna {
        std::uint16_t antenna = 0;
        bool connected = false;
    };
    std::optional<Antenna> antenna;
    std::optional<std::string> exception; // the reader's own words, at most 200 bytes
};
[[nodiscard]] Decoded<ReaderEvent> decodeReaderEvent(base::ByteView body);

} // namespace panier::rfid::llrp
