// The frames between a host and a PN532 on its high-speed UART (PN532 User Manual UM0701-02, 6.2.1).
#pragma once

#include "base/bytes.h"

#include <optional>

namespace panier::rfid::emulator {

// What a host may send.
struct Pn532Frame {
    enum class Kind {
        Command, // `data` begins with the command's code
        Ack,     // aborts what runs
        Nack,    // wants the last answer again
        Broken,  // a checksum or a length is wrong
    };
    Kind kind = Kind::Broken;
    base::Bytes data;
};

// Cuts frames out of a host's bytes, however they were split or joined; skips the wake-up bytes and any other noise.
class Pn532Framer {
public:
    static constexpr std::size_t maxData = 263;     // bytes after the frame identifier, in an extended frame
    static constexpr std::size_t maxWaiting = 4096; // bytes; beyond it the oldest are dropped

    void feed(base::ByteView bytes);
    // The next frame; nullopt while none is complete.
    [[nodiscard]] std::optional<Pn532Frame> next();

private:
    [[nodiscard]] std::optional<Pn532Frame> body(std::size_t header, std::size_t length);
    void drop(std::size_t count);

    base::Bytes m_waiting;
};

// An answer's frame: `data` begins with the command's code plus one and has at most maxData bytes; above 253 bytes the
// frame is an extended one.
[[nodiscard]] base::Bytes pn532Answer(base::ByteView data);
// A command's frame, as a host sends it; the same limits.
[[nodiscard]] base::Bytes pn532Command(base::ByteView data);
[[nodiscard]] base::Bytes pn532Ack();
// "Application level error": the chip didn't understand the command.
[[nodiscard]] base::Bytes pn532Error();

} // namespace panier::rfid::emulator
