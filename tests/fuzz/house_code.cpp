// A code of the house's own, opened with a seal that every code passes: what is read is written again as it was.
#include "codes/house/house_code.h"
#include "base/bytes.h"

#include <cstdlib>

using namespace panier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace codes;
    const auto text = base::textOf({data, size});
    // Seals with whatever the code ends with, so that the parser behind the seal is reached.
    const auto trusting = [text](base::ByteView) {
        Seal seal{};
        const auto code = text.substr(text.size() < 4 ? 0 : 4);
        std::uint32_t bits = 0;
        int count = 0;
        base::Bytes bytes;
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (const char c : code) {
            bits = (bits << 6) | static_cast<std::uint32_t>(alphabet.find(c));
            count += 6;
            if (count >= 8) {
                count -= 8;
                bytes.push_back(static_cast<std::uint8_t>(bits >> count));
            }
        }
        for (std::size_t i = 0; i < seal.size() && bytes.size() >= seal.size(); ++i)
            seal[i] = bytes[bytes.size() - seal.size() + i];
        return seal;
    };
    constexpr base::TimeMs now = 1'795'348'800'000;
    const auto code = readHouseCode(text, "12345678900012", trusting, now);
    if (code && writeHouseCode(*code, trusting) != text)
        std::abort();
    return 0;
}
