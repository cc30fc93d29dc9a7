// Reads QR Codes and Data Matrix symbols where the library's own search for them fails: bent, blurred, noisy, shaded;
// and Micro QR Codes, on whose search version 1.4 of it aborts.
#pragma once

#include "vision/decode/decoder.h"

#include <optional>

namespace panier::vision::decode {

// What is looked for.
enum class Squares { OfArticles, MicroQr };

// `region`: the part of a picture in which such a symbol lies whole, with a little around it; `noise`: its standard
// deviation, grey levels; `drawnTogether`: for a lens out of focus; where a symbol shows and isn't read, the other way
// is tried as well. What is returned has no position. The symbol is found by a QR Code's three targets or by what else
// all of its size have in common, its modules are read one by one, and the library reads them off a clean drawing:
// their error correction vouches for the text. Bounded: a few milliseconds, some tens where a symbol shows and can't be
// read. Throws what OpenCV throws.
[[nodiscard]] std::optional<Decoded> readMatrix(const GreyView &region, float noise, bool drawnTogether,
                                                Squares which = Squares::OfArticles);

} // namespace panier::vision::decode
