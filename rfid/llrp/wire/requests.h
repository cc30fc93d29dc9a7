// The other requests of a conversation, each a whole message, and the answers to them. LLRP 1.1, clauses 9 to 15.
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/wire/framer.h"

#include <string>
#include <vector>

namespace panier::rfid::llrp {

// Clause 9.1: which versions does the reader speak, and: speak this one. Both are always sent as version 1.1; a reader
// that doesn't speak it answers with ERROR_MESSAGE.
[[nodiscard]] base::Bytes getSupportedVersion(std::uint32_t id);
[[nodiscard]] base::Bytes setProtocolVersion(std::uint32_t id, Version version);
[[nodiscard]] base::Bytes getReaderCapabilities(Head head);
// Asks for a KEEPALIVE each `keepaliveMs`; with `releaseEvents` a reader that can hold reports back is told not to.
[[nodiscard]] base::Bytes setReaderConfig(Head head, std::uint32_t keepaliveMs, bool releaseEvents);
// Asks to be notified of ROSpecs' ends, exceptions, antennas, and of the first `inputs` inputs, which are enabled.
[[nodiscard]] base::Bytes setReaderEvents(Head head, std::uint16_t inputs);
// GET_READER_CONFIG for the present state of every input.
[[nodiscard]] base::Bytes getInputs(Head head);
// DELETE_, ENABLE_, START_, STOP_ROSPEC and DELETE_, ENABLE_ACCESSSPEC hold nothing but the spec's id; 0 is all.
[[nodiscard]] base::Bytes specRequest(MessageType type, Head head, std::uint32_t specId);
[[nodiscard]] base::Bytes closeConnection(Head head);
[[nodiscard]] base::Bytes keepaliveAck(Head head);
// For an Impinj reader only: its custom parameters are understood and sent on this connection.
[[nodiscard]] base::Bytes enableImpinjExtensions(Head head);

// The response to a request, or nullopt for a request that has none. An ERROR_MESSAGE may come in its stead.
[[nodiscard]] std::optional<MessageType> responseTo(MessageType request);

// LLRPStatus, clause 15.2.2. `description` is the reader's own text, as it sent it.
struct Status {
    std::uint16_t code = 0;
    std::string description;
    [[nodiscard]] bool success() const { return code == 0; }
};
// Of any response's body, and of ERROR_MESSAGE's. CUSTOM_MESSAGE and GET_SUPPORTED_VERSION_RESPONSE have fields before.
[[nodiscard]] Decoded<Status> decodeStatus(base::ByteView body, MessageType type = MessageType::ErrorMessage);
// GET_SUPPORTED_VERSION_RESPONSE: the highest version that the reader speaks, as the number of its Ver field.
[[nodiscard]] Decoded<std::uint8_t> decodeSupportedVersion(base::ByteView body);

// A general purpose input, from 1.
struct InputState {
    std::uint16_t port = 0;
    bool high = false;
    bool operator==(const InputState &) const = default;
};
// GET_READER_CONFIG_RESPONSE: the inputs whose state is known, at most 64.
[[nodiscard]] Decoded<std::vector<InputState>> decodeInputs(base::ByteView body);

} // namespace panier::rfid::llrp
