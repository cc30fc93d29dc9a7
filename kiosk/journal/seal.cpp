#include "journal/seal.h"

#include <algorithm>
#include <cstdlib>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace panier::journal {

codes::Sealer sealerWith(std::string secret) {
    return [secret = std::move(secret)](base::ByteView bytes) {
        constexpr std::size_t sha256Bytes = 32;
        std::array<std::uint8_t, sha256Bytes> whole{};
        unsigned size = 0;
        if (::HMAC(::EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes.data(), bytes.size(),
                   whole.data(), &size) == nullptr ||
            size != whole.size())
            std::abort(); // without memory nothing can be sealed, and a seal of zeros would open every door
        codes::Seal seal{};
        std::copy_n(whole.begin(), seal.size(), seal.begin());
        return seal;
    };
}

} // namespace panier::journal
