#include "tests/journal/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>
#include <set>
#include <sys/stat.h>

using namespace panier;
using namespace panier::journal;

namespace {

Signer newSigner(const samples::TempFolder &folder, const std::string &name) {
    auto signer =
        Signer::loadOrCreate(folder / (name + ".key"), folder / (name + ".crt"), samples::shop(), samples::start);
    REQUIRE(signer);
    return *signer;
}

} // namespace

TEST_CASE("what was signed verifies with the certificate alone, and nothing else does") {
    const samples::TempFolder folder;
    const Signer signer = newSigner(folder, "a");
    const auto verifier = Verifier::load(folder / "a.crt");
    REQUIRE(verifier);
    CHECK(verifier->thumbprint() == signer.verifier().thumbprint());
    CHECK(verifier->thumbprint().size() == 64);
    const auto signature = signer.sign("un ticket");
    REQUIRE(signature);
    CHECK(signature->size() == 86);
    CHECK(verifier->verify("un ticket", *signature));
    CHECK_FALSE(verifier->verify("un tickeT", *signature));
    CHECK_FALSE(newSigner(folder, "b").verifier().verify("un ticket", *signature));
    CHECK(rc::check([&] {
        std::string other = *signature;
        const auto at = *rc::gen::inRange<std::size_t>(0, other.size());
        other[at] = *rc::gen::arbitrary<char>();
        RC_ASSERT(other == *signature || !verifier->verify("un ticket", other));
    }));
    for (const std::string &other : {std::string(), *signature + "A", signature->substr(1), std::string(86, '='),
                                     std::string(86, 'A'), *signature + std::string(10'000, 'A')})
        CHECK_FALSE(verifier->verify("un ticket", other));
}

TEST_CASE("the key is the owner's alone, and is never replaced") {
    const samples::TempFolder folder;
    const Signer first = newSigner(folder, "a");
    struct stat status {};
    REQUIRE(::stat((folder / "a.key").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(newSigner(folder, "a").verifier().thumbprint() == first.verifier().thumbprint());

    // The power went after the key and before the certificate.
    std::filesystem::remove(folder / "a.crt");
    const std::string key = samples::contentOf(folder / "a.key");
    const Signer again = newSigner(folder, "a");
    CHECK(samples::contentOf(folder / "a.key") == key);
    CHECK(again.verifier().verify("x", first.sign("x").value()));

    samples::overwrite(folder / "a.key", "no key");
    const auto damaged = Signer::loadOrCreate(folder / "a.key", folder / "a.crt", samples::shop(), samples::start);
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().code == JournalError::Key);
    CHECK(samples::contentOf(folder / "a.key") == "no key");
}

TEST_CASE("a key and another key's certificate don't go together") {
    const samples::TempFolder folder;
    (void)newSigner(folder, "a");
    (void)newSigner(folder, "b");
    const auto mixed = Signer::load(folder / "a.key", folder / "b.crt");
    REQUIRE_FALSE(mixed);
    CHECK(mixed.error().code == JournalError::Key);
    const auto missing = Signer::load(folder / "c.key", folder / "a.crt");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == JournalError::Unreadable);
}

TEST_CASE("random ids are 128 bits of base64url, and never the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = randomId();
        CHECK(id.size() == 22);
        CHECK(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        seen.insert(id);
    }
    CHECK(seen.size() == 1000);
}

TEST_CASE("SHA-256 is FIPS 180-4's") {
    CHECK(sha256Hex("abc") == "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
}
