// Any bytes as an EPC: they decode and encode again to the same bits, and every text of theirs leads back; or they say
// why not. Any text, too, is read or refused.
#include "base/bytes.h"
#include "rfid/epc/text.h"

#include <algorithm>
#include <cstdlib>

using namespace panier;
using rfid::epc::Identity;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

// A form tells the object; the tag's own filter, scheme and further data only where it has them.
bool sameObject(const Identity &one, const Identity &other) {
    return rfid::epc::factsOf(one.scheme).key == rfid::epc::factsOf(other.scheme).key && one.key == other.key &&
           one.serial == other.serial && one.date == other.date;
}

void checkTexts(const Identity &identity) {
    for (const auto &text : {rfid::epc::digitalLink(identity), rfid::epc::elementString(identity),
                             rfid::epc::rawElementString(identity)}) {
        const auto again = rfid::epc::parse(text);
        require(again && sameObject(*again, identity));
    }
    if (const auto uri = rfid::epc::pureIdentityUri(identity)) {
        const auto again = rfid::epc::parse(*uri);
        require(again && sameObject(*again, identity));
        require(again->companyPrefixDigits == identity.companyPrefixDigits);
    }
    if (const auto uri = rfid::epc::tagUri(identity)) {
        const auto again = rfid::epc::parse(*uri);
        require(again && *again == identity);
    }
}

void checkBits(const codes::Epc &epc) {
    const auto identity = rfid::epc::decode(epc);
    if (!identity)
        return;
    const auto again = rfid::epc::encode(*identity);
    require(again.has_value());
    const auto was = epc.bytes();
    const auto is = again->bytes();
    require(is.size() % 2 == 0 && is.size() - was.size() <= 1 && std::equal(was.begin(), was.end(), is.begin()));
    require(rfid::epc::gtinIn(epc) == rfid::epc::gtinOf(*identity));
    checkTexts(*identity);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (const auto epc = codes::Epc::fromBytes({data, size}))
        checkBits(*epc);
    if (size > 0 && size <= codes::Epc::maxBytes) { // most first bytes are no header that is read
        auto bytes = base::Bytes(data, data + size);
        const auto schemes = rfid::epc::allSchemes();
        bytes[0] = schemes[bytes[0] % schemes.size()].header;
        checkBits(*codes::Epc::fromBytes(bytes));
    }
    if (const auto identity = rfid::epc::parse(base::textOf({data, size}))) {
        const auto epc = rfid::epc::encode(*identity);
        require(epc.has_value());
        checkBits(*epc);
    }
    return 0;
}
