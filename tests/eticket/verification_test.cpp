#include "eticket/verification.h"
#include "tests/eticket/sample_ticket.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <limits>

using namespace panier;
using namespace panier::eticket;
using journal::StoredTicket;

namespace {

// A register that has signed two tickets, keys in a folder of its own.
class TwoTickets {
public:
    TwoTickets() {
        std::string name = (std::filesystem::temp_directory_path() / "panier-eticket-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        m_folder = name;
        const auto signer = journal::Signer::loadOrCreate(m_folder / "key", m_folder / "crt", tests::sampleRegister(),
                                                          tests::sampleTime);
        REQUIRE(signer);
        verifier = signer->verifier();
        auto content = tests::sampleContent();
        content.number = 1;
        content.eticketId = "BBECAwQFBgcICQoLDA0ODw";
        first = *journal::signTicket(content, {}, *signer);
        content = tests::sampleContent();
        content.number = 2;
        second = *journal::signTicket(content, journal::endAfter(first), *signer);
    }
    ~TwoTickets() { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] Verification check(const StoredTicket &ticket) const {
        return examine(ticket, first, "AAECAwQFBgcICQoLDA0ODw", *verifier).verification;
    }

    std::optional<journal::Verifier> verifier;
    StoredTicket first;
    StoredTicket second;

private:
    std::filesystem::path m_folder;
};

} // namespace

TEST_CASE("a sound ticket is authentic, the first and the next") {
    const TwoTickets register3;
    CHECK(register3.check(register3.second) == Verification{true, true, true, true});
    CHECK(
        examine(register3.first, std::nullopt, "BBECAwQFBgcICQoLDA0ODw", *register3.verifier).verification.authentic());
}

TEST_CASE("a ticket at another's address isn't authentic") {
    const TwoTickets register3;
    CHECK_FALSE(
        examine(register3.second, register3.first, "BBECAwQFBgcICQoLDA0ODw", *register3.verifier).verification.content);
}

TEST_CASE("each stored field, altered anywhere by one bit, is found") {
    const TwoTickets register3;
    for (auto field :
         {&StoredTicket::content, &StoredTicket::signedString, &StoredTicket::algorithm, &StoredTicket::thumbprint,
          &StoredTicket::previousHash, &StoredTicket::signature, &StoredTicket::hash}) {
        for (std::size_t i = 0; i < (register3.second.*field).size(); ++i) {
            auto altered = register3.second;
            (altered.*field)[i] ^= 1;
            CHECK_FALSE(register3.check(altered).authentic());
        }
        auto longer = register3.second;
        (longer.*field) += '\0';
        CHECK_FALSE(register3.check(longer).authentic());
    }
    auto altered = register3.second;
    for (const auto number : {std::int64_t{3}, std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::max()}) {
        altered.number = number;
        CHECK_FALSE(register3.check(altered).authentic());
    }
    altered = register3.second;
    altered.formatVersion = 2;
    CHECK_FALSE(register3.check(altered).authentic());
}

TEST_CASE("who rewrites the hash too is found by the signature") {
    const TwoTickets register3;
    auto altered = register3.second;
    altered.content.replace(altered.content.find("Pull"), 4, "Bull");
    altered.hash = journal::ticketHash(altered);
    const auto found = register3.check(altered);
    CHECK_FALSE(found.content);
    CHECK(found.fingerprint);
    CHECK(found.signature);
    CHECK(found.chain);
    CHECK_FALSE(found.authentic());
}

TEST_CASE("a ticket whose predecessor is gone, altered or another isn't in its place") {
    const TwoTickets register3;
    const auto chain = [&](const std::optional<StoredTicket> &previous) {
        return examine(register3.second, previous, "AAECAwQFBgcICQoLDA0ODw", *register3.verifier).verification;
    };
    CHECK_FALSE(chain(std::nullopt).chain);
    CHECK_FALSE(chain(register3.second).chain);
    auto altered = register3.first;
    altered.content[20] ^= 1;
    CHECK_FALSE(chain(altered).chain);
    CHECK(chain(altered).signature);
}
