// The configuration: one TOML file that names the shop, the kiosk and every endpoint. Plain strings and integers, so
// that whoever reads it needs no device library.
#pragma once

#include "base/expected.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace panier::config {

// Whose till it is; all of it stands on the receipt, so none of it has a default except country and currency.
struct Store {
    std::string name;
    std::vector<std::string> address; // street, postcode and town; one line each, without the country
    std::string siret;                // 14 digits, as written in the file (spaces allowed)
    std::string naf;                  // "4711F"
    std::string vatNumber;            // "FR32123456789"
    std::string country = "FRANCE";
    std::string currency = "EUR";
    bool operator==(const Store &) const = default;
};

struct Kiosk {
    int number = 1;                       // of the register in the shop, 1 to 999
    std::string theme = "light";          // the only one so far
    std::string orientation = "portrait"; // or "landscape"
    std::string language = "fr";          // or "en": what the screen starts with
    std::string attendant;                // the first name that the help screen shows; may be empty
    std::string bagGtin;                  // the bag offered at payment; empty: none
    int idleSeconds = 90;                 // without a touch before the kiosk asks whether someone is there
    bool operator==(const Kiosk &) const = default;
};

// The UHF reader, LLRP over TCP.
struct Rfid {
    bool enabled = true;
    std::string host = "127.0.0.1";
    int port = 5084;
    int trayDbm = -48;  // usual level of a tag on the tray; learnt from there on
    int strayDbm = -72; // usual level of one that isn't
    bool operator==(const Rfid &) const = default;
};

struct Camera {
    bool enabled = true;
    std::string source = "/dev/video0"; // a V4L2 device, a file, or an http:// MJPEG address
    std::filesystem::path eye;          // the panier-eye executable; empty: the one beside the kiosk's own
    bool operator==(const Camera &) const = default;
};

// The card terminal, Caisse-AP over TCP.
struct Payment {
    std::string host = "127.0.0.1";
    int port = 8888;
    std::string till = "01"; // Caisse-AP CA, two digits
    int timeoutSeconds = 180;
    bool operator==(const Payment &) const = default;
};

// The receipt printer, ESC/POS over TCP.
struct Printer {
    bool enabled = true;
    std::string host = "127.0.0.1";
    int port = 9100;
    int columns = 48; // of font A
    bool operator==(const Printer &) const = default;
};

// The page that a receipt's QR code opens, served by panier-web.
struct Eticket {
    bool enabled = true;
    std::string listen = "127.0.0.1";
    int port = 8480;
    std::string publicUrl = "http://127.0.0.1:8480"; // as a phone reaches it, without a slash at the end
    bool operator==(const Eticket &) const = default;
};

// Where the till keeps what it keeps. Relative paths are relative to the configuration file.
struct Database {
    std::filesystem::path till = "till.db";           // visits, journal, outbox
    std::filesystem::path catalogue = "catalogue.db"; // articles and tag mapping
    std::filesystem::path staff = "staff.db";         // who may sign in
    std::filesystem::path head = "till.head";         // the journal's signed head, best on another disk
    std::filesystem::path key = "till.key";           // the journal's private key
    std::filesystem::path certificate = "till.crt";
    bool operator==(const Database &) const = default;
};

struct Config {
    Store store;
    Kiosk kiosk;
    Rfid rfid;
    Camera camera;
    Payment payment;
    Printer printer;
    Eticket eticket;
    Database database;
    bool operator==(const Config &) const = default;
};

enum class ConfigError {
    Unreadable, // the file isn't there, isn't a file, or is larger than 256 KiB
    Syntax,     // not TOML
    Unknown,    // a section or key that nobody reads
    Invalid,    // a value of the wrong type or out of range
    Missing,    // [store] lacks what the law wants on a receipt
};
using Failure = base::Failure<ConfigError>;

// Reads and checks a whole file; the paths in the result are absolute. A failure's text starts with "file:line: ".
[[nodiscard]] base::Expected<Config, Failure> loadConfig(const std::filesystem::path &file);

// The same for a text already read; `file` names it in failures, and its folder is where relative paths start.
[[nodiscard]] base::Expected<Config, Failure> parseConfig(std::string_view text, const std::filesystem::path &file);

} // namespace panier::config
