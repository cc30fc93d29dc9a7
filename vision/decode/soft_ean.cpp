#include "vision/decode/soft_ean.h"

#include "vision/decode/content.h"

namespace panier::vision::decode {

namespace {
constexpr float minTrackShare = 0.75F; // of the best track's score, for another one to be tried
constexpr float maxMisfit = 0.12F;
constexpr float maxWorst = 0.15F; // a digit that fits worse was read where it isn't
constexpr float maxGuards = 0.2F;
constexpr float maxCorrected = 0.005F; // how much better other digits may fit that break the check digit
constexpr float leastStrength = 3;
constexpr float misfitFloor = 0.005F; // below that it is the picture's noise that differs
constexpr std::size_t maxHeard = 16;

// nullopt unless all of the symbol looks like one.
std::optional<SoftRead> believed(const EanLayout &layout, const SoftSymbol &symbol) {
    const auto &choice = symbol.choice;
    if (symbol.misfit > maxMisfit || symbol.worst > maxWorst || symbol.guards > maxGuards ||
        choice.cost - choice.freeCost > maxCorrected)
        return std::nullopt;
    SoftRead read{layout.symbology, choice.text, (choice.secondCost - choice.cost) / (symbol.misfit + misfitFloor)};
    if (read.strength < leastStrength)
        return std::nullopt;
    if (read.symbology == Symbology::Ean13 && read.text.front() == '0') {
        read.symbology = Symbology::UpcA;
        read.text.erase(0, 1);
    }
    const auto text = normalised(read.symbology, read.text);
    if (!text)
        return std::nullopt;
    read.text = *text;
    return read;
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

void SoftVote::lookOneWay(const Profile &profile, const EanLayout &layout, const std::vector<Track> &tracks) {
    for (const auto &track : tracks) {
        if (track.score < minTrackShare * tracks.front().score)
            break;
        if (const auto symbol = readTrack(profile, layout, track))
            if (auto read = believed(layout, *symbol))
                hear(*std::move(read));
    }
}

bool SoftVote::look(const Profile &profile, const SoftEffort &effort) {
    m_thisLine.clear();
    const auto reversed = profile.reversed();
    const auto certain = [this] {
        const auto read = result();
        return read && read->strength >= certainStrength;
    };
    for (const auto *layout : {&ean13Layout(), &ean8Layout(), &upcELayout()}) {
        if (!effort.includes(layout->symbology))
            continue;
        auto search = effort.search;
        if (layout != &ean13Layout())
            search.maxRound = 0; // a short symbol lies where a can is nearly flat
        auto tracks = findTracks(profile, *layout, search);
        lookOneWay(profile, *layout, tracks);
        if (certain())
            return true;
        if (layout->symbology == Symbology::UpcE) { // the only one whose guards differ from end to end
            tracks = findTracks(reversed, *layout, search);
        } else {
            for (auto &track : tracks)
                track = track.reversed(profile.size());
        }
        lookOneWay(reversed, *layout, tracks);
        if (certain())
            return true;
    }
    return false;
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
