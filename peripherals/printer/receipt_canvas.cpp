#include "peripherals/printer/receipt_canvas.h"

#include "peripherals/printer/escpos.h"

#include <QPainter>
#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <stdexcept>

namespace panier::peripherals::printer {

namespace {

constexpr int cellWidth = 12; // font A, dots
constexpr int cellHeight = 24;
constexpr int lineGap = 6;
constexpr int baseline = 19;
constexpr int fontPixels = 20; // DejaVu Sans Mono is 0.6 em wide: 12 dots
constexpr int margin = 24;     // white above and below
constexpr int side = (ReceiptCanvas::paperWidth - ReceiptCanvas::width) / 2;
constexpr int maxTextLines = 2000;
constexpr int heightStep = 2048;
constexpr int errorLevelM = 4; // of ZXing's 0 to 8

QFont paperFont(bool bold) {
    QFont font(QStringLiteral("DejaVu Sans Mono"));
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(fontPixels);
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferFullHinting);
    return font;
}

QImage qrImage(const std::string &data, int moduleDots) {
    try {
        const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                .setEccLevel(errorLevelM)
                                .setMargin(0)
                                .encode(data, 0, 0);
        QImage image(matrix.width(), matrix.height(), QImage::Format_Grayscale8);
        for (int y = 0; y < matrix.height(); ++y)
            for (int x = 0; x < matrix.width(); ++x)
                image.scanLine(y)[x] = matrix.get(x, y) ? 0 : 255;
        return image.scaled(image.size() * moduleDots);
    } catch (const std::exception &) { // too much for a QR code
        return {};
    }
}

} // namespace

ReceiptCanvas::ReceiptCanvas() : m_font(paperFont(false)), m_boldFont(paperFont(true)) {}

bool ReceiptCanvas::draw(const Command &command) {
    switch (command.kind) {
    case Command::Kind::Text:
        for (const char c : command.bytes)
            put(fromCodePage(static_cast<std::uint8_t>(c)));
        return false;
    case Command::Kind::LineFeed:
        flushLine();
        return true;
    case Command::Kind::Feed:
        for (int line = 0; line < std::max(command.value, 1); ++line)
            flushLine();
        return true;
    case Command::Kind::QrPrint:
        drawQr();
        return true;
    case Command::Kind::Initialise:
        reset();
        return false;
    case Command::Kind::Align:
        m_align = command.value % '0'; // 1 and '1' mean the same
        return false;
    case Command::Kind::Bold:
        m_bold = (command.value & 1) != 0;
        return false;
    case Command::Kind::Size:
        m_scaleX = (command.value >> 4 & 7) + 1;
        m_scaleY = (command.value & 7) + 1;
        return false;
    case Command::Kind::QrModule:
        m_moduleDots = std::clamp(command.value, 1, 16);
        return false;
    case Command::Kind::QrData:
        m_qrData = command.bytes;
        return false;
    default:
        return false;
    }
}

ReceiptCanvas::Receipt ReceiptCanvas::take() {
    if (!m_line.empty())
        flushLine();
    Receipt receipt;
    if (m_y > 0) {
        receipt.image = m_paper.copy(0, 0, paperWidth, std::min(m_y + 2 * margin, m_paper.height()));
        receipt.text = m_text.join(QLatin1Char('\n')) + QLatin1Char('\n');
    }
    m_paper = {};
    m_y = 0;
    m_text.clear();
    return receipt;
}

void ReceiptCanvas::reset() {
    m_line.clear();
    m_lineDots = 0;
    m_align = 0;
    m_scaleX = m_scaleY = 1;
    m_bold = false;
    m_moduleDots = 3;
    m_qrData.clear();
}

void ReceiptCanvas::put(char32_t character) {
    const int dots = cellWidth * m_scaleX;
    if (m_lineDots + dots > width)
        flushLine();
    m_line.push_back({character, m_scaleX, m_scaleY, m_bold});
    m_lineDots += dots;
}

void ReceiptCanvas::flushLine() {
    int scaleY = m_line.empty() ? m_scaleY : 1;
    QString text;
    for (const Cell &cell : m_line) {
        scaleY = std::max(scaleY, cell.scaleY);
        text += QString::fromUcs4(&cell.character, 1);
    }
    const int height = cellHeight * scaleY;
    int x = indent(m_lineDots);
    if (m_text.size() < maxTextLines)
        m_text.append(text.isEmpty() ? text : QString(x / cellWidth, QLatin1Char(' ')) + text);
    ensureHeight(m_y + height);
    if (m_y + height <= m_paper.height() - margin) {
        QPainter painter(&m_paper);
        for (const Cell &cell : m_line) {
            painter.setFont(cell.bold ? m_boldFont : m_font);
            painter.setTransform(QTransform::fromTranslate(side + x, margin + m_y + height - cellHeight * cell.scaleY)
                                     .scale(cell.scaleX, cell.scaleY));
            painter.drawText(0, baseline, QString::fromUcs4(&cell.character, 1));
            x += cellWidth * cell.scaleX;
        }
    }
    m_line.clear();
    m_lineDots = 0;
    advance(height + lineGap);
}

void ReceiptCanvas::drawQr() {
    if (!m_line.empty())
        flushLine();
    if (m_y >= maxHeight || m_qrData.empty())
        return;
    const QImage image = qrImage(m_qrData, m_moduleDots);
    if (image.isNull() || image.width() > width)
        return; // a printer leaves out what doesn't fit
    if (m_text.size() < maxTextLines)
        m_text.append(QStringLiteral("[QR %1]").arg(QString::fromStdString(m_qrData)));
    ensureHeight(m_y + image.height());
    QPainter(&m_paper).drawImage(side + indent(image.width()), margin + m_y, image);
    advance(image.height() + lineGap);
}

void ReceiptCanvas::advance(int dots) {
    m_y = std::clamp(m_y + dots, 0, maxHeight);
    ensureHeight(m_y);
}

void ReceiptCanvas::ensureHeight(int height) {
    const int wanted = std::min(height, maxHeight) + 2 * margin;
    if (!m_paper.isNull() && m_paper.height() >= wanted)
        return;
    QImage paper(paperWidth, wanted + heightStep, QImage::Format_Grayscale8);
    paper.fill(255);
    if (!m_paper.isNull())
        QPainter(&paper).drawImage(0, 0, m_paper);
    m_paper = std::move(paper);
}

int ReceiptCanvas::indent(int usedDots) const {
    const int free = std::max(width - usedDots, 0);
    return m_align == 1 ? free / 2 : m_align == 2 ? free : 0;
}

} // namespace panier::peripherals::printer
