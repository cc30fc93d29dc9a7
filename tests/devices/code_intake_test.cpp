// What the visit is told of the codes that camera, scanner and NFC read.
#include "app/config/till.h"
#include "base/bytes.h"
#include "devices/code_device.h"
#include "devices/codes/code_intake.h"
#include "journal/seal.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/wait_for.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::devices;
using codes::Refusal;
using panier::tests::waitFor;

namespace {

class DeskClock final : public base::Clock {
public:
    [[nodiscard]] base::TimeMs nowMs() const override { return now; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return now * 1000; }
    base::TimeMs now = 1'795'348'800'000; // the 22nd of November 2026, noon in UTC
};

const std::string pull = "9521234000112";    // the shop has it
const std::string unknown = "9521234000990"; // its check digit is right, and nobody sells it

struct Desk {
    Desk() {
        auto opened = storage::TillStore::open(
            shop.files(), config::tillRegister(shop.config()),
            [this](std::function<void()> function) {
                QMetaObject::invokeMethod(&owner, std::move(function), Qt::QueuedConnection);
            },
            clock.now);
        REQUIRE(opened);
        store = std::move(*opened);
        codes::CodeRules rules;
        rules.shop = "12345678900012";
        rules.sealer = journal::sealerWith(std::string(32, 's'));
        intake = std::make_unique<CodeIntake>(rules, *store, clock, [this](visit::EventData event, std::uint64_t) {
            events.push_back(std::move(event));
        });
    }
    // What was told since last asked, once the catalogue has answered all that was asked: an article's number or "!"
    // and the reason.
    std::vector<std::string> told() {
        bool answered = false;
        store->catalogueGeneration([&answered](const auto &) { answered = true; }); // answers come in order
        REQUIRE(waitFor([&answered] { return answered; }));
        std::vector<std::string> out;
        for (const auto &event : std::exchange(events, {})) {
            if (const auto *shown = std::get_if<visit::CodeShown>(&event))
                out.push_back(shown->gtin.display());
            else if (const auto *basket = std::get_if<visit::BasketShown>(&event))
                out.push_back("basket " + codes::bodyOf(basket->basket));
            else
                out.push_back("!" + std::to_string(static_cast<int>(std::get<visit::CodeRefused>(event).reason)));
        }
        return out;
    }
    static std::string refused(Refusal reason) { return "!" + std::to_string(static_cast<int>(reason)); }
    using Told = std::vector<std::string>;

    tests::Shop shop;
    DeskClock clock;
    QObject owner;
    std::vector<visit::EventData> events;
    std::unique_ptr<storage::TillStore> store;
    std::unique_ptr<CodeIntake> intake; // goes before the store
};

} // namespace

TEST_CASE("a doubtful number is sold if the shop has it, a stranger must be sure") {
    Desk desk;
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::Sound); // the camera is sure now
    CHECK(desk.told().empty());
    desk.intake->left("]E0", pull);
    desk.clock.now += 10'000;

    desk.intake->read(CodeSource::Camera, "]E0", unknown, ReadTrust::CheckDigitOnly);
    CHECK(desk.told().empty());
    desk.intake->read(CodeSource::Camera, "]E0", unknown, ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{unknown}); // the visit looks it up, and calls for help
    desk.intake->left("]E0", unknown);
    CHECK(desk.told().empty());
    desk.clock.now += 10'000;

    desk.intake->read(CodeSource::Camera, "]E0", unknown, ReadTrust::CheckDigitOnly);
    CHECK(desk.told().empty());
    desk.intake->left("]E0", unknown);
    CHECK(desk.told() == Desk::Told{Desk::refused(Refusal::Misread)});
    desk.intake->read(CodeSource::Scanner, "]E0", unknown, ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{unknown});
}

TEST_CASE("a code that leaves before the catalogue answers is judged all the same") {
    Desk desk;
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    desk.intake->left("]E0", pull);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull}); // shown again
    desk.intake->left("]E0", pull);
    desk.clock.now += 10'000;
    desk.intake->read(CodeSource::Camera, "]E0", unknown, ReadTrust::CheckDigitOnly);
    desk.intake->left("]E0", unknown);
    CHECK(desk.told() == Desk::Told{Desk::refused(Refusal::Misread)});
}

TEST_CASE("a misreading beside an article that was sold just now is nobody's business") {
    Desk desk;
    desk.intake->read(CodeSource::Camera, "]E0", unknown, ReadTrust::CheckDigitOnly);
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->left("]E0", unknown);
    desk.intake->read(CodeSource::Camera, "]Q1", "https://example.com/win", ReadTrust::Sound);
    CHECK(desk.told().empty());
    desk.intake->left("]E0", pull);
    desk.clock.now += 10'000;
    desk.intake->read(CodeSource::Camera, "]Q1", "https://example.com/win", ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{Desk::refused(Refusal::Link)});
}

TEST_CASE("a pack is sold once by all that read it") {
    Desk desk;
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->read(CodeSource::Camera, "]Q1", "https://id.gs1.org/01/0" + pull, ReadTrust::Sound);
    desk.intake->read(CodeSource::Camera, "]d2", "010" + pull + "10A", ReadTrust::Sound);
    desk.intake->read(CodeSource::Scanner, "]E0", pull, ReadTrust::Sound);
    desk.intake->read(CodeSource::Nfc, "", "https://id.gs1.org/01/0" + pull, ReadTrust::Sound);
    CHECK(desk.told().empty());
    desk.intake->read(CodeSource::Scanner, "]E0", pull, ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{pull}); // the scanner's second
}

