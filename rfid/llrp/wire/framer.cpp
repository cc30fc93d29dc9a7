#include "rfid/llrp/wire/framer.h"

#include "rfid/llrp/wire/big_endian.h"

namespace panier::rfid::llrp {

namespace {
constexpr unsigned versionShift = 10;
constexpr std::uint16_t versionMask = 7;
constexpr std::uint16_t typeMask = 0x3FF;
} // namespace

void Framer::append(base::ByteView bytes) {
    if (m_failure)
        return;
    if (m_taken > 0)
        m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_taken));
    m_taken = 0;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

Decoded<std::optional<Frame>> Framer::next() {
    if (m_failure)
        return tl::make_unexpected(*m_failure);
    const base::ByteView waiting = base::ByteView(m_buffer).subspan(m_taken);
    if (waiting.size() < headerBytes)
        return std::nullopt;
    const auto versionAndType = at16(waiting);
    const auto length = at32(waiting, 2);
    const auto version = static_cast<Version>(versionAndType >> versionShift & versionMask);
    const bool isKnown = version == Version::V1_0_1 || version == Version::V1_1;
    if (length < headerBytes || length > m_maxMessageBytes || !isKnown)
        return refuse(length);
    if (waiting.size() < length)
        return std::nullopt;
    m_taken += length;
    return Frame{static_cast<MessageType>(versionAndType & typeMask), version, at32(waiting, 6),
                 waiting.subspan(headerBytes, length - headerBytes)};
}

// Why the header at the front can't be; apart from next(), which thousands of messages a second pass through.
tl::unexpected<DecodeFailure> Framer::refuse(std::uint32_t length) {
    if (length < headerBytes)
        m_failure = {DecodeError::BadLength, "a message shorter than its own header"};
    else if (length > m_maxMessageBytes)
        m_failure = {DecodeError::TooLong, "a message of " + std::to_string(length) + " bytes"};
    else
        m_failure = {DecodeError::BadVersion, "a message that is neither LLRP 1.0.1 nor 1.1"};
    m_buffer = {};
    m_taken = 0;
    return tl::make_unexpected(*m_failure);
}

void Framer::reset() {
    m_buffer = {};
    m_taken = 0;
    m_failure.reset();
}

base::Bytes frameMessage(MessageType type, Head head, base::ByteView body) {
    base::ByteWriter writer;
    writer.u16(
        static_cast<std::uint16_t>(static_cast<unsigned>(head.version) << versionShift | static_cast<unsigned>(type)));
    writer.u32(static_cast<std::uint32_t>(headerBytes + body.size()));
    writer.u32(head.id);
    writer.append(body);
    return std::move(writer).take();
}

} // namespace panier::rfid::llrp
