#include "tests/vision/hostile_pictures.h"

#include "tests/vision/hostile_drawings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace panier::tests {

namespace {
constexpr int tinyOneIn = 8;    // sides of 1 to 16 pixels
constexpr int largeOneIn = 300; // as large as a camera's, or as the largest that the eye takes
constexpr int oddOneIn = 500;   // huge ones, and empty ones, which FFmpeg takes for the end of the stream

// One draw in twenty for each of the damages; the rest are whole, so that the decoder of codes is met as well.
constexpr std::array<Harm, 20> draws = {Harm::None,  Harm::None,    Harm::None,      Harm::None,      Harm::None,
                                        Harm::None,  Harm::None,    Harm::Truncated, Harm::Truncated, Harm::Bytes,
                                        Harm::Bytes, Harm::Bytes,   Harm::Header,    Harm::Header,    Harm::Size,
                                        Harm::Size,  Harm::Spliced, Harm::Random,    Harm::OtherKind, Harm::OtherKind};
} // namespace

HostilePictures::HostilePictures(std::uint32_t seed) : m_random(seed), m_drawings(std::make_unique<HostileDrawings>()) {
    cv::Mat picture(4320, 7680, CV_8UC1);
    for (int x = 0; x < picture.cols; ++x)
        picture.col(x).setTo(x / 40 % 2 * 255);
    cv::imencode(".jpg", picture, m_huge, {cv::IMWRITE_JPEG_QUALITY, 30});
}

HostilePictures::~HostilePictures() = default;

// Small ones mostly, all orders of magnitude alike: a hundred of them are looked at in the time of one large one.
std::pair<int, int> HostilePictures::size() {
    const auto between = [this](double least, double most) {
        return static_cast<int>(least * std::pow(most / least, below(10'000) / 10'000.0));
    };
    if (below(largeOneIn) == 0) {
        const int width = between(400, 4096);
        return {width, between(300, 2304)};
    }
    const bool tiny = below(tinyOneIn) == 0;
    const int width = tiny ? 1 + below(16) : between(12, 400);
    return {width, tiny ? 1 + below(16) : between(12, 400)};
}

std::vector<std::uint8_t> HostilePictures::whole(const char *kind) {
    const auto motif = allMotifs[static_cast<std::size_t>(below(allMotifs.size()))];
    const auto [width, height] = size();
    auto picture = m_drawings->draw(motif, {width, height}, m_random);
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
