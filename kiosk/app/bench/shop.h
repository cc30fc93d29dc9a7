// A shop in a box: the emulated readers, camera, terminal and printer of one kiosk, its web side, and the articles that
// somebody lays on the tray. The kiosk sees none of this, only the wires.
#pragma once

#include "app/bench/card_reader.h"
#include "app/bench/shelf.h"
#include "app/config/config.h"
#include "base/clock.h"
#include "peripherals/payment/emulator.h"
#include "peripherals/printer/emulator.h"
#include "peripherals/scanner/emulator.h"
#include "rfid/emulator/reader_emulator.h"
#include "vision/emulator/mjpeg_server.h"
#include "vision/emulator/tray/tray_camera.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <array>
#include <map>
#include <memory>
#include <optional>

namespace panier::bench {

// Where a unit is.
enum class Place { Tray, Edge, Gone };

// A unit that was taken from the shelf.
struct Unit {
    int id = 0;
    int stack = 0; // index in Shop::stacks()
    std::uint64_t serial = 0;
    Place place = Place::Gone;
    bool bought = false; // lay on the tray when a card was charged: it doesn't go back to the shelf
};

// What has a plug.
enum class Plug { Reader, Camera, Terminal, Printer, Web, Nfc, Scanner };

enum class ShopError {
    Port,  // taken, or the configuration names another machine
    Files, // the book or the output folder can't be written
    Shelf,
};
using ShopFailure = base::Failure<ShopError>;

// What the bench is started with.
struct ShopSetup {
    config::Config config;
    std::filesystem::path configFile;
    std::filesystem::path demo;  // articles.csv and shelf.csv
    std::filesystem::path book;  // of the terminal; empty: not kept
    std::filesystem::path out;   // of the printer; empty: nothing is written
    std::filesystem::path web;   // the panier-web executable; empty: the web side isn't ours
    std::filesystem::path admin; // the panier-admin executable,
    std::string attendant;       // and for whom it makes a badge; empty: the badge stays blank
};

// Thread: Qt's event loop of the thread that made it.
class Shop : public QObject {
    Q_OBJECT

public:
    explicit Shop(const base::Clock &clock, QObject *parent = nullptr);
    ~Shop() override;

    // Everything listens, or the failure says what doesn't.
    [[nodiscard]] base::Expected<void, ShopFailure> open(const ShopSetup &setup);

    [[nodiscard]] const std::vector<Stack> &stacks() const { return m_stacks; }
    // Index of the stack; -1 if there is none of that name.
    [[nodiscard]] int stackOf(std::string_view key) const;
    [[nodiscard]] const std::vector<Unit> &units() const { return m_units; }

    // Takes a unit from the shelf and lays it down; its id.
    int lay(int stack, Place place);
    // Moves a unit that was laid down; Gone: back to the shelf, or home with the shopper.
    void move(int unit, Place place);
    // Takes a unit of that stack back from the tray; false if none lies there.
    bool takeBack(int stack);
    // The shopper leaves with everything.
    void clearTray();

    // Shows the code of the stack's article to the camera; false if it has none.
    bool hold(int stack, const vision::emulator::Pose &pose);
    void lower();
    [[nodiscard]] int held() const { return m_held; } // a stack; -1: nothing

    // Pulls the scanner's trigger over the stack's article, or over any code; false if there is none, or no scanner.
    bool scan(int stack);
    bool scan(const peripherals::scanner::Scan &code);
    // The same over the code of a basket with one of the stack's article in it that was set aside, always the same one.
    bool scanBasket(int stack);
    [[nodiscard]] bool hasScanner() const { return m_scanner != nullptr; }

    // Lays a card on the NFC reader, instead of whatever lies there.
    void layCard(Card card);
    [[nodiscard]] Card card() const { return m_nfc ? m_nfc->lying() : Card::None; }
    [[nodiscard]] bool hasNfc() const { return m_nfc != nullptr; }

    // The merchandiser says that the tag of a unit that lies there, of stack `unknown`, is the article of stack
    // `known`. False if panier-admin doesn't take it.
    [[nodiscard]] bool mapTag(int unknown, int known);

    void setPlugged(Plug plug, bool in);
    [[nodiscard]] bool isPlugged(Plug plug) const { return m_plugged[static_cast<std::size_t>(plug)]; }

    [[nodiscard]] peripherals::payment::CaisseApTerminal &terminal() { return m_terminal; }
    [[nodiscard]] peripherals::printer::EscPosPrinter &printer() { return m_printer; }
    [[nodiscard]] vision::emulator::MjpegServer &camera() { return m_camera; }
    [[nodiscard]] const rfid::emulator::LlrpReaderEmulator &reader() const { return m_reader; }

signals:
    // A unit moved, a plug was pulled, or something is held otherwise.
    void changed();

private:
    [[nodiscard]] base::Expected<void, ShopFailure> openDevices();
    [[nodiscard]] base::Expected<void, ShopFailure> openNfc();
    [[nodiscard]] base::Expected<void, ShopFailure> openScanner();
    [[nodiscard]] base::Expected<void, ShopFailure> writeBadge();
    // What it printed; nullopt if it failed.
    [[nodiscard]] std::optional<std::string> runAdmin(const QStringList &arguments);
    void place(const Unit &unit);
    void startWeb();
    void stopWeb();

    ShopSetup m_setup;
    std::vector<Stack> m_stacks;
    std::vector<Unit> m_units;
    rfid::emulator::LlrpReaderEmulator m_reader;
    vision::emulator::MjpegServer m_camera;
    vision::emulator::TrayCamera m_topCamera; // sees what lies on the tray, with a tag or without
    peripherals::payment::CaisseApTerminal m_terminal;
    peripherals::printer::EscPosPrinter m_printer;
    std::unique_ptr<CardReader> m_nfc;                              // none where the kiosk has none,
    std::unique_ptr<peripherals::scanner::SerialScanner> m_scanner; // the same
    std::map<int, std::string> m_baskets; // that were set aside, by the stack of their article
    QProcess m_web;
    std::array<bool, 7> m_plugged = {true, true, true, true, true, true, true};
    std::uint64_t m_nextSerial = 0;
    int m_nextUnit = 1;
    int m_held = -1;
};

} // namespace panier::bench
