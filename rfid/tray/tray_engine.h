// Which tags lie on the tray: a judgement over fading sums of observations, slow to change its mind.
#pragma once

#include "rfid/tray/movements.h"
#include "rfid/tray/observation.h"
#include "rfid/tray/reader_clock.h"
#include "rfid/tray/strength_model.h"
#include "rfid/tray/tag_table.h"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace panier::rfid::tray {

struct TrayChange {
    codes::Epc epc;
    TrayClass cls = TrayClass::Off;
    UnsureReason reason = UnsureReason::None;

    bool operator==(const TrayChange &) const = default;
};

// What changed since the last advance(), by EPC in ascending order.
struct TrayUpdate {
    std::vector<TrayChange> changes;
    // Nothing is on its way in or out. When tags never come to rest it is true once every TrayConfig::settleMaxS.
    bool settled = true;
    // Articles that may lie on the tray and were not read yet, as an expected number: 0 when the engine is sure.
    double estimatedUnread = 0;
    bool deepScanDone = false; // true in exactly one update per beginDeepScan()
};

// What is known of the tray from elsewhere.
enum class TrayUse {
    Visit, // a shopper puts articles on it
    Idle,  // between visits: weak tags that stay are learnt as ambient; a strong one is told, somebody has come
    Empty, // known to be empty: whatever is heard is ambient, and nothing is told
};

// Levels in dBm as the reader reports them, evidence as the log of odds, times in seconds of the reader's clock.
struct TrayConfig {
    // Between tray and stray as long as strays are no louder than usual (see StrengthModel).
    double limitDbm = -67;
    double limitSumDb = 15;
    double onEvidence = 2.5;     // at or above: on the tray
    double offEvidence = -3.5;   // below: off the tray; between the two: unsure
    double deepEvidence = 0.5;   // by how much a deep scan narrows the band of doubt on either side
    double nearEvidence = -5.5;  // at or above: it has come near, and may be an article;
    double awayEvidence = -7.5;  // below: it has gone again
    double certainEvidence = 6;  // an article beyond doubt,
    double companyEvidence = 3;  // which speaks so much for those that came with it,
    double companyS = 0.75;      // not further apart than this
    double lonelyEvidence = 1.5; // one that is asked about, heard by one antenna alone, needs this much more
    double keepEvidence = 2.5;   // a class is left only when its limit is passed by this much
    double fadedShare = 0.15;    // a tag of whose strength on the tray less than this is left
    double fadedEvidence = 3;    // needs this much more: it is held beside the tray, or lies beneath another
    double buriedS = 2.2;        // unless another came or went so shortly before: it lies beneath it, or has shifted
    double restS = 1.2;          // after it landed a tag's strength on the tray is known
    double ambientRiseDb = 8;    // an ambient tag counts again once it is this much above its learnt level

    int minReads = 3;         // fewer: not judged yet, or intermittent
    double dwellS = 0.25;     // a new class must hold this long before it is told
    double doubtS = 1.2;      // the same for one that becomes Unsure: it may be on its way
    double newTagS = 2.0;     // a new tag may take this long to gather minReads
    double goneLeastS = 0.75; // not seen for this long, or for goneReads times its usual interval: off;
    double goneMostS = 1.3;   // no longer than this for a tag that is read often,
    double goneSlowS = 6;     // nor than this for one that is read seldom
    double goneReads = 9;
    double weakSumDb = 22; // a tag on the tray that was no stronger, or has faded, and isn't heard any more:
    double hiddenS = 10;   // unsure for this long, then off
    double flickerS = 0.5; // a tag on the tray that isn't heard for so long, and then again; or that fell silent as it
    double vanishedS = 30; // landed: unsure for this long, then off
    double backS = 3;      // gone and back within this: it is given twice the time from then on

    double quietS = 0.6;          // settled: no class changed for this long,
    double quietGoneS = 0.3;      // or for this long if the last to change left,
    double settleMaxS = 5;        // or at any rate after this long
    double deepInventoryS = 0.7;  // of a deep scan, in which the reader tells each tag once
    double hushS = 0.8;           // until every tag that stayed has been read again after it
    double deepLeastS = 1.6;      // a deep scan lasts at least,
    double deepMostS = 3;         // and at most
    double ambientLearnS = 20;    // TrayUse::Idle: seen this long and never On: ambient; who lays a first article at
                                  // the edge moves it sooner, or begins the visit with another
    double forgetS = 30;          // a tag that is off and unseen is forgotten after this
    double forgetAmbientS = 3600; // the same for an ambient one

    // Hidden tags, which answer one round in fifty: how many of a thousand articles carry one, as far as is known
    // before anything was seen, and how often they answer.
    double hiddenPerArticle = 0.003;
    double hiddenPerRound = 0.02;
    double askUnread = 0.5; // a deep scan goes on while more may be unread

    std::size_t maxTags = 4096; // remembered, strays included
};

// Driven by observations and time alone; the result doesn't depend on the order in which tags are reported.
// Thread: any one at a time. Times in microseconds of one clock of the host; it may step, in either direction.
class TrayEngine {
public:
    explicit TrayEngine(TrayConfig config = {}, AntennaExposure exposure = {});

