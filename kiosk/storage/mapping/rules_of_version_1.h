// The mapping of catalogues of version 1: table tag, hexadecimal text.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

namespace panier::storage {

// Moves what the migration left in tag_of_version_1 into the present tables, as change set 1 by nobody at no time, and
// drops it. Nothing if it isn't there. Throws as SQLiteCpp does.
void moveTagsOfVersion1(SQLite::Database &database);

} // namespace panier::storage
