// Stands in for libFuzzer in ordinary builds: 20,000 seeded random inputs, so that the target is built and run by every
// test run.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main() {
    constexpr std::uint32_t seed = 20231;
    constexpr int inputs = 20000;
    std::printf("seed %u, %d inputs\n", seed, inputs);
    std::mt19937 random(seed);
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < inputs; ++i) {
        bytes.resize(random() % 300);
        for (auto &byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    return 0;
}
