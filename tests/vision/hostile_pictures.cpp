#include "tests/vision/hostile_pictures.h"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::tests {

namespace {
struct Size {
    int width;
    int height;
};
constexpr std::array<Size, 16> sizes = {{{1, 1},
                                         {1, 700},
                                         {700, 1},
                                         {3, 3},
                                         {16, 16},
                                         {33, 17},
                                         {64, 48},
                                         {64, 48},
                                         {95, 61},
                                         {96, 64},
                                         {128, 96},
                                         {160, 120},
                                         {160, 80},
                                         {320, 240},
                                         {4096, 8},
                                         {8, 4096}}};
constexpr int oddOneIn = 500; // huge ones, and empty ones, which FFmpeg takes for the end of the stream

// One draw in twenty for each of the damages; the rest are whole, so that the decoder of codes is met as well.
constexpr std::array<Harm, 20> draws = {Harm::None,  Harm::None,    Harm::None,      Harm::None,      Harm::None,
                                        Harm::None,  Harm::None,    Harm::Truncated, Harm::Truncated, Harm::Bytes,
                                        Harm::Bytes, Harm::Bytes,   Harm::Header,    Harm::Header,    Harm::Size,
                                        Harm::Size,  Harm::Spliced, Harm::Random,    Harm::OtherKind, Harm::OtherKind};
} // namespace

HostilePictures::HostilePictures(std::uint32_t seed) : m_random(seed) {
    cv::Mat picture(4320, 7680, CV_8UC1);
    for (int x = 0; x < picture.cols; ++x)
        picture.col(x).setTo(x / 40 % 2 * 255);
    cv::imencode(".jpg", picture, m_huge, {cv::IMWRITE_JPEG_QUALITY, 30});
}

// Bars, blocks or noise, each cell some pixels wide, in a random size.
std::vector<std::uint8_t> HostilePictures::whole(const char *kind) {
    const auto [width, height] = sizes[static_cast<std::size_t>(below(sizes.size()))];
    const int cell = 1 + below(4);
    const bool bars = below(2) == 0;
    const int lightest = 1 + below(255);
    cv::Mat cells((height + cell - 1) / cell, (width + cell - 1) / cell, CV_8UC1);
    cv::RNG(m_random()).fill(cells, cv::RNG::UNIFORM, 0, 2);
    for (int y = 1; bars && y < cells.rows; ++y)
        if (y % 16 != 0)
            cells.row(y - 1).copyTo(cells.row(y));
    cv::Mat picture;
    cv::resize(cells * lightest, picture, {width, height}, 0, 0, cv::INTER_NEAREST);
    if (below(4) == 0)
        cv::merge(std::vector<cv::Mat>(3, picture), picture);
    std::vector<int> options;
    if (std::string(kind) == ".jpg")
        options = {cv::IMWRITE_JPEG_QUALITY, 20 + below(80), cv::IMWRITE_JPEG_PROGRESSIVE, below(3) == 0 ? 1 : 0};
    std::vector<std::uint8_t> encoded;
    cv::imencode(kind, picture, encoded, options);
    return encoded;
}

void HostilePictures::damage(std::vector<std::uint8_t> &picture, std::size_t first, std::size_t count) {
    const auto bytes = std::min(count, picture.size() - std::min(first, picture.size()));
    for (int i = 1 + below(20); i > 0 && bytes > 0; --i)
        picture[first + m_random() % bytes] = static_cast<std::uint8_t>(m_random());
}

// In its frame header (ITU T.81 B.2.2): marker FFC0 or FFC2, length, precision, height, width.
void HostilePictures::claimSize(std::vector<std::uint8_t> &jpeg) {
    for (std::size_t i = 0; i + 9 < jpeg.size(); ++i) {
        if (jpeg[i] != 0xFF || (jpeg[i + 1] != 0xC0 && jpeg[i + 1] != 0xC2))
            continue;
        static constexpr std::array<std::uint16_t, 6> favourites = {0, 1, 4096, 4097, 16384, 65535};
        for (const std::size_t at : {i + 5, i + 7}) {
            const unsigned side =
                below(2) == 0 ? favourites[static_cast<std::size_t>(below(favourites.size()))] : m_random() % 65536;
            jpeg[at] = static_cast<std::uint8_t>(side >> 8U);
            jpeg[at + 1] = static_cast<std::uint8_t>(side);
        }
        return;
    }
}

std::vector<std::uint8_t> HostilePictures::next() {
    if (below(oddOneIn) == 0)
        return below(2) == 0 ? m_huge : std::vector<std::uint8_t>();
    const auto harm = draws[static_cast<std::size_t>(below(draws.size()))];
    std::vector<std::uint8_t> picture;
    if (harm == Harm::Random) {
        picture.resize(static_cast<std::size_t>(below(20'000)));
        std::generate(picture.begin(), picture.end(), [this] { return static_cast<std::uint8_t>(m_random()); });
        return picture;
    }
    static constexpr std::array<const char *, 3> others = {".png", ".bmp", ".tiff"};
    picture = whole(harm == Harm::OtherKind ? others[static_cast<std::size_t>(below(3))] : ".jpg");
    if (harm == Harm::Truncated)
        picture.resize(m_random() % picture.size());
    else if (harm == Harm::Bytes || (harm == Harm::OtherKind && below(2) == 0))
        damage(picture, 0, picture.size());
    else if (harm == Harm::Header)
        damage(picture, 2, 254);
    else if (harm == Harm::Size)
        claimSize(picture);
    else if (harm == Harm::Spliced && !m_last.empty())
        picture.insert(picture.begin() + static_cast<std::ptrdiff_t>(m_random() % picture.size()),
                       m_last.begin() + static_cast<std::ptrdiff_t>(m_random() % m_last.size()), m_last.end());
    m_last = picture;
    return picture;
}

} // namespace panier::tests
