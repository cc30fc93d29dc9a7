// GS1 element strings: what GS1-128, GS1 DataBar, GS1 DataMatrix and GS1 QR Code carry. GS1 General Specifications 3
// (the Application Identifiers) and 7.8 (how they are put together).
#pragma once

#include "base/expected.h"
#include "codes/gs1/application_identifier.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::codes {

struct Element {
    std::string ai;    // 2 to 4 digits
    std::string value; // as it was checked: ASCII
    bool operator==(const Element &) const = default;
};

using AiFailure = base::Failure<AiError>; // the text names the AI, never what the code said besides

// Elements in the order of the code; no AI is there twice.
class ElementString {
public:
    static constexpr std::size_t maxBytes = 4296;  // as many as any of the symbols holds
    static constexpr std::size_t maxElements = 64; // far more than a label has

    // `text` is what a reader transmits: data, with FNC1 as 0x1D (ISO/IEC 15424) after each element of variable length
    // but the last; a separator after one of fixed length is passed over, as is one at the very begin. Strict
    // otherwise: an AI that isn't in the standard, a wrong length, character, check digit or date refuses the whole.
    // `today` is for the century of dates.
    [[nodiscard]] static base::Expected<ElementString, AiFailure> parse(std::string_view text, const Date &today);

    // Checks and adds one element; the same AI again must say the same. `ai` is 2 to 4 digits.
    [[nodiscard]] base::Expected<void, AiFailure> add(std::string_view ai, std::string_view value, const Date &today);

    [[nodiscard]] const std::vector<Element> &elements() const { return m_elements; }
    // The data of an AI; nullopt if it isn't there.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view ai) const;
    // Whether some AI begins so: "310" for a net weight in kilograms with any number of decimals.
    [[nodiscard]] bool has(std::string_view begin) const;
    bool operator==(const ElementString &) const = default;

private:
    std::vector<Element> m_elements;
};

} // namespace panier::codes
