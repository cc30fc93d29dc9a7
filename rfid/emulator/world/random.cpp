#include "rfid/emulator/world/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

namespace {

constexpr double bit53 = 1.0 / 9007199254740992.0;

std::uint64_t scrambled(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

} // namespace

double Random::unit() {
    return static_cast<double>(m_bits() >> 11) * bit53;
}

double Random::between(double low, double high) {
    return low + (high - low) * unit();
}

int Random::below(int count) {
    return std::min(static_cast<int>(unit() * count), count - 1);
}

int Random::range(int low, int high) {
    return low + below(high - low + 1);
}

double Random::normal(double mean, double deviation) {
    return mean + deviation * normalPair(m_bits()).first;
}

double Random::exponential(double mean) {
    return -mean * std::log1p(-unit());
}

double Random::logNormal(double median, double sigma) {
    return median * std::exp(normal(0, sigma));
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    return scrambled(scrambled(scrambled(scrambled(a) ^ b) ^ c) ^ d);
}

NormalPair normalPair(std::uint64_t bits) {
    const double radius = std::sqrt(-2 * std::log((static_cast<double>(bits >> 32) + 0.5) / 4294967296.0));
    const double angle = 2 * std::numbers::pi * static_cast<double>(bits & 0xFFFFFFFFU) / 4294967296.0;
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

} // namespace panier::rfid::world
