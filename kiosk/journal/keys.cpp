#include "journal/keys.h"

#include "base/base64url.h"
#include "base/durable_file.h"

#include <array>
#include <ctime>
#include <fmt/core.h>
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

namespace panier::journal {

namespace {

constexpr std::size_t maxPemBytes = 64 * 1024;
constexpr std::size_t integerBytes = 32; // of a P-256 signature's r and s
constexpr long validDays = 20 * 365 + 5;

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T *pointer) const {
        Free(pointer);
    }
};
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcdsaPtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using BignumPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using NamePtr = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;

BioPtr readerOf(std::string_view pem) {
    return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

std::string contentOf(const BioPtr &bio) {
    char *data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

bool isP256(const EVP_PKEY *key) {
    std::array<char, 64> name{};
    return key != nullptr && EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) == 1 &&
           std::string_view(name.data()) == "prime256v1";
}

Result<std::string> readPem(const std::filesystem::path &file, std::string_view what) {
    auto pem = base::readWhole(file, maxPemBytes);
    if (!pem)
        return base::fail(JournalError::Unreadable,
                          fmt::format("the journal's {}: {}; restore it from its backup", what, pem.error()));
    return std::move(*pem);
}

Result<PkeyPtr> readKey(const std::filesystem::path &file) {
    auto pem = readPem(file, "key");
    if (!pem)
        return tl::make_unexpected(pem.error());
    PkeyPtr key(PEM_read_bio_PrivateKey(readerOf(*pem).get(), nullptr, nullptr, nullptr));
    OPENSSL_cleanse(pem->data(), pem->size());
    if (!isP256(key.get()))
        return base::fail(JournalError::Key,
                          fmt::format("{} is no P-256 key; restore it from its backup", file.string()));
    return key;
}

// The shop's name in a certificate is cut to X.520's upper bound of 64 characters; these are bytes of UTF-8.
std::string cutName(std::string name) {
    if (name.size() > 64) {
        std::size_t end = 64;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            --end;
        name.resize(end);
    }
    return name;
}

Result<std::string> makeCertificate(EVP_PKEY *key, const Register &issuer, base::TimeMs now) {
    const X509Ptr certificate(X509_new());
    const NamePtr name(X509_NAME_new());
    const auto entry = [&name](const char *field, const std::string &value) {
        return value.empty() ||
               X509_NAME_add_entry_by_txt(name.get(), field, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char *>(value.c_str()), -1, -1, 0) == 1;
    };
    std::array<unsigned char, 16> serial{};
    std::time_t start = static_cast<std::time_t>(now / 1000);
    bool good = certificate && name && RAND_bytes(serial.data(), serial.size()) == 1;
    serial[0] &= 0x7F; // RFC 5280 4.1.2.2: positive
    const BignumPtr number(BN_bin2bn(serial.data(), serial.size(), nullptr));
    good = good && number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr &&
           X509_set_version(certificate.get(), X509_VERSION_3) == 1 && entry("O", cutName(issuer.store.name)) &&
           entry("CN", operatorName(issuer.number)) && X509_set_subject_name(certificate.get(), name.get()) == 1 &&
           X509_set_issuer_name(certificate.get(), name.get()) == 1 &&
           X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, 0, &start) != nullptr &&
           X509_time_adj_ex(X509_getm_notAfter(certificate.get()), validDays, 0, &start) != nullptr &&
           X509_set_pubkey(certificate.get(), key) == 1 && X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!good || !out || PEM_write_bio_X509(out.get(), certificate.get()) != 1)
        return base::fail(JournalError::Key, "OpenSSL can't make the journal's certificate");
    return contentOf(out);
}

Result<void> createKey(const std::filesystem::path &file) {
    const PkeyPtr key(EVP_EC_gen("P-256"));
    const BioPtr out(BIO_new(BIO_s_secmem()));
    if (!key || !out || PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return base::fail(JournalError::Key, "OpenSSL can't make the journal's key");
    char *data = nullptr;
    const long length = BIO_get_mem_data(out.get(), &data);
    const auto written = base::writeDurably(file, {data, static_cast<std::size_t>(length)}, 0600);
    if (!written)
        return base::fail(JournalError::Unreadable, written.error());
    return {};
}

} // namespace

std::string sha256Hex(std::string_view bytes) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256(base::viewOf(bytes).data(), bytes.size(), digest.data());
    return base::toHex(digest);
}

std::string randomId() {
    std::array<std::uint8_t, 16> bytes{};
    if (RAND_bytes(bytes.data(), bytes.size()) != 1)
        std::abort(); // no randomness: an address that can be guessed must never be given out
    return base::toBase64Url(bytes);
}

struct Verifier::Certificate {
    X509Ptr x509;
    PkeyPtr key;
    std::string thumbprint;
};

