// Of the view: what the attendant sees. Alerts, a tag's signal, devices, the sign-in.
#include "ui/views/kiosk_view.h"

#include <algorithm>

namespace panier::ui {

namespace {

using visit::AlertKind;

constexpr std::int64_t usPerSecond = 1'000'000;

QString text(const std::string &utf8) {
    return QString::fromStdString(utf8);
}

// QML's names for the visit's values are the same numbers.
template <auto Ours, auto Theirs>
constexpr bool same = static_cast<int>(Ours) == static_cast<int>(Theirs);
static_assert(same<KioskView::HelpWanted, AlertKind::Help>);
static_assert(same<KioskView::PaymentInDoubt, AlertKind::PaymentInDoubt>);
static_assert(same<KioskView::AgeCheck, AlertKind::AgeCheck>);
static_assert(same<KioskView::CountDiffers, AlertKind::CountDiffers>);
static_assert(same<KioskView::LeftBehind, AlertKind::LeftBehind>);
static_assert(same<KioskView::Eticket, visit::Device::Eticket>);
static_assert(same<KioskView::Scanner, visit::Device::Scanner>);
static_assert(same<KioskView::TopCamera, visit::Device::TopCamera>);
static_assert(same<KioskView::Lost, visit::Health::Lost>);
static_assert(same<KioskView::RemoveArticle, visit::Resolution::RemoveArticle>);
static_assert(same<KioskView::Done, visit::Resolution::Done>);
static_assert(same<KioskView::Rescan, visit::Resolution::Rescan>);
static_assert(same<KioskView::NothingThere, visit::Resolution::NothingThere>);
static_assert(same<KioskView::OneAntenna, visit::UnsureReason::OneAntenna>);
static_assert(same<KioskView::LessonBroken, visit::Lesson::Step::Broken>);

// The kind of alert that a notice is about, if it is about a tag that isn't counted.
std::optional<AlertKind> kindOf(visit::Notice notice) {
    switch (notice) {
    case visit::Notice::AlreadyPaid:
        return AlertKind::SoldTag;
    case visit::Notice::NotFromHere:
        return AlertKind::ForeignTag;
    case visit::Notice::AtNeighbour:
        return AlertKind::ClaimedTag;
    default:
        return std::nullopt;
    }
}

} // namespace

// --- alerts

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
    row[QStringLiteral("kiosk")] = text(alert.kiosk);
    row[QStringLiteral("counted")] = alert.counted;
    row[QStringLiteral("expected")] = alert.expected;
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

QVariant KioskView::strange() const {
    const auto about = [this](AlertKind kind) {
        return [this, kind](const visit::Alert &alert) {
            return alert.kind == kind && alert.epc && m_state.tags.contains(*alert.epc);
        };
    };
    std::vector<AlertKind> kinds;
    if (const auto told = kindOf(m_state.notice))
        kinds.push_back(*told);
    for (const auto kind : {AlertKind::ClaimedTag, AlertKind::UnknownTag, AlertKind::ForeignTag, AlertKind::SoldTag})
        kinds.push_back(kind);
    for (const auto kind : kinds) {
        const auto first = std::find_if(m_state.alerts.begin(), m_state.alerts.end(), about(kind));
        if (first == m_state.alerts.end())
            continue;
        auto row = alertRow(*first);
        row[QStringLiteral("count")] =
            static_cast<int>(std::count_if(m_state.alerts.begin(), m_state.alerts.end(), about(kind)));
        return row;
    }
    return QVariantMap();
}

// --- the panel

const visit::Alert *KioskView::watchedAlert() const {
    const auto alert = std::find_if(m_state.alerts.begin(), m_state.alerts.end(),
                                    [this](const auto &open) { return open.id == m_watched; });
    return alert == m_state.alerts.end() ? nullptr : &*alert;
}

QVariant KioskView::watched() const {
    const auto *alert = watchedAlert();
    return alert == nullptr ? QVariantMap() : alertRow(*alert);
}

void KioskView::watch(double alertId) {
    m_watched = static_cast<std::uint64_t>(std::max(0.0, alertId));
    showSignal();
    emit changed();
}

void KioskView::showSignal() {
    const auto *alert = watchedAlert();
    if (!m_state.staff || alert == nullptr || !alert->epc || !m_actions.signalOf) {
        m_signal.clear();
        return;
    }
    const auto second = m_clock.monotonicUs() / usPerSecond;
    if (m_signal.isChosen() && m_signal.epc() == *alert->epc && m_signalSecond == second)
        return;
    m_signalSecond = second;
    m_signal.show(m_actions.signalOf(*alert->epc));
}

KioskView::Hindrance KioskView::suspendHindrance() const {
    if (m_state.canSuspend() || suspended())
        return NoHindrance;
    if (m_state.phase == visit::Phase::OutOfService)
        return Broken;
    return m_state.phase == visit::Phase::Receipt || m_state.phase == visit::Phase::Goodbye ? TicketOpen : PaymentOpen;
}

KioskView::Hindrance KioskView::duplicateHindrance() const {
    if (m_state.canDuplicate())
        return NoHindrance;
    return m_state.receipt || m_state.lastReceipt ? PrintOpen : NoTicket;
}

QVariant KioskView::undo() const {
    if (!m_state.undo)
        return QVariantMap();
    auto row = alertRow(m_state.undo->alert);
    row[QStringLiteral("resolution")] = static_cast<int>(m_state.undo->resolution);
    return row;
}

int KioskView::undoSeconds() const {
    const auto leftMs = m_state.undo ? m_state.undo->until - m_clock.nowMs() : 0;
    return static_cast<int>(std::max<base::TimeMs>(0, leftMs + 999) / 1000);
}

void KioskView::takeBack() {
    if (m_state.undo)
        send(visit::ResolutionTakenBack{m_state.undo->alert.id});
}

bool KioskView::hasTray() const {
    const auto reader = m_state.devices.find(visit::Device::Reader);
    return reader != m_state.devices.end() && reader->second.health != visit::Health::Off;
}

KioskView::Hindrance KioskView::lessonHindrance() const {
    if (m_state.canLearn() || m_state.lesson.step == visit::Lesson::Step::UnderWay)
        return NoHindrance;
    if (m_state.phase == visit::Phase::OutOfService)
        return Broken;
    return visitOpen() ? VisitOpen : ReaderAway;
}

void KioskView::trayIsEmpty() {
    send(visit::TraySaidEmpty{});
}

// --- devices

void KioskView::showDevices() {
    std::vector<QVariantMap> rows;
    for (const auto &[device, state] : m_state.devices)
        if (state.health != visit::Health::Off)
            rows.push_back({{QStringLiteral("key"), static_cast<int>(device)},
                            {QStringLiteral("device"), static_cast<int>(device)},
                            {QStringLiteral("health"), static_cast<int>(state.health)},
                            {QStringLiteral("reason"), static_cast<int>(state.reason)},
                            {QStringLiteral("restarts"), state.restarts}});
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

} // namespace panier::ui
