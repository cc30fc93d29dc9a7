#include "ui/views/signal_view.h"

#include <QPointF>
#include <QVariantMap>
#include <algorithm>

namespace panier::ui {

namespace {

using Series = visit::TagSignal::Series;
using Point = visit::TagSignal::Point;

constexpr int marginDb = 14; // of the axis beyond its two levels
constexpr auto maxPoints = static_cast<std::size_t>(visit::TagSignal::spanMs / visit::TagSignal::stepMs + 1);

int strongest(const Series &series) {
    return std::max_element(series.points.begin(), series.points.end(),
                            [](const Point &a, const Point &b) { return a.dbm < b.dbm; })
        ->dbm;
}

// The latest points, as long as none of them is out of order.
std::vector<Point> latest(const std::vector<Point> &points) {
    std::vector<Point> kept;
    for (const auto &point : points)
        if (point.msAgo >= 0 && point.msAgo <= visit::TagSignal::spanMs &&
            (kept.empty() || point.msAgo < kept.back().msAgo))
            kept.push_back(point);
    if (kept.size() > maxPoints)
        kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(maxPoints));
    return kept;
}

// A step that was left out ends a run.
QVariantList runsOf(const std::vector<Point> &points) {
    QVariantList runs;
    QVariantList run;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i > 0 && 2 * (points[i - 1].msAgo - points[i].msAgo) > 3 * visit::TagSignal::stepMs)
            runs.append(QVariant(std::exchange(run, {})));
        run.append(QPointF(points[i].msAgo, points[i].dbm));
    }
    if (!run.isEmpty())
        runs.append(QVariant(run));
    return runs;
}

// Which of the drawn lines an antenna has: its own wherever that is free, so that it keeps it when others fall silent.
int takeStyle(std::uint16_t antenna, std::vector<bool> &taken) {
    auto style = (antenna + taken.size() - 1) % taken.size();
    while (taken[style])
        style = (style + 1) % taken.size();
    taken[style] = true;
    return static_cast<int>(style);
}

} // namespace

SignalView::SignalView(SignalLevels levels, QObject *parent) : QObject(parent), m_levels(levels) {}

void SignalView::show(const visit::TagSignal &signal) {
    if (m_chosen && signal == m_signal)
        return;
    m_signal = signal;
    m_chosen = true;
    std::vector<Series> heard;
    for (const auto &series : signal.series)
        if (auto points = latest(series.points); !points.empty())
            heard.push_back({series.antenna, std::move(points)});
    std::stable_sort(heard.begin(), heard.end(),
                     [](const Series &a, const Series &b) { return strongest(a) > strongest(b); });
    m_weaker = std::max(0, static_cast<int>(heard.size()) - maxSeries);
    heard.resize(heard.size() - static_cast<std::size_t>(m_weaker));
    std::sort(heard.begin(), heard.end(), [](const Series &a, const Series &b) { return a.antenna < b.antenna; });
    m_series.clear();
    std::vector<bool> taken(maxSeries);
    for (const auto &series : heard)
        m_series.append(QVariantMap{{QStringLiteral("antenna"), series.antenna},
                                    {QStringLiteral("style"), takeStyle(series.antenna, taken)},
                                    {QStringLiteral("dbm"), series.points.back().dbm},
                                    {QStringLiteral("msAgo"), series.points.back().msAgo},
                                    {QStringLiteral("runs"), runsOf(series.points)}});
    emit changed();
}

void SignalView::clear() {
    if (!m_chosen)
        return;
    m_signal = {};
    m_series.clear();
    m_weaker = 0;
    m_chosen = false;
    emit changed();
}

int SignalView::lowDbm() const {
    return m_levels.strayDbm - marginDb;
}
int SignalView::highDbm() const {
    return m_levels.trayDbm + marginDb;
}

} // namespace panier::ui
