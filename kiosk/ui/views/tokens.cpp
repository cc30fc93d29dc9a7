#include "ui/views/tokens.h"

#include "ui/views/art_provider.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

namespace panier::ui {

namespace {

QString &assetFolder() {
    static QString folder;
    return folder;
}

qreal scaled(double length, qreal unit) {
    if (length == 0)
        return 0;
    const auto rounded = std::round(length * unit);
    return rounded == 0 ? std::copysign(1.0, length) : rounded;
}

QVariantMap withUnit(const QJsonObject &object, qreal unit) {
    QVariantMap out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        QString key = it.key();
        if (key.endsWith(QLatin1String("Px"))) {
            key.chop(2);
            out.insert(key, scaled(it.value().toDouble(), unit));
        } else if (it.value().isObject()) {
            out.insert(key, withUnit(it.value().toObject(), unit));
        } else {
            out.insert(key, it.value().toVariant());
        }
    }
    return out;
}

constexpr double cellShare = .92; // of a cell that an article fills

// More articles than a drawn lay holds: cells as wide as they can be.
void gridSlots(const QJsonObject &grid, int count, qreal unit, QVariantList &out) {
    const auto maxRows = std::max(1, grid.value(QStringLiteral("rows")).toInt());
    const auto columns = std::clamp((count + maxRows - 1) / maxRows, grid.value(QStringLiteral("columns")).toInt(),
                                    grid.value(QStringLiteral("maxColumns")).toInt());
    const auto rows = std::min((count + columns - 1) / columns, maxRows);
    const auto width = grid.value(QStringLiteral("widthPx")).toDouble() / columns;
    const auto height = grid.value(QStringLiteral("heightPx")).toDouble() / rows;
    const auto left = grid.value(QStringLiteral("leftPx")).toDouble();
    const auto top = grid.value(QStringLiteral("topPx")).toDouble();
    for (int i = 0; i < columns * rows; ++i)
        out.append(QVariantMap{{QStringLiteral("x"), scaled(left + width * (i % columns + .5), unit)},
                               {QStringLiteral("y"), scaled(top + height * (i / columns + .5), unit)},
                               {QStringLiteral("scale"), 1.0},
                               {QStringLiteral("turn"), (i % 3 - 1) * 4.0},
                               {QStringLiteral("fit"), scaled(std::min(width, height) * cellShare, unit)}});
}

} // namespace

Tokens::Tokens(QObject *parent) : QObject(parent) {
    QFile file(folder() + QStringLiteral("/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The design's figures can't be read: %s", qPrintable(file.fileName()));
    m_tokens = QJsonDocument::fromJson(file.readAll()).object();
    if (m_tokens.isEmpty())
        qFatal("The design's figures are not JSON: %s", qPrintable(file.fileName()));
}

void Tokens::setFolder(const QString &folder) {
    assetFolder() = folder;
}
QString Tokens::folder() {
    return assetFolder();
}

QVariant Tokens::section(const QString &name, qreal unit) const {
    return withUnit(m_tokens.value(name).toObject(), unit);
}

QVariant Tokens::palette(const QString &look) const {
    return m_tokens.value(QStringLiteral("color")).toObject().value(look).toObject().toVariantMap();
}

QVariantList Tokens::slotsFor(int count, bool portrait, qreal unit) const {
    const auto lay = m_tokens.value(QStringLiteral("flatLay")).toObject();
    const auto drawn = lay.value(portrait ? QStringLiteral("portrait") : QStringLiteral("landscape")).toObject();
    QVariantList out;
    for (const auto &known : lay.value(QStringLiteral("counts")).toArray()) {
        if (known.toInt() < count)
            continue;
        for (const auto &slot : drawn.value(QString::number(known.toInt())).toArray()) {
            const auto at = slot.toArray();
            out.append(QVariantMap{{QStringLiteral("x"), scaled(at[0].toDouble(), unit)},
                                   {QStringLiteral("y"), scaled(at[1].toDouble(), unit)},
                                   {QStringLiteral("scale"), at[2].toDouble()},
                                   {QStringLiteral("turn"), at[3].toDouble()},
                                   {QStringLiteral("fit"), scaled(at[4].toDouble(), unit)}});
        }
        return out;
    }
    gridSlots(drawn.value(QStringLiteral("grid")).toObject(), count, unit, out);
    return out;
}

QSizeF Tokens::naturalSize(const QString &drawing) const {
    return ArtProvider::naturalSize(drawing);
}

} // namespace panier::ui
