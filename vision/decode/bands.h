// Lines across a linear region, each averaged along its bars over a band. For this folder only: it speaks OpenCV.
#pragma once

#include "vision/decode/locate.h"
#include "vision/decode/profile.h"

namespace panier::vision::decode {

inline constexpr int maxStripWidth = 1600; // steps

// How a region is cut into bands.
struct Bands {
    int count = 1;
    int rows = 1;      // of each, pixels of the picture
    double steps = 0;  // along, at least, unless that were more than six a pixel
    double lean = 0;   // of the bars from the region's normal at most, pixels along for one across
    bool light = true; // averages the light that fell in, which a lens smears; else the levels that the camera wrote
};

// One profile for each band, from the middle to both ends. Throws what OpenCV throws, as do the others.
[[nodiscard]] std::vector<Profile> profilesOf(const cv::Mat &grey, const LinearRegion &box, const Bands &bands);
// Of more bands than are wanted those that promise most.
[[nodiscard]] std::vector<Profile> bestProfilesOf(const cv::Mat &grey, const LinearRegion &box, Bands bands,
                                                  int wanted);
// How many rows must be averaged until what noise is left in a line is a tenth of the print's contrast; as many as
// there are at most. `noise`: see Regions.
[[nodiscard]] int rowsAgainstNoise(const cv::Mat &grey, const LinearRegion &box, float noise);

} // namespace panier::vision::decode
