#include "vision/agree/agreement.h"

#include "codes/gtin.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace panier::vision::agree {

namespace {
using decode::Symbology;

// Guarded by nothing but a check digit: one in ten misreads has a right one.
bool hasCheckDigitOnly(Symbology symbology) {
    switch (symbology) {
    case Symbology::Ean13:
    case Symbology::Ean8:
    case Symbology::UpcA:
    case Symbology::UpcE:
    case Symbology::Itf14:
    case Symbology::Itf:
        return true;
    case Symbology::QrCode:
    case Symbology::DataMatrix:
    case Symbology::MicroQrCode:
    case Symbology::Aztec:
    case Symbology::Pdf417:
    case Symbology::DataBarLimited:
    case Symbology::DataBar:
    case Symbology::DataBarExpanded:
    case Symbology::Code128:
        break;
    }
    return false;
}

std::string withoutAddOn(const decode::Decoded &code) {
    return hasCheckDigitOnly(code.symbology) ? code.text.substr(0, code.text.find(' ')) : code.text;
}

// UPC-A is EAN-13 with a leading zero, and UPC-E abbreviates it: which of them a frame shows is no contradiction.
std::string keyOf(const decode::Decoded &code) {
    const bool oneFamily = code.symbology == Symbology::UpcA || code.symbology == Symbology::UpcE;
    if (oneFamily || code.symbology == Symbology::Ean13)
        return (oneFamily ? "E0" : "E") + withoutAddOn(code);
    return std::to_string(static_cast<int>(code.symbology)) + ' ' + withoutAddOn(code);
}

bool holdsMeasure(const decode::Decoded &code) {
    return (code.symbology == Symbology::Ean13 && (code.text.starts_with("02") || code.text.starts_with('2'))) ||
           (code.symbology == Symbology::UpcA && code.text.starts_with('2'));
}

bool isStrict(const decode::Decoded &code) {
    return code.symbology == Symbology::Ean8 || code.symbology == Symbology::UpcE || holdsMeasure(code);
}

bool isClean(const decode::Decoded &code) {
    return !code.sharpened && code.pass != decode::Pass::Lines;
}

using Position = std::array<decode::Point, 4>;

bool isKnown(const Position &position) {
    return position != Position{};
}

double lengthOf(const Position &position) {
    double longest = 0;
    for (const auto &corner : position)
        longest = std::max(longest, std::hypot(corner.x - position[0].x, corner.y - position[0].y));
    return longest;
}

// Whether two codes seen that many frames apart may be one and the same on a pack that moves. Where one was seen isn't
// always known: then it may have been there.
bool mayBeOne(const Position &one, const Position &other, int framesApart) {
    constexpr double overlap = 0.5;          // of the longer code, between the middles
    constexpr double motionPerFrame = 0.125; // a hand moves a pack no faster, at 30 frames a second and arm's length
    if (!isKnown(one) || !isKnown(other))
        return true;
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        x += (one[i].x - other[i].x) / 4.0;
        y += (one[i].y - other[i].y) / 4.0;
    }
    const double reach = std::max(lengthOf(one), lengthOf(other)) * (overlap + motionPerFrame * framesApart);
    return std::hypot(x, y) < reach;
}

int readsIn(std::uint32_t frames, int window) {
    return std::popcount(frames & ((1U << static_cast<unsigned>(window)) - 1U));
}
} // namespace

std::string_view nameOf(Refusal refusal) {
    constexpr std::array<std::string_view, 7> names = {"not an article's",
                                                       "bad check digit",
                                                       "too few reads",
                                                       "only after sharpening",
                                                       "contradicted",
                                                       "too many codes",
                                                       "?"};
    return names[std::min(static_cast<std::size_t>(refusal), names.size() - 1)];
}

// A number read in this one's place lately, and not clearly less often.
bool Agreement::isContested(const Track &track, int window) const {
    if (!hasCheckDigitOnly(track.code.symbology))
        return false;
    const int reads = readsIn(track.seen, window);
    return std::any_of(m_tracks.begin(), m_tracks.end(), [&](const Track &rival) {
        const int rivalReads = readsIn(rival.seen, window);
        return rival.key != track.key && hasCheckDigitOnly(rival.code.symbology) && rivalReads > 0 &&
               reads <= m_rules.clearly * rivalReads &&
               mayBeOne(track.position, rival.position, std::abs(track.missedFrames - rival.missedFrames));
    });
}

const Quorum &Agreement::quorumFor(const Track &track, bool strong) const {
    const bool sound = !hasCheckDigitOnly(track.code.symbology);
    const Quorum &usual = sound          ? m_rules.sound
                          : track.strict ? (strong ? m_rules.strictStranger : m_rules.strictKnown)
                                         : (strong ? m_rules.stranger : m_rules.known);
    const bool late = readsIn(track.late, maxWindow) > 0 && readsIn(track.seen, usual.window) < usual.needed;
    if (!strong && late)
        return track.strict ? m_rules.strictLate : m_rules.late;
    const bool unclean = !sound && !strong && !track.strict && readsIn(track.clean, usual.window) == 0;
    return unclean ? m_rules.unclean : usual;
}

