// The domain of a Digital Link in a "++" scheme. TDS 2.3, 14.5.16.
#pragma once

#include "rfid/epc/bits.h"
#include "rfid/epc/failure.h"

#include <string>
#include <string_view>

namespace panier::rfid::epc {

// The name of a host, 1 to 63 characters, with the way it is written: the standard allows several (URN Code 40; 7-bit
// characters, among which any of its sequences, such as ".com", may stand as one or two), and what was read is written
// again bit by bit. The letters' case is kept.
class Hostname {
public:
    // `text` in the fewest bits. Letters, digits, hyphens and dots as in a host's name (RFC 1123 2.1): the standard's
    // character set is wider, but a name that could smuggle a path or a port into a link is refused.
    [[nodiscard]] static base::Expected<Hostname, EpcFailure> fromText(std::string_view text);
    [[nodiscard]] static base::Expected<Hostname, EpcFailure> take(BitReader &bits);
    void put(BitWriter &bits) const;

    [[nodiscard]] const std::string &text() const { return m_text; }
    [[nodiscard]] bool operator==(const Hostname &) const = default;

private:
    Hostname() = default;

    std::string m_text;
    std::string m_septets; // 7 bits each, as written; empty: URN Code 40
};

} // namespace panier::rfid::epc
