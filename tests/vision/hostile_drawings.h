// What hostile pictures show: as much as can be had of what decoders look for.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <random>
#include <string_view>
#include <vector>

namespace panier::tests {

enum class Motif {
    Bars,     // as dense as can be
    Blocks,   // of a 2D code's kind, at random
    Noise,    // of the sensor's kind
    Gradient, // and nothing else
    Chequers,
    Stripes,  // slanted, about a module wide
    Targets,  // squares or circles one in another, as finder patterns are, hardly or far out of shape
    Symbol,   // a real one, of any kind
    HalfOnes, // the halves of several
    Mosaic,   // many whole ones
};
inline constexpr std::array allMotifs = {Motif::Bars,     Motif::Blocks,  Motif::Noise,   Motif::Gradient,
                                         Motif::Chequers, Motif::Stripes, Motif::Targets, Motif::Symbol,
                                         Motif::HalfOnes, Motif::Mosaic};
// For reports: "half ones".
[[nodiscard]] std::string_view nameOf(Motif motif);

// Thread: one. The same random numbers give the same pictures.
class HostileDrawings {
public:
    HostileDrawings();
    // CV_8UC1 of that size, tilted, blurred, pale or noisy now and then.
    [[nodiscard]] cv::Mat draw(Motif motif, cv::Size size, std::mt19937 &random) const;

private:
    [[nodiscard]] cv::Mat symbols(Motif motif, cv::Size size, std::mt19937 &random) const;

    std::vector<cv::Mat> m_symbols; // a pixel a module
};

} // namespace panier::tests
