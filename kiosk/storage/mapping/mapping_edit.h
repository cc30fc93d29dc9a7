// One change of the mapping, from its beginning to the new catalogue.
#pragma once

#include "storage/catalogue_draft.h"
#include "storage/csv_table.h"
#include "storage/mapping/change_set.h"
#include "storage/mapping/explanation.h"

namespace panier::storage {

// A change set in a draft of the catalogue: made, looked at, and published, or dropped and never was. One operation an
// edit; after one that failed the edit is only good to be dropped. A copy of the catalogue is written for it: that is
// what the smallest change costs. Thread: one at a time.
class MappingEdit {
public:
    // `user` (1 to 64 bytes of plain text) and `at` go into the history. Busy while another import is at work; Invalid
    // where there is no catalogue yet.
    [[nodiscard]] static Result<MappingEdit> begin(const std::filesystem::path &catalogue, std::string user,
                                                   base::TimeMs at);

    // The columns are those of RuleText: kind, value and gtin must be there; mask, to, priority, valid_from and
    // valid_to may be missing or empty. Each article must be in the catalogue. A rule that stands already with the same
    // key is replaced. `fileName` is for the history.
    [[nodiscard]] base::Expected<void, ImportFailure> import(std::string_view csv, const std::string &fileName);
    // Invalid if the article isn't in the catalogue or a limit is reached.
    [[nodiscard]] Result<void> add(const Rule &rule);
    // Invalid if no rule has this key.
    [[nodiscard]] Result<void> remove(const Rule &key);
    // Takes a change set back as far as nothing changed since (ChangeCounts::kept). Invalid if there is no such, or it
    // is undone already. An undo can be undone.
    [[nodiscard]] Result<void> undo(std::int64_t id);

    // What was done so far.
    [[nodiscard]] const ChangeSet &changes() const { return m_changes; }
    // As the mapping with the change says.
    [[nodiscard]] Result<Explanation> explain(const codes::Epc &epc, const std::optional<codes::Gtin> &encoded,
                                              base::TimeMs now);

    // The generation of the new catalogue. The edit is used up.
    [[nodiscard]] Result<std::int64_t> publish();

private:
    MappingEdit(std::filesystem::path catalogue, std::unique_ptr<CatalogueDraft> draft);
    [[nodiscard]] Result<void> finish(RuleWriter &writer);

    std::filesystem::path m_catalogue;
    std::unique_ptr<CatalogueDraft> m_draft;
    ChangeSet m_changes;
};

} // namespace panier::storage
