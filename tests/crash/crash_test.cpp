// kill -9 at every commit of a visit, from the first tag to the receipt in the hand; and the same with the power cut.
#include "tests/support/wait_for.h"

#include <QProcess>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <vector>

using panier::tests::waitFor;

namespace {

constexpr std::size_t atOnce = 8; // a trial mostly waits
constexpr int patienceMs = 120'000;

// Every kind of event that commits in a tagged visit, in the order of their first, and the journal's head.
const QStringList points{"Started",           "DeviceChanged",    "TrayChanged", "TagFound",
                         "BasketShown",       "ArticleFound",     "PayPressed",  "DeepScanDone",
                         "TerminalConnected", "TerminalAnswered", "Head",        "TicketIssued",
                         "EticketChecked",    "PrintPressed",     "Printed",     "DonePressed"};

// A start that dies in its turn, and an attendant's word on a payment in doubt.
const std::vector<QStringList> twice{{"BasketShown:before", "ArticleFound:after"},
                                     {"BasketShown:after", "Started:after"},
                                     {"PayPressed:after", "Started:before"},
                                     {"TerminalConnected:after", "Started:before"},
                                     {"TerminalConnected:after", "Started:after"},
                                     {"TerminalConnected:after", "AlertResolved:after"},
                                     {"TerminalAnswered:unwritten", "Started:after"},
                                     {"TerminalAnswered:unwritten", "StaffSignedIn:after"},
                                     {"TerminalAnswered:unwritten", "AlertResolved:before"},
                                     {"TerminalAnswered:unwritten", "AlertResolved:after"},
                                     {"TerminalAnswered:unwritten", "Head:before"},
                                     {"TerminalAnswered:after", "Started:after"}};

struct Trial {
    QString mode;
    QStringList points;
    std::unique_ptr<QProcess> process;
};

// With the power gone, what was written and not synced is as good as not written.
std::vector<Trial> trialsOf(const QString &mode, const QStringList &names) {
    const QStringList edges =
        mode == "kill" ? QStringList{":unwritten", ":before", ":after"} : QStringList{":before", ":after"};
    std::vector<Trial> trials;
    for (const QString &name : names)
        for (const QString &edge : edges)
            if (name != "Head" || edge != ":unwritten")
                trials.push_back({mode, {name + edge}, nullptr});
    return trials;
}

void start(Trial &trial) {
    trial.process = std::make_unique<QProcess>();
    trial.process->setStandardErrorFile(QProcess::nullDevice());
    trial.process->start(PANIER_CRASH_TRIAL,
                         QStringList{PANIER_TILL_HOST, PANIER_CRASH_VFS, PANIER_ADMIN, trial.mode} + trial.points);
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
    for (const QStringList &two : twice)
        trials.push_back({mode, two, nullptr});
    run(trials);
    for (const Trial &trial : trials) {
        INFO(trial.mode.toStdString() << " " << trial.points.join(u' ').toStdString());
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
        INFO(trial.points.join(u' ').toStdString() << ": " << output.toStdString());
        CHECK(trial.process->exitCode() == 1);
        CHECK(output.contains("events are lost"));
        if (!trial.points.front().startsWith("PayPressed"))
            CHECK(output.contains("a sale that the terminal booked is lost from view"));
    }
}
