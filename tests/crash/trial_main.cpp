// crash_trial HOST VFS ADMIN kill|lossy|lossy-no-sync POINT...: one trial. Exits with 0 if nothing was lost, with 1 if
// something was (standard output says what), and with 2 if the trial itself could not be made.
#include "tests/crash/trial.h"

#include <QGuiApplication>
#include <cstdio>

using namespace panier::tests;

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 6)
        return 2;
    const auto mode = arguments[4] == QStringLiteral("kill")    ? CrashMode::Kill
                      : arguments[4] == QStringLiteral("lossy") ? CrashMode::Lossy
                                                                : CrashMode::LossyNoSync;
    try {
        std::vector<std::string> points;
        for (const QString &point : arguments.mid(5))
            points.push_back(point.toStdString());
        const auto wrong = Trial({arguments[1], arguments[2], arguments[3]}, mode).run(points);
        for (const auto &line : wrong)
            std::printf("%s\n", line.c_str());
        return wrong.empty() ? 0 : 1;
    } catch (const std::exception &error) {
        std::printf("%s\n", error.what());
        return 2;
    }
}
