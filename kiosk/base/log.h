// The log: one line an event on standard error, where systemd's journal picks it up.
// spdlog stays behind this header, so that a build file that logs doesn't pay for its templates twice.
#pragma once

#include <fmt/core.h>
#include <string>
#include <string_view>

namespace panier::base {

enum class LogLevel { Debug, Info, Warning, Error };

// Writes one line; control characters in `text` are escaped, so that bytes from outside can't forge a line.
// Thread: any.
void writeLog(LogLevel level, std::string_view text);

template <typename... Args>
void logInfo(fmt::format_string<Args...> format, Args &&...args) {
    writeLog(LogLevel::Info, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void logWarning(fmt::format_string<Args...> format, Args &&...args) {
    writeLog(LogLevel::Warning, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void logError(fmt::format_string<Args...> format, Args &&...args) {
    writeLog(LogLevel::Error, fmt::format(format, std::forward<Args>(args)...));
}

} // namespace panier::base
