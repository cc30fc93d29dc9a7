// The design's figures, read once from assets/tokens.json. QML takes every colour, length and duration from here,
// through the Theme singleton.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSizeF>
#include <QString>
#include <QVariantMap>
#include <qqmlregistration.h>

namespace panier::ui {

// Thread: the UI's.
class Tokens : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    explicit Tokens(QObject *parent = nullptr);

    // Where the assets lie; said before the first window is made. Aborts the process if tokens.json is not there:
    // nothing can be drawn without it.
    static void setFolder(const QString &folder);
    [[nodiscard]] static QString folder();

    // A section of the tokens. Keys that end in "Px" lose the ending, and their values are multiplied by `unit` (window
    // pixels per design pixel) and rounded, at least one pixel.
    Q_INVOKABLE [[nodiscard]] QVariant section(const QString &name, qreal unit) const;
    // The colours of a look: "light", "dark" or "contrast".
    Q_INVOKABLE [[nodiscard]] QVariant palette(const QString &look) const;
    // Where the articles lie on a mirror: a list of {x, y, scale, turn, fit}: the middle in window
    // pixels, the scale of the drawing's own size, degrees, and the largest side in window pixels.
    Q_INVOKABLE [[nodiscard]] QVariantList slotsFor(int count, bool portrait, qreal unit) const;
    // The size in design pixels that the drawing itself names; empty if there is no such drawing.
    Q_INVOKABLE [[nodiscard]] QSizeF naturalSize(const QString &drawing) const;

private:
    QJsonObject m_tokens;
};

} // namespace panier::ui