    // Takes in what the reader saw. Changes are told by the next advance(). What is older than ReaderClock::latestUs is
    // passed over.
    void observe(std::span<const TagObservation> observations);
    // Judges at `nowUs`; call it some ten times a second, also when nothing was observed.
    [[nodiscard]] TrayUpdate advance(std::int64_t nowUs);

    // Looks harder: narrows the band of doubt, until nothing
    // is Unsure, nothing is thought to be unread and no class has changed for a while, at most TrayConfig::deepMostS.
    // Does nothing while one runs.
    void beginDeepScan();
    [[nodiscard]] bool deepScanning() const { return m_deepSinceS.has_value(); }
    // True at the beginning of a deep scan: the reader should tell each tag once (Gen2 session S2, single target), so
    // that the quiet ones get their turn. Nothing is judged by its silence then, nor until the open inventory has told
    // everything again: what a scan doesn't tell may be a lost report. An absence is confirmed in the open inventory.
    [[nodiscard]] bool wantsDeepInventory() const;

    void setUse(TrayUse use);
    // The reader was away: forgets what lay on the tray, and keeps what was learnt about the place.
    void restart();
    // How many antennas the reader has, once it told; with one of them no other is missed.
    void setAntennas(int antennas) { m_antennas = antennas; }

    // What was learnt of the antennas, for another engine at this tray.
    [[nodiscard]] const AntennaExposure &exposure() const { return m_exposure; }
    // The present class of a tag; Off for one never seen.
    [[nodiscard]] TrayClass classOf(const codes::Epc &epc) const;
    [[nodiscard]] std::size_t tagCount() const { return m_tags.size(); }
    // Observations not taken in: too old, or because maxTags more important tags are remembered.
    [[nodiscard]] std::uint64_t droppedObservations() const { return m_dropped; }

private:
    static constexpr double knownStray = -8; // evidence of an ambient tag

    // What all tags together say at one advance().
    struct Overview {
        double readsPerS = 0; // of a tag that is read well; 0 while none is known
        bool pending = false; // a class may be about to change
    };

    [[nodiscard]] double nowS() const { return m_clock.nowS(); }
    [[nodiscard]] bool judgeTag(Tag &tag, TrayUpdate &update);
    [[nodiscard]] Verdict judge(const Tag &tag) const;
    [[nodiscard]] Verdict judgeFew(const Tag &tag) const;
    [[nodiscard]] double evidence(const Tag &tag) const;
    void noticeCompany(Tag &tag);
    void noticeFading(Tag &tag) const;
    [[nodiscard]] bool isTakenOut(const Tag &tag) const;
    [[nodiscard]] bool isAtRest(const Tag &tag) const;
    [[nodiscard]] bool mayOnlyBeHidden(const Tag &tag) const;
    [[nodiscard]] bool isAmbient(const Tag &tag, const Strength &strength) const;
    [[nodiscard]] double goneAfterS(const Tag &tag) const;
    [[nodiscard]] bool isGone(const Tag &tag) const;
    [[nodiscard]] bool mayHaveMissed() const;
    [[nodiscard]] bool hasFlickered(const Tag &tag, double atS) const;
    [[nodiscard]] bool isSlow(const Tag &tag, double atS) const;
    [[nodiscard]] bool isHushed(const Tag &tag) const;
    [[nodiscard]] bool isProven(const Tag &tag) const;
    [[nodiscard]] bool mayChange(const Tag &tag) const;
    void setCandidate(Tag &tag, const Verdict &verdict) const;
    void tell(Tag &tag, const Verdict &verdict, TrayUpdate &update);
    void learnAmbient(Tag &tag);
    void learnExposure(Tag &tag);
    [[nodiscard]] std::optional<Strength> strengthOf(const Tag &tag) const;
    [[nodiscard]] double readsPerS();
    [[nodiscard]] double estimateUnread();
    [[nodiscard]] bool isSettled();
    [[nodiscard]] bool isQuiet() const;
    [[nodiscard]] bool finishDeepScan(const TrayUpdate &update);

    TrayConfig m_config;
    ReaderClock m_clock;
    TagTable m_tags;
    StrengthModel m_strengths;
    AntennaExposure m_exposure;
    Movements m_landings;
    Movements m_departures;
    // Of this advance(): learnt when all tags are judged, so that their order doesn't matter.
    std::vector<double> m_landed;
    std::vector<double> m_departed;
    std::vector<std::uint16_t> m_strayAntennas;
    TrayUse m_use = TrayUse::Visit;
    int m_antennas = std::numeric_limits<int>::max(); // as many as it takes
    Overview m_overview;
    int m_unsure = 0;
    double m_lastChangeS = -1e9; // long ago
    bool m_lastLeft = false;     // what changed last became Off
    double m_lastLandedS = -1e9;
    std::optional<double> m_unsettledSinceS;
    std::optional<double> m_deepSinceS;
    double m_hushUntilS = -1e9; // of the last deep scan
    double m_lastHeardS = -1e9; // any tag
    double m_resumedS = -1e9;   // the last time that all were silent before
    std::uint64_t m_dropped = 0;
};

} // namespace panier::rfid::tray
