// Two whole kiosks beside each other, and one that marks what it sold: over real sockets, with emulated devices.
#include "app/kiosk/till.h"
#include "storage/till_reader.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/wait_for.h"

#include <QUdpSocket>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fmt/core.h>
#include <fstream>

using namespace panier;
using namespace panier::tests;
using panier::visit::Phase;
using rfid::emulator::TagPlace;

namespace {

constexpr const char *alone = "[camera]\nenabled = false\n[eticket]\nenabled = false\n";

bool until(const std::function<bool()> &holds) {
    constexpr int patienceMs = 20'000; // for what takes a few seconds when the machine is free
    return waitFor(holds, patienceMs);
}

// A till of this shop that runs until it is out of scope.
struct Running {
    explicit Running(Shop &shop) {
        auto opened = app::Till::open(shop.config(), shop.clock);
        INFO((opened ? "" : opened.error()));
        REQUIRE(opened);
        till = std::move(*opened);
        till->start();
        REQUIRE(until([&] {
            const auto reader = state().devices.find(visit::Device::Reader);
            return reader != state().devices.end() && reader->second.health == visit::Health::Ready;
        }));
    }
    ~Running() {
        bool stopped = false;
        QObject::connect(till.get(), &app::Till::stopped, till.get(), [&stopped] { stopped = true; });
        till->stop();
        CHECK(until([&stopped] { return stopped; }));
    }
    [[nodiscard]] const visit::State &state() const { return till->state(); }
    [[nodiscard]] const visit::Alert *alert(visit::AlertKind kind) const {
        const auto found = std::ranges::find(state().alerts, kind, &visit::Alert::kind);
        return found == state().alerts.end() ? nullptr : &*found;
    }
    std::unique_ptr<app::Till> till;
};

// The secret and the ports of two kiosks.
struct Street {
    Street() {
        auto name = (std::filesystem::temp_directory_path() / "panier-street-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder = name;
        const auto file = folder / "neighbours.key";
        std::ofstream(file) << "a secret of the shop, thirty-two or more\n";
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        QUdpSocket one;
        QUdpSocket two;
        REQUIRE(one.bind(QHostAddress::LocalHost));
        REQUIRE(two.bind(QHostAddress::LocalHost));
        ports = {one.localPort(), two.localPort()};
    }
    ~Street() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Street(const Street &) = delete;
    Street &operator=(const Street &) = delete;

    [[nodiscard]] std::string configOf(std::size_t kiosk) const {
        return fmt::format("{}[neighbours]\nname = \"caisse {}\"\nlisten = \"127.0.0.1:{}\"\n"
                           "kiosks = [{{name = \"caisse {}\", host = \"127.0.0.1\", port = {}}}]\nkey_file = \"{}\"\n",
                           alone, kiosk + 1, ports[kiosk], 2 - kiosk, ports[1 - kiosk],
                           (folder / "neighbours.key").string());
    }
    std::filesystem::path folder;
    std::array<std::uint16_t, 2> ports{};
};

} // namespace

TEST_CASE("An article that one kiosk's visit has is refused by its neighbour's, until it is let go of") {
    const Street street;
    Shop shopA(street.configOf(0));
    Shop shopB(street.configOf(1));
    Running a(shopA);
    Running b(shopB);
    const auto shared = shopA.tags()[0]; // between the two trays
    REQUIRE(shopA.reader.putTag(shared, TagPlace::OnTray));
    REQUIRE(until([&] { return a.state().basket.count() == 1; }));
    REQUIRE(shopB.reader.putTag(shopB.tags()[2], TagPlace::OnTray));
    REQUIRE(shopB.reader.putTag(shared, TagPlace::OnTray));
    REQUIRE(until([&] { return b.alert(visit::AlertKind::ClaimedTag) != nullptr; }));
    CHECK(b.alert(visit::AlertKind::ClaimedTag)->epc == shared);
    CHECK(b.alert(visit::AlertKind::ClaimedTag)->kiosk == "caisse 1");
    REQUIRE(until([&] { return b.state().basket.count() == 1; }));
    b.till->post(visit::PayPressed{});
    REQUIRE(until([&] { return b.state().phase == Phase::Waiting; }));
    CHECK(shopB.terminal.book().empty());

    SECTION("the other visit is left: it is sold here") {
        a.till->post(visit::LeavePressed{});
        REQUIRE(until([&] { return b.state().phase == Phase::Receipt; }));
        CHECK(b.state().receipt->total.minor == 4995 + 4796);
    }
    SECTION("it is paid there: here it isn't") {
        a.till->post(visit::PayPressed{});
        REQUIRE(until([&] { return a.state().phase == Phase::Receipt; }));
        CHECK(b.state().phase == Phase::Waiting);
        shopB.reader.removeTag(shared);
        REQUIRE(until([&] { return b.state().phase == Phase::Receipt; }));
        CHECK(b.state().receipt->total.minor == 4796);
    }
}

TEST_CASE("A kiosk whose secret others can read doesn't start, and says why") {
    const Street street;
    std::filesystem::permissions(street.folder / "neighbours.key", std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const Shop shop(street.configOf(0));
    const auto till = app::Till::open(shop.config(), shop.clock);
    REQUIRE_FALSE(till);
    CHECK(till.error().find("chmod 600") != std::string::npos);
}

TEST_CASE("What is sold is marked after the ticket, each tag, and on record") {
    Shop shop(alone, "mark = \"user\"\n");
    Running kiosk(shop);
    shop.layAll();
    REQUIRE(until([&] { return kiosk.state().basket.count() == 3; }));
    kiosk.till->post(visit::PayPressed{});
    REQUIRE(until([&] { return kiosk.state().phase == Phase::Receipt && kiosk.state().marking.empty(); }));
    for (const auto &tag : shop.tags())
        CHECK(shop.reader.memory(tag)->user.at(0) == 0x534F);
    const auto till = storage::TillReader::open(shop.files().till);
    REQUIRE(till);
    const auto marks = till->tagMarks(1).value();
    REQUIRE(marks.size() == 3);
    for (const auto &mark : marks)
        CHECK(mark.outcome == "written");
    CHECK(till->tagMarks(2).value().empty());
}

TEST_CASE("A tag of another retailer and one that is no article are told, and an article that isn't mapped waits") {
    Shop shop(alone);
    Running kiosk(shop);
    shop.layAll();
    REQUIRE(until([&] { return kiosk.state().basket.count() == 3; }));
    const auto elsewhere = *codes::Epc::fromHex("3034257BF7194E4000001A85"); // SGTIN-96 of company 0614141
    const auto noArticle = *codes::Epc::fromHex("E2801160600002054CAB1234");
    REQUIRE(shop.reader.putTag(elsewhere, TagPlace::OnTray));
    REQUIRE(shop.reader.putTag(noArticle, TagPlace::OnTray));
    REQUIRE(until([&] {
        return std::ranges::count(kiosk.state().alerts, visit::AlertKind::ForeignTag, &visit::Alert::kind) == 2;
    }));
    CHECK(kiosk.state().blockers().empty());
    CHECK(kiosk.alert(visit::AlertKind::UnknownTag) == nullptr);

    // The jumpers' own company, an article that the catalogue lacks: the same EPC with another item reference.
    const auto known = shop.tags()[0].bytes();
    std::vector<std::uint8_t> bytes(known.begin(), known.end());
    bytes[6] ^= 0x01;
    REQUIRE(shop.reader.putTag(*codes::Epc::fromBytes(bytes), TagPlace::OnTray));
    REQUIRE(until([&] { return kiosk.alert(visit::AlertKind::UnknownTag) != nullptr; }));

    // What the reader saw is kept, to be replayed.
    const auto recording =
        shop.folder() / "recordings" / fmt::format("alert-{}.csv", kiosk.alert(visit::AlertKind::UnknownTag)->id);
    CHECK(until([&] { return std::filesystem::exists(recording); }));
    CHECK_FALSE(kiosk.till->signalOf(shop.tags()[0]).series.empty());
}
