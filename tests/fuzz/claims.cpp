// Any bytes as a datagram of claims: read or refused, and what is read is told again in the same bytes.
#include "devices/neighbours/claim_message.h"

#include <cstdlib>

using namespace panier;

namespace {
void require(bool condition) {
    if (!condition)
        std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const base::ByteView bytes(data, size);
    require(!devices::decodeClaims(bytes, "a secret that the fuzzer doesn't have"));
    base::Bytes body{'P', 'N', 'C', 'L', 1}; // or few inputs would come any further
    body.insert(body.end(), bytes.begin(), bytes.end());
    (void)devices::parseClaims(bytes);
    const auto message = devices::parseClaims(body);
    if (!message)
        return 0;
    require(message->part >= 1 && message->part <= message->parts && message->parts <= devices::ClaimMessage::maxParts);
    for (const auto &datagram :
         devices::encodeClaims(message->shop, message->kiosk, message->stamp, message->claims, "secret")) {
        require(datagram.size() <= devices::ClaimMessage::maxBytes);
        require(devices::decodeClaims(datagram, "secret").has_value());
    }
    return 0;
}
