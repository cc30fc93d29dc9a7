#include "tests/vision/eye_kills.h"

#include "devices/eye/eye_process.h"
#include "vision/emulator/mjpeg_server.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <csignal>
#include <memory>
#include <random>
#include <sys/types.h>
#include <utility>

namespace panier::tests {

namespace {
using devices::EyeProcess;
using devices::EyeState;

constexpr int stepMs = 10;
constexpr int killsEach = 2;
constexpr int latestKillMs = 1200; // after holding, or after the eye is back
constexpr int restMs = 300;        // from all being well to taking the article away
constexpr int patienceMs = 20'000;
constexpr vision::emulator::MjpegLimits smallPictures{640, 360}; // so that many cameras fit in one machine

std::string gtinOf(int number) {
    auto digits = std::to_string(300'000'000'000LL + number);
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
        sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

// One camera, its eye and its shopper.
class Booth {
public:
    Booth(const KillPlan &plan, int number, KillFigures &figures)
        : m_camera(smallPictures), m_kills(plan.kills / plan.booths), m_article(number * 10'000),
          m_random(plan.seed * 1000 + static_cast<unsigned>(number)), m_figures(figures) {
        if (!m_camera.listen())
            qFatal("no port is free");
        devices::EyeConfig config;
        config.source = m_camera.url();
        config.program = plan.program;
        config.settledMs = 0; // every death is the first one: they come from outside
        m_eye = std::make_unique<EyeProcess>(config, m_clock);
        QObject::connect(m_eye.get(), &EyeProcess::codeRead, [this](const auto &code) { onRead(code); });
        QObject::connect(m_eye.get(), &EyeProcess::codeGone,
                         [this](const auto &code) { m_gone = m_gone || code.text == m_held; });
        QObject::connect(m_eye.get(), &EyeProcess::healthChanged,
                         [this](EyeState state) { m_figures.saidLost += state == EyeState::Lost ? 1 : 0; });
        m_eye->start();
    }

    // Every 10 ms. False: all is done.
    bool step() {
        switch (m_phase) {
        case Phase::Waiting:
            if (m_eye->state() == EyeState::Watching)
                hold();
            break;
        case Phase::Held:
            if (m_phaseTime.elapsed() >= m_killAfterMs)
                kill();
            break;
        case Phase::Killed:
            if (isBack())
                m_killed < killsEach ? arm() : enter(Phase::Back);
            break;
        case Phase::Back: // until the new eye has read what the old one had
            if ((m_reads > 0 && m_eye->health().codes > 0 && m_phaseTime.elapsed() >= restMs) || isTooLate())
                clear();
            break;
        case Phase::Cleared:
            if (m_gone || isTooLate())
                count();
            break;
        case Phase::Done:
            break;
        }
        return m_phase != Phase::Done;
    }

private:
    enum class Phase { Waiting, Held, Killed, Back, Cleared, Done };

    void enter(Phase phase) {
        m_phase = phase;
        m_phaseTime.start();
    }
    void arm() {
        m_killAfterMs = static_cast<int>(m_random() % latestKillMs);
        enter(Phase::Held);
    }
    void hold() {
        m_held = gtinOf(++m_article);
        m_reads = 0;
        m_killed = 0;
        m_gone = false;
        m_wasFair = false;
        m_heldTime.start();
        if (!m_camera.hold({vision::decode::Symbology::Ean13, m_held}))
            qFatal("%s can't be printed", m_held.c_str());
        arm();
    }
    void kill() {
        m_victim = m_eye->processId();
        if (m_victim == 0 || ::kill(static_cast<pid_t>(m_victim), SIGKILL) != 0)
            return; // not there now: the next step
        ++m_killed;
        ++m_figures.kills;
        enter(Phase::Killed);
    }
    [[nodiscard]] bool isBack() const {
        return m_eye->processId() != 0 && m_eye->processId() != m_victim && m_eye->state() == EyeState::Watching;
    }
    [[nodiscard]] bool isTooLate() const { return m_phaseTime.elapsed() > patienceMs; }
    void clear() {
        m_camera.clear();
        enter(Phase::Cleared);
    }
    void count() {
        ++m_figures.presentations;
        m_figures.readOnce += m_reads == 1 ? 1 : 0;
        m_figures.readTwice += m_reads > 1 ? 1 : 0;
        m_figures.missed += m_reads == 0 ? 1 : 0;
        m_kills -= killsEach;
        m_held.clear();
        enter(m_kills > 0 ? Phase::Waiting : Phase::Done);
        if (m_kills <= 0)
            m_eye->stop();
    }
    void onRead(const vision::agree::CodeRead &code) {
        if (code.text != m_held) {
            ++m_figures.wrong;
            return;
        }
        if (std::exchange(m_wasFair, code.strength == vision::agree::Strength::Fair) && !m_wasFair)
            return; // the same read, stronger now
        if (++m_reads == 1)
            m_figures.readAfterMs.push_back(static_cast<int>(m_heldTime.elapsed()));
    }

    base::SystemClock m_clock;
    vision::emulator::MjpegServer m_camera;
    std::unique_ptr<EyeProcess> m_eye;
    int m_kills;
    int m_article;
    std::mt19937 m_random;
    KillFigures &m_figures;
    Phase m_phase = Phase::Waiting;
    QElapsedTimer m_phaseTime;
    QElapsedTimer m_heldTime;
    std::string m_held;
    int m_killAfterMs = 0;
    qint64 m_victim = 0;
    int m_killed = 0; // in this presentation
    int m_reads = 0;
    bool m_wasFair = false;
    bool m_gone = false;
};
} // namespace

KillFigures killEyes(const KillPlan &plan) {
    KillFigures figures;
    std::vector<std::unique_ptr<Booth>> booths;
    for (int i = 0; i < plan.booths; ++i)
        booths.push_back(std::make_unique<Booth>(plan, i, figures));
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] {
        bool busy = false;
        for (const auto &booth : booths)
            busy = booth->step() || busy;
        if (!busy)
            loop.quit();
    });
    timer.start(stepMs);
    loop.exec();
    return figures;
}

} // namespace panier::tests
