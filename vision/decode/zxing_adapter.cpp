#include "vision/decode/zxing_adapter.h"

#include "vision/decode/content.h"

#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#else
#include <ZXing/ZXVersion.h>
#endif
#if ZXING_VERSION_MAJOR < 2
#define ZX_USE_UTF8 // 1.4: text() as std::string
#endif
#include <ZXing/ReadBarcode.h>
#include <exception>

namespace panier::vision::decode {

namespace {
#if ZXING_VERSION_MAJOR < 2
using Options = ZXing::DecodeHints;
std::string textOf(const ZXing::Result &result) {
    return result.text();
}
// It reads DataBar only where every width fits, which noise doesn't, and aborts on most pictures when it may compare
// results: several in one picture, or DataBar on a second line.
int lineCountFor(Family family) {
    return family == Family::DataBar ? 1 : 2;
}
void quieten(Options &) {}
ZXing::BarcodeFormats dataBar() {
    return ZXing::BarcodeFormat::DataBar | ZXing::BarcodeFormat::DataBarExpanded; // it hasn't got DataBar Limited
}
// An assertion about the finder pattern's corners (RegressionLine.h: intersect) fails in one ordinary picture in some
// thousands. The way of clean drawings doesn't come by there.
constexpr auto searchedMicroQr = ZXing::BarcodeFormat::None;
#else
using Options = ZXing::ReaderOptions;
std::string textOf(const ZXing::Barcode &result) {
    return result.text(ZXing::TextMode::Plain);
}
// It reads DataBar's widths loosely, and joins a left and a right half from anywhere in the picture to a stacked
// symbol, counted as two lines: in one picture of plain noise in three it finds two halves whose checksum fits. A third
// line says that they were seen again.
int lineCountFor(Family family) {
    return family == Family::DataBar ? 3 : 2;
}
void quieten(Options &options) {
    options.setTryInvert(false); // 1.4 hasn't got it; no retail code is printed light on dark
}
ZXing::BarcodeFormats dataBar() {
    using F = ZXing::BarcodeFormat;
#if ZXING_VERSION_MAJOR == 2
    return F::DataBar | F::DataBarExpanded | F::DataBarLimited;
#else
    return F::DataBar; // all of them
#endif
}
constexpr auto searchedMicroQr = ZXing::BarcodeFormat::MicroQRCode;
#endif

ZXing::BarcodeFormats withoutItf() {
    using F = ZXing::BarcodeFormat;
    return F::EAN13 | F::EAN8 | F::UPCA | F::UPCE | F::Code128;
}

ZXing::BarcodeFormats formatsOf(Family family) {
    using F = ZXing::BarcodeFormat;
    switch (family) {
    case Family::Linear:
        return F::EAN13 | F::EAN8 | F::UPCA | F::UPCE | F::Code128 | F::ITF;
    case Family::Itf:
        return F::ITF;
    case Family::DataBar:
        return dataBar();
    case Family::Coupon:
        return F::Aztec | F::PDF417 | searchedMicroQr;
    case Family::MicroQr:
        return F::MicroQRCode;
    case Family::Matrix:
        break;
    }
    return F::QRCode | F::DataMatrix;
}

// Since 3.0 it names a symbology's variants.
std::optional<Symbology> symbologyOf(ZXing::BarcodeFormat format) {
    using F = ZXing::BarcodeFormat;
    switch (format) {
    case F::EAN13:
        return Symbology::Ean13;
    case F::EAN8:
        return Symbology::Ean8;
    case F::UPCA:
        return Symbology::UpcA;
    case F::UPCE:
        return Symbology::UpcE;
    case F::Code128:
        return Symbology::Code128;
    case F::Aztec:
        return Symbology::Aztec;
    case F::PDF417:
        return Symbology::Pdf417;
    case F::MicroQRCode:
        return Symbology::MicroQrCode;
    case F::QRCode:
        return Symbology::QrCode;
    case F::DataMatrix:
        return Symbology::DataMatrix;
    case F::DataBar:
        return Symbology::DataBar;
    case F::ITF:
        return Symbology::Itf14;
#if ZXING_VERSION_MAJOR < 3
    case F::DataBarExpanded:
        return Symbology::DataBarExpanded;
#if ZXING_VERSION_MAJOR == 2
    case F::DataBarLimited:
        return Symbology::DataBarLimited;
#endif
#else
    case F::ITF14:
        return Symbology::Itf14;
    case F::DataBarOmni:
    case F::DataBarStk:
    case F::DataBarStkOmni:
        return Symbology::DataBar;
    case F::DataBarLtd:
        return Symbology::DataBarLimited;
    case F::DataBarExp:
    case F::DataBarExpStk:
        return Symbology::DataBarExpanded;
    case F::AztecCode:
        return Symbology::Aztec;
    case F::QRCodeModel2:
        return Symbology::QrCode;
#endif
    default:
        return std::nullopt;
    }
}

template <typename Result>
std::optional<Decoded> decodedFrom(const Result &result, Family family) {
    auto symbology = symbologyOf(result.format());
    if (!result.isValid() || !symbology)
        return std::nullopt;
    if (*symbology == Symbology::Itf14 && family == Family::Itf && !normalised(Symbology::Itf14, textOf(result)))
        symbology = Symbology::Itf;
    auto text = normalised(*symbology, textOf(result));
    if (!text)
        return std::nullopt;
    Decoded decoded{*symbology, result.symbologyIdentifier(), *std::move(text), {}};
    const auto &corners = result.position();
    for (std::size_t i = 0; i < decoded.position.size(); ++i)
        decoded.position[i] = {corners[static_cast<int>(i)].x, corners[static_cast<int>(i)].y};
    return decoded.aim.size() <= maxAimBytes ? std::optional(std::move(decoded)) : std::nullopt;
}
} // namespace

std::optional<Decoded> readOne(const GreyView &picture, Family family, ReadOptions options) {
    Options hints;
    hints.setFormats(formatsOf(family));
    hints.setTryHarder(options.harder);
    hints.setTryRotate(options.rotate);
    hints.setTryDownscale(options.harder);
    hints.setIsPure(options.pure || family == Family::MicroQr);
    hints.setMaxNumberOfSymbols(1);
    hints.setMinLineCount(lineCountFor(family));
    hints.setEanAddOnSymbol(ZXing::EanAddOnSymbol::Read);
    if (options.globalThreshold)
        hints.setBinarizer(ZXing::Binarizer::GlobalHistogram);
    quieten(hints);
    try {
        const ZXing::ImageView view(picture.data, picture.width, picture.height, ZXing::ImageFormat::Lum,
                                    picture.stride);
        auto results = ZXing::ReadBarcodes(view, hints);
        if (!results.empty() && results.front().format() == ZXing::BarcodeFormat::ITF && family == Family::Linear &&
            !decodedFrom(results.front(), family)) {
            // A short ITF "found" in something else hides the code that is there.
            hints.setFormats(withoutItf());
            results = ZXing::ReadBarcodes(view, hints);
        }
        return results.empty() ? std::nullopt : decodedFrom(results.front(), family);
    } catch (const std::exception &) { // the library throws on some contents: such a picture holds no code for us
        return std::nullopt;
    }
}

std::string libraryVersion() {
    return std::to_string(ZXING_VERSION_MAJOR) + "." + std::to_string(ZXING_VERSION_MINOR) + "." +
           std::to_string(ZXING_VERSION_PATCH);
}

} // namespace panier::vision::decode
