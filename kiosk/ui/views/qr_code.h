// A QR code as it must be drawn to be read: whole pixels per module, dark on white, its quiet zone included.
#pragma once

#include <QImage>
#include <QQuickPaintedItem>
#include <qqmlregistration.h>

namespace panier::ui {

// `matrix` is a QImage with one pixel a module, dark ones black, without the quiet zone. Modules are as large as fit
// into the item's width and height with 4 light modules on each side (ISO/IEC 18004, 9.1). Thread: the UI's.
class QrCode : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariant matrix READ matrix WRITE setMatrix NOTIFY matrixChanged)
    Q_PROPERTY(QColor ink READ ink WRITE setInk NOTIFY inkChanged)

public:
    static constexpr int quietModules = 4;

    [[nodiscard]] QVariant matrix() const { return m_matrix; }
    void setMatrix(const QVariant &matrix);
    [[nodiscard]] QColor ink() const { return m_ink; }
    void setInk(const QColor &ink);
    void paint(QPainter *painter) override;

signals:
    void matrixChanged();
    void inkChanged();

private:
    QImage m_matrix;
    QColor m_ink = Qt::black;
};

} // namespace panier::ui
