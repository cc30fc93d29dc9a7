#include "rfid/llrp/wire/reports.h"

#include "rfid/llrp/wire/big_endian.h"

#include <algorithm>

namespace panier::rfid::llrp {

namespace {

constexpr std::size_t customHeader = 8; // vendor, subtype
constexpr std::size_t resultFields = 5; // result, OpSpecID, number of words
constexpr int centi = 100;
constexpr std::uint16_t phaseSteps = 4096;
constexpr std::size_t maxExceptionText = 200;

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

void take(impinj::Subtype subtype, std::uint16_t value, TagReport &report) {
    if (subtype == impinj::RfPhaseAngle)
        report.phase = static_cast<std::uint16_t>(value % phaseSteps);
    else // rounded to the nearest whole dBm, away from zero at a half
        report.peakRssiDbm = (static_cast<std::int16_t>(value) + (value > 0x7FFF ? -centi / 2 : centi / 2)) / centi;
}

// Somebody else's extension is none of ours; Impinj's carry two bytes that we know.
bool readCustom(base::ByteView body, TagReport &report) {
    if (body.size() < customHeader)
        return false;
    if (at32(body) != impinj::vendor)
        return true;
    const auto subtype = static_cast<impinj::Subtype>(at32(body, 4));
    if (subtype != impinj::RfPhaseAngle && subtype != impinj::PeakRssi)
        return true;
    if (body.size() < customHeader + 2)
        return false;
    take(subtype, at16(body, customHeader), report);
    return true;
}

// A big-endian number that fills its bytes.
template <std::size_t size>
auto integer(std::span<const std::uint8_t, size> bytes) {
    if constexpr (size == 2)
        return at16(bytes);
    else if constexpr (size == 4)
        return at32(bytes);
    else
        return at64(bytes);
}

// Takes a TV parameter of one type off the front and gives its value to `use`, if it stands there whole.
template <ParameterType type, typename Use>
void takeTv(base::ByteView &rest, Use use) {
    constexpr std::size_t size = tvBytes[static_cast<std::size_t>(type)];
    if (rest.size() <= size || rest[0] != tvHeader(type))
        return;
    use(rest.subspan<1, size>());
    rest = rest.subspan(1 + size);
}

// Takes the TV parameters that we know off the front as far as they stand there in the standard's order
// (clause 17.2.7.3). Asked for in turn, each with a length that is a constant, they are cheap: a
// processor guesses all of these branches. A length looked up by type makes every parameter wait for the one before.
void takeTvs(base::ByteView &rest, TagReport &report) {
    using enum ParameterType;
    takeTv<Epc96>(rest, [&](auto value) { report.epcBytes = value; });
    takeTv<AntennaId>(rest, [&](auto value) { report.antenna = integer(value); });
    takeTv<PeakRssi>(rest, [&](auto value) {
        if (!report.peakRssiDbm) // the vendor's is finer, wherever it stands
            report.peakRssiDbm = static_cast<std::int8_t>(value[0]);
    });
    takeTv<ChannelIndex>(rest, [&](auto value) { report.channelIndex = integer(value); });
    takeTv<FirstSeenUtc>(rest, [&](auto value) { // the last one counts, wherever it stands
        report.seenUtcUs = report.seenUtcUs.value_or(integer(value));
    });
    takeTv<FirstSeenUptime>(rest,
                            [&](auto value) { report.seenUptimeUs = report.seenUptimeUs.value_or(integer(value)); });
    takeTv<LastSeenUtc>(rest, [&](auto value) { report.seenUtcUs = integer(value); });
    takeTv<LastSeenUptime>(rest, [&](auto value) { report.seenUptimeUs = integer(value); });
    takeTv<TagSeenCount>(rest, [&](auto value) { report.seenCount = std::max<std::uint16_t>(integer(value), 1); });
    takeTv<AccessSpecId>(rest, [&](auto value) { report.accessSpecId = integer(value); });
}

// The same for a custom parameter of Impinj's that is as long as it should be; any other is left to readCustom().
template <impinj::Subtype subtype>
void takeImpinj(base::ByteView &rest, TagReport &report) {
    constexpr std::size_t size = tlvHeader + customHeader + 2;
    constexpr auto head = static_cast<std::uint64_t>(ParameterType::Custom) << 48U | std::uint64_t{size} << 32U |
                          std::uint64_t{impinj::vendor};
    if (rest.size() < size || at64(rest) != head || at32(rest, 8) != subtype)
        return;
    take(subtype, at16(rest, size - 2), report);
    rest = rest.subspan(size);
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
    while (const auto parameter = m_row.next())
        if (parameter->type == ParameterType::TagReportData)
            return read(parameter->body);
    return nullptr;
}

const TagReport *TagReportReader::read(base::ByteView body) {
    m_report = {};
    m_hasEpcData = false;
    while (!body.empty()) {
        const auto before = body.size();
        takeTvs(body, m_report);
        takeImpinj<impinj::RfPhaseAngle>(body, m_report);
        takeImpinj<impinj::PeakRssi>(body, m_report);
        if (body.size() < before)
            continue;
        const auto taken = readOther(body);
        if (taken == 0)
            return nullptr;
        body = body.subspan(taken);
    }
    if (m_report.epcBytes.empty() && !m_hasEpcData)
        return stop({DecodeError::MissingParameter, "TagReportData has no EPC parameter"});
    return &m_report;
}

// Reads any parameter at the front and tells its bytes; 0 when something is wrong with it. `row` comes as a value, so
// that the walk over it above can stay in registers.
std::size_t TagReportReader::readOther(base::ByteView row) {
    ParameterReader reader(row);
    const auto parameter = reader.next();
    if (!parameter || !readTlv(*parameter)) {
        stop(parameter ? tooShort("a parameter of TagReportData") : *reader.failure());
        return 0;
    }
    m_hasEpcData = m_hasEpcData || parameter->type == ParameterType::EpcData;
    return row.size() - reader.rest().size();
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