TEST_CASE("a pack whose other code says that its date has passed is taken back") {
    Desk desk;
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->read(CodeSource::Camera, "]d2", "010" + pull + "17261120", ReadTrust::Sound);
    REQUIRE(desk.events.size() == 1);
    const auto refused = std::get<visit::CodeRefused>(desk.events[0]);
    CHECK(refused.reason == Refusal::PastUseBy);
    CHECK(refused.counted == codes::Gtin::parse(pull));
}

TEST_CASE("Panier's own codes are checked with the shop's secret, and confer nothing") {
    Desk desk;
    const auto minute = static_cast<std::uint32_t>(desk.clock.now / 60'000);
    const auto codeOf = [minute](codes::HouseCodeKind kind, const std::string &secret) {
        return codes::writeHouseCode({kind, "12345678900012", minute, minute + 60, {}, ""},
                                     journal::sealerWith(secret));
    };
    desk.intake->read(CodeSource::Camera, "]Q1", codeOf(codes::HouseCodeKind::Recall, std::string(32, 's')),
                      ReadTrust::Sound);
    desk.intake->read(CodeSource::Nfc, "", codeOf(codes::HouseCodeKind::LoyaltyCard, std::string(32, 's')),
                      ReadTrust::Sound);
    desk.intake->read(CodeSource::Camera, "]Q1", codeOf(codes::HouseCodeKind::Voucher, std::string(32, 't')),
                      ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{Desk::refused(Refusal::Recall), Desk::refused(Refusal::LoyaltyCard),
                                    Desk::refused(Refusal::Forged)});
}

TEST_CASE("a basket that was set aside is handed on, once for two readers that see it together") {
    Desk desk;
    const auto minute = static_cast<std::uint32_t>(desk.clock.now / 60'000);
    const auto codeOf = [minute](codes::HouseCodeId id, const std::string &body) {
        return codes::writeHouseCode(
            {codes::HouseCodeKind::SuspendedBasket, "12345678900012", minute, minute + 60, id, body},
            journal::sealerWith(std::string(32, 's')));
    };
    const auto text = codeOf({1}, "0" + pull + "*2");
    const Desk::Told resumed{"basket 0" + pull + "*2"};
    desk.intake->read(CodeSource::Camera, "]Q1", text, ReadTrust::Sound);
    CHECK(desk.told() == resumed);
    desk.intake->read(CodeSource::Scanner, "", text, ReadTrust::Sound); // the same paper
    CHECK(desk.told().empty());
    desk.intake->read(CodeSource::Scanner, "", text, ReadTrust::Sound); // shown once more: the store will know
    CHECK(desk.told() == resumed);
    desk.intake->read(CodeSource::Camera, "]Q1", codeOf({2}, "0" + pull + "*2"), ReadTrust::Sound);
    CHECK(desk.told() == resumed);
    for (const auto &body : {std::string(), "0" + pull + "*0", std::string("{}")}) // sealed, and none that we know
        desk.intake->read(CodeSource::Scanner, "", codeOf({3}, body), ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told(3, Desk::refused(Refusal::SuspendedBasket)));
    desk.clock.now += 3'600'000;
    desk.intake->read(CodeSource::Camera, "]Q1", text, ReadTrust::Sound);
    CHECK(desk.told() == Desk::Told{Desk::refused(Refusal::OutOfDate)});
}

TEST_CASE("why the camera can't count a code is told, but not beside an article") {
    Desk desk;
    for (int reason = 0; reason <= static_cast<int>(vision::agree::lastRefusal); ++reason) {
        desk.clock.now += 1000;
        const auto meaning = refusalOf(static_cast<vision::agree::Refusal>(reason));
        desk.intake->unread(CodeSource::Camera, meaning);
        CHECK(desk.told() == Desk::Told{Desk::refused(meaning)});
    }
    CHECK(refusalOf(vision::agree::Refusal::OnlySharpened) == Refusal::Unsteady);
    CHECK(refusalOf(vision::agree::Refusal::Contradicted) == Refusal::Several);
    desk.intake->read(CodeSource::Camera, "]E0", pull, ReadTrust::CheckDigitOnly);
    CHECK(desk.told() == Desk::Told{pull});
    desk.intake->unread(CodeSource::Camera, Refusal::Unsteady); // its other side, most likely
    desk.intake->unread(CodeSource::Camera, Refusal::Several);
    CHECK(desk.told().empty());
}

TEST_CASE("a flood of refusals is cut") {
    Desk desk;
    for (int n = 0; n < 1000; ++n)
        desk.intake->read(CodeSource::Scanner, "", "x" + std::to_string(n), ReadTrust::Sound);
    CHECK(desk.told().size() == CodeIntake::maxRefusalsPerSecond);
    desk.clock.now += 1000;
    desk.intake->read(CodeSource::Scanner, "", "y", ReadTrust::Sound);
    CHECK(desk.told().size() == 1);
}

// RFC 4231, test case 2, cut to 128 bits.
TEST_CASE("the seal is HMAC-SHA256") {
    const auto seal = journal::sealerWith("Jefe")(base::viewOf("what do ya want for nothing?"));
    CHECK(base::toHex(seal) == "5BDCC146BF60754E6A042426089575C7");
}
