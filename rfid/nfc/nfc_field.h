// A reader's field: libnfc's device, and the card in it. Every call blocks; none for longer than its comment says.
#pragma once

#include "rfid/nfc/badge_key.h"
#include "rfid/nfc/ndef.h"

#include <memory>

namespace panier::rfid::nfc {

// A card that was found.
struct FoundCard {
    base::Bytes uid;
    CardKind kind = CardKind::Other;
};

// One open reader. Thread: any, one at a time.
class NfcField {
public:
    // Opens a reader by libnfc's name for it, "pn532_uart:/dev/ttyUSB0". Unavailable if there is none; a silent one
    // takes some 1.5 s to be found out.
    [[nodiscard]] static NfcResult<NfcField> open(const std::string &connection);
    NfcField(NfcField &&) noexcept;
    NfcField &operator=(NfcField &&) noexcept;
    ~NfcField();

    [[nodiscard]] std::string name() const;

    // Switches the field off and on and looks for a card of ISO/IEC 14443 type A at 106 kbit/s: each time the same one
    // if several lie there. nullopt: none. Unavailable: the reader fails. At most some 2 s.
    [[nodiscard]] NfcResult<std::optional<FoundCard>> look();

    // The rest is about the card that look() found last.

    // The NDEF record of a Type 2 tag. CardGone if it is taken away, Malformed if it has none that we read.
    // At most 60 exchanges.
    [[nodiscard]] NfcResult<NdefRecord> readNdef();
    // As readBadge() and writeBadge() of desfire_badge.h say.
    [[nodiscard]] NfcResult<std::optional<BadgeNumber>> readBadge(const AesKey &master);
    [[nodiscard]] NfcResult<void> writeBadge(const AesKey &master, const BadgeNumber &number);

private:
    struct Device;
    explicit NfcField(std::unique_ptr<Device> device);
    [[nodiscard]] NfcResult<base::Bytes> readPages(std::uint8_t page);

    std::unique_ptr<Device> m_device;
};

} // namespace panier::rfid::nfc
