// Chance that is the same everywhere: the generator's output is fixed by the C++ standard ([rand.predef]), the
// distributions of the standard library aren't, so they are written out here.
#pragma once

#include <cstdint>
#include <random>

namespace panier::rfid::world {

// Thread: any one at a time.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_bits(seed) {}

    [[nodiscard]] std::uint64_t bits() { return m_bits(); }
    [[nodiscard]] double unit();                           // [0, 1), 53 bits
    [[nodiscard]] double between(double low, double high); // [low, high)
    [[nodiscard]] int below(int count);                    // 0 .. count-1; count at least 1
    [[nodiscard]] int range(int low, int high);            // low .. high
    [[nodiscard]] bool chance(double probability) { return unit() < probability; }
    [[nodiscard]] double normal(double mean, double deviation); // Box and Muller 1958
    [[nodiscard]] double exponential(double mean);
    [[nodiscard]] double logNormal(double median, double sigma); // sigma: of the natural logarithm

private:
    std::mt19937_64 m_bits;
};

// A number drawn from what it is about, not from a sequence: the same arguments give the same number. splitmix64,
// Steele, Lea and Flood 2014.
[[nodiscard]] std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c = 0, std::uint64_t d = 0);

// Two independent standard normal numbers out of one mixed() number.
struct NormalPair {
    double first = 0;
    double second = 0;
};
[[nodiscard]] NormalPair normalPair(std::uint64_t bits);

} // namespace panier::rfid::world
