// Messages out of a stream of bytes, whatever the network made of their borders. LLRP 1.1, clause 17.1.
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/wire/types.h"

#include <optional>

namespace panier::rfid::llrp {

// One message: its header, and what follows the header. The body lies in the framer: it is valid until the next call
// of any of its functions, so that a report costs no copy.
struct Frame {
    MessageType type{}; // any value of 10 bits
    Version version = Version::V1_0_1;
    std::uint32_t id = 0;
    base::ByteView body;
};

// What a message is sent with, besides its type.
struct Head {
    Head(std::uint32_t messageId, Version messageVersion = Version::V1_0_1) : id(messageId), version(messageVersion) {}
    std::uint32_t id;
    Version version;
};

constexpr std::size_t headerBytes = 10;
// The largest message taken in: some hundred times what readers send.
constexpr std::size_t defaultMaxMessageBytes = 256 * 1024;

// A failure is final: the stream has lost its borders and the connection must be given up.
class Framer {
public:
    explicit Framer(std::size_t maxMessageBytes = defaultMaxMessageBytes) : m_maxMessageBytes(maxMessageBytes) {}

    void append(base::ByteView bytes);
    // The next whole message; nullopt when more bytes are needed. Call it until then, so that at most one unfinished
    // message waits here.
    [[nodiscard]] Decoded<std::optional<Frame>> next();
    void reset();

private:
    tl::unexpected<DecodeFailure> refuse(std::uint32_t length);

    std::size_t m_maxMessageBytes;
    base::Bytes m_buffer;
    std::size_t m_taken = 0; // bytes at the front that are done with
    std::optional<DecodeFailure> m_failure;
};

// A message with its header. `body` must fit a 32-bit length.
[[nodiscard]] base::Bytes frameMessage(MessageType type, Head head, base::ByteView body);

} // namespace panier::rfid::llrp
