#include "storage/catalogue.h"

#include "storage/pragmas.h"
#include "storage/schema.h"

#include <sys/stat.h>

namespace panier::storage {

Result<void> Catalogue::refresh() {
    struct stat status {};
    if (::stat(m_file.c_str(), &status) != 0) {
        m_opened.reset();
        return base::fail(StorageError::Unavailable,
                          fmt::format("there is no catalogue {}: run panier-admin import articles", m_file.string()));
    }
    const Identity identity{status.st_dev, status.st_ino,
                            status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
    if (m_opened && identity == m_identity)
        return {};
    m_opened.reset();
    auto opened = std::make_unique<Opened>(m_file);
    const auto known = requireVersion(opened->database, catalogueVersion);
    if (!known)
        return known;
    opened->database.exec(fmt::format("PRAGMA cache_size=-{}", catalogueCacheKiB));
    opened->generation = opened->database.execAndGet("SELECT number FROM generation").getInt64();
    opened->articles.emplace(opened->database);
    opened->rules.emplace(opened->database);
    m_opened = std::move(opened);
    m_identity = identity;
    return {};
}

std::optional<Found> Catalogue::find(const codes::Gtin &gtin) {
    auto article = m_opened->articles->find(gtin);
    if (!article)
        return std::nullopt;
    return Found{std::move(*article), m_opened->generation};
}

// Asks the file that is there now.
template <typename T, typename Question>
Result<T> Catalogue::ask(Question &&question) {
    return guarded(m_file, [&]() -> Result<T> {
        const auto ready = refresh();
        if (!ready)
            return tl::make_unexpected(ready.error());
        return question();
    });
}

Result<std::optional<Found>> Catalogue::article(const codes::Gtin &gtin) {
    return ask<std::optional<Found>>([&] { return find(gtin); });
}

Result<std::optional<Found>> Catalogue::tag(const codes::Epc &epc, const std::optional<codes::Gtin> &gtin,
                                            base::TimeMs now) {
    return ask<std::optional<Found>>([&]() -> std::optional<Found> {
        const auto rule = m_opened->rules->best(epc, now);
        if (rule)
            return find(rule->rule.gtin);
        return gtin ? find(*gtin) : std::nullopt;
    });
}

Result<bool> Catalogue::sellsOf(const std::string &companyPrefix) {
    return ask<bool>([&] { return m_opened->articles->sellsOf(companyPrefix); });
}

Result<std::int64_t> Catalogue::generation() {
    return ask<std::int64_t>([&] { return m_opened->generation; });
}

} // namespace panier::storage
