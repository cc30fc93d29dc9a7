#include "vision/decode/decoder.h"

#include "vision/decode/blurred/blurred_ean.h"
#include "vision/decode/blurred/long_lines.h"
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
    TrackSearch search; // in the first band, the third, ...
    TrackSearch otherSearch;
    bool squaresAgain = true; // for the library, another way
    bool stacked = true;      // DataBar of several rows, in the strongest region
    bool itf = true;          // of any length
    int bandRows = Straightener::usualRows;
    int firstBand = 0; // of a region's bands, from the most promising one on
    bool drawnTogether = false;
};
constexpr Plan thoroughPlan{2, 2, 1, 2, {2, 0.4F, 0, 0.07F}, {2, 0.4F, 0, 0.14F, 0.14F, 0}, false, false, false};
constexpr Plan hardPlan{5, 5, 5, 4, {3, 0.3F, 0, 0.3F}, {3, 0.3F, 0, 0.3F}};
constexpr Plan shadowPlan{2, 5, 2, 4, {2, 0.4F, 0, 0.14F}, {2, 0.4F, 0, 0.14F}};

// Of four pictures one after the other each is tried in ever other ways.
constexpr unsigned turns = 4;

// Noise wants bands of many rows, creases want few; and a reflection lies on one band and not on the other.
Plan thoroughPlanOf(unsigned turn) {
    auto plan = thoroughPlan;
    plan.drawnTogether = turn % 2 == 1;
    if (turn % 2 == 1) {
        plan.bandRows = Straightener::fewRows;
        std::swap(plan.search, plan.otherSearch); // short codes are looked for with the first
    }
    if (turn % turns >= 2)
        plan.firstBand = plan.softBands;
    plan.stacked = turn % turns == 1;
    plan.itf = turn % turns == 2;
    return plan;
}

// See there. Smoothing and cutting cost little; each may also lose a symbol.
Straightener::Look lookOf(unsigned turn) {
    return {.throughNoise = turn % 2 == 1, .withoutRims = turn % turns != 0};
}

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

// What our own comparison with the digits' looks says of a code that the library found.
enum class Opinion { Agrees, Silent, Disagrees };

Opinion opinionOf(const Decoded &code, const Profile &profile) {
    SoftVote vote;
    for (const auto &search : {TrackSearch{1, 0.5F, 0, 0.07F, 0, 0}, TrackSearch{3, 0.4F, 0, 0.2F}}) {
        (void)vote.look(profile, {search, code.symbology == Symbology::Ean13 || code.symbology == Symbology::UpcA,
                                  code.symbology == Symbology::Ean8, code.symbology == Symbology::UpcE});
        if (vote.confirms(code.text))
            return Opinion::Agrees;
    }
    return vote.isSilent() ? Opinion::Silent : Opinion::Disagrees;
}

// The library finds EAN-8 and UPC-E inside other codes, and with all its might other things that aren't there; and
// where glare or shade has eaten a bar it reads a neighbour's digit.
bool isBelieved(Decoded &code, const GreyView &picture, bool harder) {
    if (!isEanOrUpc(code.symbology))
        return true;
    const bool doubtful = harder || code.symbology == Symbology::Ean8 || code.symbology == Symbology::UpcE;
    const auto opinion = opinionOf(code, profileAlong(picture, code.position));
    code.sharpened = opinion != Opinion::Agrees;
    return opinion == Opinion::Agrees || (opinion == Opinion::Silent && !doubtful);
}

void noteWhole(const GreyView &picture, Family family, bool harder, std::vector<Decoded> &codes) {
    auto code = readOne(picture, family, {.harder = harder, .rotate = true});
    if (!code || !isBelieved(*code, picture, harder))
        return;
    code->pass = harder ? Pass::Harder : Pass::Whole;
    add(codes, std::move(code));
}

void readWhole(const GreyView &picture, std::vector<Decoded> &codes) {
    noteWhole(picture, Family::Linear, false, codes);
    noteWhole(picture, Family::Matrix, false, codes);
    if (codes.empty())
        noteWhole(picture, Family::DataBar, false, codes);
}

std::string_view aimOf(Symbology symbology) {
    return symbology == Symbology::Ean8 ? "]E4" : "]E0";
}

std::optional<Decoded> softRead(const SoftVote &vote, const std::array<Point, 4> &position, Pass pass) {
    const auto read = vote.result();
    if (!read)
        return std::nullopt;
    return Decoded{read->symbology,
                   std::string(aimOf(read->symbology)),
                   read->text,
                   position,
                   pass,
                   read->strength < certainStrength};
}

constexpr ReadOptions upright{.harder = true, .rotate = false};

