#include "app/kiosk/till.h"

#include "app/config/secret_file.h"
#include "app/config/till.h"
#include "base/log.h"
#include "eticket/link.h"
#include "visit/json.h"

#include <algorithm>
#include <charconv>

namespace panier::app {

namespace {

constexpr int msPerSecond = 1000;

peripherals::link::Endpoint endpoint(const std::string &host, int port) {
    return {host, static_cast<std::uint16_t>(port)};
}

// The settings of [rfid], and its secret; a failure says what to do.
base::Expected<devices::TrayOptions, std::string> trayOptions(const config::Rfid &rfid) {
    devices::TrayOptions options;
    if (rfid.family == "thingmagic") {
        rfid::thingmagic::ReaderConfig reader;
        reader.device = rfid.device;
        reader.region = rfid::thingmagic::regionNamed(rfid.region).value();
        if (rfid.powerDbm > 0)
            reader.powerDbm = rfid.powerDbm;
        options.reader = std::move(reader);
    } else {
        rfid::llrp::ClientConfig reader;
        reader.endpoint = endpoint(rfid.host, rfid.port);
        if (rfid.tls)
            reader.tls = peripherals::link::TlsSettings{rfid.caFile.string(), {}, rfid.fingerprint, {}, {}};
        reader.inventory.session = static_cast<std::uint8_t>(rfid.session);
        if (rfid.mode >= 0)
            reader.inventory.mode = static_cast<std::uint32_t>(rfid.mode);
        if (rfid.powerDbm > 0)
            reader.inventory.powerDbm = rfid.powerDbm;
        options.reader = std::move(reader);
    }
    options.settings.engine.limitDbm = rfid.limitDbm;
    options.settings.lidInput = rfid.lidInput;
    if (rfid.mark == "none")
        return options;
    auto &mark = options.settings.mark.emplace();
    mark.kind = rfid.mark == "eas" ? rfid::reader::SoldMark::Kind::Eas : rfid::reader::SoldMark::Kind::UserMemory;
    if (rfid.markPasswordFile.empty())
        return options;
    const auto password = config::readSecret(rfid.markPasswordFile);
    if (!password)
        return tl::make_unexpected(password.error());
    const char *end = password->data() + password->size();
    constexpr int hexadecimal = 16;
    const auto parsed = std::from_chars(password->data(), end, mark.accessPassword, hexadecimal);
    if (password->size() != 8 || parsed.ec != std::errc() || parsed.ptr != end)
        return tl::make_unexpected(rfid.markPasswordFile.string() + " must hold 8 hexadecimal digits");
    return options;
}

base::Expected<devices::ClaimsConfig, std::string> claimsConfig(const config::Config &config) {
    const auto &neighbours = config.neighbours;
    const auto secret = config::shopSecret(neighbours.keyFile);
    if (!secret)
        return tl::make_unexpected(secret.error());
    devices::ClaimsConfig claims;
    claims.shop = config::shopNumber(config);
    claims.name = neighbours.name;
    claims.listen = endpoint(neighbours.listenHost, neighbours.listenPort);
    for (const auto &kiosk : neighbours.kiosks)
        claims.kiosks.push_back({kiosk.name, endpoint(kiosk.host, kiosk.port)});
    claims.secret = *secret;
    return claims;
}

peripherals::scanner::ScannerOptions scannerOptions(const config::Scanner &scanner) {
    using namespace peripherals::scanner;
    ScannerOptions options;
    if (scanner.kind == "serial")
        options.device = peripherals::link::SerialLine{scanner.device, scanner.baud};
    else
        options.device = KeyboardDevice{scanner.device, layoutNamed(scanner.layout).value()};
    options.format = {scanner.prefix, suffixNamed(scanner.suffix).value()};
    return options;
}

base::Expected<devices::DeviceOptions, std::string> deviceOptions(const config::Config &config) {
    devices::DeviceOptions options;
    if (config.rfid.enabled) {
        auto tray = trayOptions(config.rfid);
        if (!tray)
            return tl::make_unexpected(tray.error());
        options.tray = std::move(*tray);
        options.tray->recordings = config.database.till.parent_path() / "recordings";
        options.tray->recordingsKept = config.rfid.recordAlerts;
    }
    if (!config.neighbours.kiosks.empty()) {
        auto claims = claimsConfig(config);
        if (!claims)
            return tl::make_unexpected(claims.error());
        options.neighbours = std::move(*claims);
    }
    if (!config.nfc.device.empty())
        options.nfc = devices::NfcOptions{config.nfc.device, config.nfc.badgeKeyFile};
    auto rules = config::codeRules(config);
    if (!rules)
        return tl::make_unexpected(rules.error());
    options.codes = std::move(*rules);
    if (config.eticket.enabled)
        options.codes.ticketLinks = eticket::eticketUrl(config.eticket.publicUrl, {});
    if (config.scanner.kind != "none")
        options.scanner = scannerOptions(config.scanner);
    if (config.camera.enabled) {
        options.eye.emplace();
        options.eye->source = QString::fromStdString(config.camera.source);
        options.eye->program = QString::fromStdString(config.camera.eye.string());
        options.eye->camera = {config.camera.focus, config.camera.exposureUs, config.camera.mainsHz};
        options.eye->crashFrames = {config.camera.keepCrashFrames, config.camera.keepCrashDays,
                                    config.database.till.parent_path() / "crash-frames"};
    }
    if (!config.cameraTop.source.empty()) {
        options.topEye.emplace();
        options.topEye->source = QString::fromStdString(config.cameraTop.source);
        options.topEye->program = QString::fromStdString(config.camera.eye.string());
        options.topEye->camera = {-1, config.cameraTop.exposureUs, config.cameraTop.mainsHz};
    }
    options.terminal.endpoint = endpoint(config.payment.host, config.payment.port);
    options.terminal.till = config.payment.till;
    options.terminal.answerTimeoutMs = config.payment.timeoutSeconds * msPerSecond;
    if (config.printer.enabled) {
        options.printer.emplace();
        options.printer->endpoint = endpoint(config.printer.host, config.printer.port);
        options.printer->columns = config.printer.columns;
    }
    if (config.eticket.enabled)
        options.eticketUrl = config.eticket.publicUrl;
    return options;
}

visit::State outOfService() {
    visit::State state;
    state.phase = visit::Phase::OutOfService;
    return state;
}

} // namespace

Till::Till(const config::Config &config, const base::Clock &clock) : m_config(config), m_clock(clock) {
    m_settings.registerNumber = config.kiosk.number;
    m_settings.language = config.kiosk.language == "en" ? checkout::Language::English : checkout::Language::French;
    m_settings.idleMs = static_cast<base::TimeMs>(config.kiosk.idleSeconds) * msPerSecond;
    m_settings.markSold = config.rfid.enabled && config.rfid.mark != "none";
    m_restored.language = m_settings.language;
}

Till::~Till() {
    m_devices.reset(); // before the store whose answers they await
    m_loop.reset();
}

base::Expected<std::unique_ptr<Till>, std::string> Till::open(const config::Config &config, const base::Clock &clock) {
    auto options = deviceOptions(config);
    if (!options)
        return tl::make_unexpected(options.error());
    std::unique_ptr<Till> till(new Till(config, clock));
    till->m_options = std::move(*options);
    auto *raw = till.get();
    const auto poster = [raw](std::function<void()> function) {
        QMetaObject::invokeMethod(raw, std::move(function), Qt::QueuedConnection);
    };
    auto store =
        storage::TillStore::open(config::tillFiles(config), config::tillRegister(config), poster, clock.nowMs());
    if (!store && store.error().code != storage::StorageError::Integrity)
        return tl::make_unexpected(store.error().text);
    if (!store) {
        base::logError("out of service: {}", store.error().text);
        till->m_restored = outOfService();
        return till;
    }
    const auto &stored = (*store)->restored();
    if (!stored.stateJson.empty()) {
        auto state = visit::stateFromJson(stored.stateJson);
        if (!state) {
            base::logError("out of service: {}", state.error().text);
            till->m_restored = outOfService();
            return till;
        }
        till->m_restored = std::move(*state);
    }
    till->m_store = std::move(*store);
    return till;
}

void Till::start() {
    const auto bag = codes::Gtin::parse(m_config.kiosk.bagGtin);
    if (!m_store || !bag) {
        QMetaObject::invokeMethod(this, &Till::begin, Qt::QueuedConnection);
        return;
    }
    m_store->findArticle(*bag, [this](const auto &result) {
        const auto *found = result ? std::get_if<storage::Found>(&*result) : nullptr;
        if (found != nullptr)
            m_settings.bag = found->article;
        else
            base::logWarning("the bag {} is not in the catalogue: none is offered", m_config.kiosk.bagGtin);
        begin();
    });
}

void Till::begin() {
    if (m_store) {
        m_loop = std::make_unique<devices::VisitLoop>(m_settings, m_restored, *m_store, m_clock);
        m_devices = std::make_unique<devices::KioskDevices>(m_options, *m_loop, *m_store, m_clock);
        connect(m_loop.get(), &devices::VisitLoop::changed, this, &Till::changed);
        connect(m_devices.get(), &devices::KioskDevices::stopped, this, &Till::stopped);
        m_loop->start(m_store->restored().openCommands);
        m_devices->start();
    }
    emit ready();
}

void Till::stop() {
    if (m_devices)
        m_devices->stop();
    else
        QMetaObject::invokeMethod(this, &Till::stopped, Qt::QueuedConnection);
}

const visit::State &Till::state() const {
    static const visit::State closed = outOfService();
    if (!m_loop)
        return m_restored;
    return m_loop->stuck() ? closed : m_loop->state();
}

void Till::post(visit::EventData event) {
    if (m_loop)
        m_loop->post(std::move(event));
}

visit::TagSignal Till::signalOf(const codes::Epc &epc) const {
    return m_devices ? m_devices->signalOf(epc) : visit::TagSignal{epc, {}};
}

void Till::signIn(const std::string &user, const std::string &pin) {
    if (!m_store) {
        emit signInRefused(1);
        return;
    }
    m_store->signIn(user, pin, m_clock.nowMs(), [this](const auto &answer) {
        const auto *signedIn = answer ? std::get_if<storage::SignedIn>(&*answer) : nullptr;
        if (signedIn != nullptr) {
            post(visit::StaffSignedIn{signedIn->user, signedIn->displayName});
            emit signInAccepted();
            return;
        }
        if (!answer)
            base::logError("sign-in: {}", answer.error().text);
        const auto *refused = answer ? std::get_if<storage::SignInRefused>(&*answer) : nullptr;
        const auto waitMs = refused != nullptr ? refused->retryAt - m_clock.nowMs() : msPerSecond;
        emit signInRefused(static_cast<int>(std::max<base::TimeMs>(0, waitMs + msPerSecond - 1) / msPerSecond));
    });
}

} // namespace panier::app
