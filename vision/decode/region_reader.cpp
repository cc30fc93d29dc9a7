#include "vision/decode/region_reader.h"

#include <algorithm>

namespace panier::vision::decode {

void RegionReader::readStrips(int bands) {
    std::size_t tried = 0;
    for (const auto region : freeLinear()) {
        const bool promising = tried++ < m_plan.softRegions;
        for (const auto &profile : profilesOf(region, promising ? bands : 1, Straightener::Of::Levels))
            if (readStrip(profile, region, promising))
                break;
    }
}

void RegionReader::readStacked() {
    constexpr std::size_t most = 1; // region: every row of pixels is read
    std::size_t tried = 0;
    for (const auto region : freeLinear()) {
        if (tried++ == most)
            break;
        if (const auto piece = m_straightener.upright(region))
            note(readOne(piece->view(), Family::DataBar, upright), piece->position, Pass::Straightened, false);
    }
}

void RegionReader::readItf() {
    constexpr int lines = 5;
    constexpr int needed = 3;
    for (const auto region : freeLinear()) {
        const auto position = m_straightener.position(region);
        std::vector<Decoded> reads;
        for (const auto &profile : m_straightener.profiles(region, lines, Straightener::Of::Levels))
            if (auto code = readOne(stripOf(profile, false, position).view(), Family::Itf, upright))
                reads.push_back(*std::move(code));
        const auto agreed = std::find_if(reads.begin(), reads.end(), [&](const Decoded &code) {
            const auto says = [&](const Decoded &other) { return other.text == code.text; };
            return std::count_if(reads.begin(), reads.end(), says) >= needed;
        });
        if (agreed != reads.end())
            note(*agreed, position, Pass::Straightened, false);
    }
}

void RegionReader::readSoft(float sharpen) {
    std::size_t tried = 0;
    for (const auto region : freeLinear()) {
        if (tried++ == m_plan.softRegions)
            break;
        SoftVote vote;
        int left = m_plan.shortBands;
        for (const auto &profile : profilesOf(region, m_plan.softBands, Straightener::Of::Light)) {
            auto search = m_plan.search;
            search.sharpen = sharpen;
            const bool shortCodes = left-- > 0;
            if (vote.look(profile, {search, true, shortCodes, shortCodes}))
                break;
        }
        add(m_codes, softRead(vote, m_straightener.position(region), Pass::Soft));
    }
}

void RegionReader::readSoftCode128() {
    std::size_t tried = 0;
    for (const auto region : freeLinear()) {
        if (tried++ == m_plan.code128Regions)
            break;
        SoftVote vote;
        for (const auto &profile : profilesOf(region, m_plan.code128Bands, Straightener::Of::Light))
            if (vote.look(profile, {{3, 0.45F}, false, false, false, true}))
                break;
        add(m_codes, softRead(vote, m_straightener.position(region), Pass::Soft));
    }
}

void RegionReader::readSquares(Straightener::Square how, ReadOptions options) {
    for (std::size_t region = 0; region < m_straightener.matrixRegions(); ++region)
        if (isFreeSquare(region))
            if (const auto square = m_straightener.square(region, how))
                note(readOne(square->view(), Family::Matrix, options), square->position, Pass::Enlarged, false);
}

void RegionReader::readBentSquares(bool drawnTogether, Squares which) {
    for (std::size_t region = 0; region < m_straightener.matrixRegions(); ++region) {
        if (!isFreeSquare(region))
            continue;
        if (auto code = m_straightener.bentSquare(region, drawnTogether, which)) {
            const auto position = code->position;
            note(std::move(code), position, Pass::Enlarged, false);
        }
    }
}

void RegionReader::readUnevenSquares() {
    using Square = Straightener::Square;
    for (const auto how : {Square::Darker, Square::Lighter, Square::AsIs})
        for (const bool globalThreshold : {false, true})
            if (m_codes.empty())
                readSquares(how, {.harder = true, .rotate = false, .globalThreshold = globalThreshold});
}

void RegionReader::readLines() {
    constexpr int angles = 4;
    constexpr int lines = 10;
    for (int i = 0; i < angles && m_codes.empty(); ++i) {
        SoftVote vote;
        const bool shortCodes = i % 2 == 0; // upright and quarter turns
        for (const auto &profile : m_straightener.linesAcross(180.0 * i / angles, lines))
            if (vote.look(profile, {{2, 0.2F}, true, shortCodes, shortCodes}))
                break;
        add(m_codes, softRead(vote, {}, Pass::Lines));
    }
}

std::vector<Profile> RegionReader::profilesOf(std::size_t region, int bands, Straightener::Of what) const {
    const int skipped = bands > 1 ? m_plan.firstBand : 0;
    auto profiles = m_straightener.profiles(region, skipped + bands, what, m_plan.bandRows);
    profiles.erase(profiles.begin(), profiles.begin() + std::min(static_cast<std::ptrdiff_t>(skipped),
                                                                 static_cast<std::ptrdiff_t>(profiles.size())));
    return profiles;
}

std::vector<std::size_t> RegionReader::freeLinear() const {
    std::vector<std::size_t> regions;
    for (std::size_t region = 0; region < m_straightener.linearRegions(); ++region) {
        const auto holds = [&](const Decoded &code) { return m_straightener.linearHolds(region, code.position); };
        if (std::none_of(m_codes.begin(), m_codes.end(), holds))
            regions.push_back(region);
    }
    return regions;
}

bool RegionReader::isFreeSquare(std::size_t region) const {
    return std::none_of(m_codes.begin(), m_codes.end(),
                        [&](const Decoded &code) { return m_straightener.matrixHolds(region, code.position); });
}

bool RegionReader::readStrip(const Profile &profile, std::size_t region, bool promising) {
    const auto position = m_straightener.position(region);
    for (const bool sharpened : {false, true}) {
        if (sharpened && !promising)
            break;
        const auto strip = stripOf(profile, sharpened, position);
        auto code = readOne(strip.view(), Family::Linear, upright);
        if (!code && !sharpened)
            code = readOne(strip.view(), Family::DataBar, upright);
        if (code && isEanOrUpc(code->symbology) && opinionOf(*code, profile) != Opinion::Agrees)
            continue;
        if (note(std::move(code), position, Pass::Straightened, sharpened))
            return true;
    }
    return false;
}

bool RegionReader::note(std::optional<Decoded> code, const std::array<Point, 4> &position, Pass pass, bool sharpened) {
    if (!code)
        return false;
    code->position = position;
    code->pass = pass;
    code->sharpened = sharpened;
    add(m_codes, std::move(code));
    return true;
}

} // namespace panier::vision::decode
