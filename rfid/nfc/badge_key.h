// The keys of staff badges: one master key in a file, and from it one key a badge, so that a badge that was opened up
// opens no other.
#pragma once

#include "rfid/nfc/types.h"

#include <filesystem>

namespace panier::rfid::nfc {

// An AES-128 key; overwritten when it goes.
class AesKey {
public:
    AesKey() = default;
    explicit AesKey(const std::array<std::uint8_t, 16> &bytes) : m_bytes(bytes) {}
    ~AesKey();
    AesKey(const AesKey &) = default;
    AesKey &operator=(const AesKey &) = default;

    [[nodiscard]] const std::array<std::uint8_t, 16> &bytes() const { return m_bytes; }
    bool operator==(const AesKey &) const = default;

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

// AES-CMAC (NIST SP 800-38B, RFC 4493). Malformed only if the machine's OpenSSL has no CMAC.
[[nodiscard]] NfcResult<std::array<std::uint8_t, 16>> aesCmac(const AesKey &key, base::ByteView message);

// NXP AN10922, 2.2: the key for a card, from the master key and `input`, 16 to 31 bytes: its UID, the application's id
// and a constant of the system. (Shorter inputs would want a padding of their own; none is needed here.)
[[nodiscard]] NfcResult<AesKey> diversified(const AesKey &master, base::ByteView input);

// Reads a master key: 32 hexadecimal digits and perhaps a line's end. KeyFile if it isn't that, isn't a regular file,
// or anyone but its owner may read or write it.
[[nodiscard]] NfcResult<AesKey> readKeyFile(const std::filesystem::path &file);

// Writes a new random master key to a file that must not exist, mode 0600.
[[nodiscard]] NfcResult<void> createKeyFile(const std::filesystem::path &file);

} // namespace panier::rfid::nfc
