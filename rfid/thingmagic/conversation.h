// What is said to a reader and in which order, and what its answers mean: the conversation without the line.
#pragma once

#include "rfid/reader/reader.h"
#include "rfid/thingmagic/commands.h"
#include "rfid/thingmagic/reader_config.h"
#include "rfid/thingmagic/responses.h"

namespace panier::rfid::thingmagic {

// In the order of a conversation. Those from Antennas to Start are said again after each pause of the stream.
enum class Step {
    Idle,
    Drain, // waits for the end of a stream that somebody else left running
    Probe, // asks for the version at one speed after the other
    Program,
    Boot,
    Version,
    Baud,
    Regions,
    Region,
    Ports,
    Power,
    ReadPower,
    WritePower,
    Protocol,
    Antennas,
    ReadFilter,
    Session,
    Target,
    Q,
    Start,
    Running,
    Pause,
    MarkSession, // whatever the inventory did to the tag's flags, it must answer now
    MarkTarget,
    MarkPort,
    Mark,
    FinalStop,
};

// The facts of one connection and the commands that follow from them. Thread: any one at a time.
class Conversation {
public:
    explicit Conversation(ReaderConfig config) : m_config(std::move(config)) {}

    // A new connection: what the reader said is forgotten, what was asked of it stays.
    void begin();
    void setInventory(reader::InventoryMode mode) { m_mode = mode; }
    [[nodiscard]] reader::InventoryMode inventory() const { return m_mode; }

    // The next step that is needed, of those from Probe to Running. `baud` is the line's speed.
    [[nodiscard]] Step after(Step step, int baud) const;
    // What is said in a step; for one that says nothing, a stop of the stream.
    [[nodiscard]] Command command(Step step) const;
    // Whether the reader is of no use without it. The rest is good to have.
    [[nodiscard]] static bool mustSucceed(Step step);
    // Takes a successful answer in. An error is why the reader is of no use, in words.
    [[nodiscard]] base::Expected<void, std::string> take(Step step, base::ByteView data);

    [[nodiscard]] const reader::ReaderInfo &info() const { return m_info; }
    // The ports that are read with; from Antennas on never empty.
    [[nodiscard]] const std::vector<std::uint8_t> &ports() const { return m_ports; }
    // The command that marks a tag on the port that was set last.
    [[nodiscard]] Command markCommand(const codes::Epc &epc, const reader::SoldMark &mark) const;

private:
    using Taken = base::Expected<void, std::string>;
    [[nodiscard]] bool isNeeded(Step step, int baud) const;
    [[nodiscard]] std::int16_t powerCentiDbm() const;
    [[nodiscard]] Taken takeVersion(base::ByteView data);
    [[nodiscard]] Taken takeRegions(base::ByteView data) const;
    [[nodiscard]] Taken takePorts(base::ByteView data);

    ReaderConfig m_config;
    reader::InventoryMode m_mode = reader::InventoryMode::Open;
    reader::ReaderInfo m_info;
    bool m_inBootloader = false;
    std::vector<std::uint8_t> m_ports;
    std::optional<PowerLimits> m_limits;
};

// What a reader's answer to a mark means.
[[nodiscard]] reader::MarkOutcome outcomeOf(Status status);

} // namespace panier::rfid::thingmagic
