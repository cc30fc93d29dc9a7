// The reader's thread, libnfc and libfreefare against the emulated PN532: cards, badges, and what goes wrong.
#include "rfid/emulator/pn532_desfire.h"
#include "rfid/emulator/pn532_emulator.h"
#include "rfid/nfc/nfc_reader.h"
#include "tests/support/wait_for.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <future>

using namespace panier;
using namespace panier::rfid::emulator;
using namespace panier::rfid::nfc;
using tests::waitFor;
using Reason = BadgeRefused::Reason;

namespace {

constexpr int patienceMs = 15'000;
const base::Bytes tagUid = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0x80};
const base::Bytes badgeUid = {0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66};
const AesKey master({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
const BadgeNumber number = {0xCA, 0xFE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

// An emulated reader, and everything that its driver told.
struct Bench {
    explicit Bench(std::optional<AesKey> badgeKey = std::nullopt) : key(badgeKey) { REQUIRE(reader.plug()); }

    void start() {
        NfcReaderOptions options;
        options.connection = "pn532_uart:" + reader.path().string();
        options.badgeKey = key;
        options.lookMs = 20;
        options.firstRetryMs = 20;
        options.longestRetryMs = 100;
        driver = std::make_unique<NfcReader>(options);
        QObject::connect(driver.get(), &NfcReader::told, [this](const NfcEvent &event) { events.push_back(event); });
        driver->start();
    }
    template <typename Event>
    [[nodiscard]] std::vector<Event> all() const {
        std::vector<Event> found;
        for (const auto &event : events)
            if (const auto *it = std::get_if<Event>(&event))
                found.push_back(*it);
        return found;
    }
    // Waits for the n-th event of this kind.
    template <typename Event>
    Event next(std::size_t n = 1) {
        REQUIRE(waitFor([&] { return all<Event>().size() >= n; }, patienceMs));
        return all<Event>()[n - 1];
    }
    // Waits until the reader was looked at some more.
    void looks(int count) {
        constexpr int commandsALook = 3;
        const int until = reader.commands() + count * commandsALook;
        REQUIRE(waitFor([&] { return reader.commands() >= until; }, patienceMs));
    }
    // Calls something that blocks, while the emulator answers here.
    template <typename Call>
    auto elsewhere(Call call) {
        auto result = std::async(std::launch::async, std::move(call));
        REQUIRE(
            waitFor([&] { return result.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }, patienceMs));
        return result.get();
    }
    // Writes a badge as panier-admin does.
    NfcResult<void> write(const AesKey &withMaster, const BadgeNumber &badge) {
        return elsewhere([&]() -> NfcResult<void> {
            auto field = NfcField::open("pn532_uart:" + reader.path().string());
            if (!field)
                return tl::make_unexpected(field.error());
            const auto card = field->look();
            if (!card || !*card)
                return base::fail(NfcError::CardGone, "no card");
            return field->writeBadge(withMaster, badge);
        });
    }
    // A badge of ours, lying on the reader.
    std::shared_ptr<DesfireCard> badge(const AesKey &withMaster = master) {
        auto card = std::make_shared<DesfireCard>(badgeUid);
        REQUIRE(reader.lay(card));
        const auto written = write(withMaster, number);
        INFO((written ? "" : written.error().text));
        REQUIRE(written);
        return card;
    }

    QTemporaryDir folder;
    Pn532Emulator reader{folder.filePath(QStringLiteral("nfc")).toStdString()};
    std::optional<AesKey> key;
    std::vector<NfcEvent> events;
    std::unique_ptr<NfcReader> driver; // goes first
};

std::shared_ptr<Ntag213> loyaltyTag() {
    auto tag = std::make_shared<Ntag213>(tagUid);
    REQUIRE(tag->setNdef(base::fromHex("D1010A5402667241646120343221").value()));
    return tag;
}

} // namespace

TEST_CASE("a loyalty tag is told with its UID and its text, once until it leaves") {
    Bench bench;
    bench.start();
    CHECK(bench.next<ReaderReady>().name.find("pn532_uart") == 0);
    REQUIRE(bench.reader.lay(loyaltyTag()));
    CHECK(bench.next<CardTapped>() ==
          CardTapped{tagUid, CardKind::Type2, NdefRecord{NdefRecord::Kind::Text, "Ada 42!", "fr"}});
    bench.looks(5);
    CHECK(bench.all<CardTapped>().size() == 1);
    bench.reader.takeAll();
    bench.looks(4);
    REQUIRE(bench.reader.lay(loyaltyTag()));
    (void)bench.next<CardTapped>(2);
    CHECK(bench.events.size() == 3);
}

TEST_CASE("each kind of card is told as what it is") {
    struct Row {
        std::shared_ptr<NfcCard> card;
        CardTapped told;
    };
    const base::Bytes classic = {0xDE, 0xAD, 0xBE, 0xEF};
    const auto blank = std::make_shared<Ntag213>(tagUid);
    blank->setUserMemory(base::Bytes(Ntag213::userBytes, 0x00));
    const auto hostile = std::make_shared<Ntag213>(tagUid);
    hostile->setUserMemory(base::fromHex("03FFFFFFD101FF54").value());
    const auto telephone = std::make_shared<ScriptedCard>(
        NfcCard::Identity{{0x08, 1, 2, 3}, 0x0004, 0x20, {0x78, 0x80, 0x70, 0x02}}, [](base::ByteView) {
            return base::Bytes{0x6A, 0x82};
        });
    const Row rows[] = {
        {std::make_shared<ClassicCard>(classic), {classic, CardKind::Classic, {}}},
        {std::make_shared<DesfireCard>(badgeUid), {badgeUid, CardKind::Desfire, {}}}, // somebody's, no badge
        {blank, {tagUid, CardKind::Type2, {}}},
        {hostile, {tagUid, CardKind::Type2, {}}},
        {telephone, {{}, CardKind::Other, {}}},
    };
    for (const auto &row : rows) {
        Bench bench(master);
        bench.start();
        REQUIRE(bench.reader.lay(row.card));
        CHECK(bench.next<CardTapped>() == row.told);
        bench.looks(3);
        CHECK(bench.events.size() == 2);
    }
}

TEST_CASE("a badge proves its key and gives its number") {
    Bench bench(master);
    const auto card = bench.badge();
    const int before = card->authentications();
    bench.start();
    CHECK(bench.next<BadgeTapped>() == BadgeTapped{number});
    CHECK(card->authentications() == before + 1);
    bench.looks(4);
    CHECK(bench.events.size() == 2); // ready, and the badge once
}

TEST_CASE("without the master key a badge is a card as any other") {
    Bench bench;
    (void)bench.badge();
    bench.start();
    CHECK(bench.next<CardTapped>() == CardTapped{badgeUid, CardKind::Desfire, {}});
}

TEST_CASE("what isn't our badge is refused") {
    Bench bench(master);
    SECTION("a copy of the UID and the files, without the key") {
        const auto original = bench.badge();
        bench.reader.takeAll();
        REQUIRE(bench.reader.lay(DesfireCard::cloneOf(*original, badgeUid, AesBlock{9, 9, 9})));
    }
    SECTION("a copy of a badge under its own key, on a card with another UID") {
        const auto original = bench.badge();
        bench.reader.takeAll();
        const auto key = base::fromHex("04999999999999").value();
        const auto own = diversified(master, base::fromHex("04112233445566504E5250616E696572206261646765").value());
        REQUIRE(bench.reader.lay(DesfireCard::cloneOf(*original, key, own.value().bytes())));
    }
    SECTION("another shop's badge") {
        (void)bench.badge(AesKey({7, 7, 7}));
    }
    SECTION("an application that was begun and never finished has the factory's key") {
        const auto original = bench.badge();
        bench.reader.takeAll();
        REQUIRE(bench.reader.lay(DesfireCard::cloneOf(*original, badgeUid, AesBlock{})));
    }
    bench.start();
    CHECK(bench.next<BadgeRefused>().reason == Reason::NotAuthentic);
    bench.looks(4);
    CHECK(bench.all<BadgeRefused>().size() == 1);
    CHECK(bench.all<BadgeTapped>().empty());
    CHECK(bench.all<CardTapped>().empty());
}

TEST_CASE("a copy under the badge's own key and UID would be that badge: the test's clone is whole") {
    Bench bench(master);
    const auto original = bench.badge();
    bench.reader.takeAll();
    const auto own = diversified(master, base::fromHex("04112233445566504E5250616E696572206261646765").value());
    REQUIRE(bench.reader.lay(DesfireCard::cloneOf(*original, badgeUid, own.value().bytes())));
    bench.start();
    CHECK(bench.next<BadgeTapped>() == BadgeTapped{number});
}

TEST_CASE("a card that answers what no card should neither passes nor harms") {
    // To the authentication's first half; each once made libfreefare alone crash, hang or accept by chance.
    const auto sixteen = base::Bytes(16, 0x5A);
    const auto with = [](base::Bytes data, std::uint8_t status) {
        data.push_back(0x91);
        data.push_back(status);
        return data;
    };
    const std::vector<std::vector<base::Bytes>> scripts = {
        {with({}, 0xAF)},                                   // no byte
        {with({0x5A}, 0xAF), with({0x5A}, 0x00)},           // one: right once in 256
        {with(base::Bytes(50, 0x5A), 0xAF)},                // too many
        {with(sixteen, 0x00)},                              // done, at once
        {with(sixteen, 0xAF), with(sixteen, 0x00)},         // proves nothing
        {with(sixteen, 0xAF), with({}, 0x00)},              //
        {with(sixteen, 0xAF), with(base::Bytes(40), 0xAF)}, //
        {{}},                                               // not even a status
        {{0x91}},
    };
    for (const auto &script : scripts) {
        Bench bench(master);
        std::size_t at = 0;
        REQUIRE(bench.reader.lay(
            std::make_shared<ScriptedCard>(NfcCard::Identity{badgeUid, 0x0344, 0x20, {0x75, 0x77, 0x81, 0x02, 0x80}},
                                           [&](base::ByteView command) -> std::optional<base::Bytes> {
                                               if (command.size() > 1 && command[1] == 0x5A) {
                                                   at = 0;
                                                   return base::Bytes{0x91, 0x00};
                                               }
                                               return script[std::min(at++, script.size() - 1)];
                                           })));
        bench.start();
        const auto refused = bench.next<BadgeRefused>();
        CHECK((refused.reason == Reason::NotAuthentic || refused.reason == Reason::LeftTooSoon));
        CHECK(bench.all<BadgeTapped>().empty());
        bench.driver.reset();
    }
}

TEST_CASE("a badge that is drawn away in the middle is told so, and read when it comes back") {
    for (int after = 0; after < 4; ++after) { // select, two halves, read
        CAPTURE(after);
        Bench bench(master);
        const auto card = bench.badge();
        bench.reader.pullAfter(after);
        bench.start();
        CHECK(bench.next<BadgeRefused>().reason == Reason::LeftTooSoon);
        REQUIRE(bench.reader.lay(card));
        CHECK(bench.next<BadgeTapped>() == BadgeTapped{number});
    }
}

TEST_CASE("a tag that is drawn away while it is read is a card without a record") {
    Bench bench;
    REQUIRE(bench.reader.lay(loyaltyTag()));
    bench.reader.pullAfter(1);
    bench.start();
    CHECK(bench.next<CardTapped>() == CardTapped{tagUid, CardKind::Type2, {}});
}

TEST_CASE("libfreefare's enrolment: once more, another number, another master key") {
    Bench bench(master);
    (void)bench.badge();
    const BadgeNumber other = {1};
    CHECK(bench.write(master, other)); // ours: it gets another number
    const auto foreign = bench.write(AesKey({7}), number);
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == NfcError::Refused);
    bench.start();
    CHECK(bench.next<BadgeTapped>() == BadgeTapped{other});

    Bench tags(master);
    REQUIRE(tags.reader.lay(loyaltyTag()));
    CHECK_FALSE(tags.write(master, number)); // no DESFire
    tags.reader.takeAll();
    CHECK(tags.write(master, number).error().code == NfcError::CardGone);
}

TEST_CASE("an enrolment that was cut anywhere is taken up at the next") {
    constexpr int exchanges = 13; // select, create, three authentications, the key, the file, the number
    for (int after = 0; after <= exchanges; ++after) {
        CAPTURE(after);
        Bench bench(master);
        const auto card = std::make_shared<DesfireCard>(badgeUid);
        REQUIRE(bench.reader.lay(card));
        bench.reader.pullAfter(after);
        CHECK(bench.write(master, number).has_value() == (after == exchanges));
        bench.reader.takeAll();
        bench.reader.pullAfter(-1);
        REQUIRE(bench.reader.lay(card));
        const auto again = bench.write(master, number);
        INFO((again ? "" : again.error().text));
        CHECK(again);
    }
}

TEST_CASE("cards are read whole, split and merged") {
    for (const auto fault : {Pn532Fault::None, Pn532Fault::Split, Pn532Fault::Merged}) {
        Bench bench(master);
        (void)bench.badge();
        bench.reader.setFault(fault);
        bench.start();
        CHECK(bench.next<BadgeTapped>() == BadgeTapped{number});
        bench.reader.takeAll();
        bench.looks(4);
        REQUIRE(bench.reader.lay(loyaltyTag()));
        CHECK(bench.next<CardTapped>().ndef.has_value());
    }
}

TEST_CASE("a reader that fails is lost, told once, and ready again when it works again") {
    for (const auto fault : {Pn532Fault::Missing, Pn532Fault::Corrupt, Pn532Fault::Busy, Pn532Fault::Late}) {
        CAPTURE(static_cast<int>(fault));
        Bench bench;
        bench.start();
        (void)bench.next<ReaderReady>();
        bench.reader.setFault(fault);
        (void)bench.next<ReaderLost>();
        bench.reader.setFault(Pn532Fault::None);
        (void)bench.next<ReaderReady>(2);
        REQUIRE(bench.reader.lay(loyaltyTag()));
        CHECK(bench.next<CardTapped>().ndef.has_value());
    }
}

TEST_CASE("a reader that is unplugged, or was never there, is waited for") {
    Bench bench;
    bench.reader.unplug();
    bench.start();
    CHECK_FALSE(bench.next<ReaderLost>().reason.empty());
    REQUIRE(bench.reader.plug());
    (void)bench.next<ReaderReady>();
    REQUIRE(bench.reader.lay(loyaltyTag()));
    (void)bench.next<CardTapped>();
    bench.reader.unplug();
    (void)bench.next<ReaderLost>(2);
    REQUIRE(bench.reader.plug());
    (void)bench.next<ReaderReady>(2);
    CHECK(bench.all<ReaderLost>().size() == 2); // not once a try
}

TEST_CASE("the event loop never waits for the reader") {
    Bench bench;
    bench.reader.setFault(Pn532Fault::Missing); // nfc_open blocks for more than a second
    QElapsedTimer clock;
    clock.start();
    bench.start();
    CHECK(clock.elapsed() < 200);
    (void)bench.next<ReaderLost>();
    bench.driver->stop();
    CHECK(clock.elapsed() < patienceMs);
}
