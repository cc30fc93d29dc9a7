// Money: integer minor units of one currency. Never a floating-point number.
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <compare>
#include <cstdint>

namespace panier::checkout {

// An amount in minor units (euro cents). The shop has one currency, named once in its configuration.
struct Money {
    std::int64_t minor = 0;

    auto operator<=>(const Money &) const = default;
    Money &operator+=(Money other) {
        minor += other.minor;
        return *this;
    }
    friend Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
    friend Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
    friend Money operator*(Money a, int count) { return {a.minor * count}; }
};

} // namespace panier::checkout
