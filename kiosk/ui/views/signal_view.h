// One tag's signal over time, as the attendant's panel draws it.
#pragma once

#include "visit/signal.h"

#include <QObject>
#include <QVariantList>
#include <qqmlregistration.h>

namespace panier::ui {

// The two levels that the axis is labelled with, in dBm: the usual ones of a tag on the tray and of one beside it. They
// help to read the plot; what is judged, the tray's engine judges.
struct SignalLevels {
    int trayDbm = -48;
    int strayDbm = -72;
};

// Thread: the UI's.
class SignalView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(bool chosen READ isChosen NOTIFY changed)
    // One map an antenna that heard it, in ascending order: `antenna`, the last `dbm` and its `msAgo`, and `runs`:
    // lists of QPointF(milliseconds ago, dBm), oldest first. Between two runs the tag was not read.
    Q_PROPERTY(QVariantList series READ series NOTIFY changed)
    Q_PROPERTY(int weaker READ weaker NOTIFY changed)
    Q_PROPERTY(int spanMs READ spanMs CONSTANT)
    Q_PROPERTY(int stepMs READ stepMs CONSTANT)
    Q_PROPERTY(int trayDbm READ trayDbm CONSTANT)
    Q_PROPERTY(int strayDbm READ strayDbm CONSTANT)
    Q_PROPERTY(int lowDbm READ lowDbm CONSTANT)
    Q_PROPERTY(int highDbm READ highDbm CONSTANT)

public:
    static constexpr int maxSeries = 4; // as many as can be told apart without colour

    explicit SignalView(SignalLevels levels, QObject *parent = nullptr);

    // Shows this signal from now on; of more than maxSeries antennas, those that heard the tag most strongly.
    void show(const visit::TagSignal &signal);
    // No alert about a tag is chosen.
    void clear();

    [[nodiscard]] bool isChosen() const { return m_chosen; }
    [[nodiscard]] const codes::Epc &epc() const { return m_signal.epc; }
    [[nodiscard]] QVariantList series() const { return m_series; }
    // Antennas that heard it and are not shown.
    [[nodiscard]] int weaker() const { return m_weaker; }
    [[nodiscard]] static int spanMs() { return visit::TagSignal::spanMs; }
    [[nodiscard]] static int stepMs() { return visit::TagSignal::stepMs; }
    [[nodiscard]] int trayDbm() const { return m_levels.trayDbm; }
    [[nodiscard]] int strayDbm() const { return m_levels.strayDbm; }
    // The axis' ends: what lies beyond is drawn at its edge.
    [[nodiscard]] int lowDbm() const;
    [[nodiscard]] int highDbm() const;

signals:
    void changed();

private:
    SignalLevels m_levels;
    visit::TagSignal m_signal;
    QVariantList m_series;
    int m_weaker = 0;
    bool m_chosen = false;
};

} // namespace panier::ui
