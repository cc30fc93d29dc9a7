#include "vision/decode/decoder.h"

#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
void add(std::vector<Decoded> &codes, std::optional<Decoded> code) {
    if (!code || codes.size() >= maxCodesPerPicture)
        return;
    const bool known = std::any_of(codes.begin(), codes.end(), [&](const Decoded &other) {
        return other.symbology == code->symbology && other.text == code->text;
    });
    if (!known)
        codes.push_back(*std::move(code));
}

// A short ITF "found" in something else hides the code that is there: look again without ITF.
std::optional<Decoded> readLinear(const GreyView &picture, ReadOptions options) {
    if (auto code = readOne(picture, Family::Linear, options))
        return code;
    return readOne(picture, Family::LinearNoItf, options);
}

void readWhole(const GreyView &picture, bool harder, std::vector<Decoded> &codes) {
    const ReadOptions options{.harder = harder, .rotate = true};
    add(codes, readLinear(picture, options));
    add(codes, readOne(picture, Family::Matrix, options));
    if (codes.empty())
        add(codes, readOne(picture, Family::DataBar, options));
}

void readSquares(const std::vector<Piece> &squares, std::vector<Decoded> &codes) {
    for (const auto &square : squares) {
        auto code = readOne(square.view(), Family::Matrix, {.harder = true, .rotate = false});
        if (code)
            code->position = square.position;
        add(codes, std::move(code));
    }
}

void readPieces(const GreyView &picture, std::vector<Decoded> &codes) {
    const auto pieces = findPieces(picture);
    const ReadOptions upright{.harder = true, .rotate = false};
    for (const auto &strip : pieces.strips) {
        auto code = readLinear(strip.view(), upright);
        if (!code)
            code = readOne(strip.view(), Family::DataBar, upright);
        if (code)
            code->position = strip.position;
        add(codes, std::move(code));
        if (!codes.empty())
            return;
    }
    readSquares(pieces.squares, codes);
    if (codes.empty())
        readSquares(pieces.turned, codes);
}
} // namespace

std::vector<Decoded> decode(const GreyView &picture, Effort effort) {
    std::vector<Decoded> codes;
    const bool usable = picture.data != nullptr && picture.width > 0 && picture.height > 0 &&
                        picture.width <= maxSidePixels && picture.height <= maxSidePixels &&
                        picture.stride >= picture.width;
    if (!usable)
        return codes;
    readWhole(picture, false, codes);
    if (effort == Effort::Thorough && codes.empty())
        readPieces(picture, codes);
    if (effort == Effort::Thorough && codes.empty())
        readWhole(picture, true, codes);
    return codes;
}

} // namespace panier::vision::decode
