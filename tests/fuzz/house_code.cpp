// A code of the house's own, opened with a seal that every code passes: what is read is written again as it was.
#include "base/base64url.h"
#include "codes/house/suspended_basket.h"

#include <algorithm>
#include <cstdlib>

using namespace panier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace codes;
    const auto text = base::textOf({data, size});
    // Seals with whatever the code ends with, so that the parser behind the seal is reached.
    const auto trusting = [text](base::ByteView) {
        Seal seal{};
        const auto bytes = base::fromBase64Url(text.substr(std::min<std::size_t>(text.size(), 4)));
        if (bytes && bytes->size() >= seal.size())
            std::copy(bytes->end() - static_cast<std::ptrdiff_t>(seal.size()), bytes->end(), seal.begin());
        return seal;
    };
    constexpr base::TimeMs now = 1'795'348'800'000;
    const auto code = readHouseCode(text, "12345678900012", trusting, now);
    if (code && writeHouseCode(*code, trusting) != text)
        std::abort();
    if (const auto basket = code ? basketOf(*code) : std::nullopt; basket && bodyOf(*basket) != code->body)
        std::abort();
    return 0;
}
