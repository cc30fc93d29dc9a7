// Frames out of a stream of bytes, whatever the line made of their borders, and commands as bytes.
// Host to reader: FF, length, opcode, data, CRC. Reader to host: FF, length, opcode, status (2), data, CRC.
// The length is that of the data alone. M5e user manual, "Serial Communication Protocol".
#pragma once

#include "base/bytes.h"
#include "rfid/thingmagic/types.h"

#include <optional>

namespace panier::rfid::thingmagic {

constexpr std::uint8_t frameHeader = 0xFF;
constexpr std::size_t maxCommandData = 250;
constexpr std::size_t maxResponseData = 248;

// Over length, opcode, status and data; the header is left out. Polynomial 0x1021, start 0xFFFF, most significant bit
// first; the message's bits are shifted in at the low end and no zeros follow them, which gives other values than
// CRC-16/CCITT-FALSE does: that of 00 03 is 0x1D0C.
[[nodiscard]] std::uint16_t crcOf(base::ByteView bytes);

struct Frame {
    Opcode opcode{}; // any value of 8 bits
    Status status{}; // Success in a command; any value of 16 bits in a response
    base::Bytes data;
};

// What a host says: an opcode and its data, at most maxCommandData.
struct Command {
    Opcode opcode{};
    base::Bytes data;
};
[[nodiscard]] base::Bytes toBytes(const Command &command);
// The same of a response, for the emulator; at most maxResponseData.
[[nodiscard]] base::Bytes toBytes(const Frame &response);

// A line has noise and no borders of its own: what isn't a whole frame with a good CRC is passed over, a byte at a
// time.
class Framer {
public:
    enum class Side { Reader, Host }; // whose frames they are

    explicit Framer(Side side = Side::Reader) : m_side(side) {}

    void append(base::ByteView bytes);
    // The next whole frame; nullopt when more bytes are needed. Call it until then, so that less than one frame of 255
    // bytes waits here.
    [[nodiscard]] std::optional<Frame> next();
    // Passes over one byte of what waits. For when nothing more comes: it may be a length that lied, with a frame
    // behind. False when nothing waits.
    [[nodiscard]] bool skip();
    void reset();
    [[nodiscard]] std::uint64_t passedOver() const { return m_passedOver; } // bytes, since it was made

private:
    [[nodiscard]] base::ByteView waiting() const;

    Side m_side;
    base::Bytes m_buffer;
    std::size_t m_taken = 0; // bytes at the front that are done with
    std::uint64_t m_passedOver = 0;
};

} // namespace panier::rfid::thingmagic
