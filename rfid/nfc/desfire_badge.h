// Staff badges: an application of Panier's on a MIFARE DESFire EV1, opened with a key of the badge's own. Inside
// rfid/nfc only: it speaks libnfc's types.
#pragma once

#include "rfid/nfc/badge_key.h"

#include <nfc/nfc.h>

namespace panier::rfid::nfc {

// Where a badge keeps its number: application 504E52, key 0 (AES), standard file 1, 16 bytes, always enciphered.
inline constexpr std::uint32_t badgeApplication = 0x504E52;

// The key of the badge with this UID: AN10922 over the UID, the application's id and "Panier badge".
// Malformed unless the UID has 7 bytes.
[[nodiscard]] NfcResult<AesKey> badgeKey(const AesKey &master, base::ByteView uid);

// True if a card says of itself that it is a DESFire EV1 (answer to select 4 of ISO/IEC 14443-4, historical byte 80).
[[nodiscard]] bool isDesfire(const nfc_iso14443a_info &card);

// Authenticates both sides and reads the number. nullopt: the card has no such application, it is no badge. Refused: it
// has, and not the key. The card must not be selected at that moment. Blocks for at most some 5 * exchangeMs.
[[nodiscard]] NfcResult<std::optional<BadgeNumber>> readBadge(nfc_device *device, const nfc_iso14443a_info &card,
                                                              const AesKey &master);

// Makes a badge of a card: the application, its key, the number; takes up what was interrupted, and gives an own badge
// another number. Refused if its application is there under a key that isn't ours. The card's own master key stays as
// it is. Blocks for at most some 10 * exchangeMs.
[[nodiscard]] NfcResult<void> writeBadge(nfc_device *device, const nfc_iso14443a_info &card, const AesKey &master,
                                         const BadgeNumber &number);

} // namespace panier::rfid::nfc
