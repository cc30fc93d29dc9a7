// What a client and a reader say to each other, and in which order. Pure: no socket, no clock.
#pragma once

#include "rfid/llrp/marker.h"
#include "rfid/llrp/set_up.h"

#include <optional>
#include <vector>

namespace panier::rfid::llrp {

// What the client waits for; all but Idle, Greeting, Running and Operation are requests.
enum class Step {
    Idle,
    Greeting,
    SupportedVersion,
    SetVersion,
    Capabilities,
    Extensions,
    Config,
    Events,
    Inputs,
    DeleteAccess, // what a client that crashed left behind
    Delete,
    Add,
    Enable,
    Start,
    Running,
    AddAccess, // a mark: its AccessSpec,
    EnableAccess,
    Operation, // which the reader carries out when it meets the tag,
    DropAccess,
    FinalAccess, // the farewell
    FinalDelete,
    Close,
};

// The message that a step sends; nullopt for a step that only waits.
[[nodiscard]] std::optional<MessageType> requestOf(Step step);
// Nothing is lost when the reader doesn't answer: a modest one may not know the question, and stays as it is.
[[nodiscard]] bool bearsSilence(Step step);

// What was agreed on this connection.
struct Conversation {
    bool vendorExtensions = true; // to be used if the reader has them
    Version version = Version::V1_0_1;
    std::uint8_t readersVersion = 0; // the highest that it speaks, once it told
    Capabilities capabilities;
    bool extended = false; // Impinj's extensions are on
    reader::InventoryMode mode = reader::InventoryMode::Open;

    // The step after one that was answered, or borne; Idle after the last.
    [[nodiscard]] Step after(Step step) const;
    // Takes in what a successful response says beyond its status.
    [[nodiscard]] Decoded<void> learn(Step step, base::ByteView body);
    // The ROSpec that this reader is given.
    [[nodiscard]] RoSpec roSpec(const InventoryConfig &inventory) const;
};

} // namespace panier::rfid::llrp
