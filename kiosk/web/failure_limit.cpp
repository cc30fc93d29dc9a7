#include "web/failure_limit.h"

#include <algorithm>

namespace panier::web {

bool FailureLimit::allow(std::string_view address, std::int64_t nowUs) {
    const std::lock_guard lock(m_mutex);
    auto found = m_windows.find(address);
    if (found == m_windows.end()) {
        if (m_windows.size() >= maxAddresses)
            m_windows.erase(std::min_element(m_windows.begin(), m_windows.end(), [](const auto &a, const auto &b) {
                return a.second.beganUs < b.second.beganUs;
            }));
        found = m_windows.emplace(address, Window{nowUs, 0}).first;
    }
    Window &window = found->second;
    if (nowUs - window.beganUs >= windowUs)
        window = {nowUs, 0};
    window.failures = std::min(window.failures + 1, maxFailures + 1);
    return window.failures <= maxFailures;
}

} // namespace panier::web
