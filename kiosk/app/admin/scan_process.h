// Decompresses and decodes pictures in a process that may die: both libraries abort on pictures that somebody made.
#pragma once

#include "base/expected.h"
#include "vision/decode/decoder.h"

#include <string>

namespace panier::admin {

// What one picture holds.
struct Scanned {
    bool looked = true; // false: the motion gate found nothing new in it
    double ms = 0;      // to decode it; without decompressing the file
    std::vector<vision::decode::Decoded> codes;
};

enum class ScanMode : std::uint8_t {
    Still = 'S', // everything that the decoder can
    Frame = 'F', // one of a sequence: as panier-eye looks, through its motion gate
};

// The parent's end. The child has the limits and the lock of panier-eye; it sees bytes, no files. It is started for the
// first picture, and again for the next one when it died (its motion gate begins anew then).
class ScanProcess {
public:
    static constexpr std::size_t maxFileBytes = 64U << 20U;
    static constexpr int patienceMs = 30'000; // for one picture; a child that needs longer is ended

    ScanProcess() = default;
    ~ScanProcess();
    ScanProcess(const ScanProcess &) = delete;
    ScanProcess &operator=(const ScanProcess &) = delete;

    // `file`: the bytes of a picture. The error says why nothing can be told of it.
    [[nodiscard]] base::Expected<Scanned, std::string> scan(const std::string &file, ScanMode mode);

private:
    [[nodiscard]] bool start();
    [[nodiscard]] std::string stop();
    [[nodiscard]] base::Expected<std::string, std::string> answer();

    int m_child = -1;
    int m_channel = -1;
};

} // namespace panier::admin
