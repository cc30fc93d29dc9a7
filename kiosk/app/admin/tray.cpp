#include "app/admin/tray.h"

#include "rfid/llrp/client.h"
#include "rfid/tray/recording.h"
#include "rfid/tray/tray_engine.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QTimer>
#include <fmt/core.h>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace panier::admin {

namespace {

namespace tray = rfid::tray;
using tray::TrayClass;

constexpr std::int64_t tickUs = 100'000;        // as often as the kiosk judges
constexpr std::int64_t longGapUs = 600'000'000; // without a read: it is passed over, a recording isn't that long

int fail(const std::string &text) {
    fmt::print(stderr, "panier-admin: {}\n", text);
    return 1;
}

// --- replay

struct ReplayOptions {
    std::string file;
    std::int64_t emptyUntilUs = 3'000'000; // since the first line
    bool json = false;
};

const char *nameOf(tray::UnsureReason reason) {
    switch (reason) {
    case tray::UnsureReason::WeakSignal:
        return "weak_signal";
    case tray::UnsureReason::OneAntennaOnly:
        return "one_antenna";
    case tray::UnsureReason::Intermittent:
        return "intermittent";
    case tray::UnsureReason::None:
        break;
    }
    return "none";
}

// The engine as the kiosk drives it, in the recording's own time.
class Replay {
public:
    explicit Replay(const ReplayOptions &options) : m_options(options) {}

    void observe(const tray::TagObservation &observation) {
        if (!m_started) {
            m_started = true;
            m_nowUs = m_firstUs = observation.timeUs;
            m_engine.setUse(tray::TrayUse::Empty);
            (void)m_engine.advance(m_nowUs);
        }
        if (observation.timeUs - m_nowUs > longGapUs)
            m_nowUs = observation.timeUs - longGapUs;
        judgeUntil(observation.timeUs);
        m_antennas.insert(observation.antenna);
        m_waiting.push_back(observation);
    }
    // That a recording ends doesn't say that what lies there has left: it is judged once more, and no further.
    void finish() {
        if (m_started)
            judgeUntil(m_nowUs + tickUs);
    }

private:
    void judgeUntil(std::int64_t timeUs) {
        while (m_nowUs + tickUs <= timeUs) {
            m_nowUs += tickUs;
            if (m_nowUs - m_firstUs >= m_options.emptyUntilUs)
                m_engine.setUse(tray::TrayUse::Visit);
            m_engine.setAntennas(static_cast<int>(std::max<std::size_t>(m_antennas.size(), 1)));
            m_engine.observe(m_waiting);
            m_waiting.clear();
            take(m_engine.advance(m_nowUs));
        }
    }

    void take(const tray::TrayUpdate &update) {
        for (const auto &change : update.changes) {
            m_on.erase(change.epc);
            m_unsure.erase(change.epc);
            if (change.cls == TrayClass::On)
                m_on.insert(change.epc);
            else if (change.cls == TrayClass::Unsure)
                m_unsure[change.epc] = change.reason;
        }
        const bool settles = update.settled && !m_settled;
        m_settled = update.settled;
        if (settles || !update.changes.empty())
            print(update);
    }

    void print(const tray::TrayUpdate &update) const {
        if (!m_options.json) {
            fmt::print("{:10.1f} s  {:9}  {} on the tray, {} unsure, {:.1f} perhaps unread\n",
                       static_cast<double>(m_nowUs - m_firstUs) / 1e6, update.settled ? "settled" : "moving",
                       m_on.size(), m_unsure.size(), update.estimatedUnread);
            return;
        }
        nlohmann::ordered_json line{{"time_us", m_nowUs}, {"settled", update.settled}};
        auto &on = line["on_tray"] = nlohmann::ordered_json::array();
        for (const auto &epc : m_on)
            on.push_back(epc.hex());
        auto &unsure = line["unsure"] = nlohmann::ordered_json::array();
        for (const auto &[epc, reason] : m_unsure)
            unsure.push_back({{"epc", epc.hex()}, {"reason", nameOf(reason)}});
        line["estimated_unread"] = update.estimatedUnread;
        fmt::print("{}\n", line.dump());
    }

    ReplayOptions m_options;
    tray::TrayEngine m_engine;
    bool m_started = false;
    bool m_settled = true;
    std::int64_t m_firstUs = 0;
    std::int64_t m_nowUs = 0;
    std::set<std::uint16_t> m_antennas;
    std::vector<tray::TagObservation> m_waiting;
    std::set<codes::Epc> m_on;
    std::map<codes::Epc, tray::UnsureReason> m_unsure;
};

// A line of a file that may hold anything: no longer than it takes to see that it is too long.
bool readLine(std::istream &in, std::string &line) {
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n')
            return true;
        if (line.size() <= tray::maxRecordingLine)
            line.push_back(static_cast<char>(c));
    }
    return !line.empty();
}

