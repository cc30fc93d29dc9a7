#include "rfid/thingmagic/types.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace panier::rfid::thingmagic {

namespace {

constexpr auto regions = std::to_array<std::pair<std::string_view, Region>>({{"na", Region::Na},
                                                                             {"eu", Region::Eu},
                                                                             {"in", Region::In},
                                                                             {"jp", Region::Jp},
                                                                             {"prc", Region::Prc},
                                                                             {"eu3", Region::Eu3},
                                                                             {"kr2", Region::Kr2},
                                                                             {"au", Region::Au},
                                                                             {"nz", Region::Nz},
                                                                             {"na2", Region::Na2},
                                                                             {"na3", Region::Na3},
                                                                             {"eu4", Region::Eu4},
                                                                             {"open", Region::Open}});

constexpr auto texts = std::to_array<std::pair<Status, std::string_view>>({
    {Status::Success, "success"},
    {Status::WrongNumberOfData, "wrong number of data bytes in the command"},
    {Status::InvalidOpcode, "a command unknown to the program that runs"},
    {Status::UnimplementedOpcode, "a command that isn't implemented"},
    {Status::PowerTooHigh, "transmit power too high"},
    {Status::InvalidParameter, "a parameter's value isn't valid"},
    {Status::PowerTooLow, "transmit power too low"},
    {Status::UnimplementedFeature, "a feature that isn't implemented"},
    {Status::InvalidBaudRate, "a speed that the line doesn't have"},
    {Status::InvalidRegion, "a region that isn't supported"},
    {Status::NoTagsFound, "no tag found"},
    {Status::NoProtocolDefined, "no tag protocol is set"},
    {Status::InvalidProtocol, "a tag protocol that isn't supported"},
    {Status::NoDataRead, "no data read from the tag"},
    {Status::WriteFailed, "writing to the tag failed"},
    {Status::NotImplementedForProtocol, "not implemented for this tag protocol"},
    {Status::InvalidAddress, "an address that the tag doesn't have"},
    {Status::GeneralTagError, "general tag error"},
    {Status::DataTooLarge, "more data than the tag takes"},
    {Status::InvalidTagOp, "a tag operation that isn't valid"},
    {Status::Gen2Other, "the tag reports an error of another kind"},
    {Status::Gen2MemoryOverrun, "the tag has no such memory"},
    {Status::Gen2MemoryLocked, "the tag's memory is locked"},
    {Status::Gen2AuthenticationFailed, "the tag's authentication failed"},
    {Status::Gen2InsufficientPower, "not enough power at the tag"},
    {Status::Gen2NonSpecific, "the tag reports an error without saying which"},
    {Status::Gen2Unknown, "the tag reports an unknown error"},
    {Status::AuthenticationFailed, "the authentication failed"},
    {Status::InvalidFrequency, "a frequency that isn't valid"},
    {Status::ChannelOccupied, "the channel is occupied"},
    {Status::TransmitterOn, "the transmitter is on already"},
    {Status::AntennaNotConnected, "no antenna is connected"},
    {Status::TooHot, "the reader is too hot"},
    {Status::HighReturnLoss, "the antenna reflects too much"},
    {Status::InvalidAntennaConfig, "the antenna configuration isn't valid"},
    {Status::TagBufferFull, "the reader's tag buffer is full"},
    {Status::SystemUnknown, "the reader's own unknown error"},
    {Status::AssertFailed, "the reader's firmware has failed"},
    {static_cast<Status>(0x0509), "the supply voltage is out of its limits"},
});

} // namespace

std::optional<Region> regionNamed(std::string_view name) {
    const auto *const found =
        std::find_if(regions.begin(), regions.end(), [&](const auto &entry) { return entry.first == name; });
    return found == regions.end() ? std::nullopt : std::optional(found->second);
}

std::string_view nameOf(Region region) {
    const auto *const found =
        std::find_if(regions.begin(), regions.end(), [&](const auto &entry) { return entry.second == region; });
    return found == regions.end() ? std::string_view("?") : found->first;
}

std::string textOf(Status status) {
    const auto code = static_cast<unsigned>(status);
    const auto *const found =
        std::find_if(texts.begin(), texts.end(), [&](const auto &entry) { return entry.first == status; });
    if (found == texts.end())
        return fmt::format("status 0x{:04X}", code);
    return fmt::format("{} (0x{:04X})", found->second, code);
}

} // namespace panier::rfid::thingmagic
