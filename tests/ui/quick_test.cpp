// Runs tests/ui/qml/tst_*.qml against the module Panier.
#include "ui/views/kiosk_window.h"

#include <QQmlContext>
#include <QQmlEngine>
#include <QtQuickTest>

class Setup : public QObject {
    Q_OBJECT

public slots:
    void qmlEngineAvailable(QQmlEngine *engine) {
        panier::ui::prepareEngine(*engine, QStringLiteral(PANIER_ASSETS));
        const auto epc = *panier::codes::Epc::fromHex("3034257BF7194E4000000005");
        m_heard.show({epc, {{1, {{1125, -50}, {875, -51}, {375, -47}, {125, -48}}}, {2, {{12'375, -110}}}}});
        m_silent.show({epc, {}});
        engine->rootContext()->setContextProperty(QStringLiteral("heard"), &m_heard);
        engine->rootContext()->setContextProperty(QStringLiteral("silent"), &m_silent);
    }

private:
    panier::ui::SignalView m_heard{{}};
    panier::ui::SignalView m_silent{{}};
};

QUICK_TEST_MAIN_WITH_SETUP(ui_components, Setup)

#include "quick_test.moc"
