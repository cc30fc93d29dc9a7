// The kiosk's NFC reader, and the cards that somebody lays on it: an attendant's badge, a shopper's loyalty card.
#pragma once

#include "rfid/emulator/pn532_desfire.h"
#include "rfid/emulator/pn532_emulator.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace panier::bench {

enum class Card { None, Badge, Loyalty };

// Thread: Qt's event loop of the thread that made it.
class CardReader {
public:
    // `link` is where the kiosk finds it.
    explicit CardReader(const std::filesystem::path &link);

    // The path in libnfc's name for a reader, "pn532_uart:/tmp/nfc"; nullopt if it names none of that kind.
    [[nodiscard]] static std::optional<std::filesystem::path> linkIn(const std::string &connection);

    // False if there is no pseudo-terminal for it.
    [[nodiscard]] bool plug() { return m_reader.plug(); }
    void unplug() { m_reader.unplug(); }
    // Instead of whatever lies there.
    void lay(Card card);
    [[nodiscard]] Card lying() const { return m_lying; }

private:
    rfid::emulator::Pn532Emulator m_reader;
    // Blank until a badge is made of it; what was written to it stays while it lies elsewhere.
    std::shared_ptr<rfid::emulator::DesfireCard> m_badge;
    std::shared_ptr<rfid::emulator::Ntag213> m_loyalty;
    Card m_lying = Card::None;
};

} // namespace panier::bench
