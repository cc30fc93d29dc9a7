// Decompresses and decodes pictures in a process that may die: both libraries abort on pictures that somebody made.
#pragma once

#include "base/clock.h"
#include "base/expected.h"
#include "vision/agree/agreement.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace panier::admin {

// What one picture holds.
struct Scanned {
    double ms = 0; // to decode it; without decompressing the file
    std::vector<vision::decode::Decoded> codes;
};

// The parent's end. The child has the limits and the lock of panier-eye; it sees bytes, no files. It is started for the
// first picture, and again for the next one when it died (what it remembered of a sequence is lost then).
class ScanProcess {
public:
    static constexpr std::size_t maxFileBytes = 64U << 20U;
    static constexpr int patienceMs = 30'000; // for one picture; a child that needs longer is ended

    ScanProcess() = default;
    ~ScanProcess();
    ScanProcess(const ScanProcess &) = delete;
    ScanProcess &operator=(const ScanProcess &) = delete;

    // `file`: the bytes of a picture, here and below. With everything that the decoder can. The error says why nothing
    // can be told of it.
    [[nodiscard]] base::Expected<Scanned, std::string> scan(const std::string &file);
    // One of a sequence, taken then: what panier-eye would have agreed on by now, its hard pass included.
    [[nodiscard]] base::Expected<std::vector<vision::agree::Agreed>, std::string> watch(const std::string &file,
                                                                                        base::TimeMs takenMs);
    // Whether the child died or was ended since the last call of this.
    [[nodiscard]] bool hasDied() { return std::exchange(m_hasDied, false); }

private:
    [[nodiscard]] bool start();
    [[nodiscard]] std::string stop();
    [[nodiscard]] base::Expected<std::string, std::string> ask(const std::string &file,
                                                               std::optional<base::TimeMs> takenMs);
    [[nodiscard]] base::Expected<std::string, std::string> answer();

    int m_child = -1;
    int m_channel = -1;
    bool m_hasDied = false;
};

} // namespace panier::admin
