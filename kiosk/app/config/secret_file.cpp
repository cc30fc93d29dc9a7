#include "app/config/secret_file.h"

#include "base/durable_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace panier::config {

base::Expected<std::string, std::string> readSecret(const std::filesystem::path &file) {
    constexpr std::size_t maxBytes = 4096;
    constexpr unsigned othersMay = 077;
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && (status.st_mode & othersMay) != 0)
        return tl::make_unexpected(fmt::format("{0} can be read by others: chmod 600 {0}", file.string()));
    auto text = base::readWhole(file, maxBytes);
    if (!text)
        return tl::make_unexpected(fmt::format("{}: {}", file.string(), text.error()));
    text->erase(text->find_last_not_of(" \t\r\n") + 1);
    return text;
}

} // namespace panier::config
