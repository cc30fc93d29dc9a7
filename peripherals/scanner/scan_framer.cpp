#include "peripherals/scanner/scan_framer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace panier::peripherals::scanner {

namespace {

bool isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool isAlphanumeric(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
}

Scan withAim(std::string_view text) {
    constexpr std::size_t aimLength = 3;
    const bool hasAim = text.size() > aimLength && text[0] == ']' && isLetter(text[1]) && isAlphanumeric(text[2]);
    const auto aim = text.substr(0, hasAim ? aimLength : 0);
    return {std::string(aim), std::string(text.substr(aim.size()))};
}

} // namespace

std::optional<std::string> suffixNamed(std::string_view name) {
    static constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"cr", "\r"}, {"lf", "\n"}, {"crlf", "\r\n"}, {"tab", "\t"}, {"none", ""}});
    const auto *const found =
        std::find_if(names.begin(), names.end(), [name](const auto &entry) { return entry.first == name; });
    return found == names.end() ? std::nullopt : std::optional(std::string(found->second));
}

std::vector<ScanResult> ScanFramer::feed(std::string_view bytes) {
    std::vector<ScanResult> ended;
    const auto &suffix = m_format.suffix;
    for (const char c : bytes) {
        if (m_bytes.empty() && !m_overflowed && (c == '\r' || c == '\n'))
            continue;
        m_bytes += c;
        const bool complete = !suffix.empty() && m_bytes.ends_with(suffix);
        if (complete) {
            m_bytes.resize(m_bytes.size() - suffix.size());
            if (!m_bytes.empty() || m_overflowed)
                ended.push_back(take());
        } else if (m_bytes.size() > maxScanBytes + suffix.size()) {
            m_overflowed = true;
            m_bytes.erase(0, m_bytes.size() - suffix.size()); // a suffix may have begun
        }
    }
    return ended;
}

std::vector<ScanResult> ScanFramer::silence() {
    if (!isOpen())
        return {};
    if (m_format.suffix.empty())
        return {take()};
    reset();
    return {tl::make_unexpected(ScanError::Incomplete)};
}

void ScanFramer::reset() {
    m_bytes.clear();
    m_overflowed = false;
}

ScanResult ScanFramer::take() {
    const auto bytes = std::exchange(m_bytes, {});
    if (std::exchange(m_overflowed, false))
        return tl::make_unexpected(ScanError::TooLong);
    if (!bytes.starts_with(m_format.prefix) || bytes.size() == m_format.prefix.size())
        return tl::make_unexpected(ScanError::NoPrefix);
    return withAim(std::string_view(bytes).substr(m_format.prefix.size()));
}

} // namespace panier::peripherals::scanner