Verifier::Verifier(std::shared_ptr<const Certificate> certificate) : m_certificate(std::move(certificate)) {}

Result<Verifier> Verifier::load(const std::filesystem::path &file) {
    const auto pem = readPem(file, "certificate");
    if (!pem)
        return tl::make_unexpected(pem.error());
    auto certificate = std::make_shared<Certificate>();
    certificate->x509.reset(PEM_read_bio_X509(readerOf(*pem).get(), nullptr, nullptr, nullptr));
    if (certificate->x509)
        certificate->key.reset(X509_get_pubkey(certificate->x509.get()));
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    if (!isP256(certificate->key.get()) ||
        X509_digest(certificate->x509.get(), EVP_sha256(), digest.data(), nullptr) != 1)
        return base::fail(JournalError::Key,
                          fmt::format("{} is no P-256 certificate; restore it from its backup", file.string()));
    certificate->thumbprint = base::toHex(digest);
    return Verifier(std::move(certificate));
}

bool Verifier::verify(std::string_view text, std::string_view signature) const {
    const auto raw = base::fromBase64Url(signature);
    if (!raw || raw->size() != 2 * integerBytes)
        return false;
    BignumPtr r(BN_bin2bn(raw->data(), integerBytes, nullptr));
    BignumPtr s(BN_bin2bn(raw->data() + integerBytes, integerBytes, nullptr));
    const EcdsaPtr pair(ECDSA_SIG_new());
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return false;
    (void)r.release(); // the pair's own from here
    (void)s.release();
    std::array<unsigned char, 80> der{};
    unsigned char *end = der.data();
    const int length = i2d_ECDSA_SIG(pair.get(), &end);
    const DigestPtr context(EVP_MD_CTX_new());
    return length > 0 && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_certificate->key.get()) == 1 &&
           EVP_DigestVerify(context.get(), der.data(), static_cast<std::size_t>(length), base::viewOf(text).data(),
                            text.size()) == 1;
}

const std::string &Verifier::thumbprint() const {
    return m_certificate->thumbprint;
}

struct Signer::Key {
    PkeyPtr key;
};

Signer::Signer(std::shared_ptr<const Key> key, Verifier verifier)
    : m_key(std::move(key)), m_verifier(std::move(verifier)) {}

Result<Signer> Signer::load(const std::filesystem::path &keyFile, const std::filesystem::path &certificateFile) {
    auto key = readKey(keyFile);
    if (!key)
        return tl::make_unexpected(key.error());
    auto verifier = Verifier::load(certificateFile);
    if (!verifier)
        return tl::make_unexpected(verifier.error());
    if (EVP_PKEY_eq(key->get(), verifier->m_certificate->key.get()) != 1)
        return base::fail(JournalError::Key,
                          fmt::format("{} and {} don't belong together; restore both from the same backup",
                                      keyFile.string(), certificateFile.string()));
    return Signer(std::make_shared<Key>(Key{std::move(*key)}), std::move(*verifier));
}

Result<Signer> Signer::loadOrCreate(const std::filesystem::path &keyFile, const std::filesystem::path &certificateFile,
                                    const Register &issuer, base::TimeMs now) {
    std::error_code error;
    if (!std::filesystem::exists(keyFile, error) && !error) {
        const auto created = createKey(keyFile);
        if (!created)
            return tl::make_unexpected(created.error());
        std::filesystem::remove(certificateFile, error); // of a key that is no more
    }
    if (!std::filesystem::exists(certificateFile, error)) {
        const auto key = readKey(keyFile);
        if (!key)
            return tl::make_unexpected(key.error());
        const auto certificate = makeCertificate(key->get(), issuer, now);
        if (!certificate)
            return tl::make_unexpected(certificate.error());
        const auto written = base::writeDurably(certificateFile, *certificate);
        if (!written)
            return base::fail(JournalError::Unreadable, written.error());
    }
    return load(keyFile, certificateFile);
}

Result<std::string> Signer::sign(std::string_view text) const {
    const DigestPtr context(EVP_MD_CTX_new());
    std::array<unsigned char, 80> der{};
    std::size_t length = der.size();
    const unsigned char *start = der.data();
    base::Bytes raw(2 * integerBytes);
    const bool signedIt =
        context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key->key.get()) == 1 &&
        EVP_DigestSign(context.get(), der.data(), &length, base::viewOf(text).data(), text.size()) == 1;
    const EcdsaPtr pair(signedIt ? d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(length)) : nullptr);
    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), raw.data(), integerBytes) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), raw.data() + integerBytes, integerBytes) < 0)
        return base::fail(JournalError::Key, "OpenSSL can't sign with the journal's key");
    return base::toBase64Url(raw);
}

} // namespace panier::journal
