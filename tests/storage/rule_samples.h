// Rules and catalogues for the tests of the mapping.
#pragma once

#include "storage/catalogue.h"
#include "storage/mapping/rule_text.h"
#include "tests/storage/owner.h"

namespace panier::samples {

// Three articles, and what their GTINs are as the catalogue says them.
inline const std::string mappedArticles = "gtin,label_fr,price,vat_percent\n4006381333931,Pull,49.95,20\n"
                                          "9780201379624,Livre,12.90,5.5\n96385074,Sac,0.50,20\n";
inline const codes::Gtin pull = *codes::Gtin::parse("4006381333931");
inline const codes::Gtin livre = *codes::Gtin::parse("9780201379624");
inline const codes::Gtin sac = *codes::Gtin::parse("96385074");

// A row without its header: kind,value,mask,to,gtin,priority,valid_from,valid_to.
inline const std::string ruleHeader = "kind,value,mask,to,gtin,priority,valid_from,valid_to\n";

// A folder with a catalogue of the three articles.
struct MappedShop {
    TempFolder folder;
    std::filesystem::path file = folder / "catalogue.db";

    MappedShop() {
        if (!storage::importArticles(file, mappedArticles))
            throw std::runtime_error("no catalogue");
    }
    storage::ChangeSet import(const std::string &rows, base::TimeMs at = start) const {
        return importTags(file, ruleHeader + rows, at);
    }
    // The GTIN that the mapping says; "" for an unknown tag.
    [[nodiscard]] std::string gtinOf(std::string_view epc, base::TimeMs now = start,
                                     const std::optional<codes::Gtin> &encoded = std::nullopt) const {
        storage::Catalogue catalogue(file);
        const auto found = catalogue.tag(*codes::Epc::fromHex(epc), encoded, now);
        if (!found)
            throw std::runtime_error(found.error().text);
        return *found ? (*found)->article.gtin.digits() : std::string();
    }
};

} // namespace panier::samples
