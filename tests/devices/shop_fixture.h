// A shop in a temporary folder: a kiosk's files and configuration, and the emulated devices that it names.
#pragma once

#include "app/config/config.h"
#include "journal/content.h"
#include "peripherals/payment/emulator.h"
#include "peripherals/printer/emulator.h"
#include "rfid/emulator/reader_emulator.h"
#include "storage/types.h"

#include <array>
#include <filesystem>
#include <string>

namespace panier::tests {

// Needs a QGuiApplication for the printer's fonts. Throws std::runtime_error where a shop can't be set up.
// Thread: Qt's event loop of the thread that made it.
class Shop {
public:
    // `extra` is appended to the configuration, `rfid` to its section of the reader; there is no camera and no e-ticket
    // unless `extra` says so.
    explicit Shop(const std::string &extra = "[camera]\nenabled = false\n[eticket]\nenabled = false\n",
                  const std::string &rfid = {});
    ~Shop();
    Shop(const Shop &) = delete;
    Shop &operator=(const Shop &) = delete;

    // Two jumpers and a pair of jeans, each with its tag.
    static constexpr std::int64_t totalMinor = 2 * 4995 + 4796;
    [[nodiscard]] const std::array<codes::Epc, 3> &tags() const { return m_tags; }
    void layAll(); // on the tray

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }
    [[nodiscard]] std::filesystem::path configFile() const { return m_folder / "panier.toml"; }
    [[nodiscard]] config::Config config() const;
    [[nodiscard]] storage::Files files() const;

    // What the journal holds, in order of number; unchecked.
    [[nodiscard]] std::vector<journal::TicketContent> tickets() const;
    // What the terminal approved.
    [[nodiscard]] std::vector<peripherals::payment::BookEntry> approved() const;

    const base::SystemClock clock;
    rfid::emulator::LlrpReaderEmulator reader;
    peripherals::payment::CaisseApTerminal terminal{clock};
    peripherals::printer::EscPosPrinter printer;

private:
    void writeFiles(const std::string &extra, const std::string &rfid) const;

    std::filesystem::path m_folder;
    std::array<codes::Epc, 3> m_tags;
};

} // namespace panier::tests
