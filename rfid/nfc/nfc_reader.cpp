#include "rfid/nfc/nfc_reader.h"

#include "base/log.h"

#include <algorithm>
#include <chrono>

namespace panier::rfid::nfc {

namespace {

CardTapped withoutRecord(const FoundCard &card) {
    return {isRandomUid(card.uid) ? base::Bytes() : card.uid, card.kind, std::nullopt};
}

// What is told of a card that can't be read to its end.
NfcEvent insteadOf(const FoundCard &card, NfcError error) {
    if (card.kind != CardKind::Desfire)
        return withoutRecord(card);
    return BadgeRefused{error == NfcError::Refused    ? BadgeRefused::Reason::NotAuthentic
                        : error == NfcError::CardGone ? BadgeRefused::Reason::LeftTooSoon
                                                      : BadgeRefused::Reason::Unreadable};
}

} // namespace

NfcReader::NfcReader(NfcReaderOptions options, QObject *parent) : QObject(parent), m_options(std::move(options)) {}

NfcReader::~NfcReader() {
    stop();
    if (m_thread.joinable())
        m_thread.join();
}

void NfcReader::start() {
    if (!m_thread.joinable() && !stopping())
        m_thread = std::thread([this] { run(); });
}

void NfcReader::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_stop.notify_all();
    m_events.close();
}

bool NfcReader::stopping() {
    const std::lock_guard lock(m_mutex);
    return m_stopping;
}

// False: it was stopped meanwhile.
bool NfcReader::waitedFor(int milliseconds) {
    std::unique_lock lock(m_mutex);
    return !m_stop.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return m_stopping; });
}

// Each value in the queue has one call under way that takes it out again, so that pop() never waits.
bool NfcReader::tell(NfcEvent event) {
    if (!m_events.push(std::move(event)))
        return false;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (const auto next = m_events.pop(); next && !stopping())
                emit told(*next);
        },
        Qt::QueuedConnection);
    return true;
}

void NfcReader::run() {
    int retryMs = m_options.firstRetryMs;
    std::string told;
    while (!stopping()) {
        auto field = NfcField::open(m_options.connection);
        if (field && tell(ReaderReady{field->name()})) {
            retryMs = m_options.firstRetryMs;
            watch(*field);
            told.clear();
        } else if (!field) {
            m_lost = field.error().text;
        }
        if (told != m_lost && tell(ReaderLost{m_lost}))
            told = m_lost;
        field = base::fail(NfcError::Unavailable, std::string()); // closes it
        if (!waitedFor(retryMs))
            return;
        retryMs = std::min(2 * retryMs, m_options.longestRetryMs);
    }
}

// Until the reader fails, or it was stopped.
void NfcReader::watch(NfcField &field) {
    int failures = 0;
    while (failures < maxFailures) {
        failures = look(field) ? 0 : failures + 1;
        if (!waitedFor(m_options.lookMs))
            return;
    }
}

// False: the reader failed.
bool NfcReader::look(NfcField &field) {
    const auto card = field.look();
    if (!card) {
        m_lost = card.error().text;
        return false;
    }
    if (!*card) {
        if (m_presence.missed())
            (void)tell(m_instead);
    } else if (m_presence.seen((*card)->uid)) {
        read(field, **card);
    }
    return true;
}

void NfcReader::read(NfcField &field, const FoundCard &card) {
    auto event = eventOf(field, card);
    if (!event) {
        base::logInfo("nfc: {}", event.error().text);
        m_instead = insteadOf(card, event.error().code);
        if (event.error().code == NfcError::CardGone && !m_presence.failed())
            return; // it is tried again at the next look
        event = m_instead;
    }
    if (tell(std::move(*event)))
        m_presence.told();
}

NfcResult<NfcEvent> NfcReader::eventOf(NfcField &field, const FoundCard &card) {
    auto tapped = withoutRecord(card);
    if (card.kind == CardKind::Type2) {
        auto record = field.readNdef();
        if (!record && record.error().code == NfcError::CardGone)
            return tl::make_unexpected(record.error());
        if (record)
            tapped.ndef = std::move(*record);
        else
            base::logInfo("nfc: {}", record.error().text);
    }
    if (card.kind == CardKind::Desfire && m_options.badgeKey) {
        const auto number = field.readBadge(*m_options.badgeKey);
        if (!number)
            return tl::make_unexpected(number.error());
        if (*number)
            return BadgeTapped{**number};
    }
    return tapped;
}

} // namespace panier::rfid::nfc
