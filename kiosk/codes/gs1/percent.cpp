#include "codes/gs1/percent.h"

#include "base/bytes.h"

namespace panier::codes {

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto byte = base::fromHex(text.substr(i + 1, 2));
        if (!byte || byte->size() != 1 || byte->front() == 0)
            return std::nullopt;
        decoded += static_cast<char>(byte->front());
        i += 2;
    }
    return decoded;
}

} // namespace panier::codes
