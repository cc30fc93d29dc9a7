// Pictures that somebody made to break whoever looks at them.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <utility>
#include <vector>

namespace panier::tests {

class HostileDrawings;

// What was done to a picture.
enum class Harm {
    None,      // whole, so that the decoder of codes has something to chew on: see hostile_drawings.h
    Truncated, // somewhere
    Bytes,     // some of its bytes are others
    Header,    // some of its first 256 bytes are others
    Size,      // its header claims any size, 0x0 to 65535x65535
    Spliced,   // the beginning of one, the end of another
    Random,    // no picture at all
    Empty,
    OtherKind, // PNG, BMP or TIFF, whole or damaged, where JPEG is promised
    Huge,      // 7680x4320, and it is true
};

// Thread: one. The same seed gives the same pictures.
class HostilePictures {
public:
    explicit HostilePictures(std::uint32_t seed);
    ~HostilePictures();
    HostilePictures(const HostilePictures &) = delete;
    HostilePictures &operator=(const HostilePictures &) = delete;

    // The next one: at most some MiB.
    [[nodiscard]] std::vector<std::uint8_t> next();

private:
    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }
    [[nodiscard]] std::vector<std::uint8_t> whole(const char *kind);
    void damage(std::vector<std::uint8_t> &picture, std::size_t first, std::size_t count);
    void claimSize(std::vector<std::uint8_t> &jpeg);

    [[nodiscard]] std::pair<int, int> size();

    std::mt19937 m_random;
    std::unique_ptr<const HostileDrawings> m_drawings;
    std::vector<std::uint8_t> m_last;
    std::vector<std::uint8_t> m_huge;
};

} // namespace panier::tests
