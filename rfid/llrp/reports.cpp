#include "rfid/llrp/reports.h"

#include <algorithm>

namespace panier::rfid::llrp {

namespace {

constexpr std::size_t customHeader = 8; // vendor, subtype
constexpr std::size_t resultFields = 5; // result, OpSpecID, number of words
constexpr int centi = 100;
constexpr std::uint16_t phaseSteps = 4096;
constexpr std::size_t maxExceptionText = 200;

// Big-endian fields at a place that is known to be there.
std::uint16_t at16(base::ByteView bytes, std::size_t at = 0) {
    return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}
std::uint32_t at32(base::ByteView bytes, std::size_t at = 0) {
    return static_cast<std::uint32_t>(at16(bytes, at)) << 16U | at16(bytes, at + 2);
}
std::uint64_t at64(base::ByteView bytes) {
    return static_cast<std::uint64_t>(at32(bytes)) << 32U | at32(bytes, 4);
}

DecodeFailure tooShort(const char *what) {
    return {DecodeError::BadLength, std::string(what) + " is shorter than its fields"};
}

bool readResult(base::ByteView body, bool wasRead, TagReport &report) {
    if (body.size() < resultFields)
        return false;
    AccessResult result{wasRead, body[0], at16(body, 3), 0};
    if (wasRead && body.size() - resultFields < std::size_t{2} * result.words)
        return false;
    if (wasRead && result.words > 0)
        result.firstWord = at16(body, resultFields);
    report.access = result;
    return true;
}

// Somebody else's extension is none of ours; Impinj's carry two bytes that we know.
bool readCustom(base::ByteView body, TagReport &report) {
    if (body.size() < customHeader)
        return false;
    if (at32(body) != impinj::vendor)
        return true;
    const auto subtype = at32(body, 4);
    if (subtype != impinj::RfPhaseAngle && subtype != impinj::PeakRssi)
        return true;
    if (body.size() < customHeader + 2)
        return false;
    const auto value = at16(body, customHeader);
    if (subtype == impinj::RfPhaseAngle)
        report.phase = static_cast<std::uint16_t>(value % phaseSteps);
    else // rounded to the nearest whole dBm, away from zero at a half
        report.peakRssiDbm = (static_cast<std::int16_t>(value) + (value > 0x7FFF ? -centi / 2 : centi / 2)) / centi;
    return true;
}

// A TV parameter: its length is known from its type.
void readTv(const Parameter &parameter, TagReport &report) {
    const auto body = parameter.body;
    switch (parameter.type) {
    case ParameterType::Epc96:
        report.epcBytes = body;
        break;
    case ParameterType::AntennaId:
        report.antenna = at16(body);
        break;
    case ParameterType::PeakRssi:
        if (!report.peakRssiDbm) // the vendor's is finer, wherever it stands
            report.peakRssiDbm = static_cast<std::int8_t>(body[0]);
        break;
    case ParameterType::ChannelIndex:
        report.channelIndex = at16(body);
        break;
    case ParameterType::TagSeenCount:
        report.seenCount = std::max<std::uint16_t>(at16(body), 1);
        break;
    case ParameterType::LastSeenUtc:
        report.seenUtcUs = at64(body);
        break;
    case ParameterType::LastSeenUptime:
        report.seenUptimeUs = at64(body);
        break;
    case ParameterType::FirstSeenUtc:
        report.seenUtcUs = report.seenUtcUs.value_or(at64(body)); // the last one counts, wherever it stands
        break;
    case ParameterType::FirstSeenUptime:
        report.seenUptimeUs = report.seenUptimeUs.value_or(at64(body));
        break;
    case ParameterType::AccessSpecId:
        report.accessSpecId = at32(body);
        break;
    default:
        break;
    }
}

bool readEventParameter(const Parameter &parameter, ReaderEvent &event) {
    base::ByteReader fields(parameter.body);
    switch (parameter.type) {
    case ParameterType::UtcTimestamp:
        event.utcUs = fields.u64();
        break;
    case ParameterType::Uptime:
        event.uptimeUs = fields.u64();
        break;
    case ParameterType::ConnectionCloseEvent:
        event.connectionClose = true;
        break;
    case ParameterType::ConnectionAttemptEvent:
        event.connectionAttempt = fields.u16();
        break;
    case ParameterType::GpiEvent: {
        const auto port = fields.u16();
        event.input = InputState{port, (fields.u8() & 0x80U) != 0};
        break;
    }
    case ParameterType::RoSpecEvent: {
        const bool begins = fields.u8() == 0;
        const auto id = fields.u32();
        fields.skip(4); // the one that pushed it aside
        if (!begins)
            event.endedRoSpec = id;
        break;
    }
    case ParameterType::AntennaEvent: {
        const bool connected = fields.u8() == 1;
        event.antenna = ReaderEvent::Antenna{fields.u16(), connected};
        break;
    }
    case ParameterType::ReaderExceptionEvent:
        event.exception = base::textOf(fields.take(fields.u16()));
        event.exception->resize(std::min(event.exception->size(), maxExceptionText));
        break;
    default:
        break;
    }
    return fields.ok();
}

} // namespace

const TagReport *TagReportReader::next() {
    auto parameter = m_row.next();
    while (parameter && parameter->type != ParameterType::TagReportData)
        parameter = m_row.next();
    if (!parameter || m_failure)
        return nullptr;
    m_report = {};
    bool hasEpc = false;
    for (auto rest = parameter->body; !rest.empty();) {
        // Nearly all of a tag is TV parameters: they are taken here, everything else goes the common way.
        const unsigned type = rest[0] & 0x7FU;
        if ((rest[0] & 0x80U) != 0 && type < tvBytes.size() && tvBytes[type] != 0 && tvBytes[type] < rest.size()) {
            const std::size_t size = tvBytes[type];
            hasEpc = hasEpc || type == static_cast<unsigned>(ParameterType::Epc96);
            readTv({static_cast<ParameterType>(type), rest.subspan(1, size)}, m_report);
            rest = rest.subspan(1 + size);
            continue;
        }
        ParameterReader row(rest);
        const auto field = row.next();
        if (!field)
            return stop(*row.failure());
        hasEpc = hasEpc || field->type == ParameterType::EpcData;
        if (!readTlv(*field))
            return stop(tooShort("a parameter of TagReportData"));
        rest = row.rest();
    }
    if (!hasEpc)
        return stop({DecodeError::MissingParameter, "TagReportData has no EPC parameter"});
    return &m_report;
}

// EPCData (clause 14.2.3.1): a number of bits, and those bits. Rounded up to bytes, the rest zero.
bool TagReportReader::readEpcData(base::ByteView body) {
    if (body.size() < 2)
        return false;
    const std::size_t bits = at16(body);
    const std::size_t size = (bits + 7) / 8;
    if (body.size() - 2 < size)
        return false;
    m_report.epcBytes = size > m_epc.size() ? base::ByteView() : body.subspan(2, size); // no Gen2 tag has a longer one
    if (bits % 8 == 0 || m_report.epcBytes.empty())
        return true;
    std::copy_n(m_report.epcBytes.begin(), size, m_epc.begin());
    m_epc[size - 1] &= static_cast<std::uint8_t>(0xFFU << (8 - bits % 8));
    m_report.epcBytes = base::ByteView(m_epc).first(size);
    return true;
}

// A TLV parameter; false when it is shorter than its fields.
bool TagReportReader::readTlv(const Parameter &parameter) {
    switch (parameter.type) {
    case ParameterType::EpcData:
        return readEpcData(parameter.body);
    case ParameterType::C1G2ReadOpSpecResult:
        return readResult(parameter.body, true, m_report);
    case ParameterType::C1G2WriteOpSpecResult:
        return readResult(parameter.body, false, m_report);
    case ParameterType::Custom:
        return readCustom(parameter.body, m_report);
    default:
        return true;
    }
}

const TagReport *TagReportReader::stop(DecodeFailure failure) {
    m_failure = std::move(failure);
    m_row = ParameterReader({});
    return nullptr;
}

const std::optional<DecodeFailure> &TagReportReader::failure() const {
    return m_failure ? m_failure : m_row.failure();
}

Decoded<ReaderEvent> decodeReaderEvent(base::ByteView body) {
    const auto data = requireParameter(body, ParameterType::ReaderEventNotificationData);
    if (!data)
        return tl::make_unexpected(data.error());
    ReaderEvent event;
    ParameterReader reader(data->body);
    while (const auto parameter = reader.next())
        if (!readEventParameter(*parameter, event))
            return tl::make_unexpected(tooShort("a reader's event"));
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return event;
}

} // namespace panier::rfid::llrp
