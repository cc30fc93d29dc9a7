// Of the view: payment, receipt, and what the hand does.
#include "ui/views/kiosk_view.h"

#include <algorithm>

namespace panier::ui {

namespace {

QString text(const std::string &utf8) {
    return QString::fromStdString(utf8);
}

// QML's names for the visit's values are the same numbers.
template <auto Ours, auto Theirs>
constexpr bool same = static_cast<int>(Ours) == static_cast<int>(Theirs);
static_assert(same<KioskView::AlreadyPaid, visit::Notice::AlreadyPaid>);
static_assert(same<KioskView::OtherCount, visit::Notice::CountDiffers>);
static_assert(same<KioskView::CodeMisread, visit::Notice::CodeMisread>);
static_assert(same<KioskView::CodeRecall, visit::Notice::CodeRecall>);
static_assert(same<KioskView::BasketResumed, visit::Notice::BasketResumed>);
static_assert(same<KioskView::StillOnTray, visit::Notice::StillOnTray>);
static_assert(same<KioskView::Approved, visit::PaymentStep::Approved>);
static_assert(same<KioskView::DeviceError, visit::DeviceReason::DeviceError>);
static_assert(same<KioskView::LensCovered, visit::DeviceReason::Covered>);
static_assert(same<KioskView::MaybePrinted, visit::PrintStep::MaybePrinted>);

} // namespace

// --- payment and receipt

bool KioskView::working() const {
    return m_state.phase == visit::Phase::Checking || m_state.phase == visit::Phase::Issuing;
}

KioskView::PaymentStep KioskView::paymentStep() const {
    return m_state.payment ? static_cast<PaymentStep>(m_state.payment->step) : Intent;
}

double KioskView::dueMinor() const {
    return static_cast<double>((m_state.payment ? m_state.payment->amount : m_state.basket.total()).minor);
}

KioskView::Refusal KioskView::refusal() const {
    switch (m_state.refusal) {
    case visit::PaymentReason::None:
        return NoRefusal;
    case visit::PaymentReason::Refused:
        return ByBank;
    case visit::PaymentReason::Abandoned:
        return Abandoned;
    case visit::PaymentReason::TimeOut:
        return TimeOut;
    case visit::PaymentReason::Unreachable:
        return Unreachable;
    default:
        return OtherRefusal;
    }
}

QVariant KioskView::receipt() const {
    if (!m_state.receipt)
        return QVariantMap();
    const auto &receipt = *m_state.receipt;
    return QVariantMap{{QStringLiteral("totalMinor"), static_cast<double>(receipt.total.minor)},
                       {QStringLiteral("count"), receipt.count},
                       {QStringLiteral("checked"), receipt.eticketChecked},
                       {QStringLiteral("reachable"), !receipt.eticketUrl.empty()},
                       {QStringLiteral("url"), text(receipt.eticketUrl)},
                       {QStringLiteral("print"), static_cast<int>(receipt.print)},
                       {QStringLiteral("printReason"), static_cast<int>(receipt.printReason)}};
}

void KioskView::showQr() {
    const auto url = m_state.receipt ? text(m_state.receipt->eticketUrl) : QString();
    if (url == m_qrText)
        return;
    m_qrText = url;
    m_qr = url.isEmpty() || !m_actions.qrMatrix ? QImage() : m_actions.qrMatrix(url);
}

// --- what the hand does

void KioskView::send(visit::EventData data) const {
    if (m_actions.send)
        m_actions.send(std::move(data));
}

void KioskView::pay() {
    send(visit::PayPressed{});
}

void KioskView::answerAnother(bool yes) {
    if (!m_state.another.empty())
        send(visit::Answered{{}, m_state.another.front(), yes});
}

void KioskView::answerAsked(bool mine) {
    if (m_state.asking)
        send(visit::Answered{m_state.asking, {}, mine});
}

void KioskView::claimThings() {
    send(visit::ThingsClaimed{});
}

void KioskView::notMine(const QString &key) {
    if (const auto epc = codes::Epc::fromHex(key.toStdString()))
        send(visit::Answered{epc, {}, false});
}

void KioskView::setUnits(const QString &gtin, int units) {
    if (const auto parsed = codes::Gtin::parse(gtin.toStdString()))
        send(visit::UnitsSet{*parsed, units});
}

void KioskView::setBags(int units) {
    if (m_settings.bag)
        send(visit::UnitsSet{m_settings.bag->gtin, units});
}

void KioskView::giveCount(int units) {
    send(visit::CountGiven{units});
}

void KioskView::without(const QString &gtin) {
    if (const auto parsed = codes::Gtin::parse(gtin.toStdString()))
        send(visit::WithoutArticle{*parsed});
}

void KioskView::leave() {
    send(visit::LeavePressed{});
}
void KioskView::back() {
    send(visit::BackPressed{});
}
void KioskView::help() {
    send(visit::HelpPressed{});
}
void KioskView::cancelHelp() {
    send(visit::HelpCancelled{});
}
void KioskView::stay() {
    send(visit::StayPressed{});
}
void KioskView::print() {
    send(visit::PrintPressed{});
}
void KioskView::done() {
    send(visit::DonePressed{});
}

void KioskView::choose(const QString &language) {
    send(visit::LanguageChosen{language == QLatin1String("en") ? checkout::Language::English
                                                               : checkout::Language::French});
}

void KioskView::openSignIn() {
    holdSignIn();
    setSignIn(true, false, {}, 0);
    tick();
}
void KioskView::closeSignIn() {
    setSignIn(false, false, {}, 0);
}

void KioskView::signIn(const QString &user, const QString &pin) {
    if (m_signInBusy || m_signInWaitSeconds > 0 || user.isEmpty() || pin.isEmpty() || !m_actions.signIn)
        return;
    holdSignIn();
    setSignIn(true, true, {}, 0);
    m_actions.signIn(user, pin);
}

void KioskView::signOut() {
    send(visit::StaffSignedOut{});
}

void KioskView::resolve(double alertId, int resolution) {
    if (resolution >= 0 && resolution <= static_cast<int>(visit::Resolution::Rescan))
        send(visit::AlertResolved{static_cast<std::uint64_t>(alertId), static_cast<visit::Resolution>(resolution)});
}

void KioskView::suspend() {
    send(visit::Suspended{});
}
void KioskView::resume() {
    send(visit::Resumed{});
}
void KioskView::duplicate() {
    send(visit::DuplicatePressed{});
}

} // namespace panier::ui
