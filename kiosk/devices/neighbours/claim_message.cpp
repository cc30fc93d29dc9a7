#include "devices/neighbours/claim_message.h"

#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace panier::devices {

namespace {

constexpr std::string_view magic = "PNCL";
constexpr std::uint8_t version = 1;
constexpr std::uint8_t firmFlag = 1;
constexpr std::size_t sealBytes = 32;
constexpr std::size_t claimBytes = 10; // without the EPC itself

using Seal = std::array<std::uint8_t, sealBytes>;

Seal sealOf(base::ByteView body, std::string_view secret) {
    Seal seal{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), body.data(), body.size(), seal.data(), &length);
    return seal;
}

void writeText(base::ByteWriter &writer, std::string_view text) {
    writer.u8(static_cast<std::uint8_t>(text.size()));
    writer.append(text);
}

std::string readText(base::ByteReader &reader) {
    const auto bytes = reader.take(reader.u8());
    return {bytes.begin(), bytes.end()};
}

// Bytes of a datagram that holds no claim.
std::size_t emptyBytes(std::string_view shop, std::string_view kiosk) {
    return magic.size() + 1 + 1 + shop.size() + 1 + kiosk.size() + 8 + 3 + sealBytes;
}

// How many claims from `begin` on fit into one datagram: at least one, for no EPC is as long as a datagram.
std::size_t fitting(const std::vector<Claim> &claims, std::size_t begin, std::size_t room) {
    constexpr std::size_t most = 255;
    std::size_t end = begin;
    while (end < claims.size() && end - begin < most && room >= claimBytes + claims[end].epc.bytes().size())
        room -= claimBytes + claims[end++].epc.bytes().size();
    return end - begin;
}

tl::unexpected<ClaimFailure> malformed(const char *what) {
    return base::fail(ClaimError::Malformed, what);
}

} // namespace

std::vector<base::Bytes> encodeClaims(std::string_view shop, std::string_view kiosk, std::uint64_t stamp,
                                      const std::vector<Claim> &claims, std::string_view secret) {
    const auto room = ClaimMessage::maxBytes - emptyBytes(shop, kiosk);
    std::vector<std::size_t> counts;
    for (std::size_t begin = 0; begin < claims.size() && counts.size() < ClaimMessage::maxParts; begin += counts.back())
        counts.push_back(fitting(claims, begin, room));
    if (counts.empty())
        counts.push_back(0);
    std::vector<base::Bytes> datagrams;
    auto claim = claims.begin();
    for (std::size_t part = 0; part < counts.size(); ++part) {
        base::ByteWriter writer;
        writer.append(magic);
        writer.u8(version);
        writeText(writer, shop);
        writeText(writer, kiosk);
        writer.u64(stamp);
        writer.u8(static_cast<std::uint8_t>(part + 1));
        writer.u8(static_cast<std::uint8_t>(counts.size()));
        writer.u8(static_cast<std::uint8_t>(counts[part]));
        for (std::size_t i = 0; i < counts[part]; ++i, ++claim) {
            writer.u8(claim->firm ? firmFlag : 0);
            writer.u64(static_cast<std::uint64_t>(claim->since));
            writer.u8(static_cast<std::uint8_t>(claim->epc.bytes().size()));
            writer.append(claim->epc.bytes());
        }
        const auto seal = sealOf(writer.bytes(), secret);
        writer.append(base::ByteView(seal));
        datagrams.push_back(std::move(writer).take());
    }
    return datagrams;
}

base::Expected<ClaimMessage, ClaimFailure> decodeClaims(base::ByteView datagram, std::string_view secret) {
    if (datagram.size() <= sealBytes || datagram.size() > ClaimMessage::maxBytes)
        return base::fail(ClaimError::NotOurs, "no datagram of claims has this length");
    const auto body = datagram.first(datagram.size() - sealBytes);
    const auto seal = sealOf(body, secret);
    if (CRYPTO_memcmp(seal.data(), datagram.data() + body.size(), sealBytes) != 0)
        return base::fail(ClaimError::Forged, "not sealed with this shop's secret");
    return parseClaims(body);
}

base::Expected<ClaimMessage, ClaimFailure> parseClaims(base::ByteView body) {
    base::ByteReader reader(body);
    const auto start = reader.take(magic.size());
    if (!std::equal(start.begin(), start.end(), magic.begin(), magic.end()))
        return base::fail(ClaimError::NotOurs, "not a datagram of claims");
    if (reader.u8() != version)
        return base::fail(ClaimError::NotOurs, "another version");
    ClaimMessage message;
    message.shop = readText(reader);
    message.kiosk = readText(reader);
    message.stamp = reader.u64();
    message.part = reader.u8();
    message.parts = reader.u8();
    const int count = reader.u8();
    for (int i = 0; i < count && reader.ok(); ++i) {
        Claim claim;
        claim.firm = (reader.u8() & firmFlag) != 0;
        claim.since = static_cast<base::TimeMs>(reader.u64());
        const auto epc = codes::Epc::fromBytes(reader.take(reader.u8()));
        if (!epc)
            return malformed("an EPC of no or too many bytes");
        claim.epc = *epc;
        message.claims.push_back(claim);
    }
    if (!reader.ok() || reader.remaining() != 0)
        return malformed("too short or too long");
    if (message.shop.empty() || message.shop.size() > ClaimMessage::maxName || message.kiosk.empty() ||
        message.kiosk.size() > ClaimMessage::maxName)
        return malformed("a name of no or too many bytes");
    if (message.part < 1 || message.part > message.parts || message.parts > ClaimMessage::maxParts)
        return malformed("a part that can't be");
    return message;
}

} // namespace panier::devices
