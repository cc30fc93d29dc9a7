// A ticket's stored content, as an attacker who writes till.db would have it: read, made a receipt, and drawn.
#include "eticket/page.h"
#include "eticket/paper.h"
#include "tests/eticket/sample_ticket.h"

#include <cstdlib>

using namespace panier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    // The bytes as a whole content, then as a patch over a real one, which gets further.
    static const std::string real = journal::canonicalJson(tests::sampleContent());
    auto patched = real;
    if (size > 2)
        patched.replace((std::size_t{data[0]} << 8U | data[1]) % real.size(), size - 2, bytes.substr(2));
    for (const std::string_view stored : {bytes, std::string_view(patched)}) {
        for (const auto language : {eticket::Language::French, eticket::Language::English}) {
            if (const auto content = journal::parseContent(stored)) {
                const auto doc = eticket::makeReceipt(*content, bytes.substr(0, 4), language, 1);
                if (eticket::toHtml(doc, {}).empty() || eticket::toText(doc, size).empty())
                    std::abort();
            } else if (eticket::toHtml(stored, {}, language).empty()) {
                std::abort();
            }
        }
    }
    return 0;
}
