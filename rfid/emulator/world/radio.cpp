#include "rfid/emulator/world/radio.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

namespace {

constexpr double metreMhz = 299.792458; // wavelength times frequency

double decibels(double powerRatio) {
    return 10 * std::log10(powerRatio);
}

} // namespace

Vec3 operator+(const Vec3 &a, const Vec3 &b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
Vec3 operator-(const Vec3 &a, const Vec3 &b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
Vec3 operator*(const Vec3 &a, double by) {
    return {a.x * by, a.y * by, a.z * by};
}
double dot(const Vec3 &a, const Vec3 &b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
double length(const Vec3 &a) {
    return std::sqrt(dot(a, a));
}

RadioParameters unlinedTray() {
    RadioParameters radio;
    radio.transmitDbm = 17;
    radio.wallHeightM = 0.20;
    radio.wallLossDb = 10;
    return radio;
}

std::vector<Antenna> trayAntennas(int count) {
    const double slope = std::numbers::sqrt2 / 2;
    std::vector<Antenna> all{{{-0.12, 0, -0.06}, {0, 0, 1}},
                             {{0.27, 0, 0.18}, {-slope, 0, -slope}},
                             {{0.12, 0, -0.06}, {0, 0, 1}},
                             {{-0.27, 0, 0.18}, {slope, 0, -slope}}};
    all.resize(static_cast<std::size_t>(std::clamp(count, 1, 4)));
    return all;
}

double freeSpaceLossDb(const RadioParameters &radio, double distanceM) {
    const double wavelengthM = metreMhz / radio.frequencyMhz;
    return 2 * decibels(4 * std::numbers::pi * std::max(distanceM, radio.nearFloorM) / wavelengthM);
}

double antennaGainDbi(const RadioParameters &radio, const Antenna &antenna, const Vec3 &point) {
    const auto ray = point - antenna.at;
    const double cosine = dot(ray, antenna.facing) / std::max(length(ray), 1e-6);
    const double back = -radio.antennaBackDb;
    const double off = cosine <= 0 ? back : std::max(back, radio.antennaPower * decibels(cosine));
    return radio.antennaGainDbi + off;
}

double dipoleDb(const RadioParameters &radio, double cosine) {
    const double sine2 = 1 - cosine * cosine;
    if (sine2 < 1e-6)
        return -radio.dipoleFloorDb;
    const double lobe = std::cos(std::numbers::pi / 2 * cosine);
    return std::max(-radio.dipoleFloorDb, decibels(std::max(lobe * lobe / sine2, 1e-9)));
}

double wallDb(const RadioParameters &radio, const Vec3 &antenna, const Vec3 &point) {
    const auto ray = point - antenna;
    double leaves = 1; // share of the ray that lies within the tray's sides
    const auto clip = [&leaves](double from, double along, double half) {
        if (along > 0)
            leaves = std::min(leaves, (half - from) / along);
        else if (along < 0)
            leaves = std::min(leaves, (-half - from) / along);
    };
    clip(antenna.x, ray.x, radio.trayHalfWidthM);
    clip(antenna.y, ray.y, radio.trayHalfDepthM);
    if (leaves >= 1)
        return 0;
    const double crossing = antenna.z + std::max(leaves, 0.0) * ray.z;
    return radio.wallLossDb * std::clamp((radio.wallHeightM - crossing) / radio.wallEdgeM + 0.5, 0.0, 1.0);
}

double oneWayDb(const RadioParameters &radio, const Antenna &antenna, const Vec3 &point, const Vec3 &axis) {
    const auto ray = point - antenna.at;
    const double distance = length(ray);
    return antennaGainDbi(radio, antenna, point) + radio.tagGainDbi +
           dipoleDb(radio, dot(ray, axis) / std::max(distance, 1e-6)) - freeSpaceLossDb(radio, distance) -
           radio.polarisationDb - radio.cableLossDb - wallDb(radio, antenna.at, point);
}

double chipDbm(const RadioParameters &radio, double oneWay) {
    return radio.transmitDbm + oneWay;
}

double returnDbm(const RadioParameters &radio, double oneWay) {
    return radio.transmitDbm + 2 * oneWay - radio.modulationLossDb;
}

double fadeDb(double riceDb, double diffuseRe, double diffuseIm) {
    const double k = std::pow(10, riceDb / 10);
    const double steady = std::sqrt(k / (k + 1));
    const double diffuse = std::sqrt(1 / (k + 1));
    const double re = steady + diffuse * diffuseRe;
    const double im = diffuse * diffuseIm;
    return decibels(std::max(re * re + im * im, 1e-6));
}

} // namespace panier::rfid::world
