#include "peripherals/scanner/scanner.h"

namespace panier::peripherals::scanner {

Scanner::Scanner(ScannerOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_framer(m_options.format) {
    constexpr int secondMs = 1000;
    m_silence.setSingleShot(true);
    m_silence.setInterval(m_options.silenceMs);
    m_second.setSingleShot(true);
    m_second.setInterval(secondMs);
    connect(&m_silence, &QTimer::timeout, this, [this] { tell(m_framer.silence()); });
    connect(&m_second, &QTimer::timeout, this, [this] { m_scans = 0; });
    if (const auto *line = std::get_if<link::SerialLine>(&m_options.device)) {
        m_serial = std::make_unique<link::SerialLink>(*line, m_options.limits);
        join(*m_serial);
    } else {
        m_keyboard = std::make_unique<KeyboardLink>(std::get<KeyboardDevice>(m_options.device), m_options.limits);
        join(*m_keyboard);
        connect(m_keyboard.get(), &KeyboardLink::dropped, this, &Scanner::forget);
    }
}

template <typename Link>
void Scanner::join(Link &link) {
    connect(&link, &Link::received, this, &Scanner::onBytes);
    connect(&link, &Link::opened, this, &Scanner::opened);
    connect(&link, &Link::lost, this, [this](const QString &reason) {
        forget();
        emit lost(reason);
    });
}

void Scanner::start() {
    if (m_serial)
        m_serial->keepOpen();
    else
        m_keyboard->keepOpen();
}

void Scanner::stop() {
    if (m_serial)
        m_serial->close();
    else
        m_keyboard->close();
    forget();
}

void Scanner::onBytes(const QByteArray &bytes) {
    tell(m_framer.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    if (m_framer.isOpen())
        m_silence.start();
    else
        m_silence.stop();
}

void Scanner::tell(const std::vector<ScanResult> &results) {
    for (const auto &result : results) {
        if (!m_second.isActive())
            m_second.start();
        if (++m_scans > m_options.maxScansPerSecond)
            return;
        if (result)
            emit scanned(*result);
        else
            emit failed(result.error());
    }
}

// What has begun has lost its end.
void Scanner::forget() {
    m_silence.stop();
    if (!m_framer.isOpen())
        return;
    m_framer.reset();
    emit failed(ScanError::Incomplete);
}

} // namespace panier::peripherals::scanner
