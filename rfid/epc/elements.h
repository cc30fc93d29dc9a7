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

// The application identifier that can be part of an EPC and that `text` begins with; empty for any other.
[[nodiscard]] std::string_view aiAtStartOf(std::string_view text);

constexpr std::string_view canonicalHost = "id.gs1.org";

} // namespace panier::rfid::epc
