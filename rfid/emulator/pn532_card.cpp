#include "rfid/emulator/pn532_card.h"

#include <algorithm>
#include <cassert>

namespace panier::rfid::emulator {

namespace {

constexpr std::size_t pageBytes = 4;
constexpr std::size_t firstUserPage = 4;

enum Command : std::uint8_t {
    GetVersion = 0x60,
    Read = 0x30,
    FastRead = 0x3A,
    Write = 0xA2,
    CompatibilityWrite = 0xA0
};

constexpr std::uint8_t ack = 0x0A;
constexpr std::uint8_t nakArgument = 0x00;

} // namespace

Ntag213::Ntag213(const base::Bytes &uid) : NfcCard({uid, 0x0044, 0x00, {}}), m_memory(pages * pageBytes) {
    assert(uid.size() == 7);
    const std::uint8_t check0 = 0x88 ^ uid[0] ^ uid[1] ^ uid[2];
    const std::uint8_t check1 = uid[3] ^ uid[4] ^ uid[5] ^ uid[6];
    const base::Bytes head = {uid[0], uid[1], uid[2], check0, uid[3], uid[4], uid[5], uid[6], check1, 0x48,
                              0,      0,      0xE1,   0x10,   0x12,   0x00,   0x03,   0x00,   0xFE};
    std::copy(head.begin(), head.end(), m_memory.begin());
    const base::Bytes configuration = {0x00, 0x00, 0x00, 0xBD, 0x04, 0x00, 0x00, 0xFF, 0x00, 0x05, 0x00, 0x00};
    std::copy(configuration.begin(), configuration.end(), m_memory.begin() + 40 * pageBytes);
}

bool Ntag213::setNdef(base::ByteView message) {
    constexpr std::size_t overhead = 3; // type, length and terminator
    if (message.size() + overhead > userBytes)
        return false;
    base::ByteWriter area;
    area.u8(0x03);
    area.u8(static_cast<std::uint8_t>(message.size()));
    area.append(message);
    area.u8(0xFE);
    setUserMemory(area.bytes());
    return true;
}

void Ntag213::setUserMemory(base::ByteView bytes) {
    const auto count = std::min(bytes.size(), userBytes);
    const auto begin = m_memory.begin() + firstUserPage * pageBytes;
    std::fill(begin, begin + userBytes, 0);
    std::copy_n(bytes.begin(), count, begin);
}

std::optional<base::Bytes> Ntag213::exchange(base::ByteView command) {
    if (command.empty())
        return std::nullopt;
    const auto page = [&] { return static_cast<std::size_t>(command[1]); };
    switch (command[0]) {
    case GetVersion:
        return base::Bytes{0x00, 0x04, 0x04, 0x02, 0x01, 0x00, 0x0F, 0x03};
    case Read: {
        if (command.size() != 2 || page() >= pages)
            return base::Bytes{nakArgument};
        base::Bytes read;
        for (std::size_t i = 0; i < 4 * pageBytes; ++i) // past the last page it starts again at the first
            read.push_back(m_memory[(page() * pageBytes + i) % m_memory.size()]);
        return read;
    }
    case FastRead: {
        if (command.size() != 3 || page() > command[2] || command[2] >= pages)
            return base::Bytes{nakArgument};
        return base::Bytes(m_memory.begin() + static_cast<std::ptrdiff_t>(page() * pageBytes),
                           m_memory.begin() + static_cast<std::ptrdiff_t>((command[2] + 1U) * pageBytes));
    }
    case Write:
    case CompatibilityWrite: { // the chip joins its two halves: 16 bytes, of which the first 4 count
        const std::size_t wanted = command[0] == Write ? 6 : 18;
        if (command.size() != wanted || page() < 2 || page() >= pages)
            return base::Bytes{nakArgument};
        std::copy_n(command.begin() + 2, pageBytes, m_memory.begin() + static_cast<std::ptrdiff_t>(page() * pageBytes));
        return base::Bytes{ack};
    }
    default:
        return std::nullopt;
    }
}

} // namespace panier::rfid::emulator
