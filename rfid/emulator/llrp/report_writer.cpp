#include "rfid/emulator/llrp/report_writer.h"

#include <functional>

namespace panier::rfid::emulator {

using llrp::ParameterType;
using llrp::TlvScope;

namespace {

constexpr std::size_t epc96Bytes = 12;
constexpr int centi = 100;

void writeTv16(base::ByteWriter &writer, ParameterType type, std::uint16_t value) {
    writer.u8(llrp::tvHeader(type));
    writer.u16(value);
}

void writeImpinj(base::ByteWriter &writer, llrp::impinj::Subtype subtype, std::uint16_t value) {
    const TlvScope custom(writer, ParameterType::Custom);
    writer.u32(llrp::impinj::vendor);
    writer.u32(subtype);
    writer.u16(value);
}

void writeEpc(base::ByteWriter &writer, const codes::Epc &epc) {
    const auto bytes = epc.bytes();
    if (bytes.size() == epc96Bytes) {
        writer.u8(llrp::tvHeader(ParameterType::Epc96));
        return writer.append(base::ByteView(bytes));
    }
    const TlvScope data(writer, ParameterType::EpcData);
    writer.u16(static_cast<std::uint16_t>(bytes.size() * 8));
    writer.append(base::ByteView(bytes));
}

// A tag that lies still has one phase for each antenna and channel.
std::uint16_t phaseOf(const TagRead &read, std::uint16_t channelIndex) {
    constexpr std::size_t antennaStep = 977;
    constexpr std::size_t channelStep = 131;
    constexpr std::size_t phases = 4096;
    return static_cast<std::uint16_t>(
        (std::hash<codes::Epc>()(read.epc) + read.antenna * antennaStep + channelIndex * channelStep) % phases);
}

// The body of READER_EVENT_NOTIFICATION around one event.
base::Bytes event(const ReaderTime &now, const std::function<void(base::ByteWriter &)> &write) {
    base::ByteWriter writer;
    {
        const TlvScope data(writer, ParameterType::ReaderEventNotificationData);
        {
            // One of the two must be there; a reader without a clock counts from its start.
            const bool utc = now.clock == ReaderTraits::Clock::Utc;
            const TlvScope time(writer, utc ? ParameterType::UtcTimestamp : ParameterType::Uptime);
            writer.u64(now.us);
        }
        write(writer);
    }
    return std::move(writer).take();
}

} // namespace

void writeTagReport(base::ByteWriter &writer, const TagRead &read, const RoSpec &roSpec, std::uint16_t channelIndex,
                    const ReaderTime &seen, const std::optional<AccessSpecs::Performed> &performed) {
    const TlvScope report(writer, ParameterType::TagReportData);
    writeEpc(writer, read.epc);
    if ((roSpec.contents & llrp::ReportAntenna) != 0)
        writeTv16(writer, ParameterType::AntennaId, read.antenna);
    if ((roSpec.contents & llrp::ReportPeakRssi) != 0) {
        writer.u8(llrp::tvHeader(ParameterType::PeakRssi));
        writer.u8(static_cast<std::uint8_t>(read.rssiDbm));
    }
    if ((roSpec.contents & llrp::ReportChannel) != 0)
        writeTv16(writer, ParameterType::ChannelIndex, channelIndex);
    if ((roSpec.contents & llrp::ReportLastSeen) != 0 && seen.clock != ReaderTraits::Clock::None) {
        writer.u8(llrp::tvHeader(seen.clock == ReaderTraits::Clock::Utc ? ParameterType::LastSeenUtc
                                                                        : ParameterType::LastSeenUptime));
        writer.u64(seen.us);
    }
    if ((roSpec.contents & llrp::ReportSeenCount) != 0)
        writeTv16(writer, ParameterType::TagSeenCount, 1);
    if (performed) {
        writer.u8(llrp::tvHeader(ParameterType::AccessSpecId));
        writer.u32(performed->accessSpecId);
        writer.append(base::ByteView(performed->result));
    }
    if (roSpec.tellsPhase)
        writeImpinj(writer, llrp::impinj::RfPhaseAngle, phaseOf(read, channelIndex));
    if (roSpec.tellsFineRssi)
        writeImpinj(writer, llrp::impinj::PeakRssi, static_cast<std::uint16_t>(read.rssiDbm * centi));
}

base::Bytes connectionAttemptEvent(const ReaderTime &now, llrp::ConnectionAttempt attempt) {
    return event(now, [&](base::ByteWriter &writer) {
        const TlvScope scope(writer, ParameterType::ConnectionAttemptEvent);
        writer.u16(static_cast<std::uint16_t>(attempt));
    });
}

base::Bytes inputEvent(const ReaderTime &now, std::uint16_t port, bool high) {
    return event(now, [&](base::ByteWriter &writer) {
        const TlvScope scope(writer, ParameterType::GpiEvent);
        writer.u16(port);
        writer.u8(high ? 0x80 : 0);
    });
}

base::Bytes antennaEvent(const ReaderTime &now, std::uint16_t antenna, bool connected) {
    return event(now, [&](base::ByteWriter &writer) {
        const TlvScope scope(writer, ParameterType::AntennaEvent);
        writer.u8(connected ? 1 : 0);
        writer.u16(antenna);
    });
}

base::Bytes exceptionEvent(const ReaderTime &now, std::string_view text) {
    return event(now, [&](base::ByteWriter &writer) {
        const TlvScope scope(writer, ParameterType::ReaderExceptionEvent);
        writer.u16(static_cast<std::uint16_t>(text.size()));
        writer.append(text);
    });
}

base::Bytes roSpecEvent(const ReaderTime &now, std::uint32_t roSpecId, bool begins) {
    return event(now, [&](base::ByteWriter &writer) {
        const TlvScope scope(writer, ParameterType::RoSpecEvent);
        writer.u8(begins ? 0 : 1);
        writer.u32(roSpecId);
        writer.u32(0); // the one that pushed it aside
    });
}

} // namespace panier::rfid::emulator
