#include "rfid/tray/recording.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace panier::rfid::tray {

namespace {

constexpr int weakestDbm = -200;
constexpr int strongestDbm = 50;
constexpr std::int64_t latestUs = std::int64_t{1} << 60; // 36,000 years: sums of two times don't overflow

template <typename T>
std::optional<T> number(std::string_view text, T least, T most) {
    T value{};
    const auto *end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end || !(value >= least && value <= most)) // NaN included
        return std::nullopt;
    return value;
}

std::optional<std::array<std::string_view, 4>> fields(std::string_view text) {
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto comma = text.find(',');
        if (comma == std::string_view::npos)
            return std::nullopt;
        parts[i] = text.substr(0, comma);
        text.remove_prefix(comma + 1);
    }
    parts[3] = text;
    return parts;
}

base::Expected<TagObservation, std::string> observationOf(std::string_view text) {
    const auto parts = fields(text);
    if (!parts)
        return tl::make_unexpected(std::string("it must be time_us,antenna,rssi_dbm,epc_hex"));
    TagObservation observation;
    const auto timeUs = number<std::int64_t>((*parts)[0], 0, latestUs);
    if (!timeUs)
        return tl::make_unexpected(std::string("time_us must be a whole number of microseconds, 0 or more"));
    observation.timeUs = *timeUs;
    const auto antenna = number<std::uint16_t>((*parts)[1], 0, UINT16_MAX);
    if (!antenna)
        return tl::make_unexpected(std::string("antenna must be a number from 0 to 65535"));
    observation.antenna = *antenna;
    if (!(*parts)[2].empty()) {
        const auto rssi = number<double>((*parts)[2], weakestDbm, strongestDbm);
        if (!rssi)
            return tl::make_unexpected(std::string("rssi_dbm must be a number from -200 to 50, or empty"));
        observation.rssiDbm = static_cast<int>(*rssi < 0 ? *rssi - 0.5 : *rssi + 0.5);
    }
    const auto epc = codes::Epc::fromHex((*parts)[3]);
    if (!epc)
        return tl::make_unexpected(std::string("epc_hex must be 1 to 62 bytes in hexadecimal"));
    observation.epc = *epc;
    return observation;
}

} // namespace

std::string recordingLine(const TagObservation &observation) {
    return std::to_string(observation.timeUs) + ',' + std::to_string(observation.antenna) + ',' +
           (observation.rssiDbm ? std::to_string(*observation.rssiDbm) : std::string()) + ',' + observation.epc.hex();
}

base::Expected<void, RecordingFailure> RecordingReader::line(std::string_view text) {
    ++m_line;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    const auto failure = [this](RecordingError error, const std::string &what) {
        return base::fail(error, "line " + std::to_string(m_line) + ": " + what);
    };
    if (m_line == 1) {
        if (text != recordingHeader)
            return failure(RecordingError::BadHeader,
                           "a recording begins with the line " + std::string(recordingHeader));
        return {};
    }
    if (text.empty())
        return {};
    if (text.size() > maxRecordingLine)
        return failure(RecordingError::BadLine, "it is longer than any observation");
    const auto observation = observationOf(text);
    if (!observation)
        return failure(RecordingError::BadLine, observation.error());
    if (observation->timeUs < m_takenUs)
        return failure(RecordingError::Disorder, "it is more than 2 s older than a line before it");
    m_newestUs = std::max(m_newestUs, observation->timeUs);
    m_waiting.push({*observation, m_line});
    return {};
}

std::vector<TagObservation> RecordingReader::take() {
    std::vector<TagObservation> due;
    if (!m_ended)
        m_takenUs = std::max(m_takenUs, m_newestUs - recordingDisorderUs);
    while (!m_waiting.empty() && (m_ended || m_waiting.top().observation.timeUs < m_takenUs)) {
        due.push_back(m_waiting.top().observation);
        m_waiting.pop();
    }
    return due;
}

} // namespace panier::rfid::tray
