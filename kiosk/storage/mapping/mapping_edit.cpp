#include "storage/mapping/mapping_edit.h"

#include "journal/keys.h"
#include "storage/mapping/rule_file.h"

#include <algorithm>

namespace panier::storage {

namespace {

constexpr std::size_t maxUserBytes = 64;
constexpr std::size_t maxFileNameBytes = 255;

bool isPlainText(std::string_view text) {
    return isUtf8(text) &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

auto invalid(std::string text) {
    return base::fail(StorageError::Invalid, std::move(text));
}

} // namespace

MappingEdit::MappingEdit(std::filesystem::path catalogue, std::unique_ptr<CatalogueDraft> draft)
    : m_catalogue(std::move(catalogue)), m_draft(std::move(draft)) {}

Result<MappingEdit> MappingEdit::begin(const std::filesystem::path &catalogue, std::string user, base::TimeMs at) {
    if (user.empty() || user.size() > maxUserBytes || !isPlainText(user))
        return invalid(fmt::format("the user is a name of 1 to {} bytes of plain text", maxUserBytes));
    return guarded(catalogue, [&]() -> Result<MappingEdit> {
        if (!std::filesystem::exists(catalogue))
            return invalid(
                fmt::format("there is no catalogue {}: run panier-admin import articles first", catalogue.string()));
        auto draft = CatalogueDraft::open(catalogue);
        if (!draft)
            return tl::make_unexpected(draft.error());
        MappingEdit edit(catalogue, std::move(*draft));
        edit.m_changes.id = nextChangeSet(edit.m_draft->database());
        edit.m_changes.at = at;
        edit.m_changes.user = std::move(user);
        return edit;
    });
}

Result<void> MappingEdit::finish(RuleWriter &writer) {
    const auto finished = writer.finish();
    if (!finished)
        return invalid(finished.error());
    m_changes.counts = writer.counts();
    writeChangeSet(m_draft->database(), m_changes);
    return {};
}

base::Expected<void, ImportFailure> MappingEdit::import(std::string_view csv, const std::string &fileName) {
    m_changes.action = ChangeAction::Import;
    m_changes.fileName = isPlainText(fileName) ? fileName.substr(0, maxFileNameBytes) : quotable(fileName);
    m_changes.fileSha256 = journal::sha256Hex(csv); // in lower case, as sha256sum prints it
    std::transform(m_changes.fileSha256.begin(), m_changes.fileSha256.end(), m_changes.fileSha256.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    ImportFailure failure;
    const auto done = guarded(m_catalogue, [&]() -> Result<void> {
        auto rules = readRules(csv, m_draft->database());
        if (!rules) {
            failure = std::move(rules.error());
            return invalid(failure.text);
        }
        RuleWriter writer(m_draft->database(), m_changes.id);
        const bool room = rules->inBestOrder([&writer](const Rule &rule) { return writer.put(rule); });
        if (!room)
            return invalid(fmt::format("nothing was imported: an EPC would have more than {} rules", maxVersions));
        return finish(writer);
    });
    if (done)
        return {};
    if (failure.text.empty())
        failure.text = done.error().text;
    return tl::make_unexpected(std::move(failure));
}

Result<void> MappingEdit::add(const Rule &rule) {
    m_changes.action = ChangeAction::Add;
    return guarded(m_catalogue, [&]() -> Result<void> {
        if (!KnownArticles(m_draft->database()).contain(rule.gtin))
            return invalid(fmt::format("the catalogue has no article {}: import it first", rule.gtin.display()));
        RuleWriter writer(m_draft->database(), m_changes.id);
        if (!writer.put(rule))
            return invalid(fmt::format("{} would have more than {} rules", rule.value.hex(), maxVersions));
        return finish(writer);
    });
}

Result<void> MappingEdit::remove(const Rule &key) {
    m_changes.action = ChangeAction::Remove;
    return guarded(m_catalogue, [&]() -> Result<void> {
        RuleWriter writer(m_draft->database(), m_changes.id);
        if (!writer.remove(key))
            return invalid(fmt::format("there is no rule {}: see tags explain", describe(key)));
        return finish(writer);
    });
}

Result<void> MappingEdit::undo(std::int64_t id) {
    m_changes.action = ChangeAction::Undo;
    m_changes.undoes = id;
    return guarded(m_catalogue, [&]() -> Result<void> {
        const auto undone = findChangeSet(m_draft->database(), id);
        if (!undone)
            return invalid(fmt::format("there is no change set {}: see tags history", id));
        if (const auto by = undoneBy(m_draft->database(), id))
            return invalid(
                fmt::format("change set {0} is undone already, by {1}: to have it again, undo {1}", id, *by));
        RuleWriter writer(m_draft->database(), m_changes.id);
        writer.undo(id, undone->undoes);
        return finish(writer);
    });
}

Result<Explanation> MappingEdit::explain(const codes::Epc &epc, const std::optional<codes::Gtin> &encoded,
                                         base::TimeMs now) {
    return guarded(m_catalogue,
                   [&]() -> Result<Explanation> { return explainIn(m_draft->database(), epc, encoded, now); });
}

Result<std::int64_t> MappingEdit::publish() {
    return guarded(m_catalogue, [&] { return m_draft->publish(); });
}

} // namespace panier::storage
