#include "journal/head.h"

#include "base/durable_file.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace panier::journal {

namespace {

constexpr std::size_t maxHeadBytes = 4096;

std::string headString(const Head &head) {
    return fmt::format("HEAD;{};{};{};{}", formatVersion, head.registerNumber, head.number, head.hash);
}

std::string toText(const Head &head) {
    return nlohmann::json{{"format", formatVersion},
                          {"hash", head.hash},
                          {"number", head.number},
                          {"register", head.registerNumber},
                          {"signature", head.signature}}
               .dump() +
           "\n";
}

std::optional<Head> parseHead(std::string_view text) {
    try {
        const auto json = nlohmann::json::parse(text);
        Head head;
        json.at("hash").get_to(head.hash);
        json.at("number").get_to(head.number);
        json.at("register").get_to(head.registerNumber);
        json.at("signature").get_to(head.signature);
        if (toText(head) == text)
            return head;
    } catch (const nlohmann::json::exception &) {
        // not a head: said below
    }
    return std::nullopt;
}

} // namespace

Result<Head> signHead(const ChainEnd &end, int registerNumber, const Signer &signer) {
    Head head{registerNumber, end.number, end.hash, {}};
    auto signature = signer.sign(headString(head));
    if (!signature)
        return tl::make_unexpected(signature.error());
    head.signature = std::move(*signature);
    return head;
}

Result<void> writeHead(const std::filesystem::path &file, const Head &head) {
    const auto written = base::writeDurably(file, toText(head));
    if (!written)
        return base::fail(JournalError::Unreadable, fmt::format("the journal's head: {}", written.error()));
    return {};
}

Result<std::optional<Head>> readHead(const std::filesystem::path &file, const Verifier &verifier) {
    std::error_code error;
    const bool exists = std::filesystem::exists(file, error);
    if (!exists && !error)
        return std::nullopt;
    const auto text = base::readWhole(file, maxHeadBytes);
    if (!text)
        return base::fail(JournalError::Unreadable, fmt::format("the journal's head: {}", text.error()));
    auto head = parseHead(*text);
    if (!head)
        return base::fail(JournalError::Altered, fmt::format("the journal's head {} is damaged", file.string()));
    if (!verifier.verify(headString(*head), head->signature))
        return base::fail(JournalError::Altered,
                          fmt::format("the signature of the journal's head {} is wrong", file.string()));
    return head;
}

Result<HeadState> compareHead(const std::optional<Head> &head, const ChainEnd &end, const ChainEnd &beforeEnd) {
    if (!head) {
        if (end.number == 0)
            return HeadState::Behind;
        return base::fail(JournalError::Missing,
                          fmt::format("the journal has {} tickets, but its signed head is missing", end.number));
    }
    if (head->number > end.number)
        return base::fail(JournalError::Missing,
                          fmt::format("the signed head names ticket {}, but the journal ends with ticket {}: the last "
                                      "{} tickets are missing",
                                      head->number, end.number, head->number - end.number));
    if (head->number == end.number) {
        if (head->hash != end.hash)
            return base::fail(JournalError::Altered,
                              fmt::format("ticket {} isn't the one that the signed head names", end.number));
        return HeadState::Current;
    }
    if (head->number != end.number - 1 || head->hash != beforeEnd.hash)
        return base::fail(JournalError::Altered,
                          fmt::format("the signed head names ticket {}, but the journal ends with "
                                      "ticket {}: the head is an old copy, or the journal's end "
                                      "was replaced",
                                      head->number, end.number));
    return HeadState::Behind;
}

} // namespace panier::journal
