// The numbers of the serial protocol of ThingMagic's Mercury6e family (M6e, Micro, Nano, M7e). No standard describes
// it; they are those of the M5e's user manual, "Command Set", and of MercuryAPI 1.35.2, ThingMagic's own open library.
#pragma once

#include "base/expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace panier::rfid::thingmagic {

// The second byte after the header, the same in a command and in its response.
enum class Opcode : std::uint8_t {
    Version = 0x03,
    BootFirmware = 0x04, // a reader that has just booted says it unasked
    SetBaudRate = 0x06,
    CurrentProgram = 0x0C,
    ReadTagMultiple = 0x22, // as a response: what a stream is made of
    WriteTagData = 0x24,
    WriteTagSpecific = 0x2D,
    MultiProtocolTagOp = 0x2F, // starts and stops a stream
    GetAntennaPort = 0x61,
    GetReadTxPower = 0x62,
    GetAvailableRegions = 0x71,
    SetAntennaPort = 0x91,
    SetReadTxPower = 0x92,
    SetTagProtocol = 0x93,
    SetWriteTxPower = 0x94,
    SetRegion = 0x97,
    SetReaderOptionalParams = 0x9A,
    SetProtocolParam = 0x9B,
    SetUserProfile = 0x9D, // as a response unasked: the reader reads by itself since power-up
};

// The rules of the air where the reader stands.
enum class Region : std::uint8_t {
    Na = 1,   // 902-928 MHz
    Eu = 2,   // 865-868 MHz, before 2009
    In = 4,   // India
    Jp = 5,   // Japan
    Prc = 6,  // China, 920-925 MHz
    Eu3 = 8,  // 865-868 MHz, four channels: ETSI EN 302 208
    Kr2 = 9,  // Korea
    Au = 11,  // Australia
    Nz = 12,  // New Zealand
    Na2 = 13, // 902-928 MHz, as the Nano does it
    Na3 = 14, // 5 MHz of it
    Eu4 = 30, // 915-921 MHz: ETSI EN 302 208's upper band
    Open = 255,
};

// "eu3" -> Region::Eu3; lower case, as in the enum. Empty for any other text.
[[nodiscard]] std::optional<Region> regionNamed(std::string_view name);
[[nodiscard]] std::string_view nameOf(Region region);

constexpr std::uint16_t protocolGen2 = 5;

// What a response says of its command: 0 is success.
enum class Status : std::uint16_t {
    Success = 0,
    WrongNumberOfData = 0x0100,
    InvalidOpcode = 0x0101,
    UnimplementedOpcode = 0x0102,
    PowerTooHigh = 0x0103,
    InvalidParameter = 0x0105,
    PowerTooLow = 0x0106,
    UnimplementedFeature = 0x0109,
    InvalidBaudRate = 0x010A,
    InvalidRegion = 0x010B,
    NoTagsFound = 0x0400,
    NoProtocolDefined = 0x0401,
    InvalidProtocol = 0x0402,
    NoDataRead = 0x0404,
    WriteFailed = 0x0406,
    NotImplementedForProtocol = 0x0407,
    InvalidAddress = 0x0409,
    GeneralTagError = 0x040A,
    DataTooLarge = 0x040B,
    InvalidTagOp = 0x0413,
    Gen2Other = 0x0420,
    Gen2MemoryOverrun = 0x0423,
    Gen2MemoryLocked = 0x0424,
    Gen2AuthenticationFailed = 0x0425,
    Gen2InsufficientPower = 0x042B,
    Gen2NonSpecific = 0x042F,
    Gen2Unknown = 0x0430,
    AuthenticationFailed = 0x04A7,
    InvalidFrequency = 0x0500,
    ChannelOccupied = 0x0501,
    TransmitterOn = 0x0502,
    AntennaNotConnected = 0x0503,
    TooHot = 0x0504,
    HighReturnLoss = 0x0505,
    InvalidAntennaConfig = 0x0507,
    TagBufferFull = 0x0601,
    SystemUnknown = 0x7F00,
    AssertFailed = 0x7F01,
};

// For a log: "no antenna is connected (0x0503)"; a number that isn't in the table is told as a number.
[[nodiscard]] std::string textOf(Status status);

// What is wrong with bytes from a reader.
enum class DecodeError {
    TooShort,        // a response that lacks what it must hold
    BadField,        // a value that can't be
    UnknownMetadata, // a record with fields of unknown length: what follows can't be found
};
using DecodeFailure = base::Failure<DecodeError>;
template <typename T>
using Decoded = base::Expected<T, DecodeFailure>;

} // namespace panier::rfid::thingmagic
