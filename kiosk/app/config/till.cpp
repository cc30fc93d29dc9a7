#include "app/config/till.h"

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

} // namespace panier::config
