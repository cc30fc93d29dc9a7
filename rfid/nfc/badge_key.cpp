#include "rfid/nfc/badge_key.h"

#include "base/durable_file.h"

#include <algorithm>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>

namespace panier::rfid::nfc {

namespace {

constexpr std::size_t keyBytes = 16;
constexpr std::size_t keyDigits = 2 * keyBytes;
constexpr std::uint8_t aes128Diversification = 0x01; // AN10922, table 4

auto wrongKeyFile(const std::filesystem::path &file, const std::string &what) {
    return base::fail(NfcError::KeyFile, file.string() + ": " + what);
}

} // namespace

AesKey::~AesKey() {
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

NfcResult<std::array<std::uint8_t, 16>> aesCmac(const AesKey &key, base::ByteView message) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> algorithm(EVP_MAC_fetch(nullptr, "CMAC", nullptr),
                                                                      &EVP_MAC_free);
    const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(
        algorithm ? EVP_MAC_CTX_new(algorithm.get()) : nullptr, &EVP_MAC_CTX_free);
    std::string cipher = "AES-128-CBC";
    const std::array<OSSL_PARAM, 2> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher.data(), 0), OSSL_PARAM_construct_end()};
    std::array<std::uint8_t, 16> mac{};
    std::size_t length = 0;
    if (!context || EVP_MAC_init(context.get(), key.bytes().data(), key.bytes().size(), parameters.data()) != 1 ||
        EVP_MAC_update(context.get(), message.data(), message.size()) != 1 ||
        EVP_MAC_final(context.get(), mac.data(), &length, mac.size()) != 1 || length != mac.size())
        return base::fail(NfcError::Malformed, "OpenSSL has no AES-CMAC");
    return mac;
}

NfcResult<AesKey> diversified(const AesKey &master, base::ByteView input) {
    constexpr std::size_t shortest = 16;
    constexpr std::size_t longest = 31;
    if (input.size() < shortest || input.size() > longest)
        return base::fail(NfcError::Malformed, "a diversification input has 16 to 31 bytes");
    base::ByteWriter message;
    message.u8(aes128Diversification);
    message.append(input);
    const auto mac = aesCmac(master, message.bytes());
    if (!mac)
        return tl::make_unexpected(mac.error());
    return AesKey(*mac);
}

NfcResult<AesKey> readKeyFile(const std::filesystem::path &file) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0)
        return wrongKeyFile(file, "there is no such file; panier-admin badge key creates one");
    if (!S_ISREG(status.st_mode))
        return wrongKeyFile(file, "is no regular file");
    if ((status.st_mode & 07177) != 0)
        return wrongKeyFile(file, "anyone but its owner may use it: chmod 600");
    auto text = base::readWhole(file, keyDigits + 2);
    if (!text)
        return wrongKeyFile(file, text.error());
    auto digits = std::string_view(*text);
    while (!digits.empty() && (digits.back() == '\n' || digits.back() == '\r'))
        digits.remove_suffix(1);
    const auto bytes = base::fromHex(digits);
    std::array<std::uint8_t, keyBytes> key{};
    const bool good = bytes && bytes->size() == keyBytes;
    if (good)
        std::copy(bytes->begin(), bytes->end(), key.begin());
    OPENSSL_cleanse(text->data(), text->size());
    if (!good)
        return wrongKeyFile(file, "doesn't hold 32 hexadecimal digits");
    return AesKey(key);
}

NfcResult<void> createKeyFile(const std::filesystem::path &file) {
    std::array<std::uint8_t, keyBytes> key{};
    if (std::filesystem::exists(std::filesystem::symlink_status(file)))
        return wrongKeyFile(file, "exists already; the badges written with it would be worth nothing without it");
    if (RAND_priv_bytes(key.data(), static_cast<int>(key.size())) != 1)
        return wrongKeyFile(file, "there is no randomness to make a key of");
    const auto written = base::writeDurably(file, base::toHex(key) + "\n", 0600);
    OPENSSL_cleanse(key.data(), key.size());
    if (!written)
        return wrongKeyFile(file, written.error());
    return {};
}

} // namespace panier::rfid::nfc
