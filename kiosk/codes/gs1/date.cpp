#include "codes/gs1/date.h"

#include "codes/gs1/characters.h"

#include <array>

namespace panier::codes {

namespace {

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

std::optional<Date> existing(const Date &date) {
    const bool exists =
        date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysInMonth(date.year, date.month);
    return exists ? std::optional(date) : std::nullopt;
}

} // namespace

int daysInMonth(int year, int month) {
    static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<Date> dateOf(std::string_view yymmdd, const Date &today, bool wholeMonth) {
    constexpr int century = 100;
    if (yymmdd.size() != 6 || !isDigits(yymmdd))
        return std::nullopt;
    const int twoDigits = number(yymmdd.substr(0, 2));
    const int ahead = twoDigits - today.year % century;
    int year = today.year - today.year % century + twoDigits;
    if (ahead > 50)
        year -= century;
    else if (ahead < -49)
        year += century;
    Date date{year, number(yymmdd.substr(2, 2)), number(yymmdd.substr(4, 2))};
    if (wholeMonth && date.day == 0 && date.month >= 1 && date.month <= 12)
        date.day = daysInMonth(date.year, date.month);
    return existing(date);
}

std::optional<Date> dateOf(std::string_view yyyymmdd) {
    if (yyyymmdd.size() != 8 || !isDigits(yyyymmdd))
        return std::nullopt;
    return existing({number(yyyymmdd.substr(0, 4)), number(yyyymmdd.substr(4, 2)), number(yyyymmdd.substr(6, 2))});
}

} // namespace panier::codes
