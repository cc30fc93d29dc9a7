// A staff badge from its making to the sign-in: panier-admin writes it, the kiosk's reader takes it.
#include "app/config/config.h"
#include "app/kiosk/till.h"
#include "devices/nfc_device.h"
#include "rfid/emulator/pn532_desfire.h"
#include "rfid/emulator/pn532_emulator.h"
#include "storage/staff_book.h"
#include "tests/journal/samples.h"
#include "tests/support/wait_for.h"

#include <QProcess>
#include <catch2/catch_test_macros.hpp>
#include <fmt/core.h>

using namespace panier;
using namespace panier::rfid::emulator;
using tests::waitFor;

namespace {

constexpr int patienceMs = 20'000;
constexpr int opening = 12; // looks: as many commands as opening the reader takes, and some more
const base::Bytes badgeUid = {0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66};

// A kiosk's files, an emulated reader, and what the NFC device posted.
struct Desk {
    Desk() {
        REQUIRE(reader.plug());
        samples::overwrite(folder / "panier.toml",
                           fmt::format("[store]\nname = \"Maison Ada\"\naddress = [\"1 rue X\", \"75001 Paris\"]\n"
                                       "siret = \"12345678900012\"\nnaf = \"4771Z\"\nvat_number = \"FR32123456789\"\n"
                                       "[rfid]\nenabled = false\n[camera]\nenabled = false\n"
                                       "[printer]\nenabled = false\n[eticket]\nenabled = false\n"
                                       "[nfc]\ndevice = \"{}\"\nbadge_key_file = \"badge.key\"\n",
                                       connection()));
        REQUIRE(staff().add("sarah", "Sarah", "4711"));
    }
    [[nodiscard]] std::string connection() const { return "pn532_uart:" + reader.path().string(); }
    [[nodiscard]] storage::StaffBook staff() const { return storage::StaffBook(folder / "staff.db"); }

    // Runs panier-admin while the emulator answers here; what it printed, or its exit status if it failed.
    struct Outcome {
        int status = -1;
        std::string said;
    };
    Outcome admin(QStringList arguments) const {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        arguments.prepend(QString::fromStdString((folder / "panier.toml").string()));
        arguments.prepend(QStringLiteral("--config"));
        process.start(QStringLiteral(PANIER_ADMIN), arguments);
        const bool ended = waitFor([&] { return process.state() == QProcess::NotRunning; }, patienceMs);
        if (!ended)
            process.kill();
        process.waitForFinished();
        REQUIRE(ended);
        return {process.exitCode(), process.readAll().toStdString()};
    }
    void startDevice(const std::filesystem::path &keyFile) {
        storage::Files files{folder / "till.db",   folder / "catalogue.db", folder / "staff.db",
                             folder / "till.head", folder / "till.key",     folder / "till.crt"};
        auto opened = storage::TillStore::open(
            files, samples::shop(),
            [this](std::function<void()> function) {
                QMetaObject::invokeMethod(&reader, std::move(function), Qt::QueuedConnection);
            },
            samples::start);
        INFO((opened ? "" : opened.error().text));
        REQUIRE(opened);
        store = std::move(*opened);
        const auto sink = [this](visit::EventData event, std::uint64_t) {
            if (const auto *changed = std::get_if<visit::DeviceChanged>(&event))
                health.push_back(changed->state.health);
            else
                events.push_back(std::move(event));
        };
        intake = std::make_unique<devices::CodeIntake>(codes::CodeRules(), *store, clock, sink);
        device =
            std::make_unique<devices::NfcDevice>(devices::NfcOptions{connection(), keyFile}, *store, *intake, sink);
        device->start();
    }
    // Waits until the reader was looked at some more, and read what lies there.
    void looks(int count) const {
        constexpr int commandsALook = 3;
        const int until = reader.commands() + count * commandsALook;
        REQUIRE(waitFor([&] { return reader.commands() >= until; }, patienceMs));
    }

    samples::TempFolder folder;
    Pn532Emulator reader{folder / "nfc"};
    std::vector<visit::EventData> events; // but for what is said of the reader itself:
    std::vector<visit::Health> health;
    const base::SystemClock clock;
    std::unique_ptr<storage::TillStore> store;
    std::unique_ptr<devices::CodeIntake> intake;
    std::unique_ptr<devices::NfcDevice> device; // goes before the store
};

} // namespace

