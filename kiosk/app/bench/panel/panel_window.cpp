#include "app/bench/panel/panel_window.h"

#include <QQmlEngine>
#include <QScreen>
#include <algorithm>

void qml_register_types_PanierBench(); // made by Qt's build step; a static library's types register only when asked

namespace panier::bench {

PanelWindow::PanelWindow(PanelModel &model) {
    constexpr QSize wanted(1320, 880);
    qml_register_types_PanierBench();
    engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    setTitle(QStringLiteral("Panier: the shop in a box"));
    setResizeMode(QQuickView::SizeRootObjectToView);
    setInitialProperties({{QStringLiteral("shop"), QVariant::fromValue(&model)}});
    setSource(QUrl(QStringLiteral("qrc:/qt/qml/PanierBench/Panel.qml")));
    // At the right, where it leaves the left to an upright kiosk.
    const QRect room = screen()->availableGeometry();
    const QSize beside(std::max(room.width() - room.height() * 9 / 16, room.width() / 2), room.height());
    resize(wanted.boundedTo(beside));
    setPosition(room.right() + 1 - width(), room.top());
}

} // namespace panier::bench
