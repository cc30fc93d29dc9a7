#include "ui/views/qr_code.h"

#include <QPainter>
#include <algorithm>

namespace panier::ui {

void QrCode::setMatrix(const QVariant &value) {
    const auto matrix = value.value<QImage>();
    if (matrix == m_matrix)
        return;
    m_matrix = matrix;
    emit matrixChanged();
    update();
}

void QrCode::setInk(const QColor &ink) {
    if (ink == m_ink)
        return;
    m_ink = ink;
    emit inkChanged();
    update();
}

void QrCode::paint(QPainter *painter) {
    const auto side = std::max(m_matrix.width(), m_matrix.height());
    const auto room = static_cast<int>(std::min(width(), height()));
    painter->fillRect(boundingRect(), Qt::white);
    if (side == 0 || room < side + 2 * quietModules)
        return;
    const int module = room / (side + 2 * quietModules);
    const int left = static_cast<int>(width() - module * side) / 2;
    const int top = static_cast<int>(height() - module * side) / 2;
    for (int y = 0; y < m_matrix.height(); ++y)
        for (int x = 0; x < m_matrix.width(); ++x)
            if (qGray(m_matrix.pixel(x, y)) < 128)
                painter->fillRect(left + x * module, top + y * module, module, module, m_ink);
}

} // namespace panier::ui
