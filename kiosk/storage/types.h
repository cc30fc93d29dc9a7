// The values that go into the store and come out of it.
#pragma once

#include "base/clock.h"
#include "base/expected.h"
#include "checkout/ticket.h"
#include "codes/epc.h"
#include "codes/house/house_code.h"
#include "journal/content.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace panier::storage {

enum class StorageError {
    Unavailable, // a file is missing, locked, full or damaged, or SQLite refused: the text says which and why
    Integrity,   // the journal isn't what was signed: nothing may be sold
    Version,     // written by a newer Panier
    Busy,        // too much waits already; nothing was done
    Invalid,     // what was asked makes no sense: the text says why
    AlreadyUsed, // the code of a commit was used by an earlier one: nothing of this commit is written
};
using Failure = base::Failure<StorageError>;
template <typename T>
using Result = base::Expected<T, Failure>;

// Where the till keeps what it keeps (configuration, section [database]).
struct Files {
    std::filesystem::path till;
    std::filesystem::path catalogue;
    std::filesystem::path staff;
    std::filesystem::path head;
    std::filesystem::path key;
    std::filesystem::path certificate;
};

// A command that waits for its answer. Ids are the visit's and never used twice.
struct CommandRow {
    std::uint64_t id = 0; // at most 2^63-1
    std::string kind;
    std::string json;
    bool operator==(const CommandRow &) const = default;
};

// An event as it is recorded.
struct EventRow {
    base::TimeMs at = 0;
    std::string visitId;
    std::string kind;
    std::string json;
    bool operator==(const EventRow &) const = default;
};

// What became of the mark on a sold tag: "written", "not found".
struct TagMark {
    codes::Epc epc;
    std::int64_t ticketNumber = 0;
    std::string outcome;
    base::TimeMs at = 0;
    bool operator==(const TagMark &) const = default;
};

// What a few events changed, written whole or not at all. The state is the one after the last of them.
struct Commit {
    std::vector<EventRow> events; // in order
    std::string visitId;
    std::string stateJson;
    std::vector<CommandRow> commands;
    std::vector<std::uint64_t> finishedCommands;
    std::optional<checkout::TicketDraft> ticket;
    std::vector<TagMark> marks;
    std::optional<codes::HouseCodeId> usedCode; // from now on nobody uses it on this kiosk; fails (AlreadyUsed) if
                                                // somebody did
};

// A ticket that was issued.
struct TicketRef {
    std::int64_t number = 0;
    std::string eticketId;        // unguessable, 22 characters of base64url
    std::string signatureExtract; // four characters, printed
    bool operator==(const TicketRef &) const = default;
};

struct CommitResult {
    // The ticket that the commit asked for; the earlier one if this visit's payment had one already.
    std::optional<TicketRef> ticket;
    // False: the ticket is safe, its head isn't (disk full?). No further ticket is issued until it can be written.
    bool headWritten = true;
};

// What the kiosk was doing when it stopped.
struct RestoredState {
    std::string visitId;
    std::string stateJson;                // empty: it never started
    std::vector<CommandRow> openCommands; // in order of id
    bool operator==(const RestoredState &) const = default;
};

// The answer to a look-up. `generation` counts the catalogue's imports.
struct Found {
    checkout::Article article;
    std::int64_t generation = 0;
    bool operator==(const Found &) const = default;
};
struct NotFound {
    bool operator==(const NotFound &) const = default;
};
struct Sold {
    std::int64_t ticketNumber = 0; // the latest that has this tag
    bool operator==(const Sold &) const = default;
};
using Lookup = std::variant<Found, NotFound, Sold>;

// The answer to a sign-in.
struct SignedIn {
    std::string user;
    std::string displayName;
    bool operator==(const SignedIn &) const = default;
};
struct SignInRefused {
    base::TimeMs retryAt = 0; // nothing is even looked at before
    bool operator==(const SignInRefused &) const = default;
};
using SignIn = std::variant<SignedIn, SignInRefused>;

} // namespace panier::storage
