// Parameters, the nested parts of LLRP messages: TLV with a length, TV with a length that only the type tells.
// LLRP 1.1, clause 17.2.
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/wire/types.h"

#include <array>
#include <optional>

namespace panier::rfid::llrp {

// A parameter inside someone else's bytes; valid as long as those are.
struct Parameter {
    ParameterType type{};
    base::ByteView body; // after the header
};

// Bytes before the body of a TLV parameter: its type, its length.
inline constexpr std::size_t tlvHeader = 4;
// Bytes after the header of each TV parameter; 0 where there is none. Clause 17.2.1.1; 18 to 20 by LLRP 1.1.
constexpr std::array<std::uint8_t, 21> tvBytes{0, 2, 8, 8, 8, 8, 1, 2, 2, 4, 2, 2, 2, 12, 2, 2, 4, 2, 4, 2, 2};

// Walks over a row of parameters. In the header because thousands of tags a second pass through it.
class ParameterReader {
public:
    explicit ParameterReader(base::ByteView bytes) : m_rest(bytes) {}

    // The next one; nullopt at the end, and for good after a failure: check failure() then.
    [[nodiscard]] std::optional<Parameter> next() {
        if (m_rest.empty())
            return std::nullopt;
        const unsigned first = m_rest[0];
        std::size_t header = 1;
        std::size_t whole = 0;
        unsigned type = first & 0x7FU;
        if ((first & 0x80U) != 0) {
            if (type >= tvBytes.size() || tvBytes[type] == 0)
                return stop(DecodeError::UnknownParameter, type);
            whole = header + tvBytes[type];
        } else {
            header = tlvHeader;
            if (m_rest.size() < header)
                return stop(DecodeError::BadLength, type);
            type = (first << 8U | m_rest[1]) & 0x3FFU;
            whole = static_cast<std::size_t>(m_rest[2]) << 8U | m_rest[3];
        }
        if (whole < header || whole > m_rest.size())
            return stop(DecodeError::BadLength, type);
        const Parameter parameter{static_cast<ParameterType>(type), m_rest.subspan(header, whole - header)};
        m_rest = m_rest.subspan(whole);
        return parameter;
    }
    [[nodiscard]] const std::optional<DecodeFailure> &failure() const { return m_failure; }
    // What is left of the row.
    [[nodiscard]] base::ByteView rest() const { return m_rest; }

private:
    std::optional<Parameter> stop(DecodeError code, unsigned type);

    base::ByteView m_rest;
    std::optional<DecodeFailure> m_failure;
};

// The first parameter of a type in a row; empty if there is none. Fails if the row is broken.
[[nodiscard]] Decoded<std::optional<Parameter>> findParameter(base::ByteView row, ParameterType type);
// The same for one that the standard requires: MissingParameter if there is none.
[[nodiscard]] Decoded<Parameter> requireParameter(base::ByteView row, ParameterType type);

// Writes a TLV parameter around whatever is written while it lives, nested ones included.
class TlvScope {
public:
    TlvScope(base::ByteWriter &writer, ParameterType type);
    ~TlvScope();
    TlvScope(const TlvScope &) = delete;
    TlvScope &operator=(const TlvScope &) = delete;

private:
    base::ByteWriter &m_writer;
    std::size_t m_start;
};

// The first byte of a TV parameter.
[[nodiscard]] constexpr std::uint8_t tvHeader(ParameterType type) {
    return static_cast<std::uint8_t>(0x80U | static_cast<unsigned>(type));
}

} // namespace panier::rfid::llrp
