#include "app/config/config.h"

#include "base/durable_file.h"
#include "codes/gtin.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <initializer_list>
#include <optional>
#include <set>
#include <toml++/toml.h>

namespace panier::config {

namespace {

constexpr std::size_t maxFileBytes = 256 * 1024;
constexpr std::size_t maxTextBytes = 500;

bool isPrintable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

bool isDigits(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Reads the keys of one section into their places, and remembers the first thing that is wrong.
class SectionReader {
public:
    SectionReader(const toml::table &root, std::string section, const std::filesystem::path &file)
        : m_section(std::move(section)), m_file(file) {
        const toml::node *node = root.get(m_section);
        if (node == nullptr)
            return;
        m_line = node->source().begin.line;
        m_table = node->as_table();
        if (m_table == nullptr)
            refuse(ConfigError::Invalid, m_line, fmt::format("'{0}' must be a section: write [{0}]", m_section));
    }

    SectionReader &text(const char *key, std::string &place) {
        if (const toml::node *node = find(key)) {
            const auto value = node->value_exact<std::string>();
            if (!value || value->size() > maxTextBytes || !isPrintable(*value))
                invalid(key, *node, fmt::format("a text on one line of at most {} bytes", maxTextBytes));
            else
                place = *value;
        }
        return *this;
    }

    SectionReader &choice(const char *key, std::string &place, std::initializer_list<std::string_view> accepted) {
        text(key, place);
        if (std::find(accepted.begin(), accepted.end(), place) == accepted.end())
            invalid(key, fmt::format("one of \"{}\"", fmt::join(accepted, "\", \"")));
        return *this;
    }

    SectionReader &texts(const char *key, std::vector<std::string> &place) {
        const toml::node *node = find(key);
        if (node == nullptr)
            return *this;
        const toml::array *array = node->as_array();
        bool good = array != nullptr && !array->empty() && array->size() <= 6;
        std::vector<std::string> values;
        for (std::size_t i = 0; good && i < array->size(); ++i) {
            const auto value = array->get(i)->value_exact<std::string>();
            good = value && !value->empty() && value->size() <= maxTextBytes && isPrintable(*value);
            if (good)
                values.push_back(*value);
        }
        if (good)
            place = std::move(values);
        else
            invalid(key, *node, "a list of one to six texts: [\"1 rue X\", \"75001 Paris\"]");
        return *this;
    }

    SectionReader &number(const char *key, int &place, int least, int most) {
        if (const toml::node *node = find(key)) {
            const auto value = node->value_exact<std::int64_t>();
            if (!value || *value < least || *value > most)
                invalid(key, *node, fmt::format("a whole number from {} to {}", least, most));
            else
                place = static_cast<int>(*value);
        }
        return *this;
    }

    SectionReader &flag(const char *key, bool &place) {
        if (const toml::node *node = find(key)) {
            const auto value = node->value_exact<bool>();
            if (!value)
                invalid(key, *node, "true or false");
            else
                place = *value;
        }
        return *this;
    }

    // Relative to the configuration file; an empty text stays an empty path where `optional` says so.
    SectionReader &path(const char *key, std::filesystem::path &place, bool optional = false) {
        std::string value = place.string();
        text(key, value);
        if (value.empty() && !optional)
            invalid(key, "the name of a file");
        place = value.empty() ? std::filesystem::path() : (m_file.parent_path() / value).lexically_normal();
        return *this;
    }

    SectionReader &port(const char *key, int &place) { return number(key, place, 1, 65535); }

    SectionReader &host(const char *key, std::string &place) {
        text(key, place);
        if (place.empty() || place.find_first_of(" /") != std::string::npos)
            invalid(key, "a host name or an address, without port");
        return *this;
    }

    // A further rule about a key that was read already.
    SectionReader &require(const char *key, bool holds, std::string_view wanted) {
        if (!holds)
            invalid(key, wanted);
        return *this;
    }

    SectionReader &mustHave(std::initializer_list<const char *> keys) {
        for (const char *key : keys) {
            if (m_table == nullptr || m_table->get(key) == nullptr)
                refuse(ConfigError::Missing, m_line,
                       fmt::format("[{}] lacks '{}', which a receipt must show", m_section, key));
        }
        return *this;
    }

    // What is wrong with the section, keys that nobody asked for included.
    [[nodiscard]] std::optional<Failure> failure() {
        if (m_table != nullptr) {
            for (const auto &[key, node] : *m_table) {
                if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end())
                    refuse(ConfigError::Unknown, key.source().begin.line,
                           fmt::format("[{}] has no key '{}'; it has: {}", m_section, key.str(),
                                       fmt::join(m_known, ", ")));
            }
        }
        return m_failure;
    }

private:
    const toml::node *find(const char *key) {
        m_known.emplace_back(key);
        return m_table == nullptr ? nullptr : m_table->get(key);
    }
    void invalid(const char *key, const toml::node &node, std::string_view wanted) {
        refuse(ConfigError::Invalid, node.source().begin.line,
               fmt::format("'{}' in [{}] must be {}", key, m_section, wanted));
    }
    void invalid(const char *key, std::string_view wanted) {
        const toml::node *node = m_table == nullptr ? nullptr : m_table->get(key);
        refuse(ConfigError::Invalid, node == nullptr ? m_line : node->source().begin.line,
               fmt::format("'{}' in [{}] must be {}", key, m_section, wanted));
    }
    void refuse(ConfigError code, toml::source_index line, std::string text) {
        if (!m_failure)
            m_failure = Failure{code, fmt::format("{}:{}: {}", m_file.string(), line, std::move(text))};
    }

    std::string m_section;
    const std::filesystem::path &m_file;
    const toml::table *m_table = nullptr;
    toml::source_index m_line = 1;
    std::vector<std::string> m_known;
    std::optional<Failure> m_failure;
};

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

std::optional<Failure> readDevices(const toml::table &root, const std::filesystem::path &file, Config &config) {
    auto &[store, kiosk, rfid, camera, payment, printer, eticket, database] = config;
    if (auto failure = SectionReader(root, "rfid", file)
                           .flag("enabled", rfid.enabled)
                           .host("host", rfid.host)
                           .port("port", rfid.port)
                           .number("tray_dbm", rfid.trayDbm, -120, 0)
                           .number("stray_dbm", rfid.strayDbm, -120, 0)
                           .require("stray_dbm", rfid.strayDbm <= rfid.trayDbm - 10, "at least 10 dB below tray_dbm")
                           .failure())
        return failure;
    if (auto failure = SectionReader(root, "camera", file)
                           .flag("enabled", camera.enabled)
                           .text("source", camera.source)
                           .require("source", !camera.enabled || !camera.source.empty(), "a device, file or address")
                           .path("eye", camera.eye, true)
                           .failure())
        return failure;
    if (auto failure = SectionReader(root, "payment", file)
                           .host("host", payment.host)
                           .port("port", payment.port)
                           .text("till", payment.till)
                           .require("till", isDigits(payment.till, 2), "two digits in quotes, as \"01\"")
                           .number("timeout_seconds", payment.timeoutSeconds, 10, 900)
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
    static constexpr std::array<std::string_view, 8> sections = {"store",   "kiosk",   "rfid",    "camera",
                                                                 "payment", "printer", "eticket", "database"};
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
