// The whole kiosk without its screen, against emulated devices over real sockets.
#include "app/kiosk/till.h"
#include "storage/mapping/mapping_edit.h"
#include "storage/till_reader.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/wait_for.h"
#include "vision/emulator/mjpeg_server.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fmt/core.h>

using namespace panier;
using namespace panier::tests;
using panier::peripherals::payment::CaisseApTerminal;
using panier::visit::Phase;

namespace {

constexpr int patienceMs = 15'000; // for what takes a second or two when the machine is free

// A kiosk that runs in this shop.
class Kiosk {
public:
    explicit Kiosk(Shop &shop) : m_shop(shop) {
        auto till = app::Till::open(shop.config(), shop.clock);
        REQUIRE(till);
        m_till = std::move(*till);
        m_till->start();
        REQUIRE(
            until([&] { return m_shop.reader.isReading() && health(visit::Device::Reader) == visit::Health::Ready; }));
    }
    ~Kiosk() {
        bool stopped = false;
        QObject::connect(m_till.get(), &app::Till::stopped, m_till.get(), [&stopped] { stopped = true; });
        m_till->stop();
        CHECK(until([&stopped] { return stopped; }));
    }

    [[nodiscard]] static bool until(const std::function<bool()> &holds) { return waitFor(holds, patienceMs); }
    [[nodiscard]] bool reaches(Phase phase) {
        return until([&] { return state().phase == phase; });
    }
    [[nodiscard]] const visit::State &state() const { return m_till->state(); }
    [[nodiscard]] visit::Health health(visit::Device device) const {
        const auto found = state().devices.find(device);
        return found == state().devices.end() ? visit::Health::Unknown : found->second.health;
    }
    [[nodiscard]] const visit::Alert *alert(visit::AlertKind kind) const {
        const auto found = std::ranges::find(state().alerts, kind, &visit::Alert::kind);
        return found == state().alerts.end() ? nullptr : &*found;
    }
    void post(visit::EventData event) { m_till->post(std::move(event)); }

    // Lays everything on the tray and waits for it in the basket.
    void shopForAll() {
        m_shop.layAll();
        REQUIRE(until([&] { return state().basket.count() == 3; }));
        REQUIRE(state().phase == Phase::Scanning);
        REQUIRE(state().basket.total().minor == Shop::totalMinor);
    }
    void finish() {
        post(visit::DonePressed{});
        REQUIRE(reaches(Phase::Goodbye));
        post(visit::DonePressed{});
        REQUIRE(reaches(Phase::Attract));
    }

private:
    Shop &m_shop;
    std::unique_ptr<app::Till> m_till;
};

void requireSoundJournal(const Shop &shop, std::int64_t tickets) {
    const auto audit = storage::auditJournal(shop.files());
    INFO((audit ? "" : audit.error().text));
    REQUIRE(audit);
    CHECK(audit->tickets == tickets);
    CHECK(audit->headState == journal::HeadState::Current);
}

} // namespace

TEST_CASE("From the tray to the paper receipt with one tap and one card") {
    Shop shop;
    Kiosk kiosk(shop);
    kiosk.shopForAll();
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::Receipt));
    CHECK(kiosk.state().receipt->ticket.number == 1);
    CHECK(kiosk.state().receipt->total.minor == Shop::totalMinor);

    const auto tickets = shop.tickets();
    const auto approved = shop.approved();
    REQUIRE(tickets.size() == 1);
    REQUIRE(approved.size() == 1);
    CHECK(tickets[0].ticket.payment.reference == approved[0].reference);
    CHECK(tickets[0].ticket.total.gross.minor == approved[0].amountMinor);
    CHECK(approved[0].amountMinor == Shop::totalMinor);
    requireSoundJournal(shop, 1);

    REQUIRE(Kiosk::until([&] { return kiosk.state().receipt->eticketChecked; }));
    CHECK(kiosk.state().receipt->eticketUrl.empty()); // no web side: paper is offered
    kiosk.post(visit::PrintPressed{});
    REQUIRE(Kiosk::until([&] { return kiosk.state().receipt->print == visit::PrintStep::Printed; }));
    REQUIRE(Kiosk::until([&] { return shop.printer.receipts() == 1; }));
    INFO(shop.printer.lastReceiptText().toStdString());
    CHECK(shop.printer.lastReceiptText().contains("147,86"));
    kiosk.finish();

    // What is paid and still lies on the tray starts no visit.
    CHECK(kiosk.state().basket.count() == 0);
    CHECK(kiosk.state().visitId.empty());
}

