#include "vision/emulator/symbol_writer.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <exception>

namespace panier::vision::emulator {

namespace {
constexpr std::string_view fnc1 = "\u00F1"; // how ZXing's Code 128 writer spells it

std::optional<ZXing::BarcodeFormat> formatOf(decode::Symbology symbology) {
    using S = decode::Symbology;
    using F = ZXing::BarcodeFormat;
    switch (symbology) {
    case S::Ean13:
        return F::EAN13;
    case S::Ean8:
        return F::EAN8;
    case S::UpcA:
        return F::UPCA;
    case S::UpcE:
        return F::UPCE;
    case S::Code128:
        return F::Code128;
    case S::Itf14:
    case S::Itf:
        return F::ITF;
    case S::QrCode:
        return F::QRCode;
    case S::DataMatrix:
        return F::DataMatrix;
    case S::Aztec:
        return F::Aztec;
    case S::Pdf417:
        return F::PDF417;
    case S::MicroQrCode:
    case S::DataBar:
    case S::DataBarLimited:
    case S::DataBarExpanded:
        break;
    }
    return std::nullopt;
}

std::string gs1Text(const std::string &elements) {
    std::string text(fnc1);
    for (const char c : elements) {
        if (c == '\x1D')
            text += fnc1;
        else
            text += c;
    }
    return text;
}
} // namespace

std::optional<Modules> writeSymbol(const PackCode &code) {
    const auto format = formatOf(code.symbology);
    if (!format || code.text.empty() || (code.gs1 && code.symbology != decode::Symbology::Code128))
        return std::nullopt;
    try {
        const auto matrix =
            ZXing::MultiFormatWriter(*format).setMargin(0).encode(code.gs1 ? gs1Text(code.text) : code.text, 0, 0);
        Modules modules{matrix.width(), matrix.height(), {}};
        for (int y = 0; y < modules.height; ++y)
            for (int x = 0; x < modules.width; ++x)
                modules.dark.push_back(matrix.get(x, y));
        return modules;
    } catch (const std::exception &) { // wrong digits, wrong length, too long
        return std::nullopt;
    }
}

} // namespace panier::vision::emulator
