// The forms in which people and systems write an EPC.
#pragma once

#include "rfid/epc/identity.h"

#include <optional>
#include <string>
#include <string_view>

namespace panier::rfid::epc {

// urn:epc:id:sgtin:95060001343.05.6789 (TDS 6.3). nullopt for "+" and "++" schemes, which don't tell the company
// prefix.
[[nodiscard]] std::optional<std::string> pureIdentityUri(const Identity &identity);

// urn:epc:tag:sgtin-96:3.95060001343.05.6789 (TDS 12), with everything that the EPC holds. nullopt for "+" and "++".
[[nodiscard]] std::optional<std::string> tagUri(const Identity &identity);

// https://id.gs1.org/01/09506000134352/21/6789 (TDS 14.6; GS1 Digital Link URI Syntax 4), on the identity's own domain
// in a "++" scheme; the date of a DSGTIN as ?17=220630.
[[nodiscard]] std::string digitalLink(const Identity &identity);

// (01)09506000134352(21)6789, as people write a GS1 element string. An opening bracket in a value is written "\(".
[[nodiscard]] std::string elementString(const Identity &identity);
// 010950600013435221678, as a bar code carries it, with 0x1D after a serial that something follows.
[[nodiscard]] std::string rawElementString(const Identity &identity);

// Reads any of these, or the EPC's bits in hexadecimal (which may end after the last digit in use, as in the standard's
// examples). At most 512 characters. What a form leaves open is chosen: filter 0; the 96-bit scheme if the serial fits
// in; from a Digital Link or an element string a "+" scheme, "++" for another domain than id.gs1.org, and a DSGTIN
// where there is a date. Whatever is returned encodes.
[[nodiscard]] base::Expected<Identity, EpcFailure> parse(std::string_view text);

} // namespace panier::rfid::epc
