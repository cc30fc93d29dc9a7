#include "storage/staff_book.h"

#include "storage/schema.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace panier::storage {

namespace {

constexpr std::size_t maxNameBytes = 32;
constexpr std::size_t maxDisplayNameBytes = 64;
constexpr std::size_t minPinDigits = 4;
constexpr std::size_t maxPinDigits = 12;
constexpr std::size_t badgeDigits = 32; // 128 random bits

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= maxNameBytes &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string_view::npos;
}

bool isPin(std::string_view pin) {
    return pin.size() >= minPinDigits && pin.size() <= maxPinDigits &&
           pin.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<std::string> hashOf(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 || crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                               crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return base::fail(StorageError::Unavailable, "there isn't enough memory to hash a PIN");
    return std::string(hash.data());
}

bool matches(const std::string &hash, std::string_view pin) {
    return sodium_init() >= 0 && crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

base::TimeMs waitAfter(int failures) {
    const int doublings = std::clamp(failures - 1, 0, 16);
    return std::min(StaffBook::longestWaitMs, StaffBook::firstWaitMs << doublings);
}

SQLite::Database opened(const std::filesystem::path &file) {
    SQLite::Database database = openWritable(file);
    std::filesystem::permissions(file, std::filesystem::perms::others_all, std::filesystem::perm_options::remove);
    return database;
}

// Runs `body(database)` on the file at its present version.
template <typename Body>
auto with(const std::filesystem::path &file, Body &&body) {
    return guarded(file, [&]() -> decltype(body(std::declval<SQLite::Database &>())) {
        SQLite::Database database = opened(file);
        const auto migrated = migrateStaff(database);
        if (!migrated)
            return tl::make_unexpected(migrated.error());
        return body(database);
    });
}

void setFailures(SQLite::Database &database, const std::string &name, int failures, base::TimeMs retryAt) {
    SQLite::Statement update(database, "UPDATE staff SET failures = ?, retry_at = ? WHERE name = ?");
    SQLite::bind(update, failures, retryAt, name);
    update.exec();
}

} // namespace

Result<void> StaffBook::create() const {
    return with(m_file, [](SQLite::Database &) -> Result<void> { return {}; });
}

Result<void> StaffBook::add(std::string_view name, std::string_view displayName, std::string_view pin) const {
    if (!isName(name))
        return base::fail(
            StorageError::Invalid,
            fmt::format("a user's name has 1 to {} small letters, digits, '.', '_' or '-'", maxNameBytes));
    if (displayName.empty() || displayName.size() > maxDisplayNameBytes)
        return base::fail(StorageError::Invalid,
                          fmt::format("a user's displayed name has 1 to {} bytes", maxDisplayNameBytes));
    if (!isPin(pin))
        return base::fail(StorageError::Invalid,
                          fmt::format("a PIN has {} to {} digits and nothing else", minPinDigits, maxPinDigits));
    const auto hash = hashOf(pin);
    if (!hash)
        return tl::make_unexpected(hash.error());
    return with(m_file, [&](SQLite::Database &database) -> Result<void> {
        SQLite::Statement insert(database, "INSERT OR IGNORE INTO staff VALUES (?, ?, ?, 0, 0)");
        SQLite::bind(insert, std::string(name), std::string(displayName), *hash);
        if (insert.exec() == 0)
            return base::fail(StorageError::Invalid,
                              fmt::format("there is a user {} already; remove it first to give it a new PIN", name));
        return {};
    });
}

Result<void> StaffBook::remove(std::string_view name) const {
    return with(m_file, [&](SQLite::Database &database) -> Result<void> {
        SQLite::Statement remove(database, "DELETE FROM staff WHERE name = ?");
        remove.bind(1, std::string(name));
        if (remove.exec() == 0)
            return base::fail(StorageError::Invalid, fmt::format("there is no user {}", name));
        return {};
    });
}

Result<std::vector<StaffMember>> StaffBook::list() const {
    return with(m_file, [](SQLite::Database &database) -> Result<std::vector<StaffMember>> {
        SQLite::Statement query(database, "SELECT name, display_name, failures, retry_at FROM staff ORDER BY name");
        std::vector<StaffMember> members;
        while (query.executeStep())
            members.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                               query.getColumn(2).getInt(), query.getColumn(3).getInt64()});
        return members;
    });
}

