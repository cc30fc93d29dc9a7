// Runs tests/ui/qml/tst_*.qml against the module Panier.
#include "ui/views/kiosk_window.h"

#include <QQmlEngine>
#include <QtQuickTest>

class Setup : public QObject {
    Q_OBJECT

public slots:
    void qmlEngineAvailable(QQmlEngine *engine) { panier::ui::prepareEngine(*engine, QStringLiteral(PANIER_ASSETS)); }
};

QUICK_TEST_MAIN_WITH_SETUP(ui_components, Setup)

#include "quick_test.moc"
