// What a reader knows and answers, apart from any socket. LLRP 1.0.1.
#pragma once

#include "base/bytes.h"
#include "rfid/emulator/tag_world.h"
#include "rfid/llrp/framer.h"

#include <map>
#include <string>
#include <vector>

namespace panier::rfid::emulator {

struct EmulatorConfig {
    std::uint32_t seed = 1;
    std::uint16_t antennas = 4;
    bool hops = false; // a reader for a hopping region (FCC) rather than ETSI's fixed channels
    ReadRates rates;
    std::size_t maxTags = 1000;
    int inventoryMs = 40; // tags are reported this often
    int lateMs = 500;     // for Fault::LateResponses
    int rebootMs = 500;   // how long a reboot takes
};

// The ROSpecs, settings and rules of a reader that holds its clients to the standard: a message that lacks a parameter,
// names a hop table it doesn't have, or comes in the wrong state is refused with the proper LLRPStatus.
class ReaderSession {
public:
    explicit ReaderSession(EmulatorConfig config) : m_config(config) {}

    // The whole message that answers `frame`; empty when none is due (KEEPALIVE_ACK).
    [[nodiscard]] base::Bytes answer(const llrp::Frame &frame);
    // READER_EVENT_NOTIFICATION with a ConnectionAttemptEvent.
    [[nodiscard]] base::Bytes connectionAttempt(llrp::ConnectionAttempt attempt, std::uint64_t utcUs);
    [[nodiscard]] base::Bytes keepalive();
    // RO_ACCESS_REPORTs for these reads, each with as many as the running ROSpec asks for.
    [[nodiscard]] std::vector<base::Bytes> reports(const std::vector<TagRead> &reads);

    // A ROSpec is active.
    [[nodiscard]] bool isReading() const;
    // 0: no KEEPALIVE was asked for.
    [[nodiscard]] std::uint32_t keepaliveMs() const { return m_keepaliveMs; }
    // After CLOSE_CONNECTION was answered.
    [[nodiscard]] bool isClosing() const { return m_closing; }
    // A client came: what concerned the last one is forgotten, the ROSpecs stay.
    void beginClient();
    // Everything is forgotten.
    void reboot();

private:
    enum class State { Disabled, Inactive, Active };
    struct RoSpec {
        State state = State::Disabled;
        std::vector<std::uint16_t> antennas; // empty: all
        std::uint16_t reportEvery = 1;       // 0: as many as there are
        std::uint16_t contents = 0;          // TagReportContentSelector
    };
    struct Refusal {
        llrp::StatusCode code{};
        std::string text;
    };
    using Result = base::Expected<void, Refusal>;

    [[nodiscard]] Result perform(const llrp::Frame &frame);
    [[nodiscard]] Result setConfig(base::ByteView body);
    [[nodiscard]] Result addRoSpec(base::ByteView body);
    [[nodiscard]] Result readAiSpec(base::ByteView body, RoSpec &roSpec) const;
    [[nodiscard]] Result checkTransmitter(base::ByteView antennaConfiguration) const;
    [[nodiscard]] static Result readReportSpec(base::ByteView row, RoSpec &roSpec);
    [[nodiscard]] Result changeRoSpec(llrp::MessageType type, base::ByteView body);
    [[nodiscard]] static Result moveRoSpec(llrp::MessageType type, RoSpec &roSpec);
    static void writeTagReport(base::ByteWriter &writer, const TagRead &read, std::uint16_t contents);
    [[nodiscard]] static base::Expected<base::ByteView, Refusal> need(base::ByteView row, llrp::ParameterType type);
    [[nodiscard]] static tl::unexpected<Refusal> refuse(llrp::StatusCode code, std::string text);

    EmulatorConfig m_config;
    std::map<std::uint32_t, RoSpec> m_roSpecs;
    std::uint32_t m_keepaliveMs = 0;
    std::uint32_t m_nextId = 1;
    bool m_closing = false;
};

} // namespace panier::rfid::emulator
