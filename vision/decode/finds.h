// What every attempt does with what it finds.
#pragma once

#include "vision/decode/decoder.h"
#include "vision/decode/soft/soft_vote.h"

#include <optional>

namespace panier::vision::decode {

// Unless it is there already, or maxCodesPerPicture are.
void add(std::vector<Decoded> &codes, std::optional<Decoded> code);

[[nodiscard]] bool isEanOrUpc(Symbology symbology);

// What our own comparison with the digits' looks says of an EAN or UPC that the library found.
enum class Opinion { Agrees, Silent, Disagrees };
[[nodiscard]] Opinion opinionOf(const Decoded &code, const Profile &profile);

// What the lines have agreed on; nullopt if on nothing.
[[nodiscard]] std::optional<Decoded> softRead(const SoftVote &vote, const std::array<Point, 4> &position, Pass pass);

} // namespace panier::vision::decode
