#include "devices/alert_recorder.h"

#include "base/durable_file.h"
#include "base/log.h"
#include "rfid/tray/recording.h"

#include <algorithm>
#include <string_view>

namespace panier::devices {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "alert-";
constexpr std::string_view suffix = ".csv";

bool isRecording(const fs::path &file) {
    const auto name = file.filename().string();
    return name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix) &&
           std::all_of(name.begin() + prefix.size(), name.end() - suffix.size(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

// The latest lines that fit, oldest first, under the header.
std::string textOf(const std::vector<rfid::tray::TagObservation> &observations) {
    std::vector<std::string> lines; // latest first
    std::size_t size = rfid::tray::recordingHeader.size() + 1;
    for (auto seen = observations.rbegin(); seen != observations.rend(); ++seen) {
        auto line = rfid::tray::recordingLine(*seen) + '\n';
        size += line.size();
        if (size > AlertRecorder::maxFileBytes)
            break;
        lines.push_back(std::move(line));
    }
    std::string text(rfid::tray::recordingHeader);
    text += '\n';
    std::for_each(lines.rbegin(), lines.rend(), [&text](const std::string &line) { text += line; });
    return text;
}

void purge(const fs::path &folder, std::size_t most) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const auto &entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && isRecording(entry.path()))
            files.emplace_back(entry.last_write_time(), entry.path());
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + most < files.size(); ++i)
        fs::remove(files[i].second);
}

void write(const fs::path &folder, std::size_t most, std::uint64_t alertId,
           const std::vector<rfid::tray::TagObservation> &observations) {
    try { // std::filesystem throws where a disk is full or a folder isn't ours
        fs::create_directories(folder);
        const auto file = folder / (std::string(prefix) + std::to_string(alertId) + std::string(suffix));
        constexpr unsigned mode = 0640;
        if (const auto written = base::writeDurably(file, textOf(observations), mode); !written)
            base::logError("recording {}: {}", file.string(), written.error());
        purge(folder, most);
    } catch (const std::exception &problem) {
        base::logError("recording in {}: {}", folder.string(), problem.what());
    }
}

} // namespace

AlertRecorder::AlertRecorder(fs::path folder, int most)
    : m_folder(std::move(folder)), m_most(static_cast<std::size_t>(std::max(1, most))) {
    m_pool.setMaxThreadCount(1);
}

AlertRecorder::~AlertRecorder() {
    m_pool.waitForDone();
}

void AlertRecorder::record(std::uint64_t alertId, std::vector<rfid::tray::TagObservation> observations) {
    if (m_waiting >= maxWaiting) {
        base::logWarning("alert {} is not recorded: {} recordings are being written", alertId, maxWaiting);
        return;
    }
    ++m_waiting;
    m_pool.start([this, alertId, observations = std::move(observations)] {
        write(m_folder, m_most, alertId, observations);
        --m_waiting;
    });
}

} // namespace panier::devices
