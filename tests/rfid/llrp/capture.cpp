#include "tests/rfid/llrp/capture.h"

#include <algorithm>
#include <fstream>

namespace panier::tests {

namespace {

constexpr std::uint32_t serverAddress = 0x0A000001; // 10.0.0.1
constexpr std::uint32_t clientAddress = 0x0A000002;
constexpr std::uint16_t clientPort = 50000;
constexpr std::uint8_t protocolTcp = 6;
constexpr std::uint8_t fin = 1;
constexpr std::uint8_t syn = 2;
constexpr std::uint8_t push = 8;
constexpr std::uint8_t ack = 16;
constexpr std::size_t maxSegment = 1460;
constexpr std::size_t ipHeaderBytes = 20;
constexpr std::size_t tcpHeaderBytes = 20;
constexpr std::uint32_t microsecondsApart = 1000;

// RFC 1071, over 16-bit words.
std::uint16_t checksum(base::ByteView bytes, std::uint32_t sum = 0) {
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        sum += static_cast<std::uint32_t>(bytes[i] << 8U) + (i + 1 < bytes.size() ? bytes[i + 1] : 0U);
    while (sum >> 16U != 0)
        sum = (sum & 0xFFFFU) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

// One connection being written packet by packet.
class Stream {
public:
    explicit Stream(std::uint16_t serverPort) : m_serverPort(serverPort) {
        // libpcap's file header, big-endian: version 2.4, Ethernet.
        m_file.u32(0xA1B2C3D4);
        m_file.u16(2);
        m_file.u16(4);
        m_file.u32(0);
        m_file.u32(0);
        m_file.u32(65535);
        m_file.u32(1);
        packet(false, syn, {});
        packet(true, syn | ack, {});
        packet(false, ack, {});
    }

    void segment(bool fromServer, base::ByteView payload) {
        packet(fromServer, push | ack, payload);
        packet(!fromServer, ack, {});
    }
    void close() {
        packet(false, fin | ack, {});
        packet(true, fin | ack, {});
        packet(false, ack, {});
    }
    [[nodiscard]] const base::Bytes &bytes() const { return m_file.bytes(); }

private:
    void packet(bool fromServer, std::uint8_t flags, base::ByteView payload) {
        auto &next = fromServer ? m_serverNext : m_clientNext;
        const auto acknowledged = (flags & ack) != 0 ? (fromServer ? m_clientNext : m_serverNext) : 0;
        base::ByteWriter tcp;
        tcp.u16(fromServer ? m_serverPort : clientPort);
        tcp.u16(fromServer ? clientPort : m_serverPort);
        tcp.u32(next);
        tcp.u32(acknowledged);
        tcp.u8(tcpHeaderBytes / 4 << 4U);
        tcp.u8(flags);
        tcp.u16(65535); // window
        tcp.u16(0);     // checksum, below
        tcp.u16(0);
        tcp.append(payload);
        constexpr auto addresses =
            (serverAddress >> 16U) + (serverAddress & 0xFFFFU) + (clientAddress >> 16U) + (clientAddress & 0xFFFFU);
        tcp.patchU16(16, checksum(tcp.bytes(), addresses + protocolTcp + static_cast<std::uint32_t>(tcp.size())));
        next += static_cast<std::uint32_t>(payload.size()) + ((flags & (syn | fin)) != 0 ? 1U : 0U);

        base::ByteWriter ip;
        ip.u16(0x4500);
        ip.u16(static_cast<std::uint16_t>(ipHeaderBytes + tcp.size()));
        ip.u16(m_identification++);
        ip.u16(0x4000); // don't fragment
        ip.u8(64);
        ip.u8(protocolTcp);
        ip.u16(0);
        ip.u32(fromServer ? serverAddress : clientAddress);
        ip.u32(fromServer ? clientAddress : serverAddress);
        ip.patchU16(10, checksum(ip.bytes()));
        frame(ip.bytes(), tcp.bytes());
    }

    void frame(base::ByteView ip, base::ByteView tcp) {
        const base::Bytes ethernet{2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0}; // made-up stations, IPv4
        const auto length = static_cast<std::uint32_t>(ethernet.size() + ip.size() + tcp.size());
        m_timeUs += microsecondsApart;
        m_file.u32(m_timeUs / 1'000'000);
        m_file.u32(m_timeUs % 1'000'000);
        m_file.u32(length);
        m_file.u32(length);
        m_file.append(base::ByteView(ethernet));
        m_file.append(ip);
        m_file.append(tcp);
    }

    std::uint16_t m_serverPort;
    base::ByteWriter m_file;
    std::uint32_t m_serverNext = 1000;
    std::uint32_t m_clientNext = 5000;
    std::uint32_t m_timeUs = 0;
    std::uint16_t m_identification = 1;
};

} // namespace

Capture::Capture(std::uint16_t serverPort) : m_serverPort(serverPort) {}

void Capture::add(bool fromServer, base::ByteView payload) {
    for (; !payload.empty(); payload = payload.subspan(std::min(payload.size(), maxSegment))) {
        const auto part = payload.first(std::min(payload.size(), maxSegment));
        m_segments.push_back({fromServer, {part.begin(), part.end()}});
    }
}

base::Bytes Capture::payload(bool fromServer) const {
    base::Bytes all;
    for (const auto &segment : m_segments)
        if (segment.fromServer == fromServer)
            all.insert(all.end(), segment.payload.begin(), segment.payload.end());
    return all;
}

bool Capture::corrupt(bool fromServer, std::size_t offset, std::uint8_t value) {
    for (auto &segment : m_segments) {
        if (segment.fromServer != fromServer)
            continue;
        if (offset < segment.payload.size()) {
            segment.payload[offset] = value;
            return true;
        }
        offset -= segment.payload.size();
    }
    return false;
}

bool Capture::write(const std::string &path) const {
    Stream stream(m_serverPort);
    for (const auto &segment : m_segments)
        stream.segment(segment.fromServer, segment.payload);
    stream.close();
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(stream.bytes().data()),
               static_cast<std::streamsize>(stream.bytes().size()));
    file.close();
    return file.good();
}

} // namespace panier::tests
