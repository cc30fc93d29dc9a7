// A recording of what a reader saw: CSV with the header line `time_us,antenna,rssi_dbm,epc_hex`, an observation a line.
// A level that the reader doesn't tell is empty. Lines stand in any order within recordingDisorderUs of each other.
#pragma once

#include "base/expected.h"
#include "rfid/tray/observation.h"

#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace panier::rfid::tray {

inline constexpr std::string_view recordingHeader = "time_us,antenna,rssi_dbm,epc_hex";
inline constexpr std::int64_t recordingDisorderUs = 2'000'000;
inline constexpr std::size_t maxRecordingLine = 256; // bytes, without the end of the line

enum class RecordingError { BadHeader, BadLine, Disorder };
using RecordingFailure = base::Failure<RecordingError>;

// One line, without its end.
[[nodiscard]] std::string recordingLine(const TagObservation &observation);

// Reads a recording line by line and hands its observations on in the order of their times.
class RecordingReader {
public:
    // One line of the file, with or without CR and LF. The first must be the header; empty lines are passed over. A
    // failure names the line's number and what is wrong with it.
    [[nodiscard]] base::Expected<void, RecordingFailure> line(std::string_view text);
    // The end of the file: nothing more will come.
    void end() { m_ended = true; }
    // The observations whose turn has come, oldest first: no line that may still come is older.
    [[nodiscard]] std::vector<TagObservation> take();

private:
    // Equal times are taken in the order of the file.
    struct Waiting {
        TagObservation observation;
        std::uint64_t line = 0;
        bool operator>(const Waiting &other) const {
            return std::pair(observation.timeUs, line) > std::pair(other.observation.timeUs, other.line);
        }
    };

    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> m_waiting;
    std::uint64_t m_line = 0;
    std::int64_t m_newestUs = 0;
    std::int64_t m_takenUs = 0; // nothing older may come
    bool m_ended = false;
};

} // namespace panier::rfid::tray
