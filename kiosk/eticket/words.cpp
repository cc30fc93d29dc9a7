#include "eticket/words.h"

#include <chrono>
#include <fmt/format.h>

namespace panier::eticket {

namespace {

constexpr std::string_view noBreakSpace = "\u00A0";

// Days and seconds since 1970 in the shop's own time; France is one hour ahead of UTC, two in summer.
std::chrono::sys_seconds parisTime(std::chrono::sys_seconds utc) {
    using namespace std::chrono;
    const year year = year_month_day(floor<days>(utc)).year();
    const sys_seconds summerBegins = sys_days(year / March / Sunday[last]) + 1h;
    const sys_seconds summerEnds = sys_days(year / October / Sunday[last]) + 1h;
    return utc + (utc >= summerBegins && utc < summerEnds ? 2h : 1h);
}

} // namespace

std::string formatAmount(checkout::Money amount, std::string_view currency, Language language) {
    const bool negative = amount.minor < 0;
    const auto magnitude =
        negative ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
    const bool french = language == Language::French;
    std::string units = std::to_string(magnitude / 100);
    for (std::size_t end = units.size(); end > 3; end -= 3)
        units.insert(end - 3, french ? noBreakSpace : ",");

    const std::string_view sign = negative ? "-" : "";
    const bool euro = currency == "EUR";
    if (french)
        return fmt::format("{}{},{:02}{}{}", sign, units, magnitude % 100, noBreakSpace, euro ? "€" : currency);
    return fmt::format("{}{}{}{}.{:02}", sign, euro ? "€" : currency, euro ? "" : noBreakSpace, units, magnitude % 100);
}

std::string formatRate(int basisPoints, Language language) {
    const bool french = language == Language::French;
    std::string rate = fmt::format("{}", basisPoints / 100);
    if (const int rest = basisPoints % 100; rest > 0) {
        rate += french ? ',' : '.';
        rate += rest % 10 == 0 ? fmt::format("{}", rest / 10) : fmt::format("{:02}", rest);
    }
    return french ? fmt::format("{}{}%", rate, noBreakSpace) : rate + '%';
}

std::string formatDateTime(base::TimeMs at, Language language) {
    using namespace std::chrono;
    const auto utc = floor<seconds>(sys_time<milliseconds>(milliseconds(at)));
    constexpr sys_seconds first = sys_days(year(1970) / January / 1);
    constexpr sys_seconds last = sys_days(year(9999) / December / 30);
    if (utc < first || utc > last)
        return {};
    const auto local = parisTime(utc);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss time(local - day);
    const auto clock =
        fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(), time.seconds().count());
    const auto dayOfMonth = static_cast<unsigned>(date.day());
    const auto month = static_cast<unsigned>(date.month());
    const int year = static_cast<int>(date.year());
    if (language == Language::French)
        return fmt::format("{:02}/{:02}/{:04} {}", dayOfMonth, month, year, clock);
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{} {} {:04}, {}", dayOfMonth, months[month - 1], year, clock);
}

} // namespace panier::eticket
