#include "app/config/till.h"

#include "app/config/secret_file.h"
#include "journal/seal.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace panier::config {

storage::Files tillFiles(const Config &config) {
    const Database &database = config.database;
    return {database.till, database.catalogue, database.staff, database.head, database.key, database.certificate};
}

journal::Register tillRegister(const Config &config) {
    const Store &store = config.store;
    return {{store.name, store.address, store.country, store.siret, store.naf, store.vatNumber, store.currency},
            config.kiosk.number,
            PANIER_VERSION};
}

std::string shopNumber(const Config &config) {
    std::string digits;
    const auto &siret = config.store.siret;
    std::copy_if(siret.begin(), siret.end(), std::back_inserter(digits), [](char c) { return c != ' '; });
    return digits;
}

base::Expected<std::string, std::string> shopSecret(const std::filesystem::path &file) {
    constexpr std::size_t minSecret = 32; // characters
    auto secret = readSecret(file);
    if (secret && secret->size() < minSecret)
        return tl::make_unexpected(file.string() + " must hold at least 32 characters nobody can guess");
    return secret;
}

base::Expected<codes::CodeRules, std::string> codeRules(const Config &config) {
    codes::CodeRules rules;
    rules.shop = shopNumber(config);
    std::istringstream layouts(config.codes.templates);
    for (std::string layout; layouts >> layout;)
        rules.templates.push_back(codes::MeasureTemplate::parse(layout).value());
    if (config.codes.keyFile.empty())
        return rules;
    auto secret = shopSecret(config.codes.keyFile);
    if (!secret)
        return tl::make_unexpected(secret.error());
    rules.sealer = journal::sealerWith(std::move(*secret));
    return rules;
}

} // namespace panier::config
