// Who may sign in at the kiosk: a file apart, so that people come and go while the kiosk sells.
#pragma once

#include "storage/types.h"

#include <string_view>

namespace panier::storage {

struct StaffMember {
    std::string name; // what is typed: small letters, digits, ".", "_" and "-"
    std::string displayName;
    int failures = 0; // since the last sign-in
    base::TimeMs retryAt = 0;
    bool operator==(const StaffMember &) const = default;
};

// A badge that was written for a user.
struct StaffBadge {
    std::string number; // 32 upper-case hexadecimal digits
    std::string user;
    base::TimeMs writtenAt = 0;
    bool operator==(const StaffBadge &) const = default;
};

// Reads and writes staff.db; opens it for each call, as calls are rare. PINs are kept as Argon2id hashes (RFC 9106, by
// libsodium's INTERACTIVE limits: some 0.1 s and 64 MiB a check). Thread: any, one at a time.
class StaffBook {
public:
    static constexpr base::TimeMs firstWaitMs = 1'000;
    static constexpr base::TimeMs longestWaitMs = 300'000;

    explicit StaffBook(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] Result<void> create() const;
    // `pin` is 4 to 12 digits. Invalid if the name is taken or something has the wrong form.
    [[nodiscard]] Result<void> add(std::string_view name, std::string_view displayName, std::string_view pin) const;
    [[nodiscard]] Result<void> remove(std::string_view name) const;
    [[nodiscard]] Result<std::vector<StaffMember>> list() const;

    // A failure is on disk before its answer is known, so cutting the power gains nobody a try. The wait starts at
    // firstWaitMs, doubles with each failure in a row, and never exceeds longestWaitMs from `now`. An unknown name
    // takes as long to refuse as a wrong PIN.
    [[nodiscard]] Result<SignIn> signIn(std::string_view name, std::string_view pin, base::TimeMs now) const;

    // Badges: which number is whose. They go with their user. addBadge: Invalid if there is no such user, the number
    // has another form or is taken; revokeBadge: Invalid if there is no such badge.
    [[nodiscard]] Result<void> addBadge(std::string_view number, std::string_view user, base::TimeMs now) const;
    [[nodiscard]] Result<void> revokeBadge(std::string_view number) const;
    [[nodiscard]] Result<std::vector<StaffBadge>> badges() const;
    // Whose badge this is; nullopt: nobody's, or nobody's any more. That the badge is genuine is the reader's to say.
    [[nodiscard]] Result<std::optional<SignedIn>> badgeOwner(std::string_view number) const;

private:
    std::filesystem::path m_file;
};

} // namespace panier::storage
