#include "vision/decode/decoder.h"

#include "vision/decode/blurred/blurred_ean.h"
#include "vision/decode/blurred/long_lines.h"
#include "vision/decode/region_reader.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
constexpr Plan thoroughPlan{2, 2, 1, 2, 1, 1, {2, 0.4F}, false, false, false};
constexpr Plan hardPlan{5, 5, 5, 4, 3, 4, {3, 0.3F}};
constexpr Plan shadowPlan{2, 5, 2, 4, 2, 3, {2, 0.4F}};

// Of four pictures one after the other each is tried in ever other ways.
constexpr unsigned turns = 4;

// Noise wants bands of many rows, creases want few; and a reflection lies on one band and not on the other.
Plan thoroughPlanOf(unsigned turn) {
    auto plan = thoroughPlan;
    plan.drawnTogether = turn % 2 == 1;
    if (turn % 2 == 1)
        plan.bandRows = Straightener::fewRows;
    if (turn % turns >= 2)
        plan.firstBand = plan.softBands;
    plan.stacked = turn % turns == 1;
    plan.itf = turn % turns == 2;
    plan.code128Regions = turn % 2;
    return plan;
}

// See there. Smoothing and cutting cost little; each may also lose a symbol.
Straightener::Look lookOf(unsigned turn) {
    return {.throughNoise = turn % 2 == 1, .withoutRims = turn % turns != 0};
}

constexpr float blurredModule = 6; // steps, of a region that a blurred symbol fills

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
    if (codes.empty() && plan.code128Regions > 0)
        reader.readSoftCode128();
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
                (void)vote.look(profile, {{3, 0.25F, sharpen}, true, false, false});
        add(codes, softRead(vote, place.position, Pass::Lines));
        if (!codes.empty())
            return;
    }
    for (const auto &place : places) {
        const auto read = readBlurred(place.profiles);
        if (!read)
            continue;
        const bool isUpcA = read->text.front() == '0';
        add(codes, Decoded{isUpcA ? Symbology::UpcA : Symbology::Ean13, "]E0", read->text.substr(isUpcA ? 1 : 0),
                           place.position, Pass::Blurred, true});
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
