// The commands that Panier sends, as MercuryAPI 1.35.2 (serial_reader_l3.c) lays them out; where the M5e's user manual
// has the same command, they agree.
#pragma once

#include "codes/epc.h"
#include "rfid/thingmagic/frame.h"

#include <span>
#include <vector>

namespace panier::rfid::thingmagic {

// A program's place: the bootloader knows only a few commands, and no tag.
[[nodiscard]] Command askVersion();
[[nodiscard]] Command askCurrentProgram();
[[nodiscard]] Command bootFirmware();
// The answer comes at the old speed still.
[[nodiscard]] Command setBaudRate(std::uint32_t baud);

[[nodiscard]] Command askRegions();
[[nodiscard]] Command setRegion(Region region);
// The ports, and which of them have an antenna: only one that passes direct current is detected.
[[nodiscard]] Command askPorts();
// The power to read with, and its limits.
[[nodiscard]] Command askPower();
// In 1/100 dBm.
[[nodiscard]] Command setReadPower(std::int16_t centiDbm);
[[nodiscard]] Command setWritePower(std::int16_t centiDbm);
[[nodiscard]] Command setProtocolGen2();
// The ports to search on in turn, each for sending and receiving.
[[nodiscard]] Command setSearchPorts(std::span<const std::uint8_t> ports);
// The one port for what is done to a tag.
[[nodiscard]] Command setTagPort(std::uint8_t port);
// The filter tells each tag once; without it every read is told.
[[nodiscard]] Command setReadFilter(bool on);

// Gen2 v2.0.1, 6.3.2.2 and 6.3.2.12.
[[nodiscard]] Command setSession(std::uint8_t session); // 0 to 3
enum class Target : std::uint16_t { AThenB = 0x0000, BThenA = 0x0001, A = 0x0100, B = 0x0101 };
[[nodiscard]] Command setTarget(Target target);
[[nodiscard]] Command setDynamicQ();

// What a record of a tag tells, in the order of the bits.
namespace metadata {
constexpr std::uint16_t readCount = 0x0001;
constexpr std::uint16_t rssi = 0x0002;
constexpr std::uint16_t antenna = 0x0004;
constexpr std::uint16_t frequency = 0x0008;
constexpr std::uint16_t timestamp = 0x0010;
constexpr std::uint16_t phase = 0x0020;
constexpr std::uint16_t protocol = 0x0040;
constexpr std::uint16_t data = 0x0080;
constexpr std::uint16_t gpio = 0x0100;
constexpr std::uint16_t gen2Q = 0x0200;
constexpr std::uint16_t gen2LinkFrequency = 0x0400;
constexpr std::uint16_t gen2Target = 0x0800;
constexpr std::uint16_t brand = 0x1000;
constexpr std::uint16_t all = 0x1FFF;
constexpr std::uint16_t ours = readCount | rssi | antenna | frequency | timestamp | phase | protocol;
} // namespace metadata

// Search flags of ReadTagMultiple.
namespace search {
constexpr std::uint16_t configuredList = 0x0003;
constexpr std::uint16_t streaming = 0x0008;
constexpr std::uint16_t largePopulation = 0x0010;
} // namespace search

// The first byte of what follows in a MultiProtocolTagOp.
enum class StreamOption : std::uint8_t { Start = 1, Stop = 2 };
// Reads without end, in cycles of `cycleMs`; each tag read is told at once, with the metadata of `flags`.
[[nodiscard]] Command startStream(std::uint16_t cycleMs, std::uint16_t flags = metadata::ours);
[[nodiscard]] Command stopStream();

// Gen2 banks.
enum class Bank : std::uint8_t { Reserved = 0, Epc = 1, Tid = 2, User = 3 };

// The option byte of a tag operation.
namespace singulation {
constexpr std::uint8_t onEpc = 0x01;          // select by the whole EPC
constexpr std::uint8_t metadataFlag = 0x10;   // in the stream
constexpr std::uint8_t chipSpecific = 0x40;   // in WriteTagSpecific
constexpr std::uint8_t longSelection = 0x20;  // the mask's length in bits takes two bytes
constexpr std::uint8_t extendedOption = 0x88; // another option byte follows: Gen2 multi-select
} // namespace singulation

// What must hold in both: `epc` names the one tag that may be written.
struct TagAddress {
    codes::Epc epc;
    std::uint32_t accessPassword = 0;
    std::uint16_t timeoutMs = 0; // how long the reader looks for the tag
};
// `words` at most 32, at `wordPointer` of the bank.
[[nodiscard]] Command writeTag(const TagAddress &tag, Bank bank, std::uint32_t wordPointer,
                               std::span<const std::uint16_t> words);
// NXP's custom command Change EAS, of G2iL and its kin: other chips don't know it.
[[nodiscard]] Command changeEas(const TagAddress &tag, bool on);

constexpr std::uint8_t nxpG2iSilicon = 0x07;
constexpr std::uint8_t changeEasSubcommand = 0x03;

} // namespace panier::rfid::thingmagic
