// What is remembered of one tag's reads: sums that fade with time, so that neither memory nor cost grows with the
// number of reads, and the order in which they are told doesn't matter.
#pragma once

#include "rfid/tray/antenna_exposure.h"
#include "rfid/tray/strength_model.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace panier::rfid::tray {

// Times in seconds of the engine's own clock (see ReaderClock).
class TagSignal {
public:
    static constexpr double fastS = 0.5;          // the level follows a hand
    static constexpr double slowS = 2.5;          // the level of a tag that is seldom read
    static constexpr double sliceS = 0.1;         // reads in the same slice of time are one sighting
    static constexpr std::size_t maxAntennas = 8; // heard at once; the one silent for longest gives way

    TagSignal() = default;
    // Costs no more than what is known of it.
    TagSignal(const TagSignal &other) { *this = other; }
    TagSignal &operator=(const TagSignal &other);
    ~TagSignal() = default;

    // One read, or `count` of them reported together.
    void add(double atS, std::uint16_t antenna, std::optional<int> rssiDbm, int count);
    // To be called between batches of reads: the past weighs no more than a few of them, however many there were, so
    // that a tag that has become faint and is seldom read is soon seen as it is now.
    void limitMemory();

    // Over the last moment where it was read often enough in it, otherwise over the last seconds; empty if the reader
    // tells no levels.
    // An antenna that has gone silent while others hear the tag counts less and less within `presenceS`: the tag may
    // have left it for another.
    [[nodiscard]] std::optional<Strength> strength(double nowS, const AntennaExposure &exposure,
                                                   double presenceS = fastS) const;
    // How many antennas heard it in the last seconds, of those that told a level.
    [[nodiscard]] int antennas(double nowS) const;
    // Reads in the last seconds, fading.
    [[nodiscard]] double reads(double nowS) const;
    // Tenths of a second in which it was read, of the last 6.4 s.
    [[nodiscard]] int sightings(double nowS) const;
    // The same a second, since it came into view.
    [[nodiscard]] double sightingsPerS(double nowS) const;

    [[nodiscard]] double firstS() const { return m_all.firstS; } // of this stay
    [[nodiscard]] double lastS() const { return m_all.lastS; }
    [[nodiscard]] bool empty() const { return m_all.slices == 0; }
    // Forgets everything: the next read begins a new stay.
    void clear() { m_all = {}; }

private:
    // Sums over the reads of one antenna, as they stand at `atS`: weights, and weights times dBm.
    struct Antenna {
        std::uint16_t number;
        double atS;
        double fastWeight;
        double fastLevel;
        double slowWeight;
        double slowLevel;
    };
    // Of all antennas.
    struct All {
        double atS = 0; // of the sum that follows
        double reads = 0;
        double firstS = 0;
        double lastS = 0;
        std::uint64_t slices = 0; // a bit for each in which it was read, the newest lowest
        std::int64_t newestSlice = 0;
        std::size_t antennas = 0;
    };
    void addSighting(std::int64_t slice);
    [[nodiscard]] Antenna &antennaFor(std::uint16_t number);
    [[nodiscard]] std::span<const Antenna> knownAntennas() const { return {m_antennas.data(), m_all.antennas}; }
    [[nodiscard]] static bool heard(const Antenna &antenna, double nowS);
    [[nodiscard]] static double levelDbm(const Antenna &antenna, double nowS);

    All m_all;
    std::array<Antenna, maxAntennas> m_antennas; // the first m_all.antennas of them
};

} // namespace panier::rfid::tray
