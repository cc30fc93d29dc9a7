#include "app/bench/panel/panel_window.h"

#include <QQmlEngine>
#include <QScreen>

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
    resize(wanted.boundedTo(screen()->availableSize()));
}

} // namespace panier::bench
