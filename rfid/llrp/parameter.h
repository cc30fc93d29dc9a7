// Parameters, the nested parts of LLRP messages: TLV with a length, TV with a length that only the type tells.
// LLRP 1.0.1, clause 16.2.
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/types.h"

#include <optional>

namespace panier::rfid::llrp {

// A parameter inside someone else's bytes; valid as long as those are.
struct Parameter {
    ParameterType type{};
    base::ByteView body; // after the header
};

// Walks over a row of parameters.
class ParameterReader {
public:
    explicit ParameterReader(base::ByteView bytes) : m_reader(bytes) {}

    // The next one; nullopt at the end, and for good after a failure: check failure() then.
    [[nodiscard]] std::optional<Parameter> next();
    [[nodiscard]] const std::optional<DecodeFailure> &failure() const { return m_failure; }

private:
    std::optional<Parameter> stop(DecodeError code, std::string text);

    base::ByteReader m_reader;
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