// Reads the regions of a picture in which no code was found yet.
class RegionReader {
public:
    RegionReader(const Straightener &straightener, const Plan &plan, std::vector<Decoded> &codes)
        : m_straightener(straightener), m_plan(plan), m_codes(codes) {}

    void readStrips(int bands) {
        std::size_t tried = 0;
        for (const auto region : freeLinear()) {
            const bool promising = tried++ < m_plan.softRegions;
            for (const auto &profile : profilesOf(region, promising ? bands : 1, Straightener::Of::Levels))
                if (readStrip(profile, region, promising))
                    break;
        }
    }

    // Symbols of several rows: DataBar stacked.
    void readStacked() {
        constexpr std::size_t most = 1; // region: every row of pixels is read
        std::size_t tried = 0;
        for (const auto region : freeLinear()) {
            if (tried++ == most)
                break;
            if (const auto piece = m_straightener.upright(region))
                note(readOne(piece->view(), Family::DataBar, upright), piece->position, Pass::Straightened, false);
        }
    }

    // ITF has no check digit, and noise is full of it: most lines of the region must say the same.
    void readItf() {
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

    // `sharpen`: see TrackSearch.
    void readSoft(float sharpen) {
        std::size_t tried = 0;
        for (const auto region : freeLinear()) {
            if (tried++ == m_plan.softRegions)
                break;
            SoftVote vote;
            int left = m_plan.shortBands;
            int band = 0;
            for (const auto &profile : profilesOf(region, m_plan.softBands, Straightener::Of::Light)) {
                auto search = band++ % 2 == 0 ? m_plan.search : m_plan.otherSearch;
                search.sharpen = sharpen;
                const bool shortCodes = left-- > 0;
                if (vote.look(profile, {search, true, shortCodes, shortCodes}))
                    break;
            }
            add(m_codes, softRead(vote, m_straightener.position(region), Pass::Soft));
        }
    }

    void readSquares(Straightener::Square how, ReadOptions options = upright) {
        forFreeSquares([&](std::size_t region) {
            if (const auto square = m_straightener.square(region, how))
                note(readOne(square->view(), Family::Matrix, options), square->position, Pass::Enlarged, false);
        });
    }

    // Squares that are bent, blurred or in the dark.
    void readBentSquares(bool drawnTogether, Squares which = Squares::OfArticles) {
        forFreeSquares([&](std::size_t region) {
            if (auto code = m_straightener.bentSquare(region, drawnTogether, which)) {
                const auto position = code->position;
                note(std::move(code), position, Pass::Enlarged, false);
            }
        });
    }

    // With too much or too little ink or light, and with one threshold for a row.
    void readUnevenSquares() {
        using Square = Straightener::Square;
        for (const auto how : {Square::Darker, Square::Lighter, Square::AsIs})
            for (const bool globalThreshold : {false, true})
                if (m_codes.empty())
                    readSquares(how, {.harder = true, .rotate = false, .globalThreshold = globalThreshold});
    }

    void readLines() {
        constexpr int angles = 4;
        constexpr int lines = 10;
        for (int i = 0; i < angles && m_codes.empty(); ++i) {
            SoftVote vote;
            const bool shortCodes = i % 2 == 0; // upright and quarter turns
            for (const auto &profile : m_straightener.linesAcross(180.0 * i / angles, lines))
                if (vote.look(profile, {{2, 0.2F, 0, 0.07F}, true, shortCodes, shortCodes}))
                    break;
            add(m_codes, softRead(vote, {}, Pass::Lines));
        }
    }

private:
    [[nodiscard]] std::vector<Profile> profilesOf(std::size_t region, int bands, Straightener::Of what) const {
        const int skipped = bands > 1 ? m_plan.firstBand : 0;
        auto profiles = m_straightener.profiles(region, skipped + bands, what, m_plan.bandRows);
        profiles.erase(profiles.begin(), profiles.begin() + std::min(static_cast<std::ptrdiff_t>(skipped),
                                                                     static_cast<std::ptrdiff_t>(profiles.size())));
        return profiles;
    }

    template <typename Read>
    void forFreeSquares(Read &&read) {
        for (std::size_t region = 0; region < m_straightener.matrixRegions(); ++region) {
            const auto holds = [&](const Decoded &code) { return m_straightener.matrixHolds(region, code.position); };
            if (std::none_of(m_codes.begin(), m_codes.end(), holds))
                read(region);
        }
    }

    [[nodiscard]] std::vector<std::size_t> freeLinear() const {
        std::vector<std::size_t> regions;
        for (std::size_t region = 0; region < m_straightener.linearRegions(); ++region) {
            const auto holds = [&](const Decoded &code) { return m_straightener.linearHolds(region, code.position); };
            if (std::none_of(m_codes.begin(), m_codes.end(), holds))
                regions.push_back(region);
        }
        return regions;
    }

    bool readStrip(const Profile &profile, std::size_t region, bool promising) {
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

    bool note(std::optional<Decoded> code, const std::array<Point, 4> &position, Pass pass, bool sharpened) {
        if (!code)
            return false;
        code->position = position;
        code->pass = pass;
        code->sharpened = sharpened;
        add(m_codes, std::move(code));
        return true;
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
    reader.readStrips(plan.libraryBands);
    if (codes.empty())
        reader.readSoft(0);
    if (codes.empty())
        reader.readSquares(Straightener::Square::AsIs);
    if (codes.empty())
        reader.readBentSquares(plan.drawnTogether);
    if (codes.empty() && plan.squaresAgain) {
        reader.readBentSquares(!plan.drawnTogether);
        if (codes.empty())
            reader.readSquares(Straightener::Square::Turned);
    }
    if (codes.empty() && plan.stacked)
        reader.readStacked();
    if (codes.empty() && plan.itf)
        reader.readItf();
}

// The whole picture once more, with all the library's might: it seldom finds anything, so that each picture of four
// gets a part of it.
void readWholeHarder(const GreyView &picture, const Straightener &straightener, unsigned turn,
                     std::vector<Decoded> &codes) {
    switch (turn % turns) {
    case 0:
        noteWhole(picture, Family::Linear, true, codes);
        if (codes.empty())
            noteWhole(picture, Family::Matrix, true, codes);
        break;
    case 1:
        noteWhole(picture, Family::DataBar, true, codes);
        break;
    case 2:
        readWholeItf(picture, codes);
        break;
    default:
        noteWhole(picture, Family::Coupon, true, codes);
        if (codes.empty())
            RegionReader(straightener, hardPlan, codes).readBentSquares(false, Squares::MicroQr);
    }
}

// Beside a code that was found easily: a second pack, or the pack's other code, must be as easy.
void readNeighbours(const Straightener &straightener, std::vector<Decoded> &codes) {
    RegionReader reader(straightener, thoroughPlan, codes);
    reader.readStrips(1);
    reader.readSquares(Straightener::Square::AsIs);
}

// Where only a part of a symbol stands out, and where bars have run into one another.
void readLongLines(const GreyView &picture, std::vector<Decoded> &codes) {
    const auto places = longLines(picture);
    for (const auto &place : places) {
        SoftVote vote;
        for (const auto &profile : place.profiles)
            for (const float sharpen : {0.0F, blurredModule})
                (void)vote.look(profile, {{3, 0.25F, sharpen, 0.3F}, true, false, false});
        add(codes, softRead(vote, place.position, Pass::Lines));
        if (!codes.empty())
            return;
    }
    for (const auto &place : places) {
        const auto read = readBlurred(place.profiles);
        if (!read)
            continue;
        const bool isUpcA = read->text.front() == '0';
        add(codes, Decoded{isUpcA ? Symbology::UpcA : Symbology::Ean13, std::string(aimOf(Symbology::Ean13)),
                           read->text.substr(isUpcA ? 1 : 0), place.position, Pass::Blurred, true});
        return;
    }
}

// When nothing else has found anything. Stops at the first code.
void readHarder(const GreyView &picture, const Straightener &straightener, std::vector<Decoded> &codes) {
    readRegions(straightener, hardPlan, codes);
    if (codes.empty())
        RegionReader(straightener, hardPlan, codes).readSoft(blurredModule);
    if (codes.empty())
        RegionReader(straightener, hardPlan, codes).readUnevenSquares();
    if (!codes.empty())
        return;
    const Straightener inShadow(picture, {.throughNoise = true, .withoutRims = true, .inShadow = true});
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
    return look(picture, effort, 0).codes;
}

Sight look(const GreyView &picture, Effort effort, unsigned turn) {
    Sight sight;
    auto &codes = sight.codes;
    if (!isUsable(picture))
        return sight;
    readWhole(picture, codes);
    sight.somethingLikeCode = !codes.empty();
    if (effort == Effort::Fast)
        return sight;
    const Straightener straightener(picture, lookOf(turn));
    sight.somethingLikeCode |= straightener.linearRegions() + straightener.matrixRegions() > 0;
    if (!codes.empty()) {
        readNeighbours(straightener, codes);
        return sight;
    }
    readRegions(straightener, thoroughPlanOf(turn), codes);
    const unsigned parts = effort >= Effort::Hard ? turns : 1;
    for (unsigned part = 0; part < parts && codes.empty(); ++part)
        readWholeHarder(picture, straightener, turn + part, codes);
    if (effort >= Effort::Hard && codes.empty())
        readHarder(picture, straightener, codes);
    if (effort == Effort::Utmost && codes.empty())
        readLongLines(picture, codes);
    return sight;
}

} // namespace panier::vision::decode
