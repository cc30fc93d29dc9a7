// What decoding tags' reports costs, beside npm llrpjs and beside memcpy over the same bytes in the same run (they fit
// the second-level cache, for both); and what a busy reader costs the kiosk: 1,500 reads a second, most of them of
// strays, from the socket to the visit's event. Says what it measured and whether it keeps what is promised; the exit
// code is the number of broken promises.
#include "base/log.h"
#include "devices/tray_device.h"
#include "rfid/emulator/reader_emulator.h"
#include "rfid/llrp/client.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fmt/core.h>
#include <mutex>
#include <new>

using namespace panier;
using namespace panier::rfid;

namespace {
std::atomic<std::uint64_t> allocations{0};
} // namespace

void *operator new(std::size_t size) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (auto *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept {
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int tagsInAll = 10'000;
constexpr int slices = 41; // of ours and of memcpy, in turn: a neighbour on the machine disturbs both
constexpr double sliceSeconds = 0.05;
constexpr double peerSeconds = 2;
constexpr std::size_t socketPiece = 64 * 1024;
constexpr double promisedTimesPeer = 1000;
constexpr double promisedTimesMemcpy = 20;

int broken = 0;

void promise(bool kept, const std::string &text) {
    fmt::print("  {} {}\n", kept ? "kept:  " : "BROKEN:", text);
    broken += kept ? 0 : 1;
}

double secondsSince(SteadyClock::time_point start) {
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

codes::Epc epcOf(int number) {
    return *codes::Epc::fromHex(fmt::format("3034257BF7194E40{:08X}", number));
}

// A row of the table of decoding: what kind of reader sends the tags.
struct Sender {
    const char *name;
    int tagsPerMessage;
    bool impinj; // with phase and fine RSSI
};

// RO_ACCESS_REPORTs as a reader sends them: EPC, antenna, RSSI, channel, time, count.
base::Bytes corpus(const Sender &sender) {
    emulator::RoSpec roSpec;
    roSpec.contents =
        llrp::ReportAntenna | llrp::ReportPeakRssi | llrp::ReportChannel | llrp::ReportLastSeen | llrp::ReportSeenCount;
    roSpec.tellsPhase = sender.impinj;
    roSpec.tellsFineRssi = sender.impinj;
    base::Bytes bytes;
    for (int number = 0; number < tagsInAll;) {
        base::ByteWriter writer;
        for (int tag = 0; tag < sender.tagsPerMessage; ++tag, ++number) {
            const emulator::TagRead read{epcOf(number), static_cast<std::uint16_t>(number % 4 + 1),
                                         static_cast<std::int8_t>(-40 - number % 30)};
            const emulator::ReaderTime seen{emulator::ReaderTraits::Clock::Utc, 1'793'000'000'000'000U + 700U * number};
            emulator::writeTagReport(writer, read, roSpec, static_cast<std::uint16_t>(number % 4 + 1), seen, {});
        }
        const auto whole =
            llrp::frameMessage(llrp::MessageType::RoAccessReport, static_cast<std::uint32_t>(number), writer.bytes());
        bytes.insert(bytes.end(), whole.begin(), whole.end());
    }
    return bytes;
}

// Through the framer and the decoder to the EPC as a value, as the client does it; the sum keeps the compiler honest.
std::int64_t decodeOnce(llrp::Framer &framer, base::ByteView bytes) {
    std::int64_t sum = 0;
    int tags = 0;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(socketPiece, bytes.size()))) {
        framer.append(bytes.first(std::min(socketPiece, bytes.size())));
        while (true) {
            const auto frame = framer.next();
            if (!frame || !*frame)
                break;
            llrp::TagReportReader reader((*frame)->body);
            while (const auto *report = reader.next()) {
                ++tags;
                sum += *report->peakRssiDbm + report->antenna + report->epc()->bytes().back();
            }
        }
    }
    if (tags != tagsInAll)
        std::abort();
    return sum;
}

// Nanoseconds a tag of `work`, which goes once through all of them.
template <typename Work>
double sliceOf(Work work) {
    const auto start = SteadyClock::now();
    int rounds = 0;
    for (; secondsSince(start) < sliceSeconds; ++rounds)
        work();
    return secondsSince(start) * 1e9 / rounds / tagsInAll;
}

struct Slices {
    std::vector<double> nsPerTag;

    [[nodiscard]] double least() const { return *std::min_element(nsPerTag.begin(), nsPerTag.end()); }
    [[nodiscard]] double median() const {
        auto sorted = nsPerTag;
        std::nth_element(sorted.begin(), sorted.begin() + slices / 2, sorted.end());
        return sorted[slices / 2];
    }
};

// Both over the same bytes, in turn, into memory that is there already: the framer's, and a buffer of the bytes' size.
struct Decoding {
    Slices ours;
    Slices copied;
    std::uint64_t allocations = 0;
};

Decoding measure(base::ByteView bytes) {
    Decoding result;
    llrp::Framer framer;
    base::Bytes copy(bytes.size());
    volatile std::int64_t sum = decodeOnce(framer, bytes); // the buffers grow to their size
    result.ours.nsPerTag.reserve(slices);
    result.copied.nsPerTag.reserve(slices);
    const auto before = allocations.load();
    for (int i = 0; i < slices; ++i) {
        result.ours.nsPerTag.push_back(sliceOf([&] { sum = sum + decodeOnce(framer, bytes); }));
        result.copied.nsPerTag.push_back(sliceOf([&] {
            std::memcpy(copy.data(), bytes.data(), bytes.size());
            sum = sum + copy[static_cast<std::size_t>(sum) % copy.size()];
        }));
    }
    result.allocations = allocations.load() - before;
    return result;
}

// nullopt when it isn't there.
std::optional<double> measurePeer(base::ByteView bytes) {
    QProcess node;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral(PEER_MODULES));
    node.setProcessEnvironment(environment);
    node.start(QStringLiteral("node"), {QStringLiteral(PEER_SCRIPT), QString::number(peerSeconds)});
    if (!node.waitForStarted(5000))
        return std::nullopt;
    node.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
    node.closeWriteChannel();
    if (!node.waitForFinished(60'000) || node.exitCode() != 0)
        return std::nullopt;
    const auto result = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    return result["nanoseconds"].toDouble() / result["tags"].toDouble();
}

void benchAgainstPeer(base::ByteView bytes, double oursNs) {
    const auto peer = measurePeer(bytes);
    if (!peer) {
        fmt::print("  llrpjs isn't here (./dev test installs it): not compared\n");
        return;
    }
    fmt::print("  llrpjs {:9.0f} ns a tag\n", *peer);
    promise(*peer / oursNs >= promisedTimesPeer,
            fmt::format("{:.0f} times as fast as llrpjs, at least {}", *peer / oursNs, promisedTimesPeer));
}

void benchDecoding() {
    constexpr std::array<Sender, 3> senders{
        {{"20 tags a message", 20, false}, {"a message for each tag", 1, false}, {"Impinj's, 20 a message", 20, true}}};
    for (const auto &sender : senders) {
        const auto bytes = corpus(sender);
        const auto [ours, copied, allocated] = measure(bytes);
        const auto times = ours.least() / copied.least();
        fmt::print("Decoding {} tags, {}, {} bytes; ns a tag, the least of {} slices (their median):\n", tagsInAll,
                   sender.name, bytes.size(), slices);
        fmt::print("  ours   {:9.1f} ({:.1f}), {} allocations\n", ours.least(), ours.median(), allocated);
        fmt::print("  memcpy {:9.2f} ({:.2f})\n", copied.least(), copied.median());
        promise(allocated == 0, "no allocation");
        promise(times <= promisedTimesMemcpy, fmt::format("{:.1f} times memcpy (by the medians {:.1f}), at most {}",
                                                          times, ours.median() / copied.median(), promisedTimesMemcpy));
        if (&sender == senders.begin())
            benchAgainstPeer(bytes, ours.median());
    }
}

// --- a busy reader
// ----------------------------------------------------------------------------------------------------

constexpr int strays = 2000;
constexpr int onTray = 30;
constexpr int liveSeconds = 12;
constexpr double promisedReads = 1400;
constexpr double promisedShare = 0.25; // of a core
constexpr double promisedP99Ms = 20;

// When each message left the reader, until the client has worked on it.
class InFlight {
public:
    void left() {
        const std::lock_guard lock(m_mutex);
        m_times.push_back(SteadyClock::now());
        m_most = std::max(m_most, m_times.size());
    }
    std::optional<double> arrivedAfterMs() {
        const std::lock_guard lock(m_mutex);
        if (m_times.empty())
            return std::nullopt;
        const auto ms = secondsSince(m_times.front()) * 1000;
        m_times.pop_front();
        return ms;
    }
    [[nodiscard]] std::size_t waiting() {
        const std::lock_guard lock(m_mutex);
        return m_times.size();
    }
    [[nodiscard]] std::size_t most() const { return m_most; }

private:
    std::mutex m_mutex;
    std::deque<SteadyClock::time_point> m_times;
    std::size_t m_most = 0;
};

// The reader in its own thread, as it is a machine of its own.
class ReaderThread : public QThread {
public:
    ~ReaderThread() override {
        quit();
        wait();
    }
    [[nodiscard]] std::uint16_t listen() {
        start();
        while (m_port.load() == 0)
            QThread::yieldCurrentThread();
        return m_port.load();
    }
    InFlight inFlight;

private:
    void run() override {
        emulator::EmulatorConfig config;
        config.inventoryMs = 10;
        config.maxTags = strays + onTray;
        config.rates = {30, 9300}; // of which the strays use their part: about 1,500 reads in all
        emulator::LlrpReaderEmulator reader(config);
        for (int i = 0; i < strays + onTray; ++i)
            if (!reader.putTag(epcOf(i), i < onTray ? emulator::TagPlace::OnTray : emulator::TagPlace::Stray))
                std::abort();
        QObject::connect(
            &reader, &emulator::LlrpReaderEmulator::crossed, &reader, [this](bool fromReader, const QByteArray &bytes) {
                const auto type =
                    (static_cast<unsigned>(bytes[0]) << 8U | static_cast<unsigned char>(bytes[1])) & 0x3FFU;
                if (fromReader && type == static_cast<unsigned>(llrp::MessageType::RoAccessReport))
                    inFlight.left();
            });
        if (!reader.listen())
            std::abort();
        m_port = reader.port();
        exec();
    }
    std::atomic<std::uint16_t> m_port{0};
};

double threadCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void printHistogram(std::vector<double> values, const char *what) {
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    fmt::print("  {}: median {:.3f} ms, 90 % {:.3f}, 99 % {:.3f}, most {:.3f}\n", what, at(0.5), at(0.9), at(0.99),
               values.back());
    double limit = 0.0625;
    for (std::size_t from = 0; from < values.size(); limit *= 2) {
        const auto to =
            static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), limit) - values.begin());
        if (to > from)
            fmt::print("    up to {:9.3f} ms {:6} {}\n", limit, to - from,
                       std::string(1 + 50 * (to - from) / values.size(), '#'));
        from = to;
    }
}

