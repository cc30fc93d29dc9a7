#include "vision/decode/soft/soft_vote.h"

#include "vision/decode/content.h"
#include "vision/decode/soft/soft_comb.h"

namespace panier::vision::decode {

namespace {
constexpr float minTrackShare = 0.75F; // of the best track's score, for another one to be tried
constexpr float maxMisfit = 0.12F;
constexpr float maxCorrected = 0.005F; // how much better other digits may fit that break the check digit
constexpr float leastStrength = 3;
constexpr float misfitFloor = 0.005F; // below that it is the picture's noise that differs
constexpr std::size_t maxHeard = 16;

bool isLikely(const SoftSymbol &symbol) {
    return symbol.misfit <= maxMisfit && symbol.choice.cost - symbol.choice.freeCost <= maxCorrected;
}

float strengthOf(const SoftSymbol &symbol) {
    return (symbol.choice.secondCost - symbol.choice.cost) / (symbol.misfit + misfitFloor);
}

// What the symbol says; nullopt if that is nothing.
std::optional<SoftRead> spelt(const SymbolLayout &layout, const Choice &choice) {
    SoftRead read{layout.symbology, layout.symbology == Symbology::Ean8 ? "]E4" : "]E0", choice.text};
    if (layout.symbology == Symbology::Code128) {
        const auto says = code128Text(choice.patterns);
        if (!says)
            return std::nullopt;
        read.aim = says->aim;
        read.text = says->text;
    } else if (layout.symbology == Symbology::Ean13 && read.text.front() == '0') {
        read.symbology = Symbology::UpcA;
        read.text.erase(0, 1);
    }
    const auto text = normalised(read.symbology, read.text);
    if (!text)
        return std::nullopt;
    read.text = *text;
    return read;
}

bool isCertain(const SoftVote &vote) {
    const auto read = vote.result();
    return read && read->strength >= certainStrength;
}
} // namespace

void SoftVote::hear(SoftRead read) {
    if (std::find(m_thisLine.begin(), m_thisLine.end(), read.text) != m_thisLine.end())
        return; // a line has one voice, however many tracks it has
    m_thisLine.push_back(read.text);
    for (auto &heard : m_heard) {
        if (heard.read.symbology == read.symbology && heard.read.text == read.text) {
            heard.read.strength = std::max(heard.read.strength, read.strength);
            ++heard.lines;
            return;
        }
    }
    if (m_heard.size() < maxHeard)
        m_heard.push_back({std::move(read), 1});
}

template <typename Characters>
void SoftVote::lookAlong(const Profile &profile, const SymbolLayout &layout, const Track &track) {
    const auto symbol = readTrack<Characters>(profile, layout, track);
    if (!symbol || !isLikely(*symbol) || strengthOf(*symbol) < leastStrength)
        return;
    if (auto read = spelt(layout, symbol->choice)) {
        read->strength = strengthOf(*symbol);
        hear(*std::move(read));
    }
}

void SoftVote::lookAlong(const Profile &profile, const SymbolLayout &layout, const std::vector<Track> &tracks) {
    for (const auto &track : tracks)
        if (track.score >= minTrackShare * tracks.front().score)
            lookAlong<EanCharacters>(profile, layout, track);
}

void SoftVote::lookForEan(const Profile &profile, const Profile &reversed, const SymbolLayout &layout,
                          const TrackSearch &search) {
    auto tracks = findTracks(profile, layout, search);
    lookAlong(profile, layout, tracks);
    if (isCertain(*this))
        return;
    if (layout.symbology == Symbology::UpcE) { // the only one whose guards differ from end to end
        tracks = findTracks(reversed, layout, search);
    } else {
        for (auto &track : tracks)
            track = track.reversed(profile.size());
    }
    lookAlong(reversed, layout, tracks);
}

void SoftVote::lookForCode128(const Profile &profile, const TrackSearch &search) {
    for (const auto &[layout, track] : findCombs(profile, search))
        lookAlong<Code128Characters>(profile, layout, track);
}

bool SoftVote::look(const Profile &profile, const SoftEffort &effort) {
    m_thisLine.clear();
    const auto reversed = profile.reversed();
    for (const auto &[wanted, layout] : {std::pair(effort.ean13, &ean13Layout()), std::pair(effort.ean8, &ean8Layout()),
                                         std::pair(effort.upcE, &upcELayout())}) {
        if (wanted)
            lookForEan(profile, reversed, *layout, effort.search);
        if (isCertain(*this))
            return true;
    }
    if (effort.code128) {
        lookForCode128(profile, effort.search);
        if (!isCertain(*this))
            lookForCode128(reversed, effort.search);
    }
    return isCertain(*this);
}

bool SoftVote::confirms(std::string_view text) const {
    const Heard *best = nullptr;
    for (const auto &heard : m_heard)
        if (best == nullptr || heard.read.strength > best->read.strength)
            best = &heard;
    return best != nullptr && best->read.text == text.substr(0, text.find(' '));
}

std::optional<SoftRead> SoftVote::result() const {
    const Heard *best = nullptr;
    float second = 0;
    for (const auto &heard : m_heard) {
        if (best == nullptr || heard.read.strength > best->read.strength) {
            second = best != nullptr ? best->read.strength : 0;
            best = &heard;
        } else {
            second = std::max(second, heard.read.strength);
        }
    }
    if (best == nullptr || second > best->read.strength / 2)
        return std::nullopt;
    const bool enough =
        best->read.strength >= enoughStrength || (best->lines >= 2 && best->read.strength >= agreedStrength);
    return enough ? std::optional(best->read) : std::nullopt;
}

} // namespace panier::vision::decode
