// Thermal paper: draws commands as a receipt and keeps their text.
#pragma once

#include "peripherals/printer/escpos_parser.h"

#include <QFont>
#include <QImage>
#include <QString>
#include <QStringList>
#include <vector>

namespace panier::peripherals::printer {

// 80 mm paper at 203 dpi: 576 printable dots, 48 columns of 12 by 24 dots. Needs a QGuiApplication.
class ReceiptCanvas {
public:
    static constexpr int width = 576;
    static constexpr int paperWidth = 640;
    static constexpr int maxHeight = 40'000; // 5 m of paper; more is not drawn

    ReceiptCanvas();

    // Draws one command; Cut, PaperQuery and Other do nothing here. True if a line of paper was used.
    bool draw(const Command &command);
    // What was printed since the last take, and a clean sheet; a null image if there was nothing.
    struct Receipt {
        QImage image;
        QString text;
    };
    [[nodiscard]] Receipt take();

private:
    // Characters of the line that is being filled.
    struct Cell {
        char32_t character = U' ';
        int scaleX = 1;
        int scaleY = 1;
        bool bold = false;
    };

    void reset();
    void put(char32_t character);
    void flushLine();
    void drawQr();
    void advance(int dots);
    void ensureHeight(int height);
    [[nodiscard]] int indent(int usedDots) const;

    QFont m_font;
    QFont m_boldFont;
    QImage m_paper;
    int m_y = 0;
    std::vector<Cell> m_line;
    int m_lineDots = 0;
    QStringList m_text;
    int m_align = 0;
    int m_scaleX = 1;
    int m_scaleY = 1;
    bool m_bold = false;
    int m_moduleDots = 3;
    std::string m_qrData;
};

} // namespace panier::peripherals::printer
