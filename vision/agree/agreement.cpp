#include "vision/agree/agreement.h"

#include <algorithm>
#include <bit>

namespace panier::vision::agree {

namespace {
bool isStrict(decode::Symbology symbology) {
    return symbology == decode::Symbology::Ean8 || symbology == decode::Symbology::UpcE;
}

Strength strengthOf(decode::Symbology symbology) {
    switch (symbology) {
    case decode::Symbology::QrCode:
    case decode::Symbology::DataMatrix:
    case decode::Symbology::MicroQrCode:
    case decode::Symbology::Aztec:
    case decode::Symbology::Pdf417:
    case decode::Symbology::DataBarLimited:
    case decode::Symbology::DataBar:
    case decode::Symbology::DataBarExpanded:
    case decode::Symbology::Code128:
        return Strength::Strong;
    case decode::Symbology::Ean13:
    case decode::Symbology::Ean8:
    case decode::Symbology::UpcA:
    case decode::Symbology::UpcE:
    case decode::Symbology::Itf14:
    case decode::Symbology::Itf:
        break;
    }
    return Strength::Fair;
}
} // namespace

bool Agreement::agrees(const Track &track) const {
    const bool strict = isStrict(track.code.symbology);
    const int window = strict ? m_rules.strictWindow : m_rules.window;
    const std::uint32_t mask = (1U << static_cast<unsigned>(window)) - 1U;
    return std::popcount(track.seen & mask) >= (strict ? m_rules.strictNeeded : m_rules.needed);
}

void Agreement::mark(base::TimeMs nowMs, const decode::Decoded &code) {
    auto track = std::find_if(m_tracks.begin(), m_tracks.end(), [&](const Track &known) {
        return known.code.symbology == code.symbology && known.code.text == code.text;
    });
    if (track == m_tracks.end()) {
        if (m_tracks.size() >= m_rules.maxTracked)
            return;
        m_tracks.push_back({.code = {code.symbology, code.aim, code.text, strengthOf(code.symbology)}});
        track = std::prev(m_tracks.end());
    }
    track->seen |= 1U;
    track->missedFrames = 0;
    track->lastSeenMs = nowMs;
}

Agreed Agreement::frame(base::TimeMs nowMs, std::span<const decode::Decoded> codes) {
    for (auto &track : m_tracks) {
        track.seen <<= 1U;
        ++track.missedFrames;
    }
    for (const auto &code : codes)
        if (code.symbology != decode::Symbology::Itf) // no article's, and nothing in it tells a misread
            mark(nowMs, code);

    Agreed result;
    for (auto &track : m_tracks) {
        if (!track.counted && agrees(track)) {
            track.counted = true;
            result.shown.push_back(track.code);
        }
    }
    std::erase_if(m_tracks, [&](const Track &track) {
        const bool gone = track.missedFrames >= m_rules.goneFrames && nowMs - track.lastSeenMs >= m_rules.goneMs;
        if (gone && track.counted)
            result.gone.push_back(track.code);
        return gone;
    });
    return result;
}

} // namespace panier::vision::agree