Result<SignIn> StaffBook::signIn(std::string_view name, std::string_view pin, base::TimeMs now) const {
    const std::string user(name.substr(0, maxNameBytes + 1));
    return with(m_file, [&](SQLite::Database &database) -> Result<SignIn> {
        std::string hash;
        SignedIn member{user, {}};
        base::TimeMs retryAt = now + firstWaitMs;
        {
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            SQLite::Statement query(database,
                                    "SELECT display_name, pin_hash, failures, retry_at FROM staff WHERE name = ?");
            query.bind(1, user);
            if (query.executeStep()) {
                const base::TimeMs stored = query.getColumn(3).getInt64();
                const int before = std::min(query.getColumn(2).getInt(), 1000);
                if (now < stored) {
                    // A clock that was set back must not lengthen the wait.
                    const base::TimeMs earliest = std::min(stored, now + longestWaitMs);
                    query.reset();
                    setFailures(database, user, before, earliest);
                    transaction.commit();
                    return SignInRefused{earliest};
                }
                member.displayName = query.getColumn(0).getString();
                hash = query.getColumn(1).getString();
                retryAt = now + waitAfter(before + 1);
                query.reset();
                setFailures(database, user, before + 1, retryAt);
                transaction.commit();
            }
        }
        if (hash.empty()) {
            (void)hashOf(pin.substr(0, maxPinDigits)); // as long as a check takes
            return SignInRefused{retryAt};
        }
        if (!isPin(pin) || !matches(hash, pin))
            return SignInRefused{retryAt};
        setFailures(database, user, 0, 0);
        return member;
    });
}

Result<void> StaffBook::addBadge(std::string_view number, std::string_view user, base::TimeMs now) const {
    if (number.size() != badgeDigits || number.find_first_not_of("0123456789ABCDEF") != std::string_view::npos)
        return base::fail(StorageError::Invalid,
                          fmt::format("a badge's number has {} upper-case hexadecimal digits", badgeDigits));
    return with(m_file, [&](SQLite::Database &database) -> Result<void> {
        SQLite::Statement insert(
            database,
            "INSERT OR IGNORE INTO badge SELECT ?, name, ? FROM staff WHERE name = ?"); // the user must be there
        SQLite::bind(insert, std::string(number), now, std::string(user));
        if (insert.exec() == 0)
            return base::fail(StorageError::Invalid,
                              fmt::format("there is no user {}, or the number is taken", user.substr(0, maxNameBytes)));
        return {};
    });
}

Result<void> StaffBook::revokeBadge(std::string_view number) const {
    return with(m_file, [&](SQLite::Database &database) -> Result<void> {
        SQLite::Statement remove(database, "DELETE FROM badge WHERE number = ?");
        remove.bind(1, std::string(number));
        if (remove.exec() == 0)
            return base::fail(StorageError::Invalid, "there is no badge with this number");
        return {};
    });
}

Result<std::vector<StaffBadge>> StaffBook::badges() const {
    return with(m_file, [](SQLite::Database &database) -> Result<std::vector<StaffBadge>> {
        SQLite::Statement query(database,
                                "SELECT number, user, written_at FROM badge ORDER BY user, written_at, number");
        std::vector<StaffBadge> found;
        while (query.executeStep())
            found.push_back(
                {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getInt64()});
        return found;
    });
}

Result<std::optional<SignedIn>> StaffBook::badgeOwner(std::string_view number) const {
    return with(m_file, [&](SQLite::Database &database) -> Result<std::optional<SignedIn>> {
        SQLite::Statement query(database, "SELECT staff.name, staff.display_name FROM badge JOIN staff ON staff.name = "
                                          "badge.user WHERE badge.number = ?");
        query.bind(1, std::string(number));
        if (!query.executeStep())
            return std::optional<SignedIn>();
        return std::optional(SignedIn{query.getColumn(0).getString(), query.getColumn(1).getString()});
    });
}

} // namespace panier::storage
