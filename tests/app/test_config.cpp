#include "app/config/config.h"
#include "app/config/secret_file.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>

using namespace panier::config;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string store = "[store]\nname = \"Chez Ada\"\naddress = [\"1 rue X\", \"75001 Paris\"]\n"
                          "siret = \"12345678900012\"\nnaf = \"4711F\"\nvat_number = \"FR32123456789\"\n"; // 6 lines

struct Refusal {
    std::string toml; // after `store`
    int line;         // in the whole file
    ConfigError code;
    std::string says;
};

} // namespace

TEST_CASE("the example has every key with its default") {
    const auto loaded = loadConfig(PANIER_ASSETS "/panier.example.toml");
    REQUIRE(loaded);
    const std::filesystem::path folder = std::filesystem::path(PANIER_ASSETS).lexically_normal();
    Config expected;
    expected.store = loaded->store; // has no defaults
    for (auto *path : {&expected.database.till, &expected.database.catalogue, &expected.database.staff,
                       &expected.database.head, &expected.database.key, &expected.database.certificate})
        *path = folder / *path;
    CHECK(*loaded == expected);
    CHECK(loaded->store.address.size() == 2);
    CHECK(loaded->store.country == Store().country);
    CHECK(loaded->store.currency == Store().currency);
}

TEST_CASE("values are read, and paths are relative to the file") {
    const auto config = parseConfig(store + "[rfid]\nenabled = false\nhost = \"reader.local\"\nlimit_dbm = -55\n"
                                            "[camera]\neye = \"bin/panier-eye\"\n"
                                            "[database]\nhead = \"/mnt/usb/till.head\"\ntill = \"../data/till.db\"\n",
                                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->store.name == "Chez Ada");
    CHECK(config->store.address == std::vector<std::string>{"1 rue X", "75001 Paris"});
    CHECK_FALSE(config->rfid.enabled);
    CHECK(config->rfid.host == "reader.local");
    CHECK(config->rfid.limitDbm == -55);
    CHECK(config->rfid.port == 5084);
    CHECK(config->camera.eye == "/etc/panier/bin/panier-eye");
    CHECK(config->database.head == "/mnt/usb/till.head");
    CHECK(config->database.till == "/etc/data/till.db");
    CHECK(config->database.catalogue == "/etc/panier/catalogue.db");
}

TEST_CASE("a camera's settings and its crash frames are read, and bounded") {
    const auto config = parseConfig(store + "[camera]\nfocus = 30\nexposure_us = 4000\nmains_hz = 50\n"
                                            "keep_crash_frames = 5\nkeep_crash_days = 3\n",
                                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->camera.focus == 30);
    CHECK(config->camera.exposureUs == 4000);
    CHECK(config->camera.mainsHz == 50);
    CHECK(config->camera.keepCrashFrames == 5);
    CHECK(config->camera.keepCrashDays == 3);
    CHECK(parseConfig(store, "/etc/panier/panier.toml")->camera.keepCrashFrames == 0);
    for (const auto *wrong : {"mains_hz = 55", "keep_crash_frames = 101", "keep_crash_days = 0", "focus = -2"})
        CHECK_FALSE(parseConfig(store + "[camera]\n" + wrong + "\n", "/etc/panier/panier.toml"));
}

TEST_CASE("there is a camera above the tray where its source is named") {
    CHECK(parseConfig(store, "/etc/panier/panier.toml")->cameraTop.source.empty());
    const auto config =
        parseConfig(store + "[camera_top]\nsource = \"/dev/v4l/by-id/top\"\nexposure_us = 8000\nmains_hz = 50\n",
                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->cameraTop == TopCamera{"/dev/v4l/by-id/top", 8000, 50});
    for (const auto *wrong : {"mains_hz = 55", "exposure_us = -2", "focus = 3", "source = 1"})
        CHECK_FALSE(parseConfig(store + "[camera_top]\n" + wrong + "\n", "/etc/panier/panier.toml"));
}