void benchLive() {
    ReaderThread thread;
    llrp::ClientConfig config;
    config.endpoint = {"127.0.0.1", thread.listen()};
    const base::SystemClock clock;
    auto client = std::make_unique<llrp::Client>(config, clock);
    auto *watched = client.get();
    std::map<codes::Epc, SteadyClock::time_point> firstSeen;
    std::vector<double> toEngineMs;
    std::vector<double> toEventMs;
    std::uint64_t reads = 0;
    QObject::connect(watched, &reader::Reader::observations, watched, [&](const auto &batch) {
        for (const auto &observation : batch)
            firstSeen.try_emplace(observation.epc, SteadyClock::now());
    });
    std::set<codes::Epc> told;
    devices::TrayDevice tray(std::move(client), devices::TraySettings(), clock,
                             [&](visit::EventData data, std::uint64_t) {
                                 const auto *changed = std::get_if<visit::TrayChanged>(&data);
                                 if (changed == nullptr)
                                     return;
                                 for (const auto &change : changed->changes)
                                     if (told.insert(change.epc).second)
                                         toEventMs.push_back(secondsSince(firstSeen[change.epc]) * 1000);
                             });
    // After the device's own slot: the engine has taken it in.
    QObject::connect(watched, &reader::Reader::observations, watched, [&](const auto &batch) {
        reads += batch.size();
        if (const auto ms = thread.inFlight.arrivedAfterMs())
            toEngineMs.push_back(*ms);
    });
    tray.start();
    QTimer::singleShot(liveSeconds * 1000, qApp, &QCoreApplication::quit);
    const auto cpuBefore = threadCpuSeconds();
    const auto start = SteadyClock::now();
    QCoreApplication::exec();
    const auto seconds = secondsSince(start);
    const auto share = (threadCpuSeconds() - cpuBefore) / seconds;
    fmt::print("\nA reader with {} tags on the tray and {} strays, {:.0f} s:\n", onTray, strays, seconds);
    fmt::print("  {:.0f} reads a second, {:.1f} % of a core, {} changes told\n", static_cast<double>(reads) / seconds,
               share * 100, told.size());
    const auto p99 = [&] {
        auto sorted = toEngineMs;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 1e9 : sorted[sorted.size() * 99 / 100];
    }();
    printHistogram(toEngineMs, "from the reader's socket into the engine");
    printHistogram(toEventMs, "from a tag's first read to the visit's event (the engine takes its time)");
    promise(static_cast<double>(reads) / seconds >= promisedReads,
            fmt::format("at least {} reads a second", promisedReads));
    promise(p99 <= promisedP99Ms, fmt::format("99 % within {} ms", promisedP99Ms));
    promise(share <= promisedShare, fmt::format("at most {:.0f} % of a core", promisedShare * 100));
    promise(thread.inFlight.waiting() < promisedReads / 10,
            fmt::format("nothing queues: {} reports on their way at the end, {} at the most", thread.inFlight.waiting(),
                        thread.inFlight.most()));
}

} // namespace

int main(int argc, char *argv[]) {
    const QCoreApplication application(argc, argv);
    benchDecoding();
    benchLive();
    return broken;
}
