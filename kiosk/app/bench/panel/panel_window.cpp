#include "app/bench/panel/panel_window.h"

#include <QQmlEngine>
#include <QScreen>

namespace panier::bench {

PanelWindow::PanelWindow(PanelModel &model) {
    constexpr QSize wanted(1320, 880);
    engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    setTitle(QStringLiteral("Panier: the shop in a box"));
    setResizeMode(QQuickView::SizeRootObjectToView);
    setInitialProperties({{QStringLiteral("shop"), QVariant::fromValue(&model)}});
    setSource(QUrl(QStringLiteral("qrc:/qt/qml/PanierBench/panel/qml/Panel.qml")));
    resize(wanted.boundedTo(screen()->availableSize()));
}

} // namespace panier::bench
