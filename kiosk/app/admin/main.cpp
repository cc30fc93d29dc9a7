// panier-admin: what the shop does with a kiosk's files from a terminal.
#include "app/admin/badges.h"
#include "app/admin/commands.h"
#include "app/admin/epc.h"
#include "app/admin/house_codes.h"
#include "app/admin/scan.h"
#include "app/admin/tags.h"
#include "app/admin/tray.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/core.h>
#include <functional>

namespace {

using panier::config::Config;
namespace admin = panier::admin;

// Everything that the command line can name.
struct Arguments {
    std::string configFile;
    std::string csv;
    std::string name;
    std::string displayName;
    std::function<int(const Config &)> command;
    std::function<int()> withoutConfig; // a command that needs none
};

void addCommands(CLI::App &app, Arguments &given) {
    const auto does = [&given](CLI::App *sub, std::function<int(const Config &)> command) {
        sub->callback([&given, command = std::move(command)] { given.command = command; });
        return sub;
    };
    does(app.add_subcommand("init", "Create the key, the certificate and the databases of a new kiosk"),
         admin::initialise);

    CLI::App *journal = app.add_subcommand("journal", "The fiscal journal")->require_subcommand(1);
    does(journal->add_subcommand("verify", "Check every ticket, the chain and its signed head"), admin::verifyJournal);
    does(journal->add_subcommand("list", "Print one line a ticket"), admin::listJournal);

    CLI::App *import = app.add_subcommand("import", "Change the catalogue from a CSV file, all or nothing");
    import->require_subcommand(1);
    does(import->add_subcommand("articles", "Columns gtin, label_fr, price, vat_percent; and label_en, detail_fr, "
                                            "detail_en, size, regular_price, offer_fr, offer_en, tagged, age_limit, "
                                            "picture"),
         [&given](const Config &config) { return admin::importArticles(config, given.csv); })
        ->add_option("FILE", given.csv, "The CSV file")
        ->required();

    admin::addTags(app, given.command);

    admin::addBadges(app, given.command);

    admin::addHouseCodes(app, given.command);

    admin::addEpc(app, given.withoutConfig);

    admin::addTray(app, given.withoutConfig);

    admin::addScan(app, given.withoutConfig);

    CLI::App *user = app.add_subcommand("user", "Who may sign in at the kiosk")->require_subcommand(1);
    CLI::App *add =
        does(user->add_subcommand("add", "Add a user; the PIN is read from standard input"),
             [&given](const Config &config) { return admin::addUser(config, given.name, given.displayName); });
    add->add_option("NAME", given.name, "What is typed to sign in")->required();
    add->add_option("--display", given.displayName, "What the screen shows");
    does(user->add_subcommand("list", "Print one line a user"), admin::listUsers);
    does(user->add_subcommand("remove", "Remove a user"),
         [&given](const Config &config) { return admin::removeUser(config, given.name); })
        ->add_option("NAME", given.name, "What is typed to sign in")
        ->required();
}

} // namespace

int main(int argc, char **argv) {
    Arguments given;
    CLI::App app("Imports, users and the audit of a Panier kiosk");
    app.add_option("--config", given.configFile, "The kiosk's configuration file, which most commands need");
    app.require_subcommand(1);
    addCommands(app, given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (given.withoutConfig)
        return given.withoutConfig();
    if (given.configFile.empty()) {
        fmt::print(stderr, "panier-admin: --config FILE is missing\n");
        return 2;
    }
    const auto config = panier::config::loadConfig(given.configFile);
    if (!config) {
        fmt::print(stderr, "panier-admin: {}\n", config.error().text);
        return 1;
    }
    return given.command(*config);
}
