#include "rfid/emulator/pn532_desfire_session.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <openssl/evp.h>

namespace panier::rfid::emulator {

namespace {

constexpr std::size_t blockBytes = 16;
constexpr std::size_t macBytes = 8;

base::Bytes aesCbc(const AesBlock &key, const AesBlock &vector, base::ByteView bytes, bool encrypt) {
    assert(bytes.size() % blockBytes == 0);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    base::Bytes out(bytes.size() + blockBytes);
    int length = 0;
    const bool good =
        EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key.data(), vector.data(), encrypt ? 1 : 0) == 1 &&
        EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
        EVP_CipherUpdate(context.get(), out.data(), &length, bytes.data(), static_cast<int>(bytes.size())) == 1;
    assert(good && static_cast<std::size_t>(length) == bytes.size());
    (void)good;
    out.resize(bytes.size());
    return out;
}

void keepLast(AesBlock &vector, base::ByteView cipher) {
    if (!cipher.empty())
        std::copy(cipher.end() - blockBytes, cipher.end(), vector.begin());
}

// A subkey of CMAC: one bit to the left, over the polynomial of 128 bits.
AesBlock doubled(const AesBlock &block) {
    AesBlock out{};
    for (std::size_t i = 0; i < blockBytes; ++i)
        out[i] = static_cast<std::uint8_t>(block[i] << 1 | (i + 1 < blockBytes ? block[i + 1] >> 7 : 0));
    if ((block[0] & 0x80) != 0)
        out[blockBytes - 1] ^= 0x87;
    return out;
}

} // namespace

base::Bytes aesEncrypt(const AesBlock &key, AesBlock &vector, base::ByteView plain) {
    auto cipher = aesCbc(key, vector, plain, true);
    keepLast(vector, cipher);
    return cipher;
}

base::Bytes aesDecrypt(const AesBlock &key, AesBlock &vector, base::ByteView cipher) {
    auto plain = aesCbc(key, vector, cipher, false);
    keepLast(vector, cipher);
    return plain;
}

base::Bytes desfireCrc32(base::ByteView bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const auto byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return {static_cast<std::uint8_t>(crc), static_cast<std::uint8_t>(crc >> 8), static_cast<std::uint8_t>(crc >> 16),
            static_cast<std::uint8_t>(crc >> 24)};
}

DesfireSession::DesfireSession(std::uint8_t keyNumber, const AesBlock &terminalRandom, const AesBlock &cardRandom)
    : m_keyNumber(keyNumber) {
    std::copy_n(terminalRandom.begin(), 4, m_key.begin());
    std::copy_n(cardRandom.begin(), 4, m_key.begin() + 4);
    std::copy_n(terminalRandom.begin() + 12, 4, m_key.begin() + 8);
    std::copy_n(cardRandom.begin() + 12, 4, m_key.begin() + 12);
}

base::Bytes DesfireSession::mac(base::ByteView bytes) {
    AesBlock zero{};
    AesBlock subkey{};
    const auto l = aesEncrypt(m_key, zero, AesBlock{});
    std::copy(l.begin(), l.end(), subkey.begin());
    subkey = doubled(subkey);
    base::Bytes padded(bytes.begin(), bytes.end());
    if (padded.empty() || padded.size() % blockBytes != 0) {
        subkey = doubled(subkey);
        padded.push_back(0x80);
        padded.resize((padded.size() + blockBytes - 1) / blockBytes * blockBytes);
    }
    for (std::size_t i = 0; i < blockBytes; ++i)
        padded[padded.size() - blockBytes + i] ^= subkey[i];
    (void)aesEncrypt(m_key, m_vector, padded);
    return {m_vector.begin(), m_vector.begin() + macBytes};
}

base::Bytes DesfireSession::encrypt(base::ByteView bytes) {
    return aesEncrypt(m_key, m_vector, bytes);
}

base::Bytes DesfireSession::decrypt(base::ByteView bytes) {
    return aesDecrypt(m_key, m_vector, bytes);
}

} // namespace panier::rfid::emulator
