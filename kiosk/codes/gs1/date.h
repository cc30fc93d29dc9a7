// Days as codes write them. GS1 General Specifications 7.12 (which century two digits of a year mean).
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <compare>
#include <optional>
#include <string_view>

namespace panier::codes {

// A day of the calendar that a till uses, in whatever time zone its shop has.
struct Date {
    int year = 0;
    int month = 0; // 1-12
    int day = 0;   // 1-31
    auto operator<=>(const Date &) const = default;
};

// 28 to 31; `month` is 1-12.
[[nodiscard]] int daysInMonth(int year, int month);

// YYMMDD; `today` chooses the century: never more than 49 years back or 50 ahead. The day 00 is the month's last, where
// `wholeMonth` allows it. nullopt for a day that doesn't exist.
[[nodiscard]] std::optional<Date> dateOf(std::string_view yymmdd, const Date &today, bool wholeMonth);

// YYYYMMDD; nullopt for a day that doesn't exist.
[[nodiscard]] std::optional<Date> dateOf(std::string_view yyyymmdd);

} // namespace panier::codes
