#include "tests/visit/kiosk_fixture.h"

namespace panier::tests {

using namespace visit;

KioskFixture::KioskFixture() {
    settings.bag = bag();
    for (const auto device : {Device::Reader, Device::Camera, Device::Terminal, Device::Printer, Device::Eticket})
        send(DeviceChanged{device, {Health::Ready, {}}});
}

void KioskFixture::send(EventData data) {
    auto result = step(settings, state, {now, std::move(data)});
    state = std::move(result.state);
    commands = std::move(result.commands);
    if (result.ticket)
        ticket = std::move(result.ticket);
}

void KioskFixture::wait(base::TimeMs ms) {
    const auto end = now + ms;
    while (const auto wake = nextWake(settings, state)) {
        if (*wake > end)
            break;
        now = std::max(now, *wake);
        const auto before = state;
        send(TimePassed{});
        if (state == before)
            break;
    }
    now = end;
}

void KioskFixture::tray(const codes::Epc &epc, TagClass tagClass, bool settled) {
    send(TrayChanged{{{epc, {}, tagClass, UnsureReason::None}}, settled});
}

void KioskFixture::lands(const codes::Epc &epc, const checkout::Article &article) {
    tray(epc, TagClass::On);
    send(TagFound{epc, article, 1});
}

void KioskFixture::landsUnsure(const codes::Epc &epc, const checkout::Article &article) {
    tray(epc, TagClass::Unsure);
    send(TagFound{epc, article, 1});
}

void KioskFixture::shows(const checkout::Article &article) {
    send(CodeShown{article.gtin});
    if (commanded<LookUpArticle>() != nullptr)
        send(ArticleFound{article, 1});
}

void KioskFixture::pays() {
    send(PayPressed{});
    if (commanded<DeepScan>() != nullptr)
        send(DeepScanDone{});
}

void KioskFixture::terminal(PaymentOutcome outcome, PaymentReason reason) {
    const auto reference = state.payment->reference;
    send(TerminalConnected{reference});
    send(TerminalAccepted{reference});
    checkout::CardPayment payment;
    payment.amount = state.payment->amount;
    payment.authorisation = "A1B2C3";
    send(TerminalAnswered{reference, outcome, reason, payment});
}

void KioskFixture::issue(std::int64_t number) {
    send(TicketIssued{{number, "abcdefghijklmnopqrstuA", "ABCD"}});
}

void KioskFixture::resolve(AlertKind kind, Resolution resolution) {
    if (const auto *open = alert(kind))
        send(AlertResolved{open->id, resolution});
}

const Alert *KioskFixture::alert(AlertKind kind) const {
    for (const auto &open : state.alerts)
        if (open.kind == kind)
            return &open;
    return nullptr;
}

} // namespace panier::tests