int replay(const ReplayOptions &options) {
    std::ifstream in(options.file, std::ios::binary);
    if (!in)
        return fail(options.file + ": can't be read");
    tray::RecordingReader reader;
    Replay run(options);
    std::string line;
    bool any = false;
    while (readLine(in, line)) {
        any = true;
        if (const auto taken = reader.line(line); !taken)
            return fail(options.file + ": " + taken.error().text);
        for (const auto &observation : reader.take())
            run.observe(observation);
    }
    if (!any)
        return fail(options.file + ": it is empty; a recording begins with the line " +
                    std::string(tray::recordingHeader));
    reader.end();
    for (const auto &observation : reader.take())
        run.observe(observation);
    run.finish();
    return 0;
}

// --- record

struct RecordOptions {
    std::string host = "127.0.0.1";
    int port = 5084;
    int seconds = 10;
    std::string file;
};

constexpr int readyMs = 10'000; // a reader that isn't ready by then isn't there

int record(const RecordOptions &options) {
    int argc = 1;
    char name[] = "panier-admin";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    std::ofstream out(options.file, std::ios::binary | std::ios::trunc);
    out << tray::recordingHeader << '\n';
    if (!out)
        return fail(options.file + ": can't be written");
    const base::SystemClock clock;
    rfid::llrp::ClientConfig config;
    config.endpoint = {options.host, static_cast<std::uint16_t>(options.port)};
    rfid::llrp::Client client(config, clock);
    std::string reason = "it doesn't answer";
    std::optional<std::int64_t> startUs;
    std::uint64_t lines = 0;
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &client, [&client] { client.stop(); });
    QObject::connect(&client, &rfid::reader::Reader::stateChanged, &app,
                     [&](rfid::reader::ReaderState state, const QString &why) {
                         if (state == rfid::reader::ReaderState::Lost)
                             reason = why.toStdString();
                         else if (!startUs) {
                             startUs = clock.monotonicUs();
                             limit.start(options.seconds * 1000);
                         }
                     });
    QObject::connect(&client, &rfid::reader::Reader::observations, &app,
                     [&](const std::vector<tray::TagObservation> &batch) {
                         for (auto observation : batch) {
                             observation.timeUs = std::max<std::int64_t>(observation.timeUs - *startUs, 0);
                             out << tray::recordingLine(observation) << '\n';
                             ++lines;
                         }
                     });
    QObject::connect(&client, &rfid::reader::Reader::stopped, &app, &QCoreApplication::quit);
    limit.start(readyMs);
    client.start();
    QCoreApplication::exec();
    out.close();
    if (!startUs)
        return fail(fmt::format("no reader at {}:{}: {}", options.host, options.port, reason));
    if (!out)
        return fail(options.file + ": can't be written to its end");
    fmt::print("{}: {} observations in {} s\n", options.file, lines, options.seconds);
    return 0;
}

} // namespace

void addTray(CLI::App &app, std::function<int()> &command) {
    CLI::App *group = app.add_subcommand("tray", "What the reader sees, recorded and judged")->require_subcommand(1);

    const auto recording = std::make_shared<RecordOptions>();
    CLI::App *sub = group->add_subcommand("record", "Write what an LLRP reader sees into a recording");
    sub->add_option("--host", recording->host, "The reader")->capture_default_str();
    sub->add_option("--port", recording->port, "Its port")->check(CLI::Range(1, 65535))->capture_default_str();
    sub->add_option("--seconds", recording->seconds, "How long")->check(CLI::Range(1, 86400))->capture_default_str();
    sub->add_option("--output", recording->file, "The recording, a CSV file; it is overwritten")->required();
    sub->callback([&command, recording] { command = [recording] { return record(*recording); }; });

    const auto replaying = std::make_shared<ReplayOptions>();
    sub = group->add_subcommand("replay", "Judge a recording as the kiosk would have");
    sub->add_option("FILE", replaying->file, "The recording")->required();
    sub->add_option("--empty-until-us", replaying->emptyUntilUs,
                    "So long after its first line the tray is known to be empty")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    sub->add_flag("--json", replaying->json, "A JSON line at each change and each time that the tray settles");
    sub->callback([&command, replaying] { command = [replaying] { return replay(*replaying); }; });
}

} // namespace panier::admin