TEST_CASE("a reader of either family, its secrets and its neighbours are read") {
    const auto config =
        parseConfig(store + "[rfid]\nfamily = \"thingmagic\"\ndevice = \"/dev/ttyUSB0\"\nregion = \"na\"\n"
                            "mark = \"user\"\nmark_password_file = \"mark.key\"\nlid_input = 2\n"
                            "[neighbours]\nname = \"caisse 1\"\nlisten = \"192.168.1.11:5090\"\n"
                            "kiosks = [{name = \"caisse 2\", host = \"k2.local\", port = 5091}]\n"
                            "key_file = \"neighbours.key\"\n",
                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->rfid.family == "thingmagic");
    CHECK(config->rfid.device == "/dev/ttyUSB0");
    CHECK(config->rfid.region == "na");
    CHECK(config->rfid.mark == "user");
    CHECK(config->rfid.markPasswordFile == "/etc/panier/mark.key");
    CHECK(config->rfid.lidInput == 2);
    CHECK(config->neighbours.name == "caisse 1");
    CHECK(config->neighbours.listenHost == "192.168.1.11");
    CHECK(config->neighbours.listenPort == 5090);
    CHECK(config->neighbours.kiosks == std::vector<NeighbourKiosk>{{"caisse 2", "k2.local", 5091}});
    CHECK(config->neighbours.keyFile == "/etc/panier/neighbours.key");
}

TEST_CASE("an NFC reader and its badges' key are read") {
    const auto config =
        parseConfig(store + "[nfc]\ndevice = \"pn532_uart:/dev/panier-nfc\"\nbadge_key_file = \"badge.key\"\n",
                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->nfc.device == "pn532_uart:/dev/panier-nfc");
    CHECK(config->nfc.badgeKeyFile == "/etc/panier/badge.key");
    const auto alone = parseConfig(store + "[nfc]\nbadge_key_file = \"badge.key\"\n", "/etc/panier/panier.toml");
    REQUIRE_FALSE(alone);
    CHECK(alone.error().code == ConfigError::Invalid);
}

TEST_CASE("a scanner and what the shop's codes mean are read") {
    const auto config = parseConfig(store + "[scanner]\nkind = \"evdev\"\ndevice = \"/dev/input/by-id/x\"\n"
                                            "layout = \"fr\"\nprefix = \"#\"\nsuffix = \"tab\"\n"
                                            "[codes]\ntemplates = \"21IIIIIPPPPPC 20AAAAAAAAAAC\"\n"
                                            "key_file = \"codes.key\"\n",
                                    "/etc/panier/panier.toml");
    REQUIRE(config);
    CHECK(config->scanner.kind == "evdev");
    CHECK(config->scanner.device == "/dev/input/by-id/x");
    CHECK(config->scanner.layout == "fr");
    CHECK(config->scanner.prefix == "#");
    CHECK(config->scanner.suffix == "tab");
    CHECK(config->codes.templates == "21IIIIIPPPPPC 20AAAAAAAAAAC");
    CHECK(config->codes.keyFile == "/etc/panier/codes.key");
    for (const auto *wrong :
         {"[scanner]\nkind = \"usb\"\n", "[scanner]\nlayout = \"de\"\n", "[scanner]\nsuffix = \"\\r\"\n",
          "[scanner]\ndevice = \"\"\n", "[scanner]\nprefix = \"12345678901234567\"\n",
          "[codes]\ntemplates = \"31IIIIIPPPPPC\"\n", "[codes]\ntemplates = \"21IIIIIPPPPPC,20AAAAAAAAAAC\"\n"}) {
        const auto refused = parseConfig(store + wrong, "/etc/panier.toml");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ConfigError::Invalid);
    }
}

