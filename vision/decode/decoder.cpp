#include "vision/decode/decoder.h"

#include "vision/decode/soft_ean.h"
#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
// The written bounds of each effort.
struct Plan {
    int libraryBands = 0; // of each linear region, for the library
    int softBands = 0;    // and for our own comparison
    int shortBands = 0;   // of these, in which EAN-8 and UPC-E are looked for as well
    std::size_t softRegions = 0;
    TrackSearch search;
};
constexpr Plan thoroughPlan{2, 3, 1, 2, {2, 0.45F, 0, 0.06F}};
constexpr Plan hardPlan{5, 5, 5, 4, {3, 0.3F, 0, 0.3F}};
constexpr Plan shadowPlan{2, 5, 2, 4, {2, 0.45F, 0, 0.06F}};

constexpr float blurredModule = 6; // steps, of a region that a blurred symbol fills

void add(std::vector<Decoded> &codes, std::optional<Decoded> code) {
    if (!code || codes.size() >= maxCodesPerPicture)
        return;
    const bool known = std::any_of(codes.begin(), codes.end(), [&](const Decoded &other) {
        return other.symbology == code->symbology && other.text == code->text;
    });
    if (!known)
        codes.push_back(*std::move(code));
}

bool isEanOrUpc(Symbology symbology) {
    return symbology == Symbology::Ean13 || symbology == Symbology::Ean8 || symbology == Symbology::UpcA ||
           symbology == Symbology::UpcE;
}

// Whether our own comparison with the digits' looks agrees: the library finds EAN-8 and UPC-E inside other codes, and
// with all its might other things that aren't there.
bool isConfirmed(const Decoded &code, const Profile &profile) {
    SoftVote vote;
    (void)vote.look(profile, {{3, 0.4F, 0, 0.2F},
                              code.symbology == Symbology::Ean13 || code.symbology == Symbology::UpcA,
                              code.symbology == Symbology::Ean8,
                              code.symbology == Symbology::UpcE});
    return vote.confirms(code.text);
}

void readWhole(const GreyView &picture, const Straightener *straightener, bool harder, std::vector<Decoded> &codes) {
    const auto note = [&](std::optional<Decoded> code) {
        if (code && straightener != nullptr && isEanOrUpc(code->symbology) &&
            !isConfirmed(*code, straightener->profileAlong(code->position)))
            return;
        if (code)
            code->pass = harder ? Pass::Harder : Pass::Whole;
        add(codes, std::move(code));
    };
    const ReadOptions options{.harder = harder, .rotate = true};
    note(readOne(picture, Family::Linear, options));
    note(readOne(picture, Family::Matrix, options));
    if (codes.empty())
        note(readOne(picture, Family::DataBar, options));
    if (codes.empty() && harder)
        note(readOne(picture, Family::Coupon, options));
}

std::string_view aimOf(Symbology symbology) {
    return symbology == Symbology::Ean8 ? "]E4" : "]E0";
}

class RegionReader {
public:
    RegionReader(const Straightener &straightener, const Plan &plan, std::vector<Decoded> &codes)
        : m_straightener(straightener), m_plan(plan), m_codes(codes) {}

    void readStrips() {
        for (std::size_t region = 0; region < m_straightener.linearRegions() && m_codes.empty(); ++region)
            for (const auto &profile : m_straightener.profiles(region, m_plan.libraryBands))
                if (readStrip(profile, m_straightener.position(region), Pass::Straightened))
                    break;
    }

    // Of several rows: DataBar stacked.
    void readStacked() {
        for (std::size_t region = 0; region < m_straightener.linearRegions() && m_codes.empty(); ++region) {
            for (const bool sharpened : {false, true}) {
                const auto piece = m_straightener.upright(region, sharpened);
                if (!piece)
                    continue;
                auto code = readOne(piece->view(), Family::DataBar, {.harder = true, .rotate = false});
                if (!code)
                    continue;
                code->position = piece->position;
                code->pass = Pass::Straightened;
                code->sharpened = sharpened;
                add(m_codes, std::move(code));
                break;
            }
        }
    }

    // ITF has no check digit, and noise is full of it: most lines of the region must say the same.
    void readItf() {
        constexpr int lines = 5;
        constexpr int needed = 3;
        for (std::size_t region = 0; region < m_straightener.linearRegions() && m_codes.empty(); ++region) {
            std::vector<Decoded> reads;
            for (const auto &profile : m_straightener.profiles(region, lines))
                if (auto code = readOne(stripOf(profile, false, m_straightener.position(region)).view(), Family::Itf,
                                        {.harder = true, .rotate = false}))
                    reads.push_back(*std::move(code));
            for (auto &code : reads) {
                const auto agree = std::count_if(reads.begin(), reads.end(),
                                                 [&](const Decoded &other) { return other.text == code.text; });
                if (agree < needed)
                    continue;
                code.position = m_straightener.position(region);
                code.pass = Pass::Straightened;
                add(m_codes, code);
                break;
            }
        }
    }

