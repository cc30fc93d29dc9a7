// The card's half of DESFire EV1's secure messaging with AES. Written from NXP's AN10833, AN10922 and the behaviour
// that libfreefare, an implementation that shares nothing with this one, accepts.
#pragma once

#include "base/bytes.h"

#include <array>
#include <optional>

namespace panier::rfid::emulator {

using AesBlock = std::array<std::uint8_t, 16>;

// One authenticated session: a key and an initialisation vector that runs on over commands and answers.
class DesfireSession {
public:
    // The session's key comes from both sides' random numbers.
    DesfireSession(std::uint8_t keyNumber, const AesBlock &terminalRandom, const AesBlock &cardRandom);

    [[nodiscard]] std::uint8_t keyNumber() const { return m_keyNumber; }

    // The first 8 bytes of the CMAC (NIST SP 800-38B) over `bytes`, with the running vector before the first block.
    [[nodiscard]] base::Bytes mac(base::ByteView bytes);
    // CBC over whole blocks, from the running vector. `bytes` has a multiple of 16.
    [[nodiscard]] base::Bytes encrypt(base::ByteView bytes);
    [[nodiscard]] base::Bytes decrypt(base::ByteView bytes);

private:
    AesBlock m_key{};
    AesBlock m_vector{};
    std::uint8_t m_keyNumber;
};

// AES-128-CBC without padding; `vector` becomes the last block of ciphertext.
[[nodiscard]] base::Bytes aesEncrypt(const AesBlock &key, AesBlock &vector, base::ByteView plain);
[[nodiscard]] base::Bytes aesDecrypt(const AesBlock &key, AesBlock &vector, base::ByteView cipher);

// DESFire's CRC32: that of Ethernet without the final inversion, low byte first.
[[nodiscard]] base::Bytes desfireCrc32(base::ByteView bytes);

} // namespace panier::rfid::emulator
