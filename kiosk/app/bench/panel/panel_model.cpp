#include "app/bench/panel/panel_model.h"

#include <QUrl>
#include <algorithm>

namespace panier::bench {

namespace {

using peripherals::payment::CaisseApTerminal;
using peripherals::printer::EscPosPrinter;

constexpr int cameraEveryMs = 250;
constexpr std::array plugNames = {"reader", "camera", "terminal", "printer", "web", "nfc", "scanner"};

QString dataAddress(const char *type, const QByteArray &bytes) {
    return bytes.isEmpty() ? QString() : QString("data:image/") + type + ";base64," + bytes.toBase64();
}

} // namespace

PanelModel::PanelModel(Shop &shop, const std::filesystem::path &assets, QObject *parent)
    : QObject(parent), m_shop(shop),
      m_artFolder(QUrl::fromLocalFile(QString::fromStdString(assets.string())).toString() + "/articles/") {
    connect(&shop, &Shop::changed, this, &PanelModel::changed);
    connect(&shop, &Shop::changed, this, &PanelModel::lookThroughCamera);
    connect(&shop.terminal(), &CaisseApTerminal::stateChanged, this, &PanelModel::terminalChanged);
    connect(&shop.printer(), &EscPosPrinter::stateChanged, this, &PanelModel::printerChanged);
    connect(&shop.printer(), &EscPosPrinter::receiptPrinted, this, [this] {
        m_receipt = dataAddress("png", m_shop.printer().lastReceiptPng());
        emit printed();
    });
    connect(&m_cameraTimer, &QTimer::timeout, this, &PanelModel::lookThroughCamera);
    lookThroughCamera();
}

QVariantList PanelModel::stacks() const {
    QVariantList list;
    for (const Stack &stack : m_shop.stacks())
        list.append(QVariantMap{{"index", list.size()},
                                {"label", QString::fromStdString(stack.label)},
                                {"detail", QString::fromStdString(stack.detail)},
                                {"picture", QString::fromStdString(stack.picture)},
                                {"priceMinor", static_cast<double>(stack.priceMinor)},
                                {"tagged", stack.tagged},
                                {"special", stack.deadTag || !stack.tagStart.empty()},
                                {"hasCode", stack.gtin.has_value()}});
    return list;
}

QVariantList PanelModel::units() const {
    QVariantList list;
    for (const Unit &unit : m_shop.units()) {
        const Stack &stack = m_shop.stacks()[static_cast<std::size_t>(unit.stack)];
        list.append(QVariantMap{{"id", unit.id},
                                {"label", QString::fromStdString(stack.label)},
                                {"picture", QString::fromStdString(stack.picture)},
                                {"edge", unit.place == Place::Edge},
                                {"bought", unit.bought}});
    }
    return list;
}

QVariantList PanelModel::plugs() const {
    QVariantList list;
    for (std::size_t i = 0; i < plugNames.size(); ++i) {
        const auto plug = static_cast<Plug>(i);
        if ((plug == Plug::Nfc && !hasNfc()) || (plug == Plug::Scanner && !hasScanner()))
            continue;
        list.append(
            QVariantMap{{"index", static_cast<int>(i)}, {"name", plugNames[i]}, {"in", m_shop.isPlugged(plug)}});
    }
    return list;
}

QString PanelModel::terminalState() const {
    switch (m_shop.terminal().state()) {
    case CaisseApTerminal::State::Idle:
        break;
    case CaisseApTerminal::State::CardAwaited:
        return "card";
    case CaisseApTerminal::State::Approved:
        return "approved";
    case CaisseApTerminal::State::Refused:
        return "refused";
    case CaisseApTerminal::State::Abandoned:
        return "abandoned";
    }
    return "idle";
}

void PanelModel::lay(int stack, bool atEdge) {
    if (stack >= 0 && stack < static_cast<int>(m_shop.stacks().size()))
        m_shop.lay(stack, atEdge ? Place::Edge : Place::Tray);
}
void PanelModel::move(int unit, bool atEdge) {
    m_shop.move(unit, atEdge ? Place::Edge : Place::Tray);
}
void PanelModel::takeBack(int unit) {
    m_shop.move(unit, Place::Gone);
}
void PanelModel::leave() {
    m_shop.lower();
    m_shop.clearTray();
}

void PanelModel::hold(int stack) {
    if (stack >= 0 && stack < static_cast<int>(m_shop.stacks().size()))
        m_shop.hold(stack, m_pose);
}
void PanelModel::scan(int stack) {
    if (stack >= 0 && stack < static_cast<int>(m_shop.stacks().size()))
        m_shop.scan(stack);
}
void PanelModel::lower() {
    m_shop.lower();
}
void PanelModel::pose(double angle, double blur, double light, double motion) {
    m_pose.angleDegrees = angle;
    m_pose.blurPixels = blur;
    m_pose.light = light;
    m_pose.motionPixels = motion;
    if (m_shop.held() >= 0)
        m_shop.hold(m_shop.held(), m_pose);
}

void PanelModel::layCard(int card) {
    m_shop.layCard(static_cast<Card>(std::clamp(card, 0, static_cast<int>(Card::Loyalty))));
}

void PanelModel::presentCard() {
    m_shop.terminal().presentCard(true);
}
void PanelModel::refuse() {
    m_shop.terminal().refuse();
}
void PanelModel::abandon() {
    m_shop.terminal().abandon();
}
void PanelModel::setLoseAnswer(bool lose) {
    m_loseAnswer = lose;
    m_shop.terminal().setBehaviour(lose ? CaisseApTerminal::Behaviour::LostAnswer
                                        : CaisseApTerminal::Behaviour::Interactive);
    emit terminalChanged();
}

void PanelModel::setPlugged(int plug, bool in) {
    if (plug >= 0 && plug < static_cast<int>(plugNames.size()))
        m_shop.setPlugged(static_cast<Plug>(plug), in);
}
void PanelModel::setPaper(int paper) {
    m_shop.printer().setPaper(static_cast<EscPosPrinter::Paper>(std::clamp(paper, 0, 2)));
}
void PanelModel::openCover(bool open) {
    m_shop.printer().openCover(open);
}

// A picture at rest is asked for once; while something is held, a few times a second.
void PanelModel::lookThroughCamera() {
    m_cameraPicture = dataAddress("jpeg", m_shop.camera().currentJpeg());
    if (m_shop.held() < 0)
        m_cameraTimer.stop();
    else if (!m_cameraTimer.isActive())
        m_cameraTimer.start(cameraEveryMs);
    emit cameraChanged();
}

} // namespace panier::bench
