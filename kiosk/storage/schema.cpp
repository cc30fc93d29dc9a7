#include "storage/schema.h"

#include "storage/mapping/rules_of_version_1.h"

#include <array>
#include <span>

namespace panier::storage {

namespace {

// Element n leads from version n to n + 1. What was released is never edited: a change is a new element.

// A ticket's e-ticket address and its payment are inside its signed content, and are indexed there: no column beside
// the signed bytes could say otherwise.
constexpr std::array<const char *, tillVersion> tillSteps = {R"(
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  visit_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  visit_id TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE ticket (
  number INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  signed_string TEXT NOT NULL,
  format_version INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  thumbprint TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX ticket_eticket ON ticket (json_extract(content, '$.eticket'));
CREATE UNIQUE INDEX ticket_payment ON ticket (json_extract(content, '$.visit'), json_extract(content, '$.payment.reference'));
CREATE TABLE sold_epc (
  epc TEXT NOT NULL,
  ticket_number INTEGER NOT NULL REFERENCES ticket (number),
  PRIMARY KEY (epc, ticket_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX sold_epc_ticket ON sold_epc (ticket_number);
)",
                                                             R"(
CREATE TABLE tag_mark (
  epc TEXT NOT NULL,
  ticket_number INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (ticket_number, epc)
) STRICT, WITHOUT ROWID;
)",
                                                             // Rows stay when their code is out of date: a clock that
                                                             // is set back must not make it good again.
                                                             R"(
CREATE TABLE used_code (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  visit_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)"};

constexpr std::array<const char *, catalogueVersion> catalogueSteps = {R"(
CREATE TABLE generation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO generation VALUES (1, 0);
CREATE TABLE article (
  gtin TEXT PRIMARY KEY,
  label_fr TEXT NOT NULL,
  label_en TEXT NOT NULL,
  detail_fr TEXT NOT NULL,
  detail_en TEXT NOT NULL,
  size TEXT NOT NULL,
  price INTEGER NOT NULL,
  regular_price INTEGER,
  offer_fr TEXT NOT NULL,
  offer_en TEXT NOT NULL,
  vat_rate_bp INTEGER NOT NULL,
  tagged INTEGER NOT NULL,
  age_limit INTEGER NOT NULL,
  picture TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tag (
  kind TEXT NOT NULL CHECK (kind IN ('epc', 'prefix')),
  value TEXT NOT NULL,
  gtin TEXT NOT NULL REFERENCES article (gtin),
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
)",
                                                                       R"(
ALTER TABLE tag RENAME TO tag_of_version_1;
CREATE TABLE change_set (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  user TEXT NOT NULL,
  action TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  undoes INTEGER REFERENCES change_set (id),
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  kept INTEGER NOT NULL
) STRICT;
CREATE TABLE exact_rule (
  id INTEGER PRIMARY KEY,
  epc BLOB NOT NULL,
  gtin INTEGER NOT NULL,
  change_set INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER
) STRICT;
CREATE TABLE prefix_rule (
  bits INTEGER NOT NULL,
  value BLOB NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  priority INTEGER NOT NULL,
  gtin INTEGER NOT NULL,
  change_set INTEGER NOT NULL,
  PRIMARY KEY (bits, value, valid_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE range_rule (
  layer INTEGER NOT NULL,
  size INTEGER NOT NULL,
  first BLOB NOT NULL,
  last BLOB NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  priority INTEGER NOT NULL,
  gtin INTEGER NOT NULL,
  change_set INTEGER NOT NULL,
  PRIMARY KEY (layer, size, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE past_rule (
  kind INTEGER NOT NULL,
  value BLOB NOT NULL,
  bits INTEGER NOT NULL,
  last BLOB NOT NULL,
  valid_from INTEGER NOT NULL,
  ended_by INTEGER NOT NULL,
  valid_to INTEGER,
  priority INTEGER NOT NULL,
  gtin INTEGER NOT NULL,
  brought_by INTEGER NOT NULL,
  PRIMARY KEY (kind, value, bits, last, valid_from, ended_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_rule_ended_by ON past_rule (ended_by);
CREATE TRIGGER change_set_stays BEFORE UPDATE ON change_set BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER change_set_remains BEFORE DELETE ON change_set BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER past_rule_stays BEFORE UPDATE ON past_rule BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER past_rule_remains BEFORE DELETE ON past_rule BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
)"};

constexpr std::array<const char *, staffVersion> staffSteps = {R"(
CREATE TABLE staff (
  name TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  failures INTEGER NOT NULL,
  retry_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)",
                                                               R"(
CREATE TABLE badge (
  number TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES staff (name) ON DELETE CASCADE,
  written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)"};

int versionOf(SQLite::Database &database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

auto wrongVersion(int found, int known) {
    return base::fail(StorageError::Version,
                      fmt::format("the file has version {}, this Panier knows {}: use the Panier that wrote it, or a "
                                  "newer one",
                                  found, known));
}

Result<void> migrate(SQLite::Database &database, std::span<const char *const> steps) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int known = static_cast<int>(steps.size());
    const int found = versionOf(database);
    if (found < 0 || found > known)
        return wrongVersion(found, known);
    if (found == known)
        return {};
    for (const char *step : steps.subspan(static_cast<std::size_t>(found)))
        database.exec(step);
    database.exec(fmt::format("PRAGMA user_version={}", known));
    transaction.commit();
    return {};
}

} // namespace

Result<void> migrateTill(SQLite::Database &database) {
    return migrate(database, tillSteps);
}
Result<void> migrateCatalogue(SQLite::Database &database) {
    const auto migrated = migrate(database, catalogueSteps);
    if (migrated)
        moveTagsOfVersion1(database);
    return migrated;
}
Result<void> migrateStaff(SQLite::Database &database) {
    return migrate(database, staffSteps);
}

Result<void> requireVersion(SQLite::Database &database, int version) {
    const int found = versionOf(database);
    if (found >= 0 && found < version)
        return base::fail(StorageError::Version,
                          fmt::format("the file has version {}, this Panier needs {}: run panier-admin init, which "
                                      "brings it up to date and loses nothing",
                                      found, version));
    if (found != version)
        return wrongVersion(found, version);
    return {};
}

} // namespace panier::storage
