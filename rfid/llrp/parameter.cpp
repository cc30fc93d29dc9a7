#include "rfid/llrp/parameter.h"

#include <array>

namespace panier::rfid::llrp {

namespace {
constexpr std::uint8_t tvFlag = 0x80;
constexpr std::uint16_t tlvTypeMask = 0x3FF;
constexpr std::size_t tlvHeaderBytes = 4;

// Bytes after the header of each TV parameter; 0 where there is none. Clause 16.2.1.1; 18-20 by LLRP 1.1.
constexpr std::array<std::size_t, 21> tvBytes{0, 2, 8, 8, 8, 8, 1, 2, 2, 4, 2, 2, 2, 12, 2, 2, 4, 2, 4, 2, 2};
} // namespace

std::optional<Parameter> ParameterReader::next() {
    if (m_failure || m_reader.remaining() == 0)
        return std::nullopt;
    const auto first = m_reader.u8();
    Parameter parameter;
    std::size_t length = 0;
    if ((first & tvFlag) != 0) {
        const std::size_t type = first & ~tvFlag;
        if (type >= tvBytes.size() || tvBytes[type] == 0)
            return stop(DecodeError::UnknownParameter, "TV parameter of type " + std::to_string(type));
        parameter.type = static_cast<ParameterType>(type);
        length = tvBytes[type];
    } else {
        const auto type = (first << 8U | m_reader.u8()) & tlvTypeMask;
        const std::size_t whole = m_reader.u16();
        if (whole < tlvHeaderBytes)
            return stop(DecodeError::BadLength, "parameter " + std::to_string(type) + " is shorter than its header");
        parameter.type = static_cast<ParameterType>(type);
        length = whole - tlvHeaderBytes;
    }
    parameter.body = m_reader.take(length);
    if (!m_reader.ok())
        return stop(DecodeError::BadLength, "a parameter runs past the end of what holds it");
    return parameter;
}

std::optional<Parameter> ParameterReader::stop(DecodeError code, std::string text) {
    m_failure = DecodeFailure{code, std::move(text)};
    return std::nullopt;
}

Decoded<std::optional<Parameter>> findParameter(base::ByteView row, ParameterType type) {
    ParameterReader reader(row);
    std::optional<Parameter> found;
    while (const auto parameter = reader.next())
        if (!found && parameter->type == type)
            found = parameter;
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return found;
}

Decoded<Parameter> requireParameter(base::ByteView row, ParameterType type) {
    const auto found = findParameter(row, type);
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return base::fail(DecodeError::MissingParameter,
                          "parameter " + std::to_string(static_cast<unsigned>(type)) + " is missing");
    return **found;
}

TlvScope::TlvScope(base::ByteWriter &writer, ParameterType type) : m_writer(writer), m_start(writer.size()) {
    m_writer.u16(static_cast<std::uint16_t>(type));
    m_writer.u16(0);
}

TlvScope::~TlvScope() {
    m_writer.patchU16(m_start + 2, static_cast<std::uint16_t>(m_writer.size() - m_start));
}

} // namespace panier::rfid::llrp