    // `sharpen`: see TrackSearch.
    void readSoft(float sharpen) {
        const auto regions = std::min(m_straightener.linearRegions(), m_plan.softRegions);
        for (std::size_t region = 0; region < regions && m_codes.empty(); ++region) {
            SoftVote vote;
            int left = m_plan.shortBands;
            TrackSearch search = m_plan.search;
            search.sharpen = sharpen;
            for (const auto &profile : m_straightener.profiles(region, m_plan.softBands)) {
                const bool shortCodes = left-- > 0;
                if (vote.look(profile, {search, true, shortCodes, shortCodes}))
                    break;
            }
            take(vote, m_straightener.position(region), Pass::Soft);
        }
    }

    void readSquares(bool turned) {
        for (std::size_t region = 0; region < m_straightener.matrixRegions(); ++region) {
            const auto square = m_straightener.square(region, turned);
            if (!square)
                continue;
            auto code = readOne(square->view(), Family::Matrix, {.harder = true, .rotate = false});
            if (code) {
                code->position = square->position;
                code->pass = Pass::Enlarged;
            }
            add(m_codes, std::move(code));
        }
    }

    void readLines() {
        constexpr int angles = 4;
        constexpr int lines = 10;
        for (int i = 0; i < angles && m_codes.empty(); ++i) {
            SoftVote vote;
            for (const auto &profile : m_straightener.linesAcross(180.0 * i / angles, lines))
                if (vote.look(profile, {{2, 0.2F, 0, 0.06F}, true, false, false}))
                    break;
            take(vote, {}, Pass::Lines);
        }
    }

private:
    bool readStrip(const Profile &profile, const std::array<Point, 4> &position, Pass pass) {
        const ReadOptions upright{.harder = true, .rotate = false};
        for (const bool sharpened : {false, true}) {
            const auto strip = stripOf(profile, sharpened, position);
            auto code = readOne(strip.view(), Family::Linear, upright);
            if (!code)
                code = readOne(strip.view(), Family::DataBar, upright);
            if (!code || (isEanOrUpc(code->symbology) && !isConfirmed(*code, profile)))
                continue;
            code->position = position;
            code->pass = pass;
            code->sharpened = sharpened;
            add(m_codes, std::move(code));
            return true;
        }
        return false;
    }

    void take(const SoftVote &vote, const std::array<Point, 4> &position, Pass pass) {
        if (const auto read = vote.result())
            add(m_codes, Decoded{read->symbology, std::string(aimOf(read->symbology)), read->text, position, pass,
                                 read->strength < certainStrength});
    }

    const Straightener &m_straightener;
    const Plan &m_plan;
    std::vector<Decoded> &m_codes;
};

// The same with two ways to tell light from dark, as it has no check digit.
void readWholeItf(const GreyView &picture, std::vector<Decoded> &codes) {
    auto code = readOne(picture, Family::Itf, {.harder = true, .rotate = true});
    if (!code)
        return;
    const auto again = readOne(picture, Family::Itf, {.harder = true, .rotate = true, .globalThreshold = true});
    if (!again || again->text != code->text)
        return;
    code->pass = Pass::Harder;
    add(codes, std::move(code));
}

void readRegions(const Straightener &straightener, const Plan &plan, std::vector<Decoded> &codes) {
    RegionReader reader(straightener, plan, codes);
    reader.readStrips();
    if (codes.empty())
        reader.readSoft(0);
    if (codes.empty())
        reader.readSquares(false);
    if (codes.empty())
        reader.readSquares(true);
    if (codes.empty())
        reader.readStacked();
    if (codes.empty())
        reader.readItf();
}

// When nothing else has found anything. Stops at the first code.
void readHarder(const GreyView &picture, const Straightener &straightener, std::vector<Decoded> &codes) {
    readRegions(straightener, hardPlan, codes);
    if (codes.empty())
        RegionReader(straightener, hardPlan, codes).readSoft(blurredModule);
    if (!codes.empty())
        return;
    const Straightener inShadow(picture, true);
    readRegions(inShadow, shadowPlan, codes);
    if (codes.empty())
        RegionReader(inShadow, shadowPlan, codes).readSoft(blurredModule);
    if (codes.empty())
        RegionReader(straightener, hardPlan, codes).readLines();
}

bool isUsable(const GreyView &picture) {
    return picture.data != nullptr && picture.width > 0 && picture.height > 0 && picture.width <= maxSidePixels &&
           picture.height <= maxSidePixels && picture.stride >= picture.width;
}
} // namespace

std::vector<Decoded> decode(const GreyView &picture, Effort effort) {
    std::vector<Decoded> codes;
    if (!isUsable(picture))
        return codes;
    readWhole(picture, nullptr, false, codes);
    if (effort == Effort::Fast || !codes.empty())
        return codes;
    const Straightener straightener(picture);
    readRegions(straightener, thoroughPlan, codes);
    if (codes.empty())
        readWhole(picture, &straightener, true, codes);
    if (codes.empty())
        readWholeItf(picture, codes);
    if (effort == Effort::Thorough || !codes.empty())
        return codes;
    readHarder(picture, straightener, codes);
    return codes;
}

} // namespace panier::vision::decode
