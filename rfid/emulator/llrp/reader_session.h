// What a reader knows and answers, apart from any socket. LLRP 1.0.1 and 1.1.
#pragma once

#include "base/bytes.h"
#include "rfid/emulator/llrp/access_specs.h"
#include "rfid/emulator/llrp/report_writer.h"
#include "rfid/emulator/llrp/ro_specs.h"
#include "rfid/emulator/tag_world.h"

#include <set>
#include <string>
#include <vector>

namespace panier::rfid::emulator {

// The specs, settings and rules of a reader that holds its clients to the standard: a message that lacks a parameter,
// names a hop table it doesn't have, speaks another version than was agreed, or comes in the wrong state is refused
// with the proper LLRPStatus.
class ReaderSession {
public:
    explicit ReaderSession(const ReaderTraits &traits)
        : m_traits(traits), m_roSpecs(traits), m_inputs(traits.inputs, false) {}

    // The whole message that answers `frame`; empty when none is due (KEEPALIVE_ACK).
    [[nodiscard]] base::Bytes answer(const llrp::Frame &frame);
    // READER_EVENT_NOTIFICATION around a body of report_writer.h.
    [[nodiscard]] base::Bytes notification(const base::Bytes &body);
    [[nodiscard]] base::Bytes keepalive();
    // RO_ACCESS_REPORTs for these reads, each with as many as the running ROSpec asks for. AccessSpecs are carried out.
    [[nodiscard]] std::vector<base::Bytes> reports(const std::vector<TagRead> &reads, TagWorld &world,
                                                   const ReaderTime &now);
    // The start or the end of a ROSpec since the last call, if the client wants to know; empty otherwise.
    [[nodiscard]] base::Bytes roSpecNews(const ReaderTime &now);
    // The ROSpec that runs ends by itself.
    void endRoSpec();

    // An input takes a state; true if the client wants to know.
    [[nodiscard]] bool setInput(std::uint16_t port, bool high);
    [[nodiscard]] bool wants(llrp::EventType type) const { return m_events.contains(type); }
    // A ROSpec is active.
    [[nodiscard]] bool isReading() const { return m_roSpecs.activeId().has_value(); }
    [[nodiscard]] llrp::Version version() const { return m_version; }
    [[nodiscard]] std::size_t roSpecCount() const { return m_roSpecs.count(); }
    [[nodiscard]] std::size_t accessSpecCount() const { return m_accessSpecs.count(); }
    // The session of the ROSpec that runs, 0 to 3.
    [[nodiscard]] std::uint8_t inventorySession() { return isReading() ? m_roSpecs.active()->session : 0; }
    // 0: no KEEPALIVE was asked for.
    [[nodiscard]] std::uint32_t keepaliveMs() const { return m_keepaliveMs; }
    // After CLOSE_CONNECTION was answered.
    [[nodiscard]] bool isClosing() const { return m_closing; }
    // A client came: what concerned the last one is forgotten, the specs stay.
    void beginClient();
    // Everything is forgotten.
    void reboot();

private:
    // The parameters of a successful response follow its status.
    [[nodiscard]] Result perform(const llrp::Frame &frame, base::ByteWriter &parameters);
    [[nodiscard]] bool speaks(const llrp::Frame &frame) const;
    [[nodiscard]] Result setVersion(base::ByteView body);
    [[nodiscard]] Result setConfig(base::ByteView body);
    [[nodiscard]] Result setInputs(base::ByteView row) const;
    [[nodiscard]] Result setEvents(base::ByteView row);
    [[nodiscard]] Result getConfig(base::ByteView body, base::ByteWriter &parameters) const;
    [[nodiscard]] Result enableExtensions(base::ByteView body);
    [[nodiscard]] base::Bytes refusal(std::uint32_t id, llrp::StatusCode code, std::string_view text) const;
    [[nodiscard]] std::uint16_t channels() const;

    ReaderTraits m_traits;
    RoSpecs m_roSpecs;
    AccessSpecs m_accessSpecs;
    std::vector<bool> m_inputs;
    std::set<llrp::EventType> m_events;
    llrp::Version m_version = llrp::Version::V1_0_1;
    bool m_versionSet = false;
    bool m_extended = false;
    std::uint32_t m_keepaliveMs = 0;
    std::uint32_t m_nextId = 1;
    std::uint16_t m_channel = 0;
    std::optional<std::uint32_t> m_changedRoSpec;
    bool m_closing = false;
};

} // namespace panier::rfid::emulator
