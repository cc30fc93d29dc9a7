// panier, the kiosk: reads its configuration, opens its till, shows its screen.
#include "app/config/config.h"
#include "app/kiosk/signals.h"
#include "app/kiosk/till.h"
#include "base/log.h"
#include "eticket/qr.h"
#include "ui/views/kiosk_window.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QTimer>
#include <cstdio>

using namespace panier;

namespace {

// One pixel a module, as the screen's QR code wants it.
QImage qrMatrix(const QString &text) {
    const auto matrix = eticket::makeQr(text.toStdString());
    if (!matrix)
        return {};
    const auto side = static_cast<int>(matrix->size);
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            image.setPixel(x, y, matrix->at(y, x) ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
    return image;
}

// Installed: share/panier beside bin; in a build tree the repository's own.
QString assetsFolder() {
    const QDir installed(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/panier"));
    return installed.exists() ? installed.absolutePath() : QStringLiteral(PANIER_ASSETS);
}

int refuse(const std::string &text) {
    std::fprintf(stderr, "panier: %s\n", text.c_str());
    return 2;
}

void show(ui::KioskWindow &window, bool landscape, bool fullscreen) {
    const QSize whole = landscape ? QSize(1920, 1080) : QSize(1080, 1920);
    window.setTitle(QStringLiteral("Panier"));
    if (fullscreen) {
        window.setCursor(Qt::BlankCursor);
        window.setGeometry(window.screen()->geometry()); // a kiosk may have no window manager to do it
        window.showFullScreen();
        return;
    }
    const auto room = window.screen()->availableSize();
    window.resize(whole.boundedTo(whole.scaled(room, Qt::KeepAspectRatio)));
    window.show();
}

} // namespace

int main(int argc, char **argv) {
    QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("panier"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PANIER_VERSION));
    QCommandLineParser arguments;
    arguments.setApplicationDescription(QStringLiteral("The self-checkout kiosk."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    const QCommandLineOption configOption(QStringLiteral("config"), QStringLiteral("The configuration to run with."),
                                          QStringLiteral("FILE"), QStringLiteral("panier.toml"));
    const QCommandLineOption fullscreenOption(QStringLiteral("fullscreen"), QStringLiteral("Fill the screen."));
    arguments.addOptions({configOption, fullscreenOption});
    arguments.process(application);

    const auto config = config::loadConfig(arguments.value(configOption).toStdString());
    if (!config)
        return refuse(config.error().text);
    const base::SystemClock clock;
    const auto till = app::Till::open(*config, clock);
    if (!till)
        return refuse(till.error());

    std::unique_ptr<ui::KioskView> view;
    std::unique_ptr<ui::KioskWindow> window;
    QObject::connect(till->get(), &app::Till::ready, &application, [&] {
        ui::ViewActions actions;
        actions.send = [&](visit::EventData event) { (*till)->post(std::move(event)); };
        actions.signIn = [&](const QString &user, const QString &pin) {
            (*till)->signIn(user.toStdString(), pin.toStdString());
        };
        actions.qrMatrix = qrMatrix;
        actions.signalOf = [&](const codes::Epc &epc) { return (*till)->signalOf(epc); };
        const ui::ShopNames names{QString::fromStdString(config->store.name), QString::number(config->kiosk.number),
                                  QString::fromStdString(config->kiosk.attendant)};
        view = std::make_unique<ui::KioskView>((*till)->settings(), names, clock, std::move(actions));
        view->show((*till)->state());
        QObject::connect(till->get(), &app::Till::changed, view.get(), [&] { view->show((*till)->state()); });
        QObject::connect(till->get(), &app::Till::signInAccepted, view.get(),
                         [&] { view->signInAnswered(ui::SignInResult::Accepted); });
        QObject::connect(till->get(), &app::Till::signInRefused, view.get(), [&](int waitSeconds) {
            view->signInAnswered(waitSeconds > 1 ? ui::SignInResult::Wait : ui::SignInResult::WrongUserOrPin,
                                 waitSeconds);
        });
        window = std::make_unique<ui::KioskWindow>(*view, assetsFolder());
        show(*window, config->kiosk.orientation == "landscape", arguments.isSet(fullscreenOption));
        base::logInfo("ready");
    });

    // A polite end: the reader is told, the last transaction is on disk before the process goes.
    const auto end = [&] {
        QObject::connect(till->get(), &app::Till::stopped, &application, &QCoreApplication::quit);
        (*till)->stop();
    };
    const app::TerminationSignals termination;
    QObject::connect(&termination, &app::TerminationSignals::received, &application, end);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &application, end);

    (*till)->start();
    const int code = QGuiApplication::exec();
    window.reset();
    view.reset();
    return code;
}
