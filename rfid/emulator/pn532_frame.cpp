#include "rfid/emulator/pn532_frame.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

namespace panier::rfid::emulator {

namespace {

constexpr std::uint8_t fromHost = 0xD4;
constexpr std::uint8_t fromChip = 0xD5;
constexpr std::size_t longestNormal = 255; // LEN of a normal frame, identifier included
constexpr std::array<std::uint8_t, 2> startCode = {0x00, 0xFF};

std::uint8_t sum(base::ByteView bytes) {
    return static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end(), 0U));
}

base::Bytes frame(std::uint8_t identifier, base::ByteView data) {
    assert(data.size() <= Pn532Framer::maxData);
    const std::size_t length = data.size() + 1;
    base::ByteWriter out;
    out.append(base::Bytes{0x00, 0x00, 0xFF});
    if (length < longestNormal) {
        out.u8(static_cast<std::uint8_t>(length));
        out.u8(static_cast<std::uint8_t>(-length));
    } else {
        out.u16(0xFFFF);
        out.u16(static_cast<std::uint16_t>(length));
        out.u8(static_cast<std::uint8_t>(-(length / 256 + length % 256)));
    }
    out.u8(identifier);
    out.append(data);
    out.u8(static_cast<std::uint8_t>(-(identifier + sum(data))));
    out.u8(0x00);
    return std::move(out).take();
}

} // namespace

void Pn532Framer::feed(base::ByteView bytes) {
    m_waiting.insert(m_waiting.end(), bytes.begin(), bytes.end());
    if (m_waiting.size() > maxWaiting)
        drop(m_waiting.size() - maxWaiting);
}

void Pn532Framer::drop(std::size_t count) {
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(count));
}

std::optional<Pn532Frame> Pn532Framer::next() {
    const auto start = std::search(m_waiting.begin(), m_waiting.end(), startCode.begin(), startCode.end());
    if (start == m_waiting.end()) {
        // Noise; its last byte may begin a start code.
        if (m_waiting.size() > 1)
            drop(m_waiting.size() - 1);
        return std::nullopt;
    }
    drop(static_cast<std::size_t>(start - m_waiting.begin()));
    if (m_waiting.size() < 4)
        return std::nullopt;
    const unsigned length = m_waiting[2];
    const unsigned checksum = m_waiting[3];
    if (length == 0x00 && checksum == 0xFF) {
        drop(4);
        return Pn532Frame{Pn532Frame::Kind::Ack, {}};
    }
    if (length == 0xFF && checksum == 0x00) {
        drop(4);
        return Pn532Frame{Pn532Frame::Kind::Nack, {}};
    }
    if (length == 0xFF && checksum == 0xFF) {
        if (m_waiting.size() < 7)
            return std::nullopt;
        const std::size_t extended = m_waiting[4] * 256U + m_waiting[5];
        if (sum(base::ByteView(m_waiting).subspan(4, 3)) != 0)
            return body(7, 0);
        return body(7, extended);
    }
    return body(4, (length + checksum) % 256 == 0 ? length : 0);
}

// `length` is 0 where the header was wrong: only the start code goes, what follows may hold a frame.
std::optional<Pn532Frame> Pn532Framer::body(std::size_t header, std::size_t length) {
    if (length < 2 || length > maxData + 1) {
        drop(startCode.size());
        return Pn532Frame{};
    }
    if (m_waiting.size() < header + length + 1)
        return std::nullopt;
    const auto bytes = base::ByteView(m_waiting).subspan(header, length + 1);
    Pn532Frame frame;
    if (sum(bytes) == 0 && bytes.front() == fromHost) {
        frame.kind = Pn532Frame::Kind::Command;
        frame.data.assign(bytes.begin() + 1, bytes.end() - 1);
    }
    drop(header + length + 1);
    return frame;
}

base::Bytes pn532Answer(base::ByteView data) {
    return frame(fromChip, data);
}

base::Bytes pn532Command(base::ByteView data) {
    return frame(fromHost, data);
}

base::Bytes pn532Ack() {
    return {0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00};
}

base::Bytes pn532Error() {
    return {0x00, 0x00, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0x00};
}

} // namespace panier::rfid::emulator
