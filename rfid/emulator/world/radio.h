// The radio path from a reader's antenna to a passive tag and back: a backscatter link budget. Levels in dBm, gains and
// losses in dB, lengths in metres. The figures and their sources: rfid/emulator/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace panier::rfid::world {

// The origin is the middle of the tray's floor; z points up, the shopper stands at negative y.
struct Vec3 {
    double x = 0;
    double y = 0;
    double z = 0;
};
[[nodiscard]] Vec3 operator+(const Vec3 &a, const Vec3 &b);
[[nodiscard]] Vec3 operator-(const Vec3 &a, const Vec3 &b);
[[nodiscard]] Vec3 operator*(const Vec3 &a, double by);
[[nodiscard]] double dot(const Vec3 &a, const Vec3 &b);
[[nodiscard]] double length(const Vec3 &a);

// A circularly polarised patch: gain falls with the cosine of the angle off its axis, to a floor behind it.
struct Antenna {
    Vec3 at;
    Vec3 facing; // of length 1
};

// A tray with walls that hold back some of the field, and a reader beneath it.
struct RadioParameters {
    double frequencyMhz = 866.3;
    double transmitDbm = 23;     // at the reader's port
    double cableLossDb = 0.5;    // each way
    double antennaGainDbi = 4;   // circular
    double antennaPower = 2;     // of the cosine off the axis
    double antennaBackDb = 14;   // behind, under the maximum
    double tagGainDbi = 2.15;    // half-wave dipole
    double dipoleFloorDb = 20;   // depth of the dipole's nulls in a real room
    double polarisationDb = 3;   // circular to linear, each way
    double modulationLossDb = 6; // of the backscatter
    double nearFloorM = 0.15;    // nearer than this Friis says too much

    double trayHalfWidthM = 0.28; // x
    double trayHalfDepthM = 0.22; // y
    double wallHeightM = 0.30;
    double wallLossDb = 20;  // each way, through a wall lined with metal
    double wallEdgeM = 0.10; // the wall's shadow fades over this much around its upper edge

    double shadowDb = 3;               // log-normal deviation per tag, antenna and place
    double trayRiceDb = 10;            // Rice factor K of what lies on the tray
    double strayRiceDb = 4;            // and of what is further away
    double stirredShare = 0.1;         // of the diffuse power that never comes to rest: people move about
    double channelShare = 0.1;         // of the diffuse power that differs from channel to channel
    double coherenceUs = 700'000;      // of the part that is stirred
    double movingCoherenceUs = 80'000; // of something carried: some 10 cm of walking or handling

    double rssiNoiseDb = 0.7; // of one reading
};

// A tray of wood or plastic, with less power so that it reaches less far.
[[nodiscard]] RadioParameters unlinedTray();

// Two beneath the tray and two at its rim; with 2: one of each; with 1: beneath.
[[nodiscard]] std::vector<Antenna> trayAntennas(int count);

// Friis: 20 log10(4 pi d / lambda), with d at least nearFloorM.
[[nodiscard]] double freeSpaceLossDb(const RadioParameters &radio, double distanceM);
// dBi towards a point.
[[nodiscard]] double antennaGainDbi(const RadioParameters &radio, const Antenna &antenna, const Vec3 &point);
// How much less than its best a half-wave dipole gets; `cosine` of the angle between its axis and the ray. Never above
// 0.
[[nodiscard]] double dipoleDb(const RadioParameters &radio, double cosine);
// What the tray's walls take from a ray, each way; 0 within the tray and well above the walls.
[[nodiscard]] double wallDb(const RadioParameters &radio, const Vec3 &antenna, const Vec3 &point);
// From the port to the tag's chip, all but chance: no shadowing, no fading, no losses of the article.
[[nodiscard]] double oneWayDb(const RadioParameters &radio, const Antenna &antenna, const Vec3 &point,
                              const Vec3 &axis);

// What the tag's chip gets.
[[nodiscard]] double chipDbm(const RadioParameters &radio, double oneWay);
// What the reader's port gets back: the way twice, and the modulation.
[[nodiscard]] double returnDbm(const RadioParameters &radio, double oneWay);

// A fade in dB from the diffuse part of the field (a complex number of mean power 1) and the Rice factor.
[[nodiscard]] double fadeDb(double riceDb, double diffuseRe, double diffuseIm);

} // namespace panier::rfid::world
