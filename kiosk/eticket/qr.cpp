#include "eticket/qr.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <exception>
#include <string>

namespace panier::eticket {

std::optional<QrMatrix> makeQr(std::string_view text) {
    constexpr int levelM = 4;                  // of ZXing's scale from 0 to 8: below 3 is L, above 4 Q and H
    constexpr std::size_t maxTextBytes = 2331; // version 40, level M
    const auto isAscii = [](char c) { return c >= 0x20 && c < 0x7F; };
    if (text.empty() || text.size() > maxTextBytes || !std::all_of(text.begin(), text.end(), isAscii))
        return std::nullopt;
    try {
        const auto bits = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                              .setEccLevel(levelM)
                              .setMargin(0)
                              .encode(std::string(text), 0, 0);
        QrMatrix matrix;
        matrix.size = static_cast<std::size_t>(bits.width());
        matrix.dark.reserve(matrix.size * matrix.size);
        for (int row = 0; row < bits.height(); ++row)
            for (int column = 0; column < bits.width(); ++column)
                matrix.dark.push_back(bits.get(column, row));
        return matrix;
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

} // namespace panier::eticket
