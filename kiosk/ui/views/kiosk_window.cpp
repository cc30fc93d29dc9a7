#include "ui/views/kiosk_window.h"

#include "ui/views/art_provider.h"
#include "ui/views/tokens.h"

#include <QGuiApplication>
#include <QQmlEngine>

void qml_register_types_Panier(); // made by Qt's build step; a static library's types register only when asked

namespace panier::ui {

void prepareEngine(QQmlEngine &engine, const QString &assets) {
    Tokens::setFolder(assets);
    qml_register_types_Panier();
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.addImageProvider(QStringLiteral("art"), new ArtProvider);
}

KioskWindow::KioskWindow(KioskView &view, const QString &assets, QWindow *parent) : QQuickView(parent), m_view(view) {
    prepareEngine(*engine(), assets);
    connect(&m_view, &KioskView::languageChanged, this, &KioskWindow::speak);
    speak();
    setTitle(m_view.shopName());
    setResizeMode(QQuickView::SizeRootObjectToView);
    setInitialProperties({{QStringLiteral("view"), QVariant::fromValue(&m_view)}});
    setSource(QUrl(QStringLiteral("qrc:/qt/qml/Panier/screens/KioskScreens.qml")));
}

void KioskWindow::speak() {
    QCoreApplication::removeTranslator(&m_words);
    if (m_words.load(QStringLiteral(":/panier/i18n/panier_") + m_view.language()))
        QCoreApplication::installTranslator(&m_words);
    engine()->retranslate();
}

} // namespace panier::ui
