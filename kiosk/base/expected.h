// Expected failures are values: an enum to branch on and a text for a person.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace panier::base {

template <typename T, typename E>
using Expected = tl::expected<T, E>;

// A failure: `code` says which, `text` says what to do about it, in English, for a log or a terminal.
template <typename Code>
struct Failure {
    Code code{};
    std::string text;
};

template <typename Code>
[[nodiscard]] tl::unexpected<Failure<Code>> fail(Code code, std::string text) {
    return tl::make_unexpected(Failure<Code>{code, std::move(text)});
}

} // namespace panier::base
