// Which tags lie on the tray: a judgement over a sliding window of observations, slow to change its mind.
#pragma once

#include "rfid/tray/observation.h"

#include <deque>
#include <limits>
#include <map>
#include <span>
#include <vector>

namespace panier::rfid::tray {

// Off: not ours to sell. Unsure: may be on the tray, must not be sold or ignored silently.
enum class TrayClass { Off, Unsure, On };

// Why a tag is Unsure.
enum class UnsureReason {
    None,           // it isn't
    WeakSignal,     // as strong as a tag beside the tray, too strong for a stray
    OneAntennaOnly, // strong enough, but only one antenna sees it
    Intermittent,   // seen too seldom, or it comes and goes
};

struct TrayChange {
    codes::Epc epc;
    TrayClass cls = TrayClass::Off;
    UnsureReason reason = UnsureReason::None;

    bool operator==(const TrayChange &) const = default;
};

// What changed since the last advance(), by EPC in ascending order.
struct TrayUpdate {
    std::vector<TrayChange> changes;
    // Nothing is on its way in or out. When tags never come to rest it is true once every TrayConfig::settleMaxUs.
    bool settled = true;
    // Articles that may lie on the tray and were not read yet, as an expected number: 0 when the engine is sure.
    double estimatedUnread = 0;
    bool deepScanDone = false; // true in exactly one update per beginDeepScan()
};

// Thresholds and windows. Levels in dBm as the reader reports them, times in microseconds.
struct TrayConfig {
    int sureDbm = -52;     // median at or above: on the tray, whatever the number of antennas
    int onDbm = -58;       // median at or above, and minAntennas: on the tray
    int offDbm = -66;      // median below: off the tray; between the two: unsure
    int hysteresisDb = 3;  // a class is left only when its limit is passed by this much
    int ambientRiseDb = 8; // an ambient tag counts again once it is this much above its learnt level
    int minAntennas = 2;   // 1 for a reader with a single antenna
    int minReads = 3;      // fewer reads in the window: not judged yet, or intermittent

    std::int64_t windowUs = 1'500'000;    // reads older than this don't count
    std::int64_t levelUs = 600'000;       // the level is the median over this, if it holds minReads
    std::int64_t dwellUs = 250'000;       // a new class must hold this long before it is told
    std::int64_t doubtUs = 1'000'000;     // the same for a newcomer that is Unsure: it may be on its way to the tray
    std::int64_t newTagUs = 1'000'000;    // a new tag may take this long to gather minReads
    std::int64_t goneUs = 1'500'000;      // not seen for this long: off
    std::int64_t quietUs = 800'000;       // settled: no class changed for this long,
    std::int64_t settleMinUs = 1'500'000; // and at least this long after the first read,
    std::int64_t settleMaxUs = 5'000'000; // or at any rate after this long
    std::int64_t deepMinUs = 1'000'000;   // a deep scan lasts at least,
    std::int64_t deepMaxUs = 3'000'000;   // and at most
    // Many tags share the reader's time: windowUs, newTagUs and goneUs are stretched until a tag on the tray is read
    // this often in goneUs, so that none is lost by chance (one in e^16 at random), but at most so many times.
    int steadyReads = 16;
    int maxStretch = 3;
    std::int64_t comebackUs = 10'000'000;       // gone twice within this: intermittent
    std::int64_t ambientLearnUs = 5'000'000;    // seen this long while learning, never On: ambient
    std::int64_t forgetUs = 30'000'000;         // a tag that is off and unseen is forgotten after this
    std::int64_t forgetAmbientUs = 600'000'000; // the same for an ambient one

    std::size_t maxTags = 512;        // tags remembered, strays included; beyond that the weakest stray gives way
    std::size_t maxReadsPerTag = 128; // reads remembered for each
};

// Driven by observations and time alone; the result doesn't depend on the order in which tags are reported.
// Thread: any one at a time. Times come from one monotonic clock; an earlier time than the last one counts as the last.
class TrayEngine {
public:
    explicit TrayEngine(TrayConfig config = {}) : m_config(config) {}

