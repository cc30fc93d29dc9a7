#include "app/config/config.h"

#include "app/config/section_reader.h"
#include "base/durable_file.h"
#include "codes/gs1/variable_measure.h"
#include "codes/gtin.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <initializer_list>
#include <optional>
#include <set>
#include <sstream>
#include <toml++/toml.h>

namespace panier::config {

namespace {

constexpr std::size_t maxFileBytes = 256 * 1024;

bool isDigits(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isSiret(const std::string &text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != ' '; });
    return isDigits(digits, 14);
}

bool isHttpAddress(std::string_view url) {
    const bool http = url.substr(0, 7) == "http://" || url.substr(0, 8) == "https://";
    return http && url.back() != '/' && url.find_first_of(" \"<>") == std::string_view::npos;
}

std::optional<Failure> readStore(const toml::table &root, const std::filesystem::path &file, Store &store) {
    return SectionReader(root, "store", file)
        .text("name", store.name)
        .texts("address", store.address)
        .text("siret", store.siret)
        .text("naf", store.naf)
        .text("vat_number", store.vatNumber)
        .text("country", store.country)
        .text("currency", store.currency)
        .mustHave({"name", "address", "siret", "naf", "vat_number"})
        .require("name", !store.name.empty(), "the trader's name")
        .require("siret", isSiret(store.siret), "14 digits")
        .require("naf", !store.naf.empty(), "the trader's activity code, as \"4711F\"")
        .require("vat_number", !store.vatNumber.empty(), "the trader's VAT number, as \"FR32123456789\"")
        .require("country", !store.country.empty(), "the country's name")
        .require("currency", store.currency == "EUR", "\"EUR\", the only one so far")
        .failure();
}

std::optional<Failure> readKiosk(const toml::table &root, const std::filesystem::path &file, Kiosk &kiosk) {
    return SectionReader(root, "kiosk", file)
        .number("number", kiosk.number, 1, 999)
        .choice("theme", kiosk.theme, {"light"})
        .choice("orientation", kiosk.orientation, {"portrait", "landscape"})
        .choice("language", kiosk.language, {"fr", "en"})
        .text("attendant", kiosk.attendant)
        .text("bag_gtin", kiosk.bagGtin)
        .require("bag_gtin", kiosk.bagGtin.empty() || codes::Gtin::parse(kiosk.bagGtin).has_value(),
                 "the GTIN of an article of 8, 12, 13 or 14 digits, or empty")
        .number("idle_seconds", kiosk.idleSeconds, 10, 3600)
        .failure();
}

std::optional<Failure> readRfid(const toml::table &root, const std::filesystem::path &file, Rfid &rfid) {
    return SectionReader(root, "rfid", file)
        .flag("enabled", rfid.enabled)
        .choice("family", rfid.family, {"llrp", "thingmagic"})
        .host("host", rfid.host)
        .port("port", rfid.port)
        .flag("tls", rfid.tls)
        .path("ca_file", rfid.caFile, true)
        .text("fingerprint", rfid.fingerprint)
        .require("tls", !rfid.tls || !rfid.caFile.empty() || !rfid.fingerprint.empty(),
                 "false, or 'ca_file' or 'fingerprint' must say who the reader is")
        .number("session", rfid.session, 0, 3)
        .number("mode", rfid.mode, -1, 1'000'000)
        .text("device", rfid.device)
        .require("device", !rfid.device.empty(), "a serial port, as \"/dev/panier-reader\"")
        .choice("region", rfid.region,
                {"na", "eu", "in", "jp", "prc", "eu3", "kr2", "au", "nz", "na2", "na3", "eu4", "open"})
        .number("power_dbm", rfid.powerDbm, 0, 36)
        .number("limit_dbm", rfid.limitDbm, -100, -20)
        .number("lid_input", rfid.lidInput, 0, 16)
        .choice("mark", rfid.mark, {"none", "user", "eas"})
        .path("mark_password_file", rfid.markPasswordFile, true)
        .number("record_alerts", rfid.recordAlerts, 0, 1000)
        .failure();
}

std::optional<Failure> readNeighbours(const toml::table &root, const std::filesystem::path &file,
                                      Neighbours &neighbours) {
    SectionReader reader(root, "neighbours", file);
    reader.text("name", neighbours.name)
        .listen("listen", neighbours.listenHost, neighbours.listenPort)
        .kiosks("kiosks", neighbours.kiosks)
        .path("key_file", neighbours.keyFile, true);
    std::set<std::string> names{neighbours.name};
    for (const auto &kiosk : neighbours.kiosks)
        names.insert(kiosk.name);
    const bool alone = neighbours.kiosks.empty();
    return reader.require("name", alone || !neighbours.name.empty(), "this kiosk's name, as its neighbours call it")
        .require("name", neighbours.name.size() <= maxKioskName, "at most 64 bytes")
        .require("listen", alone || !neighbours.listenHost.empty(), "where this kiosk listens for its neighbours")
        .require("key_file", alone || !neighbours.keyFile.empty(), "the file with the secret that all kiosks share")
        .require("kiosks", alone || names.size() == neighbours.kiosks.size() + 1,
                 "kiosks of different names, none of them this one's")
        .failure();
}

bool areTemplates(const std::string &text) {
    std::istringstream layouts(text);
    std::string layout;
    bool good = true;
    while (layouts >> layout)
        good = good && codes::MeasureTemplate::parse(layout).has_value();
    return good;
}

std::optional<Failure> readCodes(const toml::table &root, const std::filesystem::path &file, Scanner &scanner,
                                 Codes &codes) {
    if (auto failure = SectionReader(root, "scanner", file)
                           .choice("kind", scanner.kind, {"none", "serial", "evdev"})
                           .text("device", scanner.device)
                           .require("device", !scanner.device.empty(), "a serial port or an input device")
                           .number("baud", scanner.baud, 1200, 921'600)
                           .choice("layout", scanner.layout, {"us", "fr"})
                           .text("prefix", scanner.prefix)
                           .require("prefix", scanner.prefix.size() <= 16, "at most 16 characters")
                           .choice("suffix", scanner.suffix, {"cr", "lf", "crlf", "tab", "none"})
                           .failure())
        return failure;
    return SectionReader(root, "codes", file)
        .text("templates", codes.templates)
        .require("templates", areTemplates(codes.templates), "layouts of 13 characters, as \"21IIIIIPPPPPC\"")
        .path("key_file", codes.keyFile, true)
        .failure();
}

std::optional<Failure> readCameraTop(const toml::table &root, const std::filesystem::path &file, TopCamera &camera) {
    return SectionReader(root, "camera_top", file)
        .text("source", camera.source)
        .number("exposure_us", camera.exposureUs, -1, 1'000'000)
        .number("mains_hz", camera.mainsHz, -1, 60)
        .require("mains_hz", camera.mainsHz <= 0 || camera.mainsHz == 50 || camera.mainsHz == 60,
                 "50, 60, 0 for no filter, or -1")
        .failure();
}

std::optional<Failure> readDevices(const toml::table &root, const std::filesystem::path &file, Config &config) {
    auto &[store, kiosk, rfid, neighbours, camera, cameraTop, scanner, codes, payment, printer, eticket, database,
           nfc] = config;
    if (auto failure = SectionReader(root, "camera", file)
                           .flag("enabled", camera.enabled)
                           .text("source", camera.source)
                           .require("source", !camera.enabled || !camera.source.empty(), "a device, file or address")
                           .path("eye", camera.eye, true)
                           .number("focus", camera.focus, -1, 65'535)
                           .number("exposure_us", camera.exposureUs, -1, 1'000'000)
                           .number("mains_hz", camera.mainsHz, -1, 60)
                           .require("mains_hz", camera.mainsHz <= 0 || camera.mainsHz == 50 || camera.mainsHz == 60,
                                    "50, 60, 0 for no filter, or -1")
                           .number("keep_crash_frames", camera.keepCrashFrames, 0, 100)
                           .number("keep_crash_days", camera.keepCrashDays, 1, 90)
                           .failure())
        return failure;
    if (auto failure = readCameraTop(root, file, cameraTop))
        return failure;
    if (auto failure = readCodes(root, file, scanner, codes))
        return failure;
    if (auto failure = SectionReader(root, "payment", file)
                           .host("host", payment.host)
                           .port("port", payment.port)
                           .text("till", payment.till)
                           .require("till", isDigits(payment.till, 2), "two digits in quotes, as \"01\"")
                           .number("timeout_seconds", payment.timeoutSeconds, 10, 900)
                           .failure())
        return failure;
    if (auto failure = SectionReader(root, "nfc", file)
                           .text("device", nfc.device)
                           .path("badge_key_file", nfc.badgeKeyFile, true)
                           .require("badge_key_file", nfc.badgeKeyFile.empty() || !nfc.device.empty(),
                                    "empty where 'device' names no reader")
                           .failure())
        return failure;
    return SectionReader(root, "printer", file)
        .flag("enabled", printer.enabled)
        .host("host", printer.host)
        .port("port", printer.port)
        .number("columns", printer.columns, 24, 96)
        .failure();
}

std::optional<Failure> readRecords(const toml::table &root, const std::filesystem::path &file, Config &config) {
    Eticket &eticket = config.eticket;
    if (auto failure = SectionReader(root, "eticket", file)
                           .flag("enabled", eticket.enabled)
                           .host("listen", eticket.listen)
                           .port("port", eticket.port)
                           .text("public_url", eticket.publicUrl)
                           .require("public_url", isHttpAddress(eticket.publicUrl),
                                    "an http:// or https:// address without a slash at its end")
                           .failure())
        return failure;
    Database &database = config.database;
    const auto ownFiles = [&database] {
        return std::set{database.till, database.catalogue, database.staff,
                        database.head, database.key,       database.certificate}
                   .size() == 6;
    };
    SectionReader reader(root, "database", file);
    reader.path("till", database.till)
        .path("catalogue", database.catalogue)
        .path("staff", database.staff)
        .path("head", database.head)
        .path("key", database.key)
        .path("certificate", database.certificate);
    return reader.require("till", ownFiles(), "a file of its own, as every other file in the section").failure();
}

std::optional<Failure> refuseUnknownSections(const toml::table &root, const std::filesystem::path &file) {
    static constexpr std::array<std::string_view, 13> sections = {
        "store", "kiosk",   "rfid",    "neighbours", "camera",   "camera_top", "scanner",
        "codes", "payment", "printer", "eticket",    "database", "nfc"};
    for (const auto &[key, node] : root) {
        if (std::find(sections.begin(), sections.end(), key.str()) == sections.end())
            return Failure{ConfigError::Unknown,
                           fmt::format("{}:{}: there is no section [{}]; there are: {}", file.string(),
                                       key.source().begin.line, key.str(), fmt::join(sections, ", "))};
    }
    return std::nullopt;
}

} // namespace

base::Expected<Config, Failure> parseConfig(std::string_view text, const std::filesystem::path &file) {
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error &error) {
        return base::fail(ConfigError::Syntax,
                          fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
    }
    Config config;
    auto failure = refuseUnknownSections(root, file);
    if (!failure)
        failure = readStore(root, file, config.store);
    if (!failure)
        failure = readKiosk(root, file, config.kiosk);
    if (!failure)
        failure = readRfid(root, file, config.rfid);
    if (!failure)
        failure = readNeighbours(root, file, config.neighbours);
    if (!failure)
        failure = readDevices(root, file, config);
    if (!failure)
        failure = readRecords(root, file, config);
    if (failure)
        return tl::make_unexpected(std::move(*failure));
    return config;
}

base::Expected<Config, Failure> loadConfig(const std::filesystem::path &file) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(file, error);
    const auto text = base::readWhole(file, maxFileBytes);
    if (error || !text)
        return base::fail(ConfigError::Unreadable,
                          fmt::format("{}:1: {}", file.string(), error ? error.message() : text.error()));
    return parseConfig(*text, absolute.lexically_normal());
}

} // namespace panier::config
