// The chain's head, signed and kept outside the database: it knows how long the chain was.
#pragma once

#include "journal/chain.h"

#include <filesystem>
#include <optional>

namespace panier::journal {

struct Head {
    int registerNumber = 0;
    std::int64_t number = 0; // of the last ticket; 0 before the first
    std::string hash;        // of the last ticket
    std::string signature;
    bool operator==(const Head &) const = default;
};

[[nodiscard]] Result<Head> signHead(const ChainEnd &end, int registerNumber, const Signer &signer);

// Replaces the file in one step: after a crash it holds the old head or the new one, whole and on disk.
[[nodiscard]] Result<void> writeHead(const std::filesystem::path &file, const Head &head);

// nullopt when there is no such file; a failure when it can't be read, is damaged, or its signature is wrong.
[[nodiscard]] Result<std::optional<Head>> readHead(const std::filesystem::path &file, const Verifier &verifier);

// How a head stands to the journal that it should belong to.
enum class HeadState {
    Current,
    Behind, // by the one ticket that was on disk when the power went, before the head was
};

// The journal is `end`, checked by ChainCheck; `beforeEnd` is the ticket before its last. Fails (Missing) when the head
// is gone though there are tickets, or names tickets that the journal hasn't got; (Altered) when they disagree.
[[nodiscard]] Result<HeadState> compareHead(const std::optional<Head> &head, const ChainEnd &end,
                                            const ChainEnd &beforeEnd);

} // namespace panier::journal