TEST_CASE("A reader that is unplugged in mid-visit costs the shopper nothing") {
    Shop shop;
    Kiosk kiosk(shop);
    kiosk.shopForAll();
    shop.reader.unplug();
    REQUIRE(Kiosk::until([&] { return kiosk.alert(visit::AlertKind::DeviceLost) != nullptr; }));
    CHECK(kiosk.alert(visit::AlertKind::DeviceLost)->device == visit::Device::Reader);
    CHECK(kiosk.state().basket.count() == 3);
    shop.reader.removeTag(shop.tags()[2]); // while nobody looks
    shop.reader.plug();
    REQUIRE(Kiosk::until([&] { return kiosk.health(visit::Device::Reader) == visit::Health::Ready; }));
    CHECK(kiosk.alert(visit::AlertKind::DeviceLost) == nullptr);
    REQUIRE(Kiosk::until([&] { return kiosk.state().basket.count() == 2 && kiosk.state().settled; }));
    CHECK(kiosk.state().basket.total().minor == 2 * 4995);
    CHECK(kiosk.state().phase == Phase::Scanning);
}

TEST_CASE("A terminal that is away, a card that is refused, and then one that pays") {
    Shop shop;
    Kiosk kiosk(shop);
    const auto port = shop.terminal.port();
    shop.terminal.unplug();
    kiosk.shopForAll();
    kiosk.post(visit::PayPressed{});
    REQUIRE(Kiosk::until([&] { return kiosk.state().notice == visit::Notice::TerminalAway; }));
    CHECK(kiosk.state().phase == Phase::Scanning);
    CHECK(kiosk.state().basket.count() == 3);

    REQUIRE(shop.terminal.listen(port));
    shop.terminal.setBehaviour(CaisseApTerminal::Behaviour::Refuse);
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::Refused));
    CHECK(kiosk.state().refusal == visit::PaymentReason::Refused);
    CHECK(kiosk.health(visit::Device::Terminal) == visit::Health::Ready);

    shop.terminal.setBehaviour(CaisseApTerminal::Behaviour::Approve);
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::Receipt));
    CHECK(shop.approved().size() == 1);
    CHECK(shop.terminal.book().size() == 2);
    CHECK(shop.tickets().at(0).ticket.payment.reference == shop.approved().at(0).reference);
    requireSoundJournal(shop, 1);
}

TEST_CASE("An answer that is lost leaves the payment in doubt, and nothing is charged twice") {
    Shop shop;
    Kiosk kiosk(shop);
    kiosk.shopForAll();
    shop.terminal.setBehaviour(CaisseApTerminal::Behaviour::LostAnswer);
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::InDoubt));
    REQUIRE(kiosk.alert(visit::AlertKind::PaymentInDoubt) != nullptr);
    const auto doubt = *kiosk.alert(visit::AlertKind::PaymentInDoubt);
    CHECK(doubt.amount.minor == Shop::totalMinor);
    CHECK(shop.tickets().empty());

    shop.terminal.setBehaviour(CaisseApTerminal::Behaviour::Approve);
    kiosk.post(visit::PayPressed{}); // a shopper's finger decides nothing here, nor does who isn't signed in
    kiosk.post(visit::AlertResolved{doubt.id, visit::Resolution::NotPaid});
    kiosk.post(visit::StaffSignedIn{"karim", "Karim"}); // read back in the same order: the two above are through
    REQUIRE(Kiosk::until([&] { return kiosk.state().staff.has_value(); }));
    CHECK(kiosk.state().phase == Phase::InDoubt);
    kiosk.post(visit::AlertResolved{doubt.id, visit::Resolution::Paid});
    REQUIRE(kiosk.reaches(Phase::Receipt));
    CHECK(kiosk.alert(visit::AlertKind::PaymentInDoubt) == nullptr);
    REQUIRE(shop.terminal.book().size() == 1);
    const auto payment = shop.tickets().at(0).ticket.payment;
    CHECK(payment.reference == shop.terminal.book()[0].reference);
    CHECK(payment.confirmedBy == "karim");
    requireSoundJournal(shop, 1);
}

