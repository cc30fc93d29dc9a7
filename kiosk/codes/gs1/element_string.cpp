#include "codes/gs1/element_string.h"

#include "codes/gs1/characters.h"

#include <algorithm>

namespace panier::codes {

namespace {

std::string_view wordsFor(AiError error) {
    switch (error) {
    case AiError::Empty:
        return "there is no data";
    case AiError::UnknownAi:
        return "there is no such AI";
    case AiError::Length:
        return "the data is too short or too long";
    case AiError::Character:
        return "a character is none that the AI allows";
    case AiError::CheckDigit:
        return "the check digit is wrong";
    case AiError::Date:
        return "the date or time doesn't exist";
    case AiError::Value:
        return "the data breaks a rule of the AI";
    case AiError::Separator:
        return "a separator stands where none may";
    case AiError::Repeated:
        return "the AI is there twice, with different data";
    }
    return {};
}

// Of the code only what are surely digits is repeated.
auto failed(AiError error, std::string_view ai) {
    const bool isAi = ai.size() >= 2 && isDigits(ai);
    return base::fail(error, std::string(isAi ? "AI " : "") + std::string(isAi ? ai : "") + (isAi ? ": " : "") +
                                 std::string(wordsFor(error)));
}

} // namespace

base::Expected<ElementString, AiFailure> ElementString::parse(std::string_view text, const Date &today) {
    if (text.size() > maxBytes)
        return failed(AiError::Length, {});
    if (!text.empty() && text.front() == elementSeparator)
        text.remove_prefix(1);
    if (text.empty())
        return failed(AiError::Empty, {});
    ElementString result;
    while (!text.empty()) {
        if (text.front() == elementSeparator)
            return failed(AiError::Separator, {});
        const auto found = findAi(text);
        if (found.entry == nullptr)
            return failed(AiError::UnknownAi, text.substr(0, 2));
        const auto ai = text.substr(0, found.digits);
        const auto fixed = predefinedLength(ai);
        const auto end = std::min(fixed > 0 ? fixed : text.find(elementSeparator), text.size());
        if (auto added = result.add(ai, text.substr(ai.size(), end - ai.size()), today); !added)
            return tl::make_unexpected(std::move(added.error()));
        text.remove_prefix(end);
        if (!text.empty() && text.front() == elementSeparator)
            text.remove_prefix(1);
    }
    return result;
}

base::Expected<void, AiFailure> ElementString::add(std::string_view ai, std::string_view value, const Date &today) {
    const auto found = findAi(ai);
    if (found.entry == nullptr || found.digits != ai.size())
        return failed(AiError::UnknownAi, ai.substr(0, 4));
    if (const auto error = checkValue(*found.entry, value, today))
        return failed(*error, ai);
    if (const auto known = find(ai))
        return *known == value ? base::Expected<void, AiFailure>() : failed(AiError::Repeated, ai);
    if (m_elements.size() >= maxElements)
        return failed(AiError::Length, {});
    m_elements.push_back({std::string(ai), std::string(value)});
    return {};
}

std::optional<std::string_view> ElementString::find(std::string_view ai) const {
    const auto found =
        std::find_if(m_elements.begin(), m_elements.end(), [ai](const Element &element) { return element.ai == ai; });
    return found == m_elements.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

bool ElementString::has(std::string_view begin) const {
    return std::any_of(m_elements.begin(), m_elements.end(),
                       [begin](const Element &element) { return element.ai.substr(0, begin.size()) == begin; });
}

} // namespace panier::codes
