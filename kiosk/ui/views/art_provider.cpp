#include "ui/views/art_provider.h"

#include "ui/views/tokens.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QUrlQuery>
#include <algorithm>
#include <cmath>

namespace panier::ui {

namespace {

constexpr qint64 maxFileBytes = 512 * 1024;

// A drawing's name comes from the catalogue: only letters, digits and dashes, one folder deep.
QByteArray readDrawing(const QString &name) {
    static const QRegularExpression allowed(QStringLiteral("^[a-z]+/[A-Za-z0-9-]{1,80}$"));
    if (!allowed.match(name).hasMatch())
        return {};
    QFile file(Tokens::folder() + u'/' + name + QStringLiteral(".svg"));
    if (file.size() > maxFileBytes || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

// The palette's own colours as the drawings have them, and what a screen may put in their place.
void recolour(QByteArray &svg, const QUrlQuery &query) {
    static constexpr std::pair<const char *, const char *> named[] = {
        {"ink", "#141A26"}, {"accent", "#2340C8"}, {"edge", "#152A8C"}};
    for (const auto &[key, original] : named)
        if (const auto value = query.queryItemValue(QLatin1String(key)); !value.isEmpty())
            svg.replace(original, "#" + value.toLatin1());
    if (const auto stroke = query.queryItemValue(QStringLiteral("stroke")); !stroke.isEmpty())
        svg.replace("stroke-width=\"4\"", "stroke-width=\"" + stroke.toLatin1() + "\"");
}

int side(const QUrlQuery &query, const QString &key) {
    return std::clamp(query.queryItemValue(key).toInt(), 1, ArtProvider::maxSidePx);
}

QImage draw(const QString &name, const QUrlQuery &query) {
    const QSizeF box(side(query, QStringLiteral("w")), side(query, QStringLiteral("h")));
    const double turn = query.queryItemValue(QStringLiteral("turn")).toDouble();
    const auto bounds = QTransform().rotate(turn).mapRect(QRectF(QPointF(-box.width() / 2, -box.height() / 2), box));
    QImage image(QSize(static_cast<int>(std::ceil(bounds.width())), static_cast<int>(std::ceil(bounds.height()))),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    auto svg = readDrawing(name);
    recolour(svg, query);
    QSvgRenderer renderer;
    if (svg.isEmpty() || !renderer.load(svg))
        return image;
    const auto view = renderer.viewBoxF().size().scaled(box, Qt::KeepAspectRatio);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.translate(image.width() / 2.0, image.height() / 2.0);
    painter.rotate(turn);
    renderer.render(&painter, QRectF(-view.width() / 2, -view.height() / 2, view.width(), view.height()));
    if (const auto flat = query.queryItemValue(QStringLiteral("flat")); !flat.isEmpty()) {
        painter.resetTransform();
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), QColor(u'#' + flat));
    }
    return image;
}

} // namespace

ArtProvider::ArtProvider() : QQuickImageProvider(QQuickImageProvider::Image), m_drawn(cacheBytes) {}

QImage ArtProvider::requestImage(const QString &id, QSize *size, const QSize & /*requestedSize*/) {
    QImage image;
    if (const auto *known = m_drawn.object(id)) {
        image = *known;
    } else {
        const auto cut = id.indexOf(u'?');
        image = draw(id.left(cut), QUrlQuery(cut < 0 ? QString() : id.mid(cut + 1)));
        m_drawn.insert(id, new QImage(image), std::max<qsizetype>(1, image.sizeInBytes()));
    }
    if (size)
        *size = image.size();
    return image;
}

QSizeF ArtProvider::naturalSize(const QString &drawing) {
    static constexpr int maxKnown = 4096;
    static QHash<QString, QSizeF> known;
    if (const auto it = known.constFind(drawing); it != known.constEnd())
        return *it;
    if (known.size() >= maxKnown)
        known.clear();
    QSvgRenderer renderer;
    const auto svg = readDrawing(drawing);
    const auto size = !svg.isEmpty() && renderer.load(svg) ? QSizeF(renderer.defaultSize()) : QSizeF(0, 0);
    known.insert(drawing, size);
    return size;
}

} // namespace panier::ui
