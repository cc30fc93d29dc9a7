// An identity as GS1 application identifiers with their values: what Digital Links and element strings have in common.
#pragma once

#include "rfid/epc/identity.h"

#include <string>
#include <string_view>
#include <vector>

namespace panier::rfid::epc {

struct Element {
    std::string_view ai; // of static storage
    std::string value;
};

// The key first, then its serial where it has one of its own, then the date. An extension of a GLN that says that there
// is none is left out (TDS 7.5).
[[nodiscard]] std::vector<Element> elementsOf(const Identity &identity);

// The inverse, the key first and the others in any order. A "+" scheme, or a "++" scheme for `hostname`.
[[nodiscard]] base::Expected<Identity, EpcFailure> identityOf(const std::vector<Element> &elements,
                                                              std::optional<Hostname> hostname);

// The application identifiers that can be part of an EPC, in elements of such a length; 0: any, up to the end of the
// value. nullptr for any other.
struct AiFacts {
    std::string_view ai;
    std::size_t length;
    bool predefined; // needs no separator after it (General Specifications 7.8.5)
};
[[nodiscard]] const AiFacts *aiAtStartOf(std::string_view text);

constexpr std::string_view canonicalHost = "id.gs1.org";
constexpr char separator = 0x1D; // FNC1 between elements

} // namespace panier::rfid::epc
