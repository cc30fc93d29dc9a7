// The numbers of LLRP 1.0.1 that Panier speaks. EPCglobal Low Level Reader Protocol, Standard 1.0.1, clauses 16 and 17.
#pragma once

#include "base/expected.h"

#include <cstdint>

namespace panier::rfid::llrp {

constexpr std::uint8_t protocolVersion = 1; // 1.0.1

// Clause 16.1. A response is its request + 10, but for CLOSE_CONNECTION.
enum class MessageType : std::uint16_t {
    GetReaderCapabilities = 1,
    SetReaderConfig = 3,
    CloseConnectionResponse = 4,
    GetReaderCapabilitiesResponse = 11,
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
    RoAccessReport = 61,
    Keepalive = 62,
    ReaderEventNotification = 63,
    KeepaliveAck = 72,
    ErrorMessage = 100,
};

// Clause 16.2: TV below 128, TLV from there.
enum class ParameterType : std::uint16_t {
    AntennaId = 1,
    PeakRssi = 6,
    TagSeenCount = 8,
    Epc96 = 13,
    UtcTimestamp = 128,
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
    KeepaliveSpec = 220,
    AntennaConfiguration = 222,
    RfTransmitter = 224,
    EventsAndReports = 226,
    RoReportSpec = 237,
    TagReportContentSelector = 238,
    TagReportData = 240,
    EpcData = 241,
    ReaderEventNotificationData = 246,
    ConnectionAttemptEvent = 256,
    ConnectionCloseEvent = 257,
    LlrpStatus = 287,
    C1G2LlrpCapabilities = 327,
    UhfC1G2RfModeTable = 328,
    UhfC1G2RfModeTableEntry = 329,
    C1G2InventoryCommand = 330,
    C1G2SingulationControl = 336,
};

// Clause 14.2.1, those that Panier makes or explains.
enum class StatusCode : std::uint16_t {
    Success = 0,
    MessageParameterError = 100,
    MessageFieldError = 101,
    MessageMissingParameter = 103,
    MessageUnsupportedMessage = 109,
    MessageUnsupportedVersion = 110,
    ParameterFieldError = 201,
    ParameterMissingParameter = 203,
    FieldInvalid = 300,
};

// Clause 13.2.6.7.
enum class ConnectionAttempt : std::uint16_t {
    Success = 0,
    ReaderInitiatedExists = 1,
    ClientInitiatedExists = 2,
    OtherReason = 3,
    AnotherAttempted = 4,
};

// What is wrong with bytes from a peer.
enum class DecodeError {
    BadLength,        // a length that is too short for what it frames, or runs past its end
    TooLong,          // a message above the limit
    BadVersion,       // not LLRP 1.0.1
    MissingParameter, // one that the standard requires
    BadField,         // a value that can't be
    UnknownParameter, // a TV parameter of unknown length: what follows can't be found
};
using DecodeFailure = base::Failure<DecodeError>;
template <typename T>
using Decoded = base::Expected<T, DecodeFailure>;

} // namespace panier::rfid::llrp
