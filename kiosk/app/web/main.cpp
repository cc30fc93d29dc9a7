// panier-web: serves the e-ticket pages of one till. Reads the till's files, writes none.
#include "app/config/config.h"
#include "app/web/privileges.h"
#include "base/log.h"
#include "web/server.h"

#include <CLI/CLI.hpp>
#include <csignal>

int main(int argc, char **argv) {
    CLI::App app("Serves the e-ticket pages of a till, until SIGTERM.");
    std::string file;
    app.add_option("--config", file, "the kiosk's configuration, panier.toml")->required();
    CLI11_PARSE(app, argc, argv);

    // Before any thread is there, so that all of them leave the signals to sigwait().
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const auto config = panier::config::loadConfig(file);
    if (!config) {
        panier::base::logError("{}", config.error().text);
        return 2;
    }
    const auto &eticket = config->eticket;
    if (!eticket.enabled) {
        panier::base::logInfo("the e-ticket is off: [eticket] enabled = false");
        return 0;
    }
    if (!panier::web::dropPrivileges()) {
        panier::base::logError("can't drop privileges");
        return 1;
    }
    const panier::base::SystemClock clock;
    panier::web::Site site(config->database.till, config->database.certificate, clock);
    const auto server =
        panier::web::Server::start(site, clock, eticket.listen, static_cast<std::uint16_t>(eticket.port));
    if (!server) {
        panier::base::logError("{}", server.error().text);
        return 1;
    }
    panier::base::logInfo("listening on {} port {}", eticket.listen, (*server)->port());
    int signal = 0;
    sigwait(&ending, &signal);
    panier::base::logInfo("ending");
    return 0;
}
