#include "ui/views/kiosk_view.h"

#include <QDateTime>
#include <algorithm>
#include <set>

namespace panier::ui {

namespace {

constexpr int maxLinesOnPage = 5;
constexpr int maxOnMirror = 40;
constexpr int msPerSecond = 1000;

QString text(const std::string &utf8) {
    return QString::fromStdString(utf8);
}
double number(checkout::Money money) {
    return static_cast<double>(money.minor);
}

// 20 for "twenty per cent off", rounded to the nearest.
int percentOff(const checkout::Article &article) {
    if (!article.offer || article.offer->regularPrice <= article.price)
        return 0;
    const auto regular = article.offer->regularPrice.minor;
    return static_cast<int>(((regular - article.price.minor) * 100 + regular / 2) / regular);
}

int secondsUntil(base::TimeMs at, base::TimeMs now) {
    return static_cast<int>(std::max<base::TimeMs>(0, (at - now + msPerSecond - 1) / msPerSecond));
}

} // namespace

KioskView::KioskView(visit::Settings settings, ShopNames names, const base::Clock &clock, ViewActions actions,
                     SignalLevels levels, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_names(std::move(names)), m_clock(clock),
      m_actions(std::move(actions)),
      m_lines({"gtin", "unsure", "label", "detail", "size", "picture", "quantity", "priceMinor", "regularMinor",
               "percentOff", "reason", "ageLimit", "trayUnits", "unsureReason"},
              this),
      m_tray({"picture", "slot", "unsure"}, this),
      m_alerts({"alertId", "kind", "label", "size", "priceMinor", "amountMinor", "ageLimit", "code", "device", "reason",
                "unsureReason", "seconds", "resolutions", "kiosk", "counted", "expected"},
               this),
      m_devices({"device", "health", "reason", "restarts"}, this), m_signal(levels, this) {
    m_state.language = m_settings.language;
    m_second.setInterval(msPerSecond);
    connect(&m_second, &QTimer::timeout, this, &KioskView::tick);
}

void KioskView::show(const visit::State &state) {
    const bool otherLanguage = state.language != m_state.language;
    if (state.visitId != m_state.visitId)
        m_firstLine = 0;
    if (state.staff)
        setSignIn(false, false, {}, 0);
    m_state = state;
    showLines();
    showTray();
    showAlerts();
    showDevices();
    showQr();
    if (otherLanguage)
        emit languageChanged();
    announce();
    tick();
}

// The values first, so that a screen that is made now finds them as they are.
void KioskView::announce() {
    emit changed();
    if (const auto now = screen(); now != m_shownScreen) {
        m_shownScreen = now;
        emit screenChanged();
    }
}

void KioskView::tick() {
    const auto now = m_clock.nowMs();
    const auto end = m_state.idleAt ? m_state.idleAt : m_state.deadline;
    m_secondsLeft = end ? secondsUntil(*end, now) : 0;
    m_secondsWhole = static_cast<int>((m_state.idleAt ? m_settings.warningMs : m_settings.receiptMs) / msPerSecond);
    if (m_signInWaitSeconds > 0)
        setSignIn(m_signInOpen, false, m_signInProblem, m_signInWaitSeconds - 1);
    if (m_signInOpen && m_clock.monotonicUs() >= m_signInUntilUs)
        closeSignIn();
    if (m_state.staff)
        showAlerts();
    showSignal();
    emit ticked();
    const bool seen = m_state.staff || m_signInOpen || (end && m_state.phase != visit::Phase::Attract);
    if (seen && !m_second.isActive())
        m_second.start();
    else if (!seen)
        m_second.stop();
}

KioskView::Screen KioskView::screen() const {
    using visit::Phase;
    if (m_state.staff)
        return Panel;
    if (m_signInOpen)
        return SignIn;
    switch (m_state.phase) {
    case Phase::Attract:
        return Attract;
    case Phase::Scanning:
        return Basket;
    case Phase::Checking:
        return Checking;
    case Phase::Asking:
        return Question;
    case Phase::Counting:
        return Counting;
    case Phase::Waiting:
    case Phase::Helping:
        return Help;
    case Phase::Paying:
    case Phase::Issuing:
        return Payment;
    case Phase::Refused:
        return Refused;
    case Phase::InDoubt:
        return InDoubt;
    case Phase::Receipt:
        return Receipt;
    case Phase::Goodbye:
        return Goodbye;
    case Phase::Suspended:
        return Suspended;
    case Phase::OutOfService:
        break;
    }
    return OutOfService;
}

QString KioskView::language() const {
    return m_state.language == checkout::Language::English ? QStringLiteral("en") : QStringLiteral("fr");
}

// --- articles

QVariantMap KioskView::article(const checkout::Article &article) const {
    auto row = blankRow();
    row[QStringLiteral("gtin")] = text(article.gtin.digits());
    row[QStringLiteral("label")] = text(article.label.in(m_state.language));
    row[QStringLiteral("detail")] = text(article.detail.in(m_state.language));
    row[QStringLiteral("size")] = text(article.size);
    row[QStringLiteral("picture")] = text(article.picture);
    row[QStringLiteral("unitMinor")] = number(article.price);
    row[QStringLiteral("ageLimit")] = article.ageLimitYears;
    return row;
}

// What a row says when nothing else is known: QML's required properties take no undefined.
QVariantMap KioskView::blankRow() {
    QVariantMap row;
    for (const auto *key : {"gtin", "label", "detail", "size", "picture", "reason", "code", "kiosk"})
        row[QLatin1String(key)] = QString();
    for (const auto *key : {"unitMinor", "priceMinor", "regularMinor", "amountMinor"})
        row[QLatin1String(key)] = 0.0;
    for (const auto *key : {"quantity", "percentOff", "ageLimit", "trayUnits", "unsureReason", "counted", "expected"})
        row[QLatin1String(key)] = 0;
    row[QStringLiteral("unsure")] = false;
    return row;
}

const checkout::Article *KioskView::articleOf(const codes::Gtin &gtin) const {
    const auto found = m_state.articles.find(gtin);
    if (found != m_state.articles.end())
        return &found->second;
    const auto *line = m_state.basket.find(gtin);
    return line == nullptr ? nullptr : &line->article;
}

const checkout::Article *KioskView::articleOf(const codes::Epc &epc) const {
    const auto tag = m_state.tags.find(epc);
    return tag == m_state.tags.end() || !tag->second.article ? nullptr : articleOf(*tag->second.article);
}

// Unsure, and no article that the shop knows.
std::vector<codes::Epc> KioskView::unnamedTags() const {
    auto tags = m_state.unsureTags();
    std::erase_if(tags,
                  [this](const auto &epc) { return m_state.tags.at(epc).knowledge != visit::Knowledge::Unknown; });
    return tags;
}

QVariantMap KioskView::unsureRow(const codes::Epc &epc, const checkout::Article *which) const {
    auto row = which == nullptr ? blankRow() : article(*which);
    row[QStringLiteral("key")] = text(epc.hex());
    row[QStringLiteral("unsure")] = true;
    row[QStringLiteral("priceMinor")] = row.value(QStringLiteral("unitMinor"));
    if (const auto tag = m_state.tags.find(epc); tag != m_state.tags.end())
        row[QStringLiteral("unsureReason")] = static_cast<int>(tag->second.reason);
    return row;
}

// Unsure first, then last landed first. The bag has its own place below.
std::vector<QVariantMap> KioskView::allLines() const {
    std::vector<const checkout::Line *> ordered;
    for (const auto &line : m_state.basket.lines())
        if (!m_settings.bag || line.article.gtin != m_settings.bag->gtin)
            ordered.push_back(&line);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto *a, const auto *b) { return a->order > b->order; });
    std::vector<QVariantMap> rows;
    for (const auto *line : ordered) {
        int open = line->openUnsure();
        for (auto epc = line->unsure.begin(); open > 0 && epc != line->unsure.end(); ++epc, --open)
            rows.push_back(unsureRow(*epc, &line->article));
    }
    for (const auto &epc : unnamedTags())
        rows.push_back(unsureRow(epc, nullptr));
    for (const auto *line : ordered) {
        if (line->quantity() == 0)
            continue;
        auto row = article(line->article);
        row[QStringLiteral("key")] = row[QStringLiteral("gtin")];
        row[QStringLiteral("quantity")] = line->quantity();
        row[QStringLiteral("priceMinor")] = number(line->total());
        row[QStringLiteral("trayUnits")] = static_cast<int>(line->tags.size());
        if (line->article.offer) {
            row[QStringLiteral("regularMinor")] = number(line->article.offer->regularPrice * line->quantity());
            row[QStringLiteral("percentOff")] = percentOff(line->article);
            row[QStringLiteral("reason")] = text(line->article.offer->reason.in(m_state.language));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void KioskView::showLines() {
    const auto all = allLines();
    const auto size = static_cast<int>(all.size());
    if (m_firstLine >= size)
        m_firstLine = 0;
    const auto heightOf = [&](int i) {
        return all[static_cast<std::size_t>(i)].value(QStringLiteral("unsure")).toBool() ? m_unsureHeight
                                                                                         : m_lineHeight;
    };
    const auto fill = [&](double room) {
        int end = m_firstLine;
        while (end < size && end - m_firstLine < maxLinesOnPage && room >= heightOf(end))
            room -= heightOf(end++);
        return end;
    };
    int end = fill(m_room);
    if (end < size || m_firstLine > 0)
        end = std::max(fill(m_room - m_moreHeight), std::min(size, m_firstLine + 1));
    m_moreLines = size - (end - m_firstLine);
    m_lines.set({all.begin() + m_firstLine, all.begin() + end});
}

void KioskView::setRoom(double room, double line, double unsureLine, double more) {
    if (room == m_room && line == m_lineHeight && unsureLine == m_unsureHeight && more == m_moreHeight)
        return;
    m_room = room;
    m_lineHeight = line;
    m_unsureHeight = unsureLine;
    m_moreHeight = more;
    showLines();
    emit changed();
}

void KioskView::nextPage() {
    m_firstLine += m_lines.count();
    showLines();
    emit changed();
}

// One picture a unit; a tag that nobody knows has none of its own.
std::vector<QVariantMap> KioskView::trayRows() const {
    std::vector<QVariantMap> rows;
    const auto addPicture = [&](const QString &key, const QString &picture, bool unsure) {
        if (static_cast<int>(rows.size()) < maxOnMirror)
            rows.push_back({{QStringLiteral("key"), key},
                            {QStringLiteral("picture"), picture},
                            {QStringLiteral("unsure"), unsure}});
    };
    const auto add = [&](const QString &key, const checkout::Article &what, bool unsure) {
        addPicture(key, text(what.picture), unsure);
    };
    for (const auto &line : m_state.basket.lines()) {
        if (m_settings.bag && line.article.gtin == m_settings.bag->gtin)
            continue;
        for (const auto &epc : line.tags)
            add(text(epc.hex()), line.article, false);
        for (auto shown = static_cast<int>(line.tags.size()); shown < line.quantity(); ++shown)
            add(text(line.article.gtin.digits()) + u'#' + QString::number(shown), line.article, false);
        int open = line.openUnsure();
        for (auto epc = line.unsure.begin(); open > 0 && epc != line.unsure.end(); ++epc, --open)
            add(text(epc->hex()), line.article, true);
    }
    for (const auto &epc : unnamedTags())
        addPicture(text(epc.hex()), {}, true);
    return rows;
}

// An article keeps its slot while it lies there.
void KioskView::showTray() {
    auto rows = trayRows();
    QVariantMap slots_;
    std::set<int> taken;
    for (const auto &row : rows)
        if (const auto key = row[QStringLiteral("key")].toString(); m_slots.contains(key)) {
            slots_[key] = m_slots[key];
            taken.insert(m_slots[key].toInt());
        }
    int next = 0;
    for (auto &row : rows) {
        const auto key = row[QStringLiteral("key")].toString();
        if (!slots_.contains(key)) {
            while (taken.contains(next))
                ++next;
            taken.insert(next);
            slots_[key] = next;
        }
        row[QStringLiteral("slot")] = slots_[key];
    }
    m_slots = slots_;
    m_traySlots = taken.empty() ? 0 : *taken.rbegin() + 1;
    m_tray.set(std::move(rows));
}

int KioskView::counted() const {
    return visit::goodsCount(m_settings, m_state.basket);
}

int KioskView::pieces() const {
    return counted() + m_state.basket.unsureCount() + static_cast<int>(unnamedTags().size());
}

QVariant KioskView::another() const {
    const auto *which = m_state.another.empty() ? nullptr : articleOf(m_state.another.front());
    return which == nullptr ? QVariantMap() : article(*which);
}

QVariant KioskView::asked() const {
    const auto *which = m_state.asking ? articleOf(*m_state.asking) : nullptr;
    return which == nullptr ? QVariantMap() : article(*which);
}

QVariant KioskView::bag() const {
    if (!m_settings.bag)
        return QVariantMap();
    auto out = article(*m_settings.bag);
    const auto *line = m_state.basket.find(m_settings.bag->gtin);
    out[QStringLiteral("quantity")] = line == nullptr ? 0 : line->quantity();
    return out;
}

} // namespace panier::ui