TEST_CASE("neighbours that can't be are refused") {
    const std::string named = "[neighbours]\nname = \"A\"\nlisten = \"127.0.0.1:1\"\nkey_file = \"k\"\n"; // 4 lines
    const auto refusal = GENERATE_COPY(
        Refusal{"[neighbours]\nkiosks = [{name = \"B\", host = \"b\", port = 1}]\n", 7, ConfigError::Invalid, "name"},
        Refusal{named + "kiosks = [{name = \"A\", host = \"b\", port = 1}]\n", 11, ConfigError::Invalid,
                "different names"},
        Refusal{named + "kiosks = [{name = \"B\", host = \"b\", port = 1}, {name = \"B\", host = \"c\", port = 1}]\n",
                11, ConfigError::Invalid, "different names"},
        Refusal{named + "kiosks = [{name = \"B\", host = \"b\"}]\n", 11, ConfigError::Invalid, "list of at most 32"},
        Refusal{named + "kiosks = [{name = \"B\", host = \"b\", port = 1, x = 1}]\n", 11, ConfigError::Invalid,
                "list of"},
        Refusal{named + "kiosks = [{name = \"B\", host = \"b c\", port = 1}]\n", 11, ConfigError::Invalid, "list of"},
        Refusal{named + "kiosks = [{name = \"B\", host = \"b\", port = 70000}]\n", 11, ConfigError::Invalid, "list of"},
        Refusal{named + "kiosks = \"B\"\n", 11, ConfigError::Invalid, "list of"},
        Refusal{"[neighbours]\nlisten = \"127.0.0.1\"\n", 8, ConfigError::Invalid, "with a port"},
        Refusal{"[neighbours]\nlisten = \":5090\"\n", 8, ConfigError::Invalid, "with a port"},
        Refusal{"[neighbours]\nlisten = \"127.0.0.1:0\"\n", 8, ConfigError::Invalid, "with a port"},
        Refusal{"[neighbours]\nlisten = \"127.0.0.1:5090x\"\n", 8, ConfigError::Invalid, "with a port"},
        Refusal{"[neighbours]\nlisten = \"kiosk.local:5090\"\n", 8, ConfigError::Invalid, "with a port"});
    const auto config = parseConfig(store + refusal.toml, "/etc/panier.toml");
    INFO(refusal.toml);
    REQUIRE_FALSE(config);
    CHECK(config.error().code == refusal.code);
    CHECK_THAT(config.error().text, StartsWith("/etc/panier.toml:" + std::to_string(refusal.line) + ": "));
    CHECK_THAT(config.error().text, ContainsSubstring(refusal.says));
}

TEST_CASE("a secret is its owner's alone") {
    const auto file = std::filesystem::temp_directory_path() / "panier-secret-test";
    std::ofstream(file) << "s3cret \n";
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
    CHECK(readSecret(file) == "s3cret");
    std::filesystem::permissions(file, perms::owner_read | perms::group_read);
    REQUIRE_FALSE(readSecret(file));
    CHECK_THAT(readSecret(file).error(), ContainsSubstring("chmod 600"));
    std::filesystem::remove(file);
    CHECK_FALSE(readSecret(file));
}

