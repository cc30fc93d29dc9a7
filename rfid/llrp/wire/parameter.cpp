#include "rfid/llrp/wire/parameter.h"

namespace panier::rfid::llrp {

std::optional<Parameter> ParameterReader::stop(DecodeError code, unsigned type) {
    const auto name = "parameter " + std::to_string(type);
    m_failure = {code, code == DecodeError::UnknownParameter ? "TV " + name + " is of unknown length"
                                                             : name + " has a length that can't be"};
    m_rest = {};
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
