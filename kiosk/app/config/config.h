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

// The UHF reader: LLRP over TCP, or a ThingMagic module on a serial line.
struct Rfid {
    bool enabled = true;
    std::string family = "llrp";               // or "thingmagic"
    std::string host = "127.0.0.1";            // llrp
    int port = 5084;                           // llrp
    bool tls = false;                          // llrp; then who the reader is must be proved, by one of these or both:
    std::filesystem::path caFile;              // PEM: whose certificates are believed
    std::string fingerprint;                   // SHA-256 of the reader's certificate, in hexadecimal
    int session = 1;                           // llrp: Gen2 session while the tray is open, 0 to 3
    int mode = -1;                             // llrp: one of the reader's RF modes; -1: the kiosk chooses
    std::string device = "/dev/panier-reader"; // thingmagic: a serial port
    std::string region = "eu3";                // thingmagic
    int powerDbm = 0;                          // 0: as the reader is set
    int limitDbm = -67;                        // what no antenna hears this strongly isn't on the tray
    int lidInput = 0;          // the reader's input that is high while a lid over the tray is open; 0: none
    std::string mark = "none"; // of what is sold: "user" writes user memory, "eas" clears the EAS bit
    std::filesystem::path markPasswordFile; // the tags' access password, 8 hexadecimal digits; empty: they have none
    int recordAlerts = 20; // recordings of alerts about the tray that are kept, beside till.db; 0: none
    bool operator==(const Rfid &) const = default;
};

struct NeighbourKiosk {
    std::string name;
    std::string host;
    int port = 0;
    bool operator==(const NeighbourKiosk &) const = default;
};

// The kiosks beside this one, so that an article between two trays is sold at one of them.
struct Neighbours {
    std::string name;       // of this kiosk, as its neighbours' attendants read it
    std::string listenHost; // an address of this machine; empty: it is alone
    int listenPort = 0;
    std::vector<NeighbourKiosk> kiosks; // the others; empty: it is alone
    std::filesystem::path keyFile;      // the secret that all kiosks of the shop share
    bool operator==(const Neighbours &) const = default;
};

struct Camera {
    bool enabled = true;
    std::string source = "/dev/video0"; // a V4L2 device, a file, or an http:// MJPEG address
    std::filesystem::path eye;          // the panier-eye executable; empty: the one beside the kiosk's own
    int focus = -1;                     // of a V4L2 device, in its own unit; -1: as it has it
    int exposureUs = -1;                // the same, microseconds
    int mainsHz = -1;                   // the same: 50, 60, or 0 where the light doesn't flicker
    int keepCrashFrames = 0;            // frames that ended panier-eye, kept beside till.db; 0: none
    int keepCrashDays = 7;              // none of them longer
    bool operator==(const Camera &) const = default;
};

// The camera that looks down on the tray: it sees what has no tag.
struct TopCamera {
    std::string source; // as Camera's; empty: there is none
    int exposureUs = -1;
    int mainsHz = -1;
    bool operator==(const TopCamera &) const = default;
};

// A barcode scanner.
struct Scanner {
    std::string kind = "none";                  // or "serial", or "evdev": it says that it is a keyboard
    std::string device = "/dev/panier-scanner"; // a serial port, or /dev/input/by-id/...-event-kbd
    int baud = 115200;                          // serial
    std::string layout = "us";                  // evdev: the keyboard that it is set to be; or "fr"
    std::string prefix;                         // what it sends before each code
    std::string suffix = "cr";                  // and behind: "cr", "lf", "crlf", "tab", "none"
    bool operator==(const Scanner &) const = default;
};

// What the shop's own codes mean.
struct Codes {
    std::string templates; // of numbers that begin with 02 or 20 to 29, a space between two; see MeasureTemplate
    std::filesystem::path keyFile; // the secret that seals Panier's own codes; empty: none of them is believed
    bool operator==(const Codes &) const = default;
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

// The NFC reader, for loyalty cards and staff badges.
struct Nfc {
    std::string device;                 // as libnfc names it: "pn532_uart:/dev/ttyUSB0"; empty: there is none
    std::filesystem::path badgeKeyFile; // the badges' master key, mode 0600; empty: no badge is taken
    bool operator==(const Nfc &) const = default;
};

struct Config {
    Store store;
    Kiosk kiosk;
    Rfid rfid;
    Neighbours neighbours;
    Camera camera;
    TopCamera cameraTop;
    Scanner scanner;
    Codes codes;
    Payment payment;
    Printer printer;
    Eticket eticket;
    Database database;
    Nfc nfc;
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
