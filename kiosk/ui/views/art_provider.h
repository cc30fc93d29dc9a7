// Draws the SVG files under assets at the size that a screen wants: "image://art/articles/pull?w=432&h=432".
#pragma once

#include <QCache>
#include <QQuickImageProvider>
#include <QSizeF>

namespace panier::ui {

// The part after '?': w, h the box in pixels that the drawing fits into, from the top left; turn in degrees about the
// middle, at which the image grows to hold it; flat=rrggbb the bare silhouette in one colour; ink=rrggbb in place of
// the drawing's ink; accent and edge likewise, for the shop's own colour; stroke in place of an icon's stroke. A
// drawing that isn't there is an empty picture, never a failure. Thread: the UI's.
class ArtProvider : public QQuickImageProvider {
public:
    static constexpr int cacheBytes = 48 * 1024 * 1024;
    static constexpr int maxSidePx = 4096;

    ArtProvider();
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

    // The width and height that the drawing names; empty if there is no such drawing.
    [[nodiscard]] static QSizeF naturalSize(const QString &drawing);

private:
    QCache<QString, QImage> m_drawn;
};

} // namespace panier::ui
