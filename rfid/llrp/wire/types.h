// The numbers of LLRP that Panier speaks. EPCglobal Low Level Reader Protocol 1.1, clause 17.4 (1.0.1: clauses 16, 17),
// and of Impinj's extensions to it.
#pragma once

#include "base/expected.h"

#include <cstdint>

namespace panier::rfid::llrp {

// The Ver field of a message, clause 17.1.
enum class Version : std::uint8_t {
    V1_0_1 = 1,
    V1_1 = 2,
};

// A response is its request + 10, but for CLOSE_CONNECTION and what a vendor defines.
enum class MessageType : std::uint16_t {
    GetReaderCapabilities = 1,
    GetReaderConfig = 2,
    SetReaderConfig = 3,
    CloseConnectionResponse = 4,
    GetReaderCapabilitiesResponse = 11,
    GetReaderConfigResponse = 12,
    SetReaderConfigResponse = 13,
    CloseConnection = 14,
    AddRoSpec = 20,
    DeleteRoSpec = 21,
    StartRoSpec = 22,
    StopRoSpec = 23,
    EnableRoSpec = 24,
    DisableRoSpec = 25,
    AddRoSpecResponse = 30,
    DeleteRoSpecResponse = 31,
    StartRoSpecResponse = 32,
    StopRoSpecResponse = 33,
    EnableRoSpecResponse = 34,
    DisableRoSpecResponse = 35,
    AddAccessSpec = 40,
    DeleteAccessSpec = 41,
    EnableAccessSpec = 42,
    GetSupportedVersion = 46,
    SetProtocolVersion = 47,
    AddAccessSpecResponse = 50,
    DeleteAccessSpecResponse = 51,
    EnableAccessSpecResponse = 52,
    GetSupportedVersionResponse = 56,
    SetProtocolVersionResponse = 57,
    RoAccessReport = 61,
    Keepalive = 62,
    ReaderEventNotification = 63,
    EnableEventsAndReports = 64,
    KeepaliveAck = 72,
    ErrorMessage = 100,
    Custom = 1023,
};

// TV below 128, TLV from there.
enum class ParameterType : std::uint16_t {
    AntennaId = 1,
    FirstSeenUtc = 2,
    FirstSeenUptime = 3,
    LastSeenUtc = 4,
    LastSeenUptime = 5,
    PeakRssi = 6,
    ChannelIndex = 7,
    TagSeenCount = 8,
    RoSpecId = 9,
    Epc96 = 13,
    AccessSpecId = 16,
    UtcTimestamp = 128,
    Uptime = 129,
    GeneralDeviceCapabilities = 137,
    ReceiveSensitivityTableEntry = 139,
    PerAntennaAirProtocol = 140,
    GpioCapabilities = 141,
    LlrpCapabilities = 142,
    RegulatoryCapabilities = 143,
    UhfBandCapabilities = 144,
    TransmitPowerLevelTableEntry = 145,
    FrequencyInformation = 146,
    FrequencyHopTable = 147,
    FixedFrequencyTable = 148,
    RoSpec = 177,
    RoBoundarySpec = 178,
    RoSpecStartTrigger = 179,
    RoSpecStopTrigger = 182,
    AiSpec = 183,
    AiSpecStopTrigger = 184,
    InventoryParameterSpec = 186,
    AccessSpec = 207,
    AccessSpecStopTrigger = 208,
    AccessCommand = 209,
    KeepaliveSpec = 220,
    AntennaConfiguration = 222,
    RfReceiver = 223,
    RfTransmitter = 224,
    GpiPortCurrentState = 225,
    EventsAndReports = 226,
    RoReportSpec = 237,
    TagReportContentSelector = 238,
    AccessReportSpec = 239,
    TagReportData = 240,
    EpcData = 241,
    ReaderEventNotificationSpec = 244,
    EventNotificationState = 245,
    ReaderEventNotificationData = 246,
    GpiEvent = 248,
    RoSpecEvent = 249,
    ReaderExceptionEvent = 252,
    AntennaEvent = 255,
    ConnectionAttemptEvent = 256,
    ConnectionCloseEvent = 257,
    LlrpStatus = 287,
    C1G2LlrpCapabilities = 327,
    UhfC1G2RfModeTable = 328,
    UhfC1G2RfModeTableEntry = 329,
    C1G2InventoryCommand = 330,
    C1G2Filter = 331,
    C1G2TagInventoryMask = 332,
    C1G2StateAwareFilterAction = 333,
    C1G2RfControl = 335,
    C1G2SingulationControl = 336,
    C1G2StateAwareSingulationAction = 337,
    C1G2TagSpec = 338,
    C1G2TargetTag = 339,
    C1G2Read = 341,
    C1G2Write = 342,
    C1G2ReadOpSpecResult = 349,
    C1G2WriteOpSpecResult = 350,
    MaximumReceiveSensitivity = 363,
    Custom = 1023,
};

// Clause 15.2.1 (1.0.1: 14.2.1), those that Panier makes or explains.
enum class StatusCode : std::uint16_t {
    Success = 0,
    MessageParameterError = 100,
    MessageFieldError = 101,
    MessageMissingParameter = 103,
    MessageUnsupportedMessage = 109,
    MessageUnsupportedVersion = 110,
    MessageUnexpected = 112,
    ParameterFieldError = 201,
    ParameterMissingParameter = 203,
    ParameterUnsupported = 209,
    FieldInvalid = 300,
};

// Clause 14.2.6.11.
enum class ConnectionAttempt : std::uint16_t {
    Success = 0,
    ReaderInitiatedExists = 1,
    ClientInitiatedExists = 2,
    OtherReason = 3,
    AnotherAttempted = 4,
};

// Bits of TagReportContentSelector, clause 14.2.1.1.
enum ReportContent : std::uint16_t {
    ReportAntenna = 0x1000,
    ReportChannel = 0x0800,
    ReportPeakRssi = 0x0400,
    ReportFirstSeen = 0x0200,
    ReportLastSeen = 0x0100,
    ReportSeenCount = 0x0080,
    ReportAccessSpec = 0x0040,
};

// What a reader can notify of, clause 14.2.5.1.
enum class EventType : std::uint16_t { Gpi = 1, RoSpec = 2, ReaderException = 4, Antenna = 8 };

// Memory banks of a Gen2 tag.
enum class MemoryBank : std::uint8_t { Reserved = 0, Epc = 1, Tid = 2, User = 3 };
constexpr std::uint16_t epcPointerBits = 0x20; // where the EPC begins in its bank, after CRC and PC

// Impinj's extensions (Octane LLRP): custom messages and parameters under its number. No other reader is sent any.
namespace impinj {
constexpr std::uint32_t vendor = 25882; // IANA private enterprise number
enum Subtype : std::uint32_t {
    EnableExtensions = 21, // messages; their subtype is a byte
    EnableExtensionsResponse = 22,
    InventorySearchMode = 23, // parameters; theirs is a 32-bit integer
    TagReportContents = 50,
    EnableRfPhaseAngle = 52,
    EnablePeakRssi = 53,
    RfPhaseAngle = 56, // u16, 1/4096 of a turn
    PeakRssi = 57,     // s16, hundredths of a dBm
};
enum SearchMode : std::uint16_t { SingleTarget = 1, DualTarget = 2 };
} // namespace impinj

// What is wrong with bytes from a peer.
enum class DecodeError {
    BadLength,        // a length that is too short for what it frames, or runs past its end
    TooLong,          // a message above the limit
    BadVersion,       // neither LLRP 1.0.1 nor 1.1
    MissingParameter, // one that the standard requires
    BadField,         // a value that can't be
    UnknownParameter, // a TV parameter of unknown length: what follows can't be found
};
using DecodeFailure = base::Failure<DecodeError>;
template <typename T>
using Decoded = base::Expected<T, DecodeFailure>;

} // namespace panier::rfid::llrp
