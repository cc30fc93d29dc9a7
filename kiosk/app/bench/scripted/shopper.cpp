#include "app/bench/scripted/shopper.h"

#include "vision/decode/decoder.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QGuiApplication>
#include <QPixmap>
#include <QScreen>
#include <QTimer>
#include <algorithm>

namespace panier::bench {

namespace {

QString plain(QString text) {
    text.replace(QChar(0x00A0), ' ').replace(QChar(0x202F), ' ').replace(QChar(0x2009), ' ');
    return text.simplified();
}

// How well a name fits the words: 3 exactly, 2 begins with them, 1 has them somewhere, 0 not at all.
int fit(const QString &name, const QString &words) {
    if (name == words)
        return 3;
    const qsizetype at = name.indexOf(words);
    if (at < 0)
        return 0;
    return at == 0 && !name.at(words.size()).isLetterOrNumber() ? 2 : 1;
}

const Accessible *bestControl(const Snapshot &screen, const QString &words) {
    const Accessible *best = nullptr;
    int bestFit = 0;
    for (const Accessible &object : screen) {
        if (!object.isControl() || !object.isShowing() || !object.isEnabled())
            continue;
        const int quality = fit(plain(object.name), words);
        if (quality > bestFit) {
            best = &object;
            bestFit = quality;
        }
    }
    return best;
}

ScriptFailure notSeen(const QString &what) {
    return {ScriptError::NotSeen, what.toStdString()};
}

} // namespace

Shopper::Shopper(Shop &shop, const base::Clock &clock, Atspi screen, std::filesystem::path shots, Patience patience)
    : m_shop(shop), m_clock(clock), m_screen(std::move(screen)), m_shots(std::move(shots)), m_patience(patience) {}

QString Shopper::in(Words words) const {
    return plain(QString::fromUtf8(m_language == Language::French ? words.fr : words.en));
}

void Shopper::pause(int ms) const {
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

Outcome Shopper::findKiosk(const QString &application) {
    const QDeadlineTimer deadline(m_patience.startMs);
    while (!deadline.hasExpired()) {
        if (m_screen.attach(application))
            return {};
        pause(m_patience.lookEveryMs);
    }
    return tl::make_unexpected(notSeen("no program called " + application + " on the accessibility bus"));
}

void Shopper::begin(const QString &visit) {
    m_visit = visit;
    m_shotNumber = 0;
    m_tally = {};
    (void)acts([this](Shop &shop) {
        m_receiptsBefore = shop.printer().receipts();
        return true;
    });
}

Outcome Shopper::waitFor(const std::function<bool(const Snapshot &)> &holds, int limitMs, const QString &what) {
    const QDeadlineTimer deadline(limitMs);
    while (true) {
        if (auto look = m_screen.look()) {
            m_lastLook = std::move(*look);
            if (holds(m_lastLook))
                return {};
        }
        if (deadline.hasExpired())
            return tl::make_unexpected(notSeen(what));
        pause(m_patience.lookEveryMs);
    }
}

Outcome Shopper::sees(Words words) {
    const QString wanted = in(words);
    return waitFor(
        [&](const Snapshot &screen) {
            return std::ranges::any_of(screen, [&](const Accessible &object) {
                return object.isShowing() && fit(plain(object.name), wanted) > 0;
            });
        },
        m_patience.appearMs, "the screen doesn't say “" + wanted + "”");
}

Outcome Shopper::seesNoMore(Words words) {
    const QString unwanted = in(words);
    return waitFor(
        [&](const Snapshot &screen) {
            return std::ranges::none_of(screen, [&](const Accessible &object) {
                return object.isShowing() && fit(plain(object.name), unwanted) > 0;
            });
        },
        m_patience.appearMs, "the screen still says “" + unwanted + "”");
}

// A screen that changes between the look and the press is looked at again.
Outcome Shopper::taps(Words words, Hand hand) {
    const QString wanted = in(words);
    AtspiFailure refusal{};
    const auto pressed = waitFor(
        [&](const Snapshot &screen) {
            const Accessible *control = bestControl(screen, wanted);
            if (control == nullptr)
                return false;
            const auto done = m_screen.press(control->path);
            if (!done)
                refusal = done.error();
            return done.has_value();
        },
        m_patience.appearMs, "“" + wanted + "” can't be pressed");
    if (!pressed)
        return base::fail(ScriptError::NotPressed, pressed.error().text + " " + refusal.text);
    ++(hand == Hand::Shopper ? m_tally.taps : m_tally.staffTaps);
    return {};
}

void Shopper::tapsIfThere(Words words) {
    const auto screen = m_screen.look();
    const Accessible *control = screen ? bestControl(*screen, in(words)) : nullptr;
    if (control)
        (void)m_screen.press(control->path);
    pause(m_patience.steadyMs);
}

Outcome Shopper::acts(const std::function<bool(Shop &)> &deed) {
    bool done = false;
    QMetaObject::invokeMethod(
        &m_shop, [&] { done = deed(m_shop); }, Qt::BlockingQueuedConnection);
    if (!done)
        return base::fail(ScriptError::World, "the shop couldn't do it");
    return {};
}

Outcome Shopper::waitsFor(const std::function<bool(Shop &)> &holds, const char *otherwise) {
    const QDeadlineTimer deadline(m_patience.appearMs);
    while (!acts(holds)) {
        if (deadline.hasExpired())
            return base::fail(ScriptError::World, otherwise);
        pause(m_patience.lookEveryMs);
    }
    return {};
}

void Shopper::startsClock() {
    if (m_tally.firstArticleUs == 0)
        m_tally.firstArticleUs = m_clock.monotonicUs();
}

void Shopper::stopsClock() {
    m_tally.paidUs = m_clock.monotonicUs();
    m_tally.tapsToPaid = m_tally.taps;
}

QImage Shopper::steadyScreen() {
    const auto grab = [this] {
        QImage image;
        QMetaObject::invokeMethod(
            &m_shop, [&] { image = QGuiApplication::primaryScreen()->grabWindow(0).toImage(); },
            Qt::BlockingQueuedConnection);
        return image;
    };
    const QDeadlineTimer deadline(m_patience.unsteadyMs);
    pause(m_patience.steadyMs);
    QImage image = grab();
    while (!deadline.hasExpired()) {
        pause(m_patience.steadyMs);
        QImage next = grab();
        if (next == image)
            break;
        image = std::move(next);
    }
    return image;
}

QString Shopper::fileFor(const QString &state) {
    return QString::fromStdString(m_shots.string()) +
           QStringLiteral("/%1-%2-%3.png").arg(m_visit).arg(++m_shotNumber, 2, 10, QChar('0')).arg(state);
}

Outcome Shopper::photographs(const QString &state) {
    const QString file = fileFor(state);
    if (!steadyScreen().save(file))
        return base::fail(ScriptError::Files, "can't write " + file.toStdString());
    return {};
}

Outcome Shopper::readsTicket(const QString &state) {
    const QString file = fileFor(state);
    const QImage screen = steadyScreen();
    if (!screen.save(file))
        return base::fail(ScriptError::Files, "can't write " + file.toStdString());
    m_tally.receiptShot = file;
    m_tally.ticketUrl = readQr(screen);
    if (m_tally.ticketUrl.isEmpty())
        return base::fail(ScriptError::NotSeen, "no QR code can be read in " + file.toStdString());
    return {};
}

void Shopper::writeTree() const {
    QFile file(QString::fromStdString(m_shots.string()) + "/" + m_visit + "-failure.txt");
    if (!file.open(QIODevice::WriteOnly))
        return;
    for (const Accessible &object : m_lastLook)
        file.write(QStringLiteral("%1%2 %3 “%4”%5\n")
                       .arg(QString(2 * object.depth, ' '))
                       .arg(object.role)
                       .arg(object.path.section('/', -1))
                       .arg(object.name, object.isShowing() ? "" : " (hidden)")
                       .toUtf8());
}

QString readQr(const QImage &picture) {
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    const vision::decode::GreyView view{grey.constBits(), grey.width(), grey.height(),
                                        static_cast<int>(grey.bytesPerLine())};
    for (const auto &code : vision::decode::decode(view))
        if (code.symbology == vision::decode::Symbology::QrCode)
            return QString::fromStdString(code.text);
    return {};
}

} // namespace panier::bench