TEST_CASE("From a code before the camera to the e-ticket's address, and to paper where the web side is gone") {
    vision::emulator::MjpegServer camera;
    REQUIRE(camera.listen());
    QTcpServer port; // a free one, given back before the web side takes it
    REQUIRE(port.listen(QHostAddress::LocalHost));
    const auto webPort = port.serverPort();
    port.close();
    Shop shop(fmt::format("[camera]\nsource = \"{}\"\neye = \"{}\"\n"
                          "[eticket]\nport = {}\npublic_url = \"http://127.0.0.1:{}\"\n",
                          camera.url().toStdString(), PANIER_EYE, webPort, webPort));
    QProcess web;
    web.start(PANIER_WEB, {"--config", QString::fromStdString(shop.configFile().string())});
    REQUIRE(Kiosk::until([&] {
        QTcpSocket visitor;
        visitor.connectToHost(QHostAddress::LocalHost, webPort);
        return visitor.waitForConnected();
    }));
    Kiosk kiosk(shop);
    REQUIRE(Kiosk::until([&] { return kiosk.health(visit::Device::Camera) == visit::Health::Ready; }));
    const auto buy = [&](const char *ean, std::int64_t price) {
        REQUIRE(camera.hold({vision::decode::Symbology::Ean13, ean, false}));
        REQUIRE(Kiosk::until([&] { return kiosk.state().basket.count() == 1; }));
        CHECK(kiosk.state().basket.total().minor == price);
        camera.clear();
        kiosk.post(visit::PayPressed{});
        REQUIRE(kiosk.reaches(Phase::Receipt));
        REQUIRE(Kiosk::until([&] { return kiosk.state().receipt->eticketChecked; }));
    };
    buy("9521234001140", 740);
    CHECK(kiosk.state().receipt->eticketUrl ==
          fmt::format("http://127.0.0.1:{}/t/{}", webPort, kiosk.state().receipt->ticket.eticketId));
    kiosk.finish();

    web.kill();
    REQUIRE(web.waitForFinished());
    buy("9521234000228", 4796);
    CHECK(kiosk.state().receipt->eticketUrl.empty());
    CHECK(kiosk.state().receipt->ticket.number == 2);
    requireSoundJournal(shop, 2);
}

TEST_CASE("Two kiosks don't share a till") {
    Shop shop;
    const auto first = app::Till::open(shop.config(), shop.clock);
    REQUIRE(first);
    const auto second = app::Till::open(shop.config(), shop.clock);
    REQUIRE_FALSE(second);
    CHECK(second.error().find("another kiosk") != std::string::npos);
}

TEST_CASE("A store that can't be written takes the kiosk out of service until it can") {
    Shop shop;
    Kiosk kiosk(shop);
    kiosk.shopForAll();
    SQLite::Database other(shop.files().till.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE"); // as a disk that hangs: nothing can be written
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::OutOfService));
    CHECK(shop.terminal.book().empty());
    other.exec("ROLLBACK");
    REQUIRE(kiosk.reaches(Phase::Receipt)); // and it goes on where it stood
    CHECK(shop.approved().size() == 1);
    requireSoundJournal(shop, 1);
}

TEST_CASE("A kiosk whose journal lost its last ticket stands out of service") {
    Shop shop;
    {
        Kiosk kiosk(shop);
        kiosk.shopForAll();
        kiosk.post(visit::PayPressed{});
        REQUIRE(kiosk.reaches(Phase::Receipt));
    }
    SQLite::Database(shop.files().till.string(), SQLite::OPEN_READWRITE)
        .exec("DELETE FROM sold_epc; DELETE FROM ticket");
    const auto till = app::Till::open(shop.config(), shop.clock);
    REQUIRE(till);
    (*till)->start();
    bool ready = false;
    QObject::connect(till->get(), &app::Till::ready, till->get(), [&ready] { ready = true; });
    REQUIRE(Kiosk::until([&ready] { return ready; }));
    CHECK((*till)->state().phase == Phase::OutOfService);
}

TEST_CASE("A mapping that is imported while its article lies on the tray finds it there") {
    Shop shop;
    Kiosk kiosk(shop);
    kiosk.shopForAll();
    const auto tag = *codes::Epc::fromHex("E28011700000020F1A2B3C4D"); // says no GTIN itself
    REQUIRE(shop.reader.putTag(tag, rfid::emulator::TagPlace::OnTray));
    const auto aboutIt = [&] {
        return std::ranges::any_of(kiosk.state().alerts, [&](const auto &alert) { return alert.epc == tag; });
    };
    REQUIRE(Kiosk::until(aboutIt));
    CHECK(kiosk.state().basket.count() == 3);
    {
        auto edit = storage::MappingEdit::begin(shop.files().catalogue, "sarah", shop.clock.nowMs());
        REQUIRE(edit);
        REQUIRE(edit->import("kind,value,gtin\nepc,E28011700000020F1A2B3C4D,9521234000228\n", "tags.csv"));
        REQUIRE(edit->publish());
    }
    REQUIRE(Kiosk::until([&] { return kiosk.state().basket.count() == 4 && !aboutIt(); }));
    CHECK(kiosk.state().basket.total().minor == Shop::totalMinor + 4796);
    kiosk.post(visit::PayPressed{});
    REQUIRE(kiosk.reaches(Phase::Receipt));
    requireSoundJournal(shop, 1);
    CHECK(shop.approved().at(0).amountMinor == Shop::totalMinor + 4796);
}