bool Agreement::reaches(Track &track, Strength strength) const {
    const Quorum &quorum = quorumFor(track, strength == Strength::Strong);
    if (readsIn(track.seen, quorum.window) < quorum.needed)
        return false; // what an earlier, full window failed for tells more
    if (readsIn(track.clean, quorum.window) < quorum.clean)
        track.refusal = Refusal::OnlySharpened;
    else if (isContested(track, std::max(m_rules.contest, quorum.window)))
        track.refusal = Refusal::Contradicted;
    else
        return true;
    return false;
}

Agreement::Track *Agreement::trackOf(const decode::Decoded &code, const std::string &key) {
    const auto known =
        std::find_if(m_tracks.begin(), m_tracks.end(), [&](const Track &track) { return track.key == key; });
    if (known != m_tracks.end())
        return &*known;
    if (m_tracks.size() >= m_rules.maxTracked)
        return nullptr;
    Track track;
    track.code = {code.symbology, code.aim, withoutAddOn(code), Strength::Fair};
    track.key = key;
    return &m_tracks.emplace_back(std::move(track));
}

Agreement::Track *Agreement::mark(base::TimeMs takenMs, int age, const decode::Decoded &code, Agreed &result) {
    const auto digits = withoutAddOn(code);
    const auto refuse = [&](Refusal reason) {
        result.refused.push_back({{code.symbology, code.aim, code.text, Strength::Fair}, reason});
        return nullptr;
    };
    if (code.symbology == Symbology::Itf)
        return refuse(Refusal::NotAnArticle);
    if (hasCheckDigitOnly(code.symbology) && !codes::Gtin::parse(digits))
        return refuse(Refusal::BadCheckDigit);
    Track *track = trackOf(code, keyOf(code));
    if (track == nullptr)
        return refuse(Refusal::TooManyCodes);
    if (track->reads == 0) {
        track->firstSeenMs = takenMs;
        track->missedFrames = age;
    }
    const auto frame = 1U << static_cast<unsigned>(age);
    const bool first = (track->seen & frame) == 0;
    track->seen |= frame;
    track->clean |= isClean(code) ? frame : 0U;
    track->strict = track->strict && isStrict(code);
    if (age <= track->missedFrames)
        track->position = code.position;
    track->missedFrames = std::min(track->missedFrames, age);
    track->lastSeenMs = std::max(track->lastSeenMs, takenMs);
    track->reads += first ? 1 : 0;
    if (const auto addOn = code.text.substr(digits.size()); first && !addOn.empty()) {
        track->addOnReads = addOn == track->addOn ? track->addOnReads + 1 : 1;
        track->addOn = addOn;
    }
    return track;
}

void Agreement::judge(Track &track, Agreed &result) const {
    if (!track.counted) {
        if (!reaches(track, Strength::Fair)) {
            if (!track.told && track.lastSeenMs - track.firstSeenMs >= m_rules.patienceMs) {
                track.told = true;
                result.refused.push_back({track.code, track.refusal, track.reads, false});
            }
            return;
        }
        track.counted = true;
        track.refusal = Refusal::TooFewReads;
        if (track.addOnReads * 2 >= track.reads)
            track.code.text += track.addOn;
        if (reaches(track, Strength::Strong))
            track.code.strength = Strength::Strong;
        result.shown.push_back(track.code);
    } else if (track.code.strength == Strength::Fair && reaches(track, Strength::Strong)) {
        track.code.strength = Strength::Strong;
        result.stronger.push_back(track.code);
    }
}

Agreed Agreement::frame(base::TimeMs nowMs, std::span<const decode::Decoded> codes) {
    for (auto &track : m_tracks) {
        track.seen <<= 1U;
        track.clean <<= 1U;
        track.late <<= 1U;
        ++track.missedFrames;
    }
    m_framesMs.push_front(nowMs);
    if (m_framesMs.size() > static_cast<std::size_t>(maxWindow))
        m_framesMs.pop_back();
    Agreed result;
    for (const auto &code : codes)
        (void)mark(nowMs, 0, code, result);
    for (auto &track : m_tracks)
        if (track.missedFrames == 0) // what isn't in the picture now has nothing new to say
            judge(track, result);
    std::erase_if(m_tracks, [&](const Track &track) {
        const bool gone = track.missedFrames >= m_rules.goneFrames && nowMs - track.lastSeenMs >= m_rules.goneMs;
        if (gone && track.counted)
            result.gone.push_back(track.code);
        if (gone && track.code.strength == Strength::Fair && (track.counted || !track.told))
            result.refused.push_back({track.code, track.refusal, track.reads, track.counted});
        return gone;
    });
    return result;
}

Agreed Agreement::late(base::TimeMs nowMs, base::TimeMs takenMs, std::span<const decode::Decoded> codes) {
    Agreed result;
    const auto frame = std::find(m_framesMs.begin(), m_framesMs.end(), takenMs);
    if (frame == m_framesMs.end() || nowMs - takenMs >= m_rules.goneMs)
        return result;
    const auto age = static_cast<int>(frame - m_framesMs.begin());
    for (const auto &code : codes) {
        Track *track = mark(takenMs, age, code, result);
        if (track == nullptr)
            continue;
        track->late |= 1U << static_cast<unsigned>(age);
        judge(*track, result);
    }
    return result;
}

bool Agreement::countsNow() const {
    return std::any_of(m_tracks.begin(), m_tracks.end(),
                       [&](const Track &track) { return track.counted && track.missedFrames < m_rules.goneFrames; });
}

} // namespace panier::vision::agree