    // Takes in what the reader saw. Changes are told by the next advance().
    void observe(std::span<const TagObservation> observations);
    // Judges at `nowUs`; call it some ten times a second, also when nothing was observed.
    [[nodiscard]] TrayUpdate advance(std::int64_t nowUs);

    // Looks harder: a longer window and a narrower band of doubt, until nothing is Unsure and no class has changed for
    // a while, at most TrayConfig::deepMaxUs. Does nothing while one runs.
    void beginDeepScan(std::int64_t nowUs);
    [[nodiscard]] bool deepScanning() const { return m_deepSinceUs.has_value(); }

    // True between visits, when nobody's articles belong on the tray: weak tags that stay are learnt as ambient (the
    // rail beside the kiosk) and ignored until they come nearer. A strong tag is told as On all the same.
    void setLearning(bool learning) { m_learning = learning; }

    // How many antennas the reader has, once it told; with fewer than TrayConfig::minAntennas none of them is missed.
    void setAntennas(int antennas) { m_antennas = antennas; }

    // The present class of a tag; Off for one never seen.
    [[nodiscard]] TrayClass classOf(const codes::Epc &epc) const;
    [[nodiscard]] std::size_t tagCount() const { return m_tags.size(); }
    // Observations not taken in because maxTags more important tags are remembered.
    [[nodiscard]] std::uint64_t droppedObservations() const { return m_dropped; }

private:
    struct Read {
        std::int64_t timeUs;
        std::optional<int> rssiDbm;
        std::uint16_t antenna;
        std::uint16_t count;
    };
    struct Verdict {
        TrayClass cls = TrayClass::Off;
        UnsureReason reason = UnsureReason::None;
        bool operator==(const Verdict &) const = default;
    };
    struct Tag {
        std::deque<Read> reads;
        std::int64_t firstSeenUs = 0; // since it last came into view
        std::int64_t lastSeenUs = 0;
        Verdict told;      // what the last update said
        Verdict candidate; // what would be said if it holds
        std::int64_t candidateSinceUs = 0;
        std::deque<std::int64_t> leftUs; // when it became Off after having counted
        std::optional<int> ambientDbm;   // learnt level
    };
    struct Score {
        int reads = 0;
        int antennas = 0;
        std::optional<int> medianDbm;
    };

    [[nodiscard]] Tag *tagFor(const TagObservation &observation);
    [[nodiscard]] Score scoreOf(const Tag &tag) const;
    [[nodiscard]] static std::vector<int> levelsSince(const Tag &tag, std::int64_t sinceUs);
    [[nodiscard]] double stretch() const;
    [[nodiscard]] bool isGone(const Tag &tag) const;
    [[nodiscard]] bool comesAndGoes(const Tag &tag) const;
    void setCandidate(Tag &tag, const Verdict &verdict) const;
    [[nodiscard]] bool isProven(const Tag &tag) const;
    [[nodiscard]] Verdict judge(const Tag &tag, const Score &score) const;
    [[nodiscard]] Verdict judgeLevel(const Tag &tag, const Score &score) const;
    void learnAmbient(Tag &tag, const Score &score) const;
    void updateTag(const codes::Epc &epc, Tag &tag, TrayUpdate &update);
    void forgetStale();
    [[nodiscard]] bool isSettled();
    [[nodiscard]] bool finishDeepScan();

    TrayConfig m_config;
    std::map<codes::Epc, Tag> m_tags;
    std::int64_t m_nowUs = 0;
    std::int64_t m_lastChangeUs = std::numeric_limits<std::int64_t>::min() / 2; // long ago
    std::optional<std::int64_t> m_unsettledSinceUs;
    std::optional<std::int64_t> m_deepSinceUs;
    std::uint64_t m_dropped = 0;
    double m_stretch = 1;   // of windowUs and goneUs, see TrayConfig::steadyReads
    bool m_pending = false; // a class may be about to change
    bool m_learning = false;
    int m_antennas = std::numeric_limits<int>::max(); // as many as it takes
};

} // namespace panier::rfid::tray
