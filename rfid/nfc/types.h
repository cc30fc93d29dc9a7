// What an NFC reader tells: plain values, from its thread to whoever listens.
#pragma once

#include "base/bytes.h"
#include "base/expected.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace panier::rfid::nfc {

enum class CardKind {
    Type2,   // NFC Forum Type 2 Tag: NTAG, MIFARE Ultralight
    Desfire, // MIFARE DESFire EV1 and later
    Classic, // MIFARE Classic
    Other,   // a telephone, a bank card
};

// What the first record of a tag says.
struct NdefRecord {
    enum class Kind { Text, Uri };
    Kind kind = Kind::Text;
    std::string value;    // UTF-8; a URI with its prefix written out
    std::string language; // of a text, as the tag has it: "fr"
    bool operator==(const NdefRecord &) const = default;
};

// A card was laid on the reader. Whoever copies its UID is that card as far as this tells: good for a loyalty card,
// never for rights or money.
struct CardTapped {
    base::Bytes uid; // 4, 7 or 10 bytes; empty where the card invents another one each time
    CardKind kind = CardKind::Other;
    std::optional<NdefRecord> ndef; // of Type 2 tags only
    bool operator==(const CardTapped &) const = default;
};

// The number that a staff badge holds: 128 random bits, in upper-case hexadecimal everywhere else.
using BadgeNumber = std::array<std::uint8_t, 16>;

// A badge proved that it holds its key, and gave its number under that key.
struct BadgeTapped {
    BadgeNumber number{};
    bool operator==(const BadgeTapped &) const = default;
};

// Something that claims to be a badge, and isn't one of ours.
struct BadgeRefused {
    enum class Reason {
        NotAuthentic, // it doesn't hold the key that belongs to its UID: a copy, or another shop's
        Unreadable,   // it holds the key, and no number
        LeftTooSoon,  // it was taken away again and again before it was read
    };
    Reason reason = Reason::NotAuthentic;
    bool operator==(const BadgeRefused &) const = default;
};

// The reader itself.
struct ReaderReady {
    std::string name; // as libnfc calls it
    bool operator==(const ReaderReady &) const = default;
};
struct ReaderLost {
    std::string reason; // English, for the log
    bool operator==(const ReaderLost &) const = default;
};

using NfcEvent = std::variant<CardTapped, BadgeTapped, BadgeRefused, ReaderReady, ReaderLost>;

enum class NfcError {
    Unavailable, // no such reader, or it doesn't answer
    CardGone,    // no card, or it was taken away in the middle
    Refused,     // the card doesn't accept the key
    Malformed,   // what the card says isn't what the standard wants, or goes beyond a limit
    KeyFile,     // missing, readable by others, or not a key
};
using NfcFailure = base::Failure<NfcError>;
template <typename T>
using NfcResult = base::Expected<T, NfcFailure>;

} // namespace panier::rfid::nfc
