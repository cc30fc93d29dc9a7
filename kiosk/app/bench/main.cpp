// panier-bench: a shop in a box, to play with or to be scripted.
#include "app/bench/panel/panel_window.h"
#include "app/bench/scripted/conclusion.h"
#include "app/bench/scripted/runner.h"
#include "app/bench/shop.h"
#include "base/log.h"

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <QTcpServer>
#include <QThread>
#include <cstdio>
#include <memory>

namespace {

using namespace panier;

struct Options {
    bench::ShopSetup shop;
    bench::ScriptSetup script;
    std::string scripted; // names, separated by commas, or "all"; empty: the panel
    std::string language = "fr";
    std::string readCode; // a picture
    int freePorts = 0;
    bench::ConclusionSetup conclusion;
    std::filesystem::path assets;
};

int complain(const std::string &text) {
    std::fprintf(stderr, "panier-bench: %s\n", text.c_str());
    return 1;
}

int printCode(const std::string &picture) {
    const QString text = bench::readQr(QImage(QString::fromStdString(picture)));
    if (text.isEmpty())
        return complain("no QR code can be read in " + picture);
    std::puts(qPrintable(text));
    return 0;
}

// Free ports of the loopback interface, all different, one a line.
int printFreePorts(int count) {
    std::vector<std::unique_ptr<QTcpServer>> servers;
    for (int i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<QTcpServer>());
        if (!servers.back()->listen(QHostAddress::LocalHost))
            return complain("no free port");
        std::printf("%d\n", servers.back()->serverPort());
    }
    return 0;
}

int runPanel(bench::Shop &shop, const Options &options) {
    bench::PanelModel model(shop, options.assets);
    bench::PanelWindow window(model);
    window.show();
    return QGuiApplication::exec();
}

int runScripted(QGuiApplication &application, bench::Shop &shop, const base::Clock &clock, const Options &options) {
    bool good = false;
    const std::unique_ptr<QThread> script(
        QThread::create([&] { good = bench::runScript(shop, clock, options.script); }));
    QObject::connect(script.get(), &QThread::finished, &application, &QCoreApplication::quit);
    script->start();
    QGuiApplication::exec();
    script->wait();
    return good ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    Options options;
    CLI::App command("Plays the devices of one kiosk: readers, camera, card terminal and printer, on loopback ports.");
    command.add_option("--config", options.shop.configFile, "The kiosk's own configuration: where to listen");
    command.add_option("--assets", options.assets, "The folder of Panier's assets");
    command.add_option("--book", options.shop.book, "The terminal's book, a JSON line for each payment");
    command.add_option("--out", options.shop.out, "Where receipts are left");
    command.add_option("--web", options.shop.web, "The panier-web to start, and to stop when its plug is pulled");
    command.add_option("--admin", options.shop.admin, "The panier-admin that makes the attendant's badge");
    command.add_option("--badge-of", options.shop.attendant, "Whose badge it is");
    command.add_option("--scripted", options.scripted,
                       "Visits to make, separated by commas, or \"all\"; no panel then");
    command.add_option("--language", options.language, "Of the kiosk's screen")->check(CLI::IsMember({"fr", "en"}));
    command.add_option("--orientation", options.script.orientation, "Of the kiosk's screen, for the summary");
    command.add_option("--shots", options.script.shots, "Where a script leaves its pictures");
    command.add_option("--summary", options.script.summary, "Where a script writes what its visits came to");
    command.add_option("--read-code", options.readCode, "Only prints what the QR code in a picture says");
    command.add_option("--free-ports", options.freePorts, "Only prints that many free ports")->check(CLI::Range(1, 20));
    command.add_option("--conclude", options.conclusion.runs, "Only sums up what these scripts' summaries say");
    command.add_option("--journal", options.conclusion.journal, "For --conclude: what the journal lists");
    command.add_option("--ticket-page", options.conclusion.ticketPage,
                       "For --conclude: \"verified\", or what is wrong");
    CLI11_PARSE(command, argc, argv);

    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName("panier-bench");
    if (!options.readCode.empty())
        return printCode(options.readCode);
    if (options.freePorts > 0)
        return printFreePorts(options.freePorts);
    if (!options.conclusion.runs.empty()) {
        options.conclusion.book = options.shop.book;
        options.conclusion.folder = options.shop.out;
        return bench::conclude(options.conclusion) ? 0 : 1;
    }
    const auto config = config::loadConfig(options.shop.configFile);
    if (!config)
        return complain(config.error().text);
    options.shop.config = *config;
    options.shop.demo = options.assets / "demo";
    options.script.language = options.language == "fr" ? bench::Language::French : bench::Language::English;

    const base::SystemClock clock;
    bench::Shop shop(clock);
    if (const auto opened = shop.open(options.shop); !opened)
        return complain(opened.error().text);
    base::logInfo("the shop is open");
    if (options.scripted.empty())
        return runPanel(shop, options);
    if (options.scripted != "all")
        options.script.visits = CLI::detail::split(options.scripted, ',');
    return runScripted(application, shop, clock, options);
}
