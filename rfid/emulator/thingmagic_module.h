// What a ThingMagic module knows and answers, apart from any line.
#pragma once

#include "rfid/emulator/tag_world.h"
#include "rfid/thingmagic/commands.h"
#include "rfid/thingmagic/responses.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace panier::rfid::emulator {

struct ThingMagicConfig {
    std::uint32_t seed = 1;
    std::uint16_t ports = 4; // 1: an M6e Nano, otherwise an M6e
    std::vector<std::uint8_t> detectedPorts{1, 2, 3, 4};
    std::vector<thingmagic::Region> regions{thingmagic::Region::Na, thingmagic::Region::Eu3, thingmagic::Region::Open};
    std::int16_t minCentiDbm = 500;
    std::int16_t maxCentiDbm = 3150;
    bool startsInBootloader = true;
    bool tellsAll = true; // an old firmware doesn't know the questions for regions, ports and limits
    ReadRates rates;
    std::size_t maxTags = 1000;
};

// The memory of one tag and how it defends itself.
struct ThingMagicTag {
    std::vector<std::uint16_t> user = std::vector<std::uint16_t>(32);
    std::uint32_t accessPassword = 0;
    bool isLocked = false;  // the user bank: only with the password
    bool hasEas = false;    // NXP's, switched on
    std::uint16_t port = 0; // the one that reaches it for writing; 0: all
};

// Holds its host to the protocol: in the bootloader it knows only a few commands; without a region and a tag protocol
// it reads nothing; its read filter is on until switched off; while it streams it hears only the stop.
class ThingMagicModule {
public:
    explicit ThingMagicModule(ThingMagicConfig config);

    // Nothing when it doesn't answer.
    [[nodiscard]] std::optional<thingmagic::Frame> answer(const thingmagic::Frame &command);
    // What the stream tells in the next `elapsedMs`: records, and the ends of search cycles.
    [[nodiscard]] std::vector<thingmagic::Frame> stream(int elapsedMs);
    // The power went and came: everything is forgotten. What it says then.
    [[nodiscard]] thingmagic::Frame restart();

    // Reads on every port, as a host that crashed had left it.
    void leaveStreaming();
    [[nodiscard]] bool isStreaming() const { return m_streaming; }
    // The end of each search cycle says so instead of "no tag found"; nothing is read meanwhile.
    void setCycleFault(std::optional<thingmagic::Status> fault) { m_cycleFault = fault; }

    bool putTag(const codes::Epc &epc, TagPlace place);
    void removeTag(const codes::Epc &epc);
    // Of a tag that was put; made when it isn't there.
    [[nodiscard]] ThingMagicTag &memory(const codes::Epc &epc) { return m_tags[epc].memory; }

    // What was set, for tests.
    [[nodiscard]] std::optional<thingmagic::Region> region() const { return m_region; }
    [[nodiscard]] std::uint8_t session() const { return m_session; }
    [[nodiscard]] thingmagic::Target target() const { return m_target; }
    [[nodiscard]] std::int16_t readCentiDbm() const { return m_readCentiDbm; }
    [[nodiscard]] const std::vector<std::uint8_t> &searchPorts() const { return m_searchPorts; }
    [[nodiscard]] std::optional<std::uint32_t> newBaud() const { return m_newBaud; } // asked for

private:
    struct Tag {
        TagPlace place = TagPlace::OnTray;
        ThingMagicTag memory;
    };
    using Answer = thingmagic::Frame;
    using Opcode = thingmagic::Opcode;
    using Status = thingmagic::Status;

    [[nodiscard]] Answer perform(Opcode opcode, base::ByteView data);
    [[nodiscard]] base::Bytes version() const;
    [[nodiscard]] base::Bytes power() const;
    [[nodiscard]] Status setPorts(base::ByteView data);
    [[nodiscard]] Status setPower(Opcode opcode, base::ByteView data);
    [[nodiscard]] Status setRegion(base::ByteView data);
    [[nodiscard]] Status setParameter(base::ByteView data);
    [[nodiscard]] Answer streamOption(base::ByteView data);
    [[nodiscard]] Status startStream(base::ByteView data);
    [[nodiscard]] Status writeTag(base::ByteView data);
    [[nodiscard]] Status changeEas(base::ByteView data);
    [[nodiscard]] base::Expected<Tag *, Status> reach(const codes::Epc &epc, std::uint32_t password);
    [[nodiscard]] bool isTold(const TagRead &read);
    [[nodiscard]] Answer record(const TagRead &read) const;
    void forget();

    ThingMagicConfig m_config;
    TagWorld m_world;
    std::map<codes::Epc, Tag> m_tags;
    bool m_inBootloader;
    std::optional<thingmagic::Region> m_region;
    std::optional<std::uint32_t> m_newBaud;
    std::optional<Status> m_cycleFault;
    bool m_isGen2 = false;
    bool m_hasReadFilter = true;
    std::uint8_t m_session = 0;
    thingmagic::Target m_target = thingmagic::Target::A;
    std::int16_t m_readCentiDbm = 0;
    std::vector<std::uint8_t> m_searchPorts;
    std::uint8_t m_tagPort = 1;
    bool m_streaming = false;
    std::uint16_t m_flags = 0; // metadata of the stream
    int m_cycleMs = 1000;
    int m_inCycleMs = 0;
    std::set<codes::Epc> m_told; // by this stream
};

} // namespace panier::rfid::emulator