TEST_CASE("what is wrong is refused with its line and what would be right") {
    const auto refusal = GENERATE(
        Refusal{"[rfdi]\n", 7, ConfigError::Unknown, "there is no section [rfdi]; there are: store, kiosk, rfid"},
        Refusal{"x = 1\n", 7, ConfigError::Unknown, "[store] has no key 'x'; it has: name, address"},
        Refusal{"[rfid]\nhots = \"a\"\n", 8, ConfigError::Unknown, "[rfid] has no key 'hots'; it has: enabled, family"},
        Refusal{"[rfid]\nport = \"5084\"\n", 8, ConfigError::Invalid, "whole number from 1 to 65535"},
        Refusal{"[rfid]\nport = 5084.0\n", 8, ConfigError::Invalid, "whole number"},
        Refusal{"[rfid]\nport = 70000\n", 8, ConfigError::Invalid, "whole number"},
        Refusal{"[rfid]\nenabled = 1\n", 8, ConfigError::Invalid, "true or false"},
        Refusal{"[rfid]\nlimit_dbm = 5\n", 8, ConfigError::Invalid, "-100"},
        Refusal{"[rfid]\nfamily = \"usb\"\n", 8, ConfigError::Invalid, "\"llrp\", \"thingmagic\""},
        Refusal{"[rfid]\nregion = \"EU3\"\n", 8, ConfigError::Invalid, "\"eu3\""},
        Refusal{"[rfid]\nmark = \"kill\"\n", 8, ConfigError::Invalid, "\"none\", \"user\", \"eas\""},
        Refusal{"[rfid]\ntls = true\n", 8, ConfigError::Invalid, "who the reader is"},
        Refusal{"[rfid]\nsession = 4\n", 8, ConfigError::Invalid, "from 0 to 3"},
        Refusal{"[rfid]\nhost = \"\"\n", 8, ConfigError::Invalid, "host name"},
        Refusal{"[kiosk]\n\norientation = \"Portrait\"\n", 9, ConfigError::Invalid, "\"portrait\", \"landscape\""},
        Refusal{"[kiosk]\nlanguage = \"de\"\n", 8, ConfigError::Invalid, "\"fr\", \"en\""},
        Refusal{"[kiosk]\nattendant = \"a\\nb\"\n", 8, ConfigError::Invalid, "one line"},
        Refusal{"[kiosk]\nbag_gtin = \"9521234000708\"\n", 8, ConfigError::Invalid, "GTIN"},
        Refusal{"[payment]\ntill = \"1\"\n", 8, ConfigError::Invalid, "two digits"},
        Refusal{"[eticket]\npublic_url = \"http://x/\"\n", 8, ConfigError::Invalid, "without a slash"},
        Refusal{"[eticket]\npublic_url = \"javascript:x\"\n", 8, ConfigError::Invalid, "http://"},
        Refusal{"[database]\ntill = \"\"\n", 8, ConfigError::Invalid, "name of a file"},
        Refusal{"[database]\nhead = \"till.db\"\n", 7, ConfigError::Invalid, "a file of its own"},
        Refusal{"kiosk = 3\n[rfid]\n", 7, ConfigError::Unknown, "no key 'kiosk'"},
        Refusal{"[rfid\n", 7, ConfigError::Syntax, ""},
        Refusal{"[rfid]\nport = 1\nport = 2\n", 9, ConfigError::Syntax, "redefine"});
    const auto config = parseConfig(store + refusal.toml, "/etc/panier.toml");
    INFO(refusal.toml);
    REQUIRE_FALSE(config);
    CHECK(config.error().code == refusal.code);
    CHECK_THAT(config.error().text, StartsWith("/etc/panier.toml:" + std::to_string(refusal.line) + ": "));
    CHECK_THAT(config.error().text, ContainsSubstring(refusal.says));
}

TEST_CASE("a shop without its legal identity doesn't start") {
    const auto nothing = parseConfig("", "/etc/panier.toml");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == ConfigError::Missing);
    CHECK_THAT(nothing.error().text, ContainsSubstring("[store] lacks 'name'"));

    const auto wrong = parseConfig("[store]\nname = \"A\"\naddress = [\"B\"]\nsiret = \"123\"\nnaf = \"4711F\"\n"
                                   "vat_number = \"FR1\"\n",
                                   "/etc/panier.toml");
    REQUIRE_FALSE(wrong);
    CHECK_THAT(wrong.error().text, StartsWith("/etc/panier.toml:4: 'siret'"));
}

TEST_CASE("a section that isn't one, and a file that isn't one, are refused") {
    const auto section = parseConfig("kiosk = 3\n" + store, "/etc/panier.toml");
    REQUIRE_FALSE(section);
    CHECK_THAT(section.error().text, StartsWith("/etc/panier.toml:1: 'kiosk' must be a section"));

    const auto missing = loadConfig("/nonexistent/panier.toml");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ConfigError::Unreadable);
    CHECK_THAT(missing.error().text, StartsWith("/nonexistent/panier.toml:1: "));
    CHECK_FALSE(loadConfig("/dev/zero"));
}
