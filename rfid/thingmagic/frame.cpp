#include "rfid/thingmagic/frame.h"

#include <array>
#include <cassert>

namespace panier::rfid::thingmagic {

namespace {

constexpr std::size_t crcBytes = 2;
constexpr std::size_t statusBytes = 2;
constexpr std::size_t lengthAndOpcodeBytes = 2;

using CrcTable = std::array<std::uint16_t, 256>;

constexpr CrcTable makeCrcTable() {
    CrcTable table{};
    for (unsigned i = 0; i < table.size(); ++i) {
        unsigned value = i << 8;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 0x8000) != 0 ? value << 1 ^ 0x1021 : value << 1;
        table[i] = static_cast<std::uint16_t>(value);
    }
    return table;
}

constexpr CrcTable crcTable = makeCrcTable();

base::Bytes closed(base::ByteWriter writer) {
    writer.u16(crcOf(base::ByteView(writer.bytes()).subspan(1)));
    return std::move(writer).take();
}

} // namespace

std::uint16_t crcOf(base::ByteView bytes) {
    std::uint16_t crc = 0xFFFF;
    for (const auto byte : bytes)
        crc = static_cast<std::uint16_t>((crc << 8 | byte) ^ crcTable[crc >> 8]);
    return crc;
}

base::Bytes toBytes(const Command &command) {
    assert(command.data.size() <= maxCommandData);
    base::ByteWriter writer;
    writer.u8(frameHeader);
    writer.u8(static_cast<std::uint8_t>(command.data.size()));
    writer.u8(static_cast<std::uint8_t>(command.opcode));
    writer.append(base::ByteView(command.data));
    return closed(std::move(writer));
}

base::Bytes toBytes(const Frame &response) {
    assert(response.data.size() <= maxResponseData);
    base::ByteWriter writer;
    writer.u8(frameHeader);
    writer.u8(static_cast<std::uint8_t>(response.data.size()));
    writer.u8(static_cast<std::uint8_t>(response.opcode));
    writer.u16(static_cast<std::uint16_t>(response.status));
    writer.append(base::ByteView(response.data));
    return closed(std::move(writer));
}

void Framer::append(base::ByteView bytes) {
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_taken));
    m_taken = 0;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

std::optional<Frame> Framer::next() {
    const bool hasStatus = m_side == Side::Reader;
    const auto maxData = hasStatus ? maxResponseData : maxCommandData;
    const auto overhead = lengthAndOpcodeBytes + (hasStatus ? statusBytes : 0);
    for (auto view = waiting(); view.size() >= 2; view = waiting()) {
        const std::size_t length = view[1];
        if (view[0] != frameHeader || length > maxData) {
            (void)skip();
            continue;
        }
        const auto checkedBytes = overhead + length;
        if (view.size() < 1 + checkedBytes + crcBytes)
            return std::nullopt;
        base::ByteReader reader(view.subspan(1));
        reader.skip(1);
        Frame frame;
        frame.opcode = static_cast<Opcode>(reader.u8());
        if (hasStatus)
            frame.status = static_cast<Status>(reader.u16());
        const auto data = reader.take(length);
        if (reader.u16() != crcOf(view.subspan(1, checkedBytes))) {
            (void)skip();
            continue;
        }
        frame.data.assign(data.begin(), data.end());
        m_taken += 1 + checkedBytes + crcBytes;
        return frame;
    }
    return std::nullopt;
}

bool Framer::skip() {
    if (waiting().empty())
        return false;
    ++m_taken;
    ++m_passedOver;
    return true;
}

void Framer::reset() {
    m_buffer = {};
    m_taken = 0;
}

base::ByteView Framer::waiting() const {
    return base::ByteView(m_buffer).subspan(m_taken);
}

} // namespace panier::rfid::thingmagic
