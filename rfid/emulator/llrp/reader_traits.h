// What kind of reader is emulated, and how it refuses.
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/wire/framer.h"
#include "rfid/llrp/wire/parameter.h"

#include <cstdint>
#include <string>

namespace panier::rfid::emulator {

struct ReaderTraits {
    enum class Clock { Utc, Uptime, None };

    std::uint16_t antennas = 4;
    std::uint16_t inputs = 2; // general purpose
    bool hops = false;        // a reader for a hopping region (FCC) rather than ETSI's fixed channels
    bool speaks11 = true;     // LLRP 1.1 besides 1.0.1
    bool impinj = false;      // with its extensions; every other reader refuses them
    bool stateAware = true;   // tags' inventoried flags can be named
    bool writes = true;       // AccessSpecs
    Clock clock = Clock::Utc; // what reports are dated by
};

// Why a request is refused, and a request's result.
struct Refusal {
    llrp::StatusCode code{};
    std::string text;
};
using Result = base::Expected<void, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(llrp::StatusCode code, std::string text) {
    return tl::make_unexpected(Refusal{code, std::move(text)});
}

// The body of a parameter that must be in a row.
[[nodiscard]] inline base::Expected<base::ByteView, Refusal> need(base::ByteView row, llrp::ParameterType type) {
    const auto parameter = llrp::requireParameter(row, type);
    if (parameter)
        return parameter->body;
    const bool missing = parameter.error().code == llrp::DecodeError::MissingParameter;
    return refuse(missing ? llrp::StatusCode::MessageMissingParameter : llrp::StatusCode::MessageParameterError,
                  parameter.error().text);
}

// What follows the fixed fields that `reader` has read.
[[nodiscard]] inline base::ByteView after(base::ByteView body, const base::ByteReader &reader) {
    return body.subspan(reader.offset());
}

} // namespace panier::rfid::emulator
