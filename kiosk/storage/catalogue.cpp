#include "storage/catalogue.h"

#include "storage/schema.h"

#include <sys/stat.h>

namespace panier::storage {

namespace {

// `gtin` of the most exact rule for an EPC, or empty.
std::string mappedGtin(SQLite::Database &database, const std::string &epc) {
    SQLite::Statement exact(database, "SELECT gtin FROM tag WHERE kind = 'epc' AND value = ?");
    exact.bind(1, epc);
    if (exact.executeStep())
        return exact.getColumn(0).getString();
    SQLite::Statement prefix(database, "SELECT gtin FROM tag WHERE kind = 'prefix' AND value = ?");
    for (std::size_t length = epc.size(); length > 0; --length) { // at most 2 * Epc::maxBytes
        prefix.reset();
        prefix.bind(1, epc.substr(0, length));
        if (prefix.executeStep())
            return prefix.getColumn(0).getString();
    }
    return {};
}

} // namespace

Result<void> Catalogue::refresh() {
    struct stat status {};
    if (::stat(m_file.c_str(), &status) != 0) {
        m_database.reset();
        return base::fail(StorageError::Unavailable,
                          fmt::format("there is no catalogue {}: run panier-admin import articles", m_file.string()));
    }
    const Identity identity{status.st_dev, status.st_ino,
                            status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
    if (m_database && identity == m_identity)
        return {};
    m_database.reset();
    auto database = std::make_unique<SQLite::Database>(openReadOnly(m_file));
    const auto known = requireVersion(*database, catalogueVersion);
    if (!known)
        return known;
    m_generation = database->execAndGet("SELECT number FROM generation").getInt64();
    m_database = std::move(database);
    m_identity = identity;
    return {};
}

std::optional<Found> Catalogue::find(const std::string &gtin) {
    SQLite::Statement query(*m_database,
                            "SELECT label_fr, label_en, detail_fr, detail_en, size, price, regular_price, offer_fr, "
                            "offer_en, vat_rate_bp, tagged, age_limit, picture FROM article WHERE gtin = ?");
    query.bind(1, gtin);
    const auto parsed = codes::Gtin::parse(gtin);
    if (!parsed || !query.executeStep())
        return std::nullopt;
    checkout::Article article;
    article.gtin = *parsed;
    article.label = {query.getColumn(0).getString(), query.getColumn(1).getString()};
    article.detail = {query.getColumn(2).getString(), query.getColumn(3).getString()};
    article.size = query.getColumn(4).getString();
    article.price = {query.getColumn(5).getInt64()};
    if (!query.getColumn(6).isNull())
        article.offer = checkout::Offer{{query.getColumn(6).getInt64()},
                                        {query.getColumn(7).getString(), query.getColumn(8).getString()}};
    article.vatRateBp = query.getColumn(9).getInt();
    article.tagged = query.getColumn(10).getInt() != 0;
    article.ageLimitYears = query.getColumn(11).getInt();
    article.picture = query.getColumn(12).getString();
    return Found{std::move(article), m_generation};
}

Result<std::optional<Found>> Catalogue::article(const codes::Gtin &gtin) {
    return guarded(m_file, [&]() -> Result<std::optional<Found>> {
        const auto ready = refresh();
        if (!ready)
            return tl::make_unexpected(ready.error());
        return find(gtin.digits());
    });
}

Result<std::optional<Found>> Catalogue::tag(const codes::Epc &epc, const std::optional<codes::Gtin> &gtin) {
    return guarded(m_file, [&]() -> Result<std::optional<Found>> {
        const auto ready = refresh();
        if (!ready)
            return tl::make_unexpected(ready.error());
        const std::string mapped = mappedGtin(*m_database, epc.hex());
        if (!mapped.empty())
            return find(mapped);
        return gtin ? find(gtin->digits()) : std::nullopt;
    });
}

} // namespace panier::storage
