// The view's other half: payment, receipt, alerts, devices, and what the hand does.
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
static_assert(same<KioskView::HelpWanted, visit::AlertKind::Help>);
static_assert(same<KioskView::PaymentInDoubt, visit::AlertKind::PaymentInDoubt>);
static_assert(same<KioskView::AgeCheck, visit::AlertKind::AgeCheck>);
static_assert(same<KioskView::AlreadyPaid, visit::Notice::AlreadyPaid>);
static_assert(same<KioskView::StillOnTray, visit::Notice::StillOnTray>);
static_assert(same<KioskView::Approved, visit::PaymentStep::Approved>);
static_assert(same<KioskView::Eticket, visit::Device::Eticket>);
static_assert(same<KioskView::Lost, visit::Health::Lost>);
static_assert(same<KioskView::DeviceError, visit::DeviceReason::DeviceError>);
static_assert(same<KioskView::Done, visit::Resolution::Done>);
static_assert(same<KioskView::RemoveArticle, visit::Resolution::RemoveArticle>);
static_assert(same<KioskView::OneAntenna, visit::UnsureReason::OneAntenna>);
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

// --- staff and devices

QVariantMap KioskView::alertRow(const visit::Alert &alert) const {
    const auto *which = alert.gtin ? articleOf(*alert.gtin) : alert.epc ? articleOf(*alert.epc) : nullptr;
    auto row = which == nullptr ? blankRow() : article(*which);
    row[QStringLiteral("key")] = static_cast<qulonglong>(alert.id);
    row[QStringLiteral("alertId")] = static_cast<double>(alert.id);
    row[QStringLiteral("kind")] = static_cast<int>(alert.kind);
    row[QStringLiteral("priceMinor")] = row.value(QStringLiteral("unitMinor"), 0.0);
    row[QStringLiteral("amountMinor")] = static_cast<double>(alert.amount.minor);
    row[QStringLiteral("code")] = alert.gtin  ? text(alert.gtin->display())
                                  : alert.epc ? text(alert.epc->hex())
                                              : QString();
    row[QStringLiteral("device")] = static_cast<int>(alert.device);
    row[QStringLiteral("reason")] = static_cast<int>(alert.reason);
    row[QStringLiteral("at")] = static_cast<double>(alert.at);
    row[QStringLiteral("seconds")] = static_cast<int>(std::max<base::TimeMs>(0, m_clock.nowMs() - alert.at) / 1000);
    if (const auto tag = alert.epc ? m_state.tags.find(*alert.epc) : m_state.tags.end(); tag != m_state.tags.end())
        row[QStringLiteral("unsureReason")] = static_cast<int>(tag->second.reason);
    if (const auto *line = alert.gtin ? m_state.basket.find(*alert.gtin) : nullptr)
        row[QStringLiteral("trayUnits")] = static_cast<int>(line->tags.size());
    QVariantList resolutions;
    for (const auto resolution : visit::resolutionsOf(alert.kind))
        resolutions.append(static_cast<int>(resolution));
    row[QStringLiteral("resolutions")] = resolutions;
    return row;
}

void KioskView::showAlerts() {
    std::vector<QVariantMap> rows;
    for (const auto &alert : m_state.alerts)
        rows.push_back(alertRow(alert));
    m_alerts.set(std::move(rows));
}

QVariant KioskView::blocker() const {
    if (m_state.phase == visit::Phase::Waiting)
        if (const auto blockers = m_state.blockers(); !blockers.empty())
            return alertRow(blockers.front());
    const auto help = std::find_if(m_state.alerts.begin(), m_state.alerts.end(),
                                   [](const auto &alert) { return alert.kind == visit::AlertKind::Help; });
    return help == m_state.alerts.end() ? QVariantMap() : alertRow(*help);
}

void KioskView::showDevices() {
    std::vector<QVariantMap> rows;
    for (const auto &[device, state] : m_state.devices)
        if (state.health != visit::Health::Off)
            rows.push_back({{QStringLiteral("key"), static_cast<int>(device)},
                            {QStringLiteral("device"), static_cast<int>(device)},
                            {QStringLiteral("health"), static_cast<int>(state.health)},
                            {QStringLiteral("reason"), static_cast<int>(state.reason)}});
    m_devices.set(std::move(rows));
}

// What a shopper notices while shopping; a printer or a page that is away matters on the receipt only.
QVariant KioskView::lostDevice() const {
    for (const auto device : {visit::Device::Terminal, visit::Device::Reader, visit::Device::Camera})
        if (const auto found = m_state.devices.find(device);
            found != m_state.devices.end() && found->second.health == visit::Health::Lost)
            return QVariantMap{{QStringLiteral("device"), static_cast<int>(device)}};
    return QVariantMap();
}

QString KioskView::staffName() const {
    if (!m_state.staff)
        return {};
    return text(m_state.staff->displayName.empty() ? m_state.staff->user : m_state.staff->displayName);
}

void KioskView::setSignIn(bool open, bool busy, const QString &problem, int waitSeconds) {
    const bool otherScreen = open != m_signInOpen;
    m_signInOpen = open;
    m_signInBusy = busy;
    m_signInProblem = waitSeconds == 0 && problem == QLatin1String("wait") ? QString() : problem;
    m_signInWaitSeconds = waitSeconds;
    emit signInChanged();
    if (otherScreen)
        announce();
}

// Whoever opened it may walk away: the next shopper must not find it.
void KioskView::holdSignIn() {
    m_signInUntilUs = m_clock.monotonicUs() + m_settings.staffMs * 1000;
}

void KioskView::signInAnswered(SignInResult result, int waitSeconds) {
    if (!m_signInOpen)
        return;
    holdSignIn();
    switch (result) {
    case SignInResult::Accepted:
        setSignIn(false, false, {}, 0);
        break;
    case SignInResult::WrongUserOrPin:
        setSignIn(true, false, QStringLiteral("wrong"), 0);
        break;
    case SignInResult::Wait:
        setSignIn(true, false, QStringLiteral("wait"), std::max(1, waitSeconds));
        break;
    }
    tick();
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
    if (resolution >= 0 && resolution <= static_cast<int>(visit::Resolution::Done))
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
