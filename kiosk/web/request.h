// What a request means, from the bytes of its address and headers. Pure.
#pragma once

#include "checkout/article.h"

#include <optional>
#include <string>
#include <string_view>

namespace panier::web {

// The pages that there are. Anything else, a wrong shape of id among it, is Nothing.
enum class Route { Nothing, Ticket, Health };

// A request as the server hands it on. Views into the server's memory, undecoded.
struct Request {
    std::string_view method;
    std::string_view path;           // before the question mark
    std::string_view lang;           // the query's `lang`; empty without one
    std::string_view acceptLanguage; // the header; empty without one
    std::string_view client;         // the address that it came from, as text
};

// `id` is a part of `path`; empty unless the route is Ticket. No percent-decoding: an id needs none.
struct Target {
    Route route = Route::Nothing;
    std::string_view id;
};
[[nodiscard]] Target targetOf(std::string_view path);

// `lang` ("fr", "en") before Accept-Language (RFC 9110 section 12.5.4, its first 1000 bytes) before `otherwise`.
[[nodiscard]] checkout::Language languageOf(std::string_view lang, std::string_view acceptLanguage,
                                            checkout::Language otherwise);

} // namespace panier::web
