// The thread that owns a store, played by the test's own: it runs what the store posts.
#pragma once

#include "base/bounded_queue.h"
#include "storage/catalogue_import.h"
#include "storage/mapping/mapping_edit.h"
#include "storage/till_store.h"
#include "tests/journal/samples.h"

#include <fmt/core.h>
#include <functional>
#include <stdexcept>

namespace panier::samples {

inline storage::Files filesIn(const TempFolder &folder) {
    return {folder / "till.db",   folder / "catalogue.db", folder / "staff.db",
            folder / "till.head", folder / "till.key",     folder / "till.crt"};
}

// As panier-admin tags import does. Throws what the import says where it is refused.
inline storage::ChangeSet importTags(const std::filesystem::path &catalogue, std::string_view csv,
                                     base::TimeMs at = start) {
    auto edit = storage::MappingEdit::begin(catalogue, "sarah", at);
    if (!edit)
        throw std::runtime_error(edit.error().text);
    const auto imported = edit->import(csv, "tags.csv");
    if (!imported)
        throw std::runtime_error(imported.error().text +
                                 (imported.error().rows.empty() ? "" : ": " + imported.error().rows[0].reason));
    const auto published = edit->publish();
    if (!published)
        throw std::runtime_error(published.error().text);
    return edit->changes();
}

class Owner {
public:
    [[nodiscard]] storage::TillStore::Poster poster() {
        return [this](std::function<void()> task) { (void)m_tasks.push(std::move(task)); };
    }

    // Asks, and runs what is posted until the answer is there.
    template <typename T>
    storage::Result<T> answerTo(const std::function<void(storage::TillStore::Done<T>)> &ask) {
        std::optional<storage::Result<T>> answer;
        ask([&answer](storage::Result<T> result) { answer.emplace(std::move(result)); });
        while (!answer)
            (*m_tasks.pop())();
        return std::move(*answer);
    }
    storage::Result<storage::CommitResult> commit(storage::TillStore &store, const storage::Commit &commit) {
        return answerTo<storage::CommitResult>([&](auto done) { store.commit(commit, done); });
    }
    storage::Result<storage::Lookup> article(storage::TillStore &store, std::string_view gtin) {
        return answerTo<storage::Lookup>([&](auto done) { store.findArticle(*codes::Gtin::parse(gtin), done); });
    }
    storage::Result<storage::Lookup> tag(storage::TillStore &store, std::string_view epc,
                                         std::optional<codes::Gtin> gtin = std::nullopt, base::TimeMs now = start) {
        return answerTo<storage::Lookup>([&](auto done) { store.findTag(*codes::Epc::fromHex(epc), gtin, now, done); });
    }
    // Runs what was posted so far.
    void drain() {
        m_tasks.close();
        while (const auto task = m_tasks.pop())
            (*task)();
    }

private:
    base::BoundedQueue<std::function<void()>> m_tasks{100'000};
};

// An event that changes nothing but the state.
inline storage::Commit event(int n) {
    storage::Commit commit;
    commit.visitId = "visit-" + std::to_string(n);
    commit.events = {{start + n, commit.visitId, "Touched", fmt::format(R"({{"n":{}}})", n)}};
    commit.stateJson = fmt::format(R"({{"state":{}}})", n);
    return commit;
}

inline storage::Commit sale(int n) {
    storage::Commit commit = event(n);
    commit.ticket = draft(n);
    return commit;
}

} // namespace panier::samples
