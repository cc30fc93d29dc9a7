// How Code 128 symbols are built, as far as a reader must know it. ISO/IEC 15417.
#pragma once

#include "vision/decode/symbol_layout.h"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace panier::vision::decode {

inline constexpr std::size_t code128Values = 106;        // characters but the one that ends a symbol
inline constexpr std::size_t firstStartValue = 103;      // those that begin one
inline constexpr int code128Modules = 11;                // of a character
inline constexpr int code128StopModules = 13;            // of the one that ends a symbol
inline constexpr std::size_t leastCode128Characters = 3; // one that begins, one that says something, one that checks

// The six elements' widths of a character, dark first.
[[nodiscard]] const std::array<std::uint8_t, 6> &code128Widths(int value);
// The edges that every symbol begins with, up to where the characters differ, and those of the one that ends it.
[[nodiscard]] std::span<const FixedEdge> code128Beginning();
[[nodiscard]] std::span<const FixedEdge> code128End();
// A symbol of so many characters, those that begin and check it among them, but not the one that ends it.
[[nodiscard]] SymbolLayout code128Layout(int characters);

// What the values say.
struct Code128Text {
    std::string text; // FNC1 within is a GS, as GS1 General Specifications 7.8 has it
    std::string aim;  // "]C0", "]C1" (GS1), "]C2"
};
// `values`: from the one that begins to the one that checks, which isn't looked at. nullopt if that is no text, or
// holds what no shop has a use for: FNC2, FNC3, FNC4.
[[nodiscard]] std::optional<Code128Text> code128Text(std::span<const int> values);

} // namespace panier::vision::decode
