// What panier-admin tags prints, for people and (--json) for programs.
#pragma once

#include "storage/mapping/explanation.h"
#include "storage/till_reader.h"

namespace panier::admin {

// One change set; `generation` of the catalogue that it led to, none where nothing was published.
void printChanges(const storage::ChangeSet &changes, std::optional<std::int64_t> generation, bool json);
void printHistory(const std::vector<storage::ChangeSet> &history, bool json);
void printExplanation(const codes::Epc &epc, const storage::Explanation &explanation, base::TimeMs at, bool json);

// An unknown tag, and what it is under the mapping as it stands and under a file.
struct TriedTag {
    storage::UnknownTag tag;
    storage::Explanation now;
    storage::Explanation then;
};
struct Trial {
    base::TimeMs from = 0;
    base::TimeMs to = 0;
    std::string file;
    std::vector<TriedTag> tags;
};
void printTrial(const Trial &trial, bool json);

} // namespace panier::admin
