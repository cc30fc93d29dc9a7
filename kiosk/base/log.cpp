#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace panier::base {

namespace {

constexpr std::size_t maxLineBytes = 4000;

std::shared_ptr<spdlog::logger> &logger() {
    static auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("panier", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
        made->flush_on(spdlog::level::trace);
        return made;
    }();
    return instance;
}

std::string escaped(std::string_view text) {
    std::string line;
    for (const char c : text.substr(0, maxLineBytes)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F)
            line += fmt::format("\\x{:02X}", byte);
        else
            line += c;
    }
    return line;
}

} // namespace

void writeLog(LogLevel level, std::string_view text) {
    static constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info,
                                                           spdlog::level::warn, spdlog::level::err};
    logger()->log(levels[static_cast<int>(level)], "{}", escaped(text));
}

} // namespace panier::base
