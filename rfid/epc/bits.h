// The bits of an EPC, most significant first.
#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace panier::rfid::epc {

// Reads off a view. Past the end every bit is 0 and ok() is false: check it after each field.
class BitReader {
public:
    explicit BitReader(base::ByteView bytes) : m_bytes(bytes) {}

    // The next `bits` (at most 64) as an unsigned number.
    [[nodiscard]] std::uint64_t take(std::size_t bits) {
        std::uint64_t value = 0;
        for (; bits > 0; --bits, ++m_at)
            value = value << 1U | (left() > 0 ? m_bytes[m_at / 8] >> (7 - m_at % 8) & 1U : 0U);
        return value;
    }
    [[nodiscard]] bool ok() const { return m_at <= size(); }
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] std::size_t left() const { return ok() ? size() - m_at : 0; }

private:
    [[nodiscard]] std::size_t size() const { return m_bytes.size() * 8; }

    base::ByteView m_bytes;
    std::size_t m_at = 0;
};

// Appends to a buffer of its own.
class BitWriter {
public:
    // The low `bits` (at most 64) of `value`.
    void put(std::uint64_t value, std::size_t bits) {
        for (; bits > 0; --bits, ++m_size) {
            if (m_size % 8 == 0)
                m_bytes.push_back(0);
            m_bytes.back() |= static_cast<std::uint8_t>((value >> (bits - 1) & 1U) << (7 - m_size % 8));
        }
    }
    void padTo(std::size_t bits) {
        while (m_size < bits)
            put(0, 1);
    }
    [[nodiscard]] std::size_t size() const { return m_size; } // in bits
    [[nodiscard]] const base::Bytes &bytes() const { return m_bytes; }

private:
    base::Bytes m_bytes;
    std::size_t m_size = 0;
};

} // namespace panier::rfid::epc
