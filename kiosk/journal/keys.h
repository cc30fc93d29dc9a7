// The register's key: ECDSA P-256 with SHA-256 (FIPS 186-5), and the self-signed certificate that others check with.
#pragma once

#include "base/clock.h"
#include "journal/content.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace panier::journal {

inline constexpr std::string_view signatureAlgorithm = "ECDSA-P256-SHA256";

// SHA-256 (FIPS 180-4) of `bytes` as 64 upper-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

// 128 bits from the system's generator as 22 characters of base64url (RFC 4648 section 5, no padding).
[[nodiscard]] std::string randomId();

// Checks signatures; needs only the certificate. Immutable, any thread. Cheap to copy.
class Verifier {
public:
    [[nodiscard]] static Result<Verifier> load(const std::filesystem::path &certificate);

    // `signature` as Signer::sign returns it; anything else is false.
    [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const;
    // SHA-256 of the DER certificate in hexadecimal.
    [[nodiscard]] const std::string &thumbprint() const;

private:
    friend class Signer;
    struct Certificate;
    explicit Verifier(std::shared_ptr<const Certificate> certificate);
    std::shared_ptr<const Certificate> m_certificate;
};

// Signs. Immutable, any thread.
class Signer {
public:
    // Both files must be there and belong together.
    [[nodiscard]] static Result<Signer> load(const std::filesystem::path &key,
                                             const std::filesystem::path &certificate);
    // The first start: a new key (mode 0600) and its certificate, valid from `now` for 20 years, each written durably.
    // Loads what is there already; never replaces a key.
    [[nodiscard]] static Result<Signer> loadOrCreate(const std::filesystem::path &key,
                                                     const std::filesystem::path &certificate, const Register &issuer,
                                                     base::TimeMs now);

    // The signature's two integers, 32 bytes each (IEEE 1363), in base64url: 86 characters.
    [[nodiscard]] Result<std::string> sign(std::string_view text) const;
    [[nodiscard]] const Verifier &verifier() const { return m_verifier; }

private:
    struct Key;
    Signer(std::shared_ptr<const Key> key, Verifier verifier);
    std::shared_ptr<const Key> m_key;
    Verifier m_verifier;
};

} // namespace panier::journal
