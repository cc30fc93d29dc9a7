#include "app/bench/shop.h"

#include <QEventLoop>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <csignal>
#include <fmt/core.h>
#include <map>
#include <sys/prctl.h>

namespace panier::bench {

namespace {

using rfid::emulator::TagPlace;
using vision::emulator::CameraFault;

// A rail of clothes stands beside every kiosk; its tags are heard now and then.
constexpr std::array strayTags = {"303A89F2C0004AC000000101", "303A89F2C0004AC000000102", "303A89F2C0004AC000000103"};

constexpr std::uint64_t serialModulus = 1ULL << 38; // SGTIN-96

// How an article looks from above, by its picture's name.
vision::emulator::ThingKind kindOf(const Stack &stack) {
    using vision::emulator::ThingKind;
    static const std::map<std::string_view, ThingKind> kinds{
        {"book", ThingKind::Book},     {"notebook", ThingKind::Book}, {"honey", ThingKind::Can},
        {"mug", ThingKind::Can},       {"wine", ThingKind::Bottle},   {"knife", ThingKind::Stick},
        {"chocolate", ThingKind::Box}, {"bag", ThingKind::Pouch},     {"besace", ThingKind::Pouch}};
    const auto kind = kinds.find(stack.picture);
    return kind != kinds.end() ? kind->second : ThingKind::Garment;
}

bool isLoopback(const std::string &host) {
    return host == "127.0.0.1" || host == "localhost";
}

tl::unexpected<ShopFailure> portTaken(const char *device, int port) {
    return base::fail(ShopError::Port, fmt::format("the {} can't listen on port {}", device, port));
}

} // namespace

// Serials begin with the time, so that a bench that starts again doesn't sell tags that were sold before.
Shop::Shop(const base::Clock &clock, QObject *parent)
    : QObject(parent), m_terminal(clock),
      m_nextSerial(static_cast<std::uint64_t>(clock.nowMs()) / 100 % serialModulus) {
    using Terminal = peripherals::payment::CaisseApTerminal;
    connect(&m_terminal, &Terminal::booked, this, [this](const peripherals::payment::BookEntry &entry) {
        for (Unit &unit : m_units)
            unit.bought |= entry.approved;
    });
    m_web.setProcessChannelMode(QProcess::ForwardedChannels);
    m_web.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

Shop::~Shop() {
    stopWeb();
}

base::Expected<void, ShopFailure> Shop::open(const ShopSetup &setup) {
    m_setup = setup;
    auto stacks = loadShelf(setup.demo);
    if (!stacks)
        return base::fail(ShopError::Shelf, stacks.error().text);
    m_stacks = std::move(*stacks);
    if (!setup.book.empty() && !m_terminal.keepBookIn(QString::fromStdString(setup.book.string())))
        return base::fail(ShopError::Files, "the terminal's book can't be written: " + setup.book.string());
    if (!setup.out.empty())
        m_printer.saveTo(QString::fromStdString(setup.out.string()));
    for (const char *tag : strayTags)
        m_reader.putTag(*codes::Epc::fromHex(tag), TagPlace::Stray);
    const auto opened = openDevices();
    if (opened && !setup.web.empty())
        startWeb();
    return opened;
}

base::Expected<void, ShopFailure> Shop::openDevices() {
    const config::Config &config = m_setup.config;
    const QUrl camera(QString::fromStdString(config.camera.source));
    const bool cameraHere = camera.scheme() == "http" && isLoopback(camera.host().toStdString());
    const QUrl top(QString::fromStdString(config.cameraTop.source));
    const bool topHere = top.isEmpty() || (top.scheme() == "http" && isLoopback(top.host().toStdString()));
    if (!isLoopback(config.rfid.host) || !cameraHere || !topHere || !isLoopback(config.payment.host) ||
        !isLoopback(config.printer.host))
        return base::fail(ShopError::Port, "the bench plays devices on 127.0.0.1 only; the configuration names others");
    if (!m_reader.listen(static_cast<std::uint16_t>(config.rfid.port)))
        return portTaken("reader", config.rfid.port);
    if (!m_camera.listen(static_cast<quint16>(camera.port())))
        return portTaken("camera", camera.port());
    if (!top.isEmpty() && !m_topCamera.listen(static_cast<quint16>(top.port())))
        return portTaken("camera above the tray", top.port());
    if (!m_terminal.listen(static_cast<std::uint16_t>(config.payment.port)))
        return portTaken("terminal", config.payment.port);
    if (!m_printer.listen(static_cast<std::uint16_t>(config.printer.port)))
        return portTaken("printer", config.printer.port);
    const auto scanner = openScanner();
    return scanner ? openNfc() : scanner;
}

// Only where nothing real can be: a link of ours outside of /dev.
base::Expected<void, ShopFailure> Shop::openScanner() {
    const auto &scanner = m_setup.config.scanner;
    if (scanner.kind != "serial")
        return {};
    if (scanner.device.rfind("/dev/", 0) == 0)
        return base::fail(ShopError::Port, "the bench plays no scanner at " + scanner.device +
                                               "; the configuration must name another place for it");
    m_scanner = std::make_unique<peripherals::scanner::SerialScanner>(
        scanner.device, peripherals::scanner::FrameFormat{
                            scanner.prefix, peripherals::scanner::suffixNamed(scanner.suffix).value_or("\r")});
    if (!m_scanner->plug())
        return base::fail(ShopError::Port, "the scanner can't be put at " + scanner.device);
    return {};
}

base::Expected<void, ShopFailure> Shop::openNfc() {
    const auto link = CardReader::linkIn(m_setup.config.nfc.device);
    if (!link)
        return {};
    m_nfc = std::make_unique<CardReader>(*link);
    if (!m_nfc->plug())
        return base::fail(ShopError::Port, "the NFC reader can't be put at " + link->string());
    return m_setup.admin.empty() || m_setup.attendant.empty() ? base::Expected<void, ShopFailure>() : writeBadge();
}

// As a shop's manager does before it opens: the badge on the reader, panier-admin at the keyboard.
base::Expected<void, ShopFailure> Shop::writeBadge() {
    m_nfc->lay(Card::Badge);
    const bool written = runAdmin({"badge", "write", "--user", QString::fromStdString(m_setup.attendant)}).has_value();
    m_nfc->lay(Card::None);
    if (!written)
        return base::fail(ShopError::Files, "the badge of " + m_setup.attendant + " can't be written");
    return {};
}

bool Shop::mapTag(int unknown, int known) {
    const auto &gtin = m_stacks[static_cast<std::size_t>(known)].gtin;
    const auto unit = std::ranges::find(m_units, unknown, &Unit::stack);
    const auto tag =
        unit == m_units.end() ? std::nullopt : tagOf(m_stacks[static_cast<std::size_t>(unknown)], unit->serial);
    return tag && gtin &&
           runAdmin({"tags", "add", "--user", "merchandiser", "--kind", "epc", "--value",
                     QString::fromStdString(tag->hex()), "--gtin", QString::fromStdString(gtin->digits())})
               .has_value();
}

// The devices go on meanwhile.
std::optional<std::string> Shop::runAdmin(const QStringList &arguments) {
    constexpr int patienceMs = 20'000;
    QProcess admin;
    QEventLoop loop;
    admin.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&admin, &QProcess::stateChanged, &loop, [&](QProcess::ProcessState state) {
        if (state == QProcess::NotRunning)
            loop.quit();
    });
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    admin.start(QString::fromStdString(m_setup.admin.string()),
                QStringList{"--config", QString::fromStdString(m_setup.configFile.string())} + arguments);
    if (admin.state() != QProcess::NotRunning)
        loop.exec();
    const bool done =
        admin.state() == QProcess::NotRunning && admin.error() == QProcess::UnknownError && admin.exitCode() == 0;
    return done ? std::optional(admin.readAllStandardOutput().trimmed().toStdString()) : std::nullopt;
}

void Shop::layCard(Card card) {
    if (m_nfc)
        m_nfc->lay(card);
    emit changed();
}

int Shop::stackOf(std::string_view key) const {
    const auto found = std::ranges::find(m_stacks, key, &Stack::key);
    return found == m_stacks.end() ? -1 : static_cast<int>(found - m_stacks.begin());
}

int Shop::lay(int stack, Place place) {
    const Unit unit{m_nextUnit++, stack, m_nextSerial++ % serialModulus, Place::Gone, false};
    m_units.push_back(unit);
    move(unit.id, place);
    return unit.id;
}

void Shop::move(int id, Place place) {
    const auto unit = std::ranges::find(m_units, id, &Unit::id);
    if (unit == m_units.end())
        return;
    unit->place = place;
    const Stack &stack = m_stacks[static_cast<std::size_t>(unit->stack)];
    if (place == Place::Gone)
        m_topCamera.take(id);
    else
        m_topCamera.lay(id, kindOf(stack), static_cast<std::uint32_t>(unit->stack + 1));
    if (const auto tag = tagOf(stack, unit->serial)) {
        if (place == Place::Gone)
            m_reader.removeTag(*tag);
        else
            m_reader.putTag(*tag, place == Place::Tray ? TagPlace::OnTray : TagPlace::Edge);
    }
    if (place == Place::Gone)
        m_units.erase(unit);
    emit changed();
}

bool Shop::takeBack(int stack) {
    const auto unit = std::ranges::find(m_units, stack, &Unit::stack);
    if (unit == m_units.end())
        return false;
    move(unit->id, Place::Gone);
    return true;
}

void Shop::clearTray() {
    while (!m_units.empty())
        move(m_units.back().id, Place::Gone);
}

bool Shop::hold(int stack, const vision::emulator::Pose &pose) {
    const Stack &article = m_stacks[static_cast<std::size_t>(stack)];
    if (!article.gtin || !m_camera.hold({vision::decode::Symbology::Ean13, article.gtin->display(), false}, pose))
        return false;
    m_held = stack;
    emit changed();
    return true;
}

bool Shop::scan(int stack) {
    const auto &gtin = m_stacks[static_cast<std::size_t>(stack)].gtin;
    return gtin && scan({"]E0", gtin->display()});
}

bool Shop::scan(const peripherals::scanner::Scan &code) {
    if (!m_scanner || !m_scanner->isPlugged())
        return false;
    m_scanner->scan(code);
    return true;
}

bool Shop::scanBasket(int stack) {
    const auto &gtin = m_stacks[static_cast<std::size_t>(stack)].gtin;
    auto &text = m_baskets[stack];
    if (text.empty() && gtin)
        text = runAdmin({"code", "basket", QString::fromStdString(gtin->digits())}).value_or("");
    return !text.empty() && scan({"]Q1", text});
}

void Shop::lower() {
    m_camera.clear();
    m_held = -1;
    emit changed();
}

void Shop::setPlugged(Plug plug, bool in) {
    bool &state = m_plugged[static_cast<std::size_t>(plug)];
    if (state == in)
        return;
    state = in;
    switch (plug) {
    case Plug::Reader:
        in ? m_reader.plug() : m_reader.unplug();
        break;
    case Plug::Camera:
        m_camera.setFault(in ? CameraFault::None : CameraFault::Unplugged);
        break;
    case Plug::Terminal:
        in ? void(state = m_terminal.listen(static_cast<std::uint16_t>(m_setup.config.payment.port)))
           : m_terminal.unplug();
        break;
    case Plug::Printer:
        in ? void(state = m_printer.listen(static_cast<std::uint16_t>(m_setup.config.printer.port)))
           : m_printer.unplug();
        break;
    case Plug::Web:
        in ? startWeb() : stopWeb();
        break;
    case Plug::Nfc:
        if (m_nfc)
            in ? void(state = m_nfc->plug()) : m_nfc->unplug();
        break;
    case Plug::Scanner:
        if (m_scanner)
            in ? void(state = m_scanner->plug()) : m_scanner->unplug();
        break;
    }
    emit changed();
}

void Shop::startWeb() {
    if (!m_setup.web.empty())
        m_web.start(QString::fromStdString(m_setup.web.string()),
                    {"--config", QString::fromStdString(m_setup.configFile.string())});
}

// It writes nothing, so a plug that is pulled may kill it.
void Shop::stopWeb() {
    m_web.kill();
    m_web.waitForFinished(1000);
}

} // namespace panier::bench
