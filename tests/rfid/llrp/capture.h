// A session's bytes as a capture file, so that a dissector which knows nothing of Panier can judge them.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <string>

namespace panier::tests {

// Collects what crossed a TCP connection and writes it as Ethernet, IPv4 and TCP: addresses and sequence numbers are
// made up, checksums are right, every segment is acknowledged in order, so that a remark of the dissector is about the
// payload.
class Capture {
public:
    // `serverPort` is the listening side's; the client's is made up.
    explicit Capture(std::uint16_t serverPort);

    void add(bool fromServer, base::ByteView payload);
    // All payload added so far from that side.
    [[nodiscard]] base::Bytes payload(bool fromServer) const;
    // Overwrites one byte of all payload added so far from that side; false if there aren't so many.
    // The packets' checksums are written afterwards and stay right.
    [[nodiscard]] bool corrupt(bool fromServer, std::size_t offset, std::uint8_t value);
    // libpcap's classic format. False when the file can't be written.
    [[nodiscard]] bool write(const std::string &path) const;

private:
    struct Segment {
        bool fromServer = false;
        base::Bytes payload;
    };
    std::uint16_t m_serverPort;
    std::vector<Segment> m_segments;
};

} // namespace panier::tests
