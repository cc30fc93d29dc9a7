#include "eticket/link.h"

#include <algorithm>

namespace panier::eticket {

bool isEticketId(std::string_view id) {
    constexpr std::size_t length = 22;
    const auto isBase64Url = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return id.size() == length && std::all_of(id.begin(), id.end(), isBase64Url) &&
           std::string_view("AQgw").find(id.back()) != std::string_view::npos;
}

std::string eticketUrl(std::string_view publicUrl, std::string_view id) {
    while (publicUrl.ends_with('/'))
        publicUrl.remove_suffix(1);
    return std::string(publicUrl) + std::string(ticketPath) + std::string(id);
}

} // namespace panier::eticket