TEST_CASE("a badge that panier-admin wrote signs its user in, until it is revoked") {
    Desk desk;
    const auto card = std::make_shared<DesfireCard>(badgeUid);
    REQUIRE(desk.reader.lay(card));
    CHECK(desk.admin({"badge", "write", "--user", "sarah"}).said.find("panier-admin badge key") != std::string::npos);
    REQUIRE(desk.admin({"badge", "key"}).status == 0);
    CHECK(desk.admin({"badge", "key"}).status == 1); // never over another
    CHECK(desk.admin({"badge", "write", "--user", "bob"}).status == 1);
    const auto written = desk.admin({"badge", "write", "--user", "sarah"});
    INFO(written.said);
    REQUIRE(written.status == 0);
    REQUIRE(written.said.size() == 33);
    auto number = written.said.substr(0, 32);
    CHECK(desk.admin({"badge", "list"}).said == number + "\tsarah\n");

    // Once more: another number, and the old one is nobody's.
    number = desk.admin({"badge", "write", "--user", "sarah"}).said.substr(0, 32);
    CHECK(number != written.said.substr(0, 32));
    CHECK(desk.admin({"badge", "list"}).said == number + "\tsarah\n");

    desk.startDevice(desk.folder / "badge.key");
    REQUIRE(waitFor([&] { return !desk.events.empty(); }, patienceMs));
    const auto *signedIn = std::get_if<visit::StaffSignedIn>(&desk.events.front());
    REQUIRE(signedIn != nullptr);
    CHECK(signedIn->user == "sarah");
    CHECK(signedIn->displayName == "Sarah");

    CHECK(desk.admin({"badge", "revoke", QString::fromStdString(number)}).status == 0);
    CHECK(desk.admin({"badge", "revoke", QString::fromStdString(number)}).status == 1);
    const int before = card->authentications();
    desk.reader.takeAll();
    desk.looks(4);
    REQUIRE(desk.reader.lay(card));
    REQUIRE(waitFor([&] { return card->authentications() > before; }, patienceMs));
    desk.looks(3);
    CHECK(desk.events.size() == 1); // it is genuine, and nobody's
}

TEST_CASE("nothing else on the reader does anything in a visit: what is written on a card is a code like any other") {
    Desk desk;
    REQUIRE(desk.admin({"badge", "key"}).status == 0);
    auto tag = std::make_shared<Ntag213>(base::Bytes{0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0x80});
    REQUIRE(tag->setNdef(base::fromHex("D1010A5402667241646120343221").value()));
    desk.startDevice(desk.folder / "badge.key");
    for (const std::shared_ptr<NfcCard> &card :
         {std::shared_ptr<NfcCard>(tag), std::shared_ptr<NfcCard>(std::make_shared<DesfireCard>(badgeUid))}) {
        REQUIRE(desk.reader.lay(card));
        desk.looks(opening);
        desk.reader.takeAll();
        desk.looks(4);
    }
    REQUIRE(desk.events.size() == 1);
    const auto *refused = std::get_if<visit::CodeRefused>(&desk.events.front());
    REQUIRE(refused != nullptr);
    CHECK(refused->reason == codes::Refusal::NotAnArticle);
}

TEST_CASE("with a key file that others may read no badge is taken") {
    Desk desk;
    REQUIRE(desk.admin({"badge", "key"}).status == 0);
    const auto card = std::make_shared<DesfireCard>(badgeUid);
    REQUIRE(desk.reader.lay(card));
    REQUIRE(desk.admin({"badge", "write", "--user", "sarah"}).status == 0);
    std::filesystem::permissions(desk.folder / "badge.key", std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    const int before = card->authentications();
    desk.startDevice(desk.folder / "badge.key");
    desk.looks(opening);
    CHECK(desk.events.empty());
    CHECK(card->authentications() == before);
}

TEST_CASE("a reader that is unplugged is lost, and back once it is plugged in") {
    Desk desk;
    desk.startDevice({});
    using visit::Health;
    REQUIRE(waitFor([&] { return desk.health == std::vector{Health::Ready}; }, patienceMs));
    desk.reader.unplug();
    REQUIRE(waitFor([&] { return desk.health == std::vector{Health::Ready, Health::Lost}; }, patienceMs));
    REQUIRE(desk.reader.plug());
    REQUIRE(waitFor(
        [&] {
            return desk.health == std::vector{Health::Ready, Health::Lost, Health::Ready};
        },
        patienceMs));
    CHECK(desk.events.empty());
}

TEST_CASE("in the whole kiosk a badge opens the attendant's panel") {
    Desk desk;
    REQUIRE(desk.admin({"badge", "key"}).status == 0);
    REQUIRE(desk.reader.lay(std::make_shared<DesfireCard>(badgeUid)));
    REQUIRE(desk.admin({"badge", "write", "--user", "sarah"}).status == 0);
    REQUIRE(desk.admin({"init"}).status == 0);
    const auto config = config::loadConfig(desk.folder / "panier.toml");
    REQUIRE(config);
    const base::SystemClock clock;
    const auto till = app::Till::open(*config, clock);
    REQUIRE(till);
    (*till)->start();
    REQUIRE(waitFor([&] { return (*till)->state().staff.has_value(); }, patienceMs));
    CHECK((*till)->state().staff->user == "sarah");
    CHECK((*till)->state().staff->displayName == "Sarah");
    const auto health = [&] {
        const auto &devices = (*till)->state().devices;
        const auto found = devices.find(visit::Device::Nfc);
        return found == devices.end() ? visit::Health::Unknown : found->second.health;
    };
    REQUIRE(waitFor([&] { return health() == visit::Health::Ready; }, patienceMs));
    desk.reader.unplug();
    REQUIRE(waitFor([&] { return health() == visit::Health::Lost; }, patienceMs));
    for (const auto &alert : (*till)->state().alerts) // a PIN opens the panel as well: a loose plug calls nobody
        CHECK(alert.device != visit::Device::Nfc);
    REQUIRE(desk.reader.plug());
    CHECK(waitFor([&] { return health() == visit::Health::Ready; }, patienceMs));
}
