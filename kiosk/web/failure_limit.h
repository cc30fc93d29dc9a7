// How many wrong addresses one place may try: enough for a torn code, too few for a search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace panier::web {

// Counts failures per address and minute. Memory is bounded: the address whose minute began first makes room.
// Thread: any.
class FailureLimit {
public:
    static constexpr int maxFailures = 20; // an address and a minute
    static constexpr std::size_t maxAddresses = 1024;
    static constexpr std::int64_t windowUs = 60'000'000;

    // Notes a failure at a monotonic time; false once the address had more than its share.
    [[nodiscard]] bool allow(std::string_view address, std::int64_t nowUs);

private:
    struct Window {
        std::int64_t beganUs = 0;
        int failures = 0;
    };
    std::mutex m_mutex;
    std::map<std::string, Window, std::less<>> m_windows;
};

} // namespace panier::web
