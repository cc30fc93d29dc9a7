// The GS1 Application Identifiers: which there are, and what their data looks like. GS1 General Specifications 3 (each
// AI's format) and 7.8.5 (pre-defined lengths).
#pragma once

#include "codes/gs1/date.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace panier::codes {

enum class CharacterSet : std::uint8_t { Digits, Set82, Set39, Set64 };

// What a part must be besides its length and its characters.
enum class Rule : std::uint8_t {
    None,
    CheckDigit,  // the last digit guards the part (7.9)
    DayOrMonth,  // YYMMDD, where the day 00 is the whole month
    Day,         // YYMMDD
    LongDay,     // YYYYMMDD
    HourMinute,  // HHMM, to 2359
    Hour,        // HH, to 23
    Sixtieth,    // MM or SS, to 59
    YesNo,       // 0 or 1
    Zero,        // 0
    NotZero,     // some digit isn't 0
    NoZeroFirst, // 0 itself, or no leading zero
    PieceOfAll,  // two digits of the piece and two of how many there are
    Minus,       // "-"
};

// One part of an AI's data, as the standard's format column has it: "N13" or "X..17".
struct Part {
    CharacterSet set = CharacterSet::Digits;
    int least = 0; // characters; 0: there is no such part
    int most = 0;
    Rule rule = Rule::None;
    bool optional = false;
};

struct ApplicationIdentifier {
    static constexpr std::size_t maxParts = 5;
    std::string_view first; // 2 to 4 digits
    std::string_view last;  // of a family that has one format; otherwise as `first`
    std::array<Part, maxParts> parts{};
    bool decimals = false; // of a family: the AI's fourth digit is the number of decimals, 0 to 5
};

enum class AiError : std::uint8_t {
    Empty,
    UnknownAi,
    Length,     // too short or too long
    Character,  // outside of the AI's character set
    CheckDigit, // wrong
    Date,       // a date or time that doesn't exist
    Value,      // another rule of the AI
    Separator,  // missing after data of variable length
    Repeated,   // the same AI with other data
};

// The AI that `text` begins with, and how many digits of it that is; nullptr if there is none.
struct FoundAi {
    const ApplicationIdentifier *entry = nullptr;
    std::size_t digits = 0;
};
[[nodiscard]] FoundAi findAi(std::string_view text);

// The length of AI and data where the AI's first two digits fix it, so that no separator need follow (figure 7.8.5-2);
// 0 for the others. `ai` has 2 digits at least.
[[nodiscard]] std::size_t predefinedLength(std::string_view ai);

// Whether `value` is data of this AI. `today` is for the century of its dates. Lists of other standards' codes (ISO
// 3166, ISO 4217, IBAN, package types) and the check characters of GMN and MUDI aren't looked at: no price and no
// article hangs on them.
[[nodiscard]] std::optional<AiError> checkValue(const ApplicationIdentifier &ai, std::string_view value,
                                                const Date &today);

} // namespace panier::codes
