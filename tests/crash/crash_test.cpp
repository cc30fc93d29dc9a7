// kill -9 at every commit of a visit, from the first tag to the receipt in the hand; and the same with the power cut.
#include "tests/support/wait_for.h"

#include <QProcess>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <vector>

using panier::tests::waitFor;

namespace {

constexpr std::size_t atOnce = 8; // a trial mostly waits
constexpr int patienceMs = 120'000;

// Every kind of event that commits in a tagged visit, in the order of their first, and the journal's head.
const QStringList points{"TrayRestarted",  "DeviceChanged",     "TrayChanged",      "TagFound",   "PayPressed",
                         "DeepScanDone",   "TerminalConnected", "TerminalAnswered", "Head",       "TicketIssued",
                         "EticketChecked", "PrintPressed",      "Printed",          "DonePressed"};

struct Trial {
    QString mode;
    QString point;
    std::unique_ptr<QProcess> process;
};

std::vector<Trial> trialsOf(const QString &mode, const QStringList &names) {
    std::vector<Trial> trials;
    for (const QString &name : names)
        for (const char *edge : {":before", ":after"})
            trials.push_back({mode, name + QLatin1String(edge), nullptr});
    return trials;
}

void start(Trial &trial) {
    trial.process = std::make_unique<QProcess>();
    trial.process->setStandardErrorFile(QProcess::nullDevice());
    trial.process->start(PANIER_CRASH_TRIAL,
                         {PANIER_TILL_HOST, PANIER_CRASH_VFS, PANIER_ADMIN, trial.mode, trial.point});
}

void run(std::vector<Trial> &trials) {
    std::size_t started = 0;
    const auto running = [&] {
        return static_cast<std::size_t>(std::count_if(trials.begin(), trials.end(), [](const Trial &trial) {
            return trial.process && trial.process->state() != QProcess::NotRunning;
        }));
    };
    REQUIRE(waitFor(
        [&] {
            while (started < trials.size() && running() < atOnce)
                start(trials[started++]);
            return running() == 0;
        },
        patienceMs));
}

void requireNothingLost(const QString &mode) {
    auto trials = trialsOf(mode, points);
    run(trials);
    for (const Trial &trial : trials) {
        INFO(trial.mode.toStdString() << " " << trial.point.toStdString());
        INFO(trial.process->readAllStandardOutput().toStdString());
        CHECK(trial.process->exitStatus() == QProcess::NormalExit);
        CHECK(trial.process->exitCode() == 0);
    }
}

} // namespace

TEST_CASE("A kiosk that is killed at any commit loses nothing", "[kill]") {
    requireNothingLost("kill");
}

TEST_CASE("A kiosk whose power is cut at any commit loses nothing", "[lossy]") {
    requireNothingLost("lossy");
}

TEST_CASE("Were commits not synced, the losses would be found", "[control]") {
    auto trials = trialsOf("lossy-no-sync", {"PayPressed", "TerminalAnswered", "TicketIssued", "DonePressed"});
    run(trials);
    for (const Trial &trial : trials) {
        const QString output = trial.process->readAllStandardOutput();
        INFO(trial.point.toStdString() << ": " << output.toStdString());
        CHECK(trial.process->exitCode() == 1);
        CHECK(output.contains("events are lost"));
        if (trial.point != "PayPressed:before" && trial.point != "PayPressed:after")
            CHECK(output.contains("a sale that the terminal booked is lost from view"));
    }
}
