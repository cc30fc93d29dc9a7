// The kiosk's window: the QML engine, the drawings, the translations.
#pragma once

#include "ui/views/kiosk_view.h"

#include <QQuickView>
#include <QTranslator>

namespace panier::ui {

// Shows a view. Assets are read from `assets`. Thread: the UI's.
class KioskWindow : public QQuickView {
    Q_OBJECT

public:
    KioskWindow(KioskView &view, const QString &assets, QWindow *parent = nullptr);

private:
    void speak();

    KioskView &m_view;
    QTranslator m_words;
};

// Makes `engine` ready for the module Panier: import path, drawings. Call once per engine, before it loads anything.
void prepareEngine(QQmlEngine &engine, const QString &assets);

} // namespace panier::ui
