#include "rfid/llrp/conversation.h"

namespace panier::rfid::llrp {

std::optional<MessageType> requestOf(Step step) {
    switch (step) {
    case Step::SupportedVersion:
        return MessageType::GetSupportedVersion;
    case Step::SetVersion:
        return MessageType::SetProtocolVersion;
    case Step::Capabilities:
        return MessageType::GetReaderCapabilities;
    case Step::Extensions:
        return MessageType::Custom;
    case Step::Config:
    case Step::Events:
        return MessageType::SetReaderConfig;
    case Step::Inputs:
        return MessageType::GetReaderConfig;
    case Step::DeleteAccess:
    case Step::DropAccess:
    case Step::FinalAccess:
        return MessageType::DeleteAccessSpec;
    case Step::Delete:
    case Step::FinalDelete:
        return MessageType::DeleteRoSpec;
    case Step::Add:
        return MessageType::AddRoSpec;
    case Step::Enable:
        return MessageType::EnableRoSpec;
    case Step::Start:
        return MessageType::StartRoSpec;
    case Step::AddAccess:
        return MessageType::AddAccessSpec;
    case Step::EnableAccess:
        return MessageType::EnableAccessSpec;
    case Step::Close:
        return MessageType::CloseConnection;
    case Step::Idle:
    case Step::Greeting:
    case Step::Running:
    case Step::Operation:
        break;
    }
    return std::nullopt;
}

bool bearsSilence(Step step) {
    switch (step) {
    case Step::SupportedVersion:
    case Step::SetVersion:
    case Step::Capabilities:
    case Step::Extensions:
    case Step::Events:
    case Step::Inputs:
    case Step::DeleteAccess:
        return true;
    default:
        return false;
    }
}

Step Conversation::after(Step step) const {
    switch (step) {
    case Step::SupportedVersion:
        return readersVersion >= static_cast<std::uint8_t>(Version::V1_1) ? Step::SetVersion : Step::Capabilities;
    case Step::Capabilities:
        return vendorExtensions && capabilities.manufacturer == impinj::vendor ? Step::Extensions : Step::Config;
    case Step::Events:
        return capabilities.inputs > 0 ? Step::Inputs : after(Step::Inputs);
    case Step::Inputs:
        return capabilities.maxAccessSpecs > 0 ? Step::DeleteAccess : Step::Delete;
    case Step::DropAccess:
        return Step::Running;
    case Step::Close:
        return Step::Idle;
    default:
        return static_cast<Step>(static_cast<int>(step) + 1);
    }
}

Decoded<void> Conversation::learn(Step step, base::ByteView body) {
    if (step == Step::SupportedVersion) {
        const auto supported = decodeSupportedVersion(body);
        if (!supported)
            return tl::make_unexpected(supported.error());
        readersVersion = *supported;
    } else if (step == Step::Capabilities) {
        auto decoded = decodeCapabilities(body);
        if (!decoded)
            return tl::make_unexpected(decoded.error());
        capabilities = std::move(*decoded);
    } else if (step == Step::SetVersion) {
        version = Version::V1_1;
    } else if (step == Step::Extensions) {
        extended = true;
    }
    return {};
}

RoSpec Conversation::roSpec(const InventoryConfig &inventory) const {
    return roSpecFor(inventory, capabilities, mode, extended);
}

} // namespace panier::rfid::llrp
