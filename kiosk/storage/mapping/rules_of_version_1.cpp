#include "storage/mapping/rules_of_version_1.h"

#include "storage/mapping/change_set.h"
#include "storage/mapping/rule_text.h"
#include "storage/mapping/rule_writer.h"

#include <stdexcept>

namespace panier::storage {

void moveTagsOfVersion1(SQLite::Database &database) {
    if (!database.tableExists("tag_of_version_1"))
        return;
    SQLite::Transaction transaction(database);
    ChangeSet changes;
    changes.id = nextChangeSet(database);
    changes.action = ChangeAction::Earlier;
    {
        RuleWriter writer(database, changes.id);
        SQLite::Statement tags(database, "SELECT kind, value, gtin FROM tag_of_version_1");
        while (tags.executeStep()) {
            const std::string kind = tags.getColumn(0).getString();
            const std::string value = tags.getColumn(1).getString();
            const std::string gtin = tags.getColumn(2).getString();
            RuleText text;
            text.kind = kind;
            text.value = value;
            text.gtin = gtin;
            const auto rule = parseRule(text);
            if (!rule || !writer.put(*rule))
                throw std::runtime_error(fmt::format("the tag {} {} of version 1 can't be kept", kind, value));
        }
        const auto finished = writer.finish();
        if (!finished)
            throw std::runtime_error(finished.error());
        changes.counts = writer.counts();
    }
    if (changes.counts.added > 0)
        writeChangeSet(database, changes);
    database.exec("DROP TABLE tag_of_version_1");
    transaction.commit();
}

} // namespace panier::storage
