#include "devices/nfc_device.h"

#include "base/log.h"

#include <array>

namespace panier::devices {

namespace {

using namespace rfid::nfc;

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

NfcReaderOptions readerOptions(const NfcOptions &options) {
    NfcReaderOptions reader;
    reader.connection = options.connection;
    if (options.badgeKeyFile.empty())
        return reader;
    if (auto key = readKeyFile(options.badgeKeyFile))
        reader.badgeKey = std::move(*key);
    else
        base::logError("nfc: no badge is taken: {}", key.error().text);
    return reader;
}

// Enough to tell two cards apart in a log, too little to find a shopper by.
std::string shortened(const base::Bytes &uid) {
    constexpr std::size_t shown = 2;
    return uid.size() <= shown ? "none" : ".." + base::toHex(base::ByteView(uid).last(shown));
}

const char *nameOf(CardKind kind) {
    static constexpr std::array names = {"Type 2 tag", "DESFire", "MIFARE Classic", "card"};
    return names[static_cast<std::size_t>(kind)];
}

const char *nameOf(BadgeRefused::Reason reason) {
    static constexpr std::array names = {"it doesn't hold its key", "its number can't be read",
                                         "it was taken away too soon"};
    return names[static_cast<std::size_t>(reason)];
}

} // namespace

NfcDevice::NfcDevice(const NfcOptions &options, storage::TillStore &store, CodeIntake &intake, EventSink sink,
                     QObject *parent)
    : QObject(parent), m_store(store), m_sink(std::move(sink)), m_reader(readerOptions(options)) {
    connect(&m_reader, &NfcReader::told, this, [this, &intake](const NfcEvent &event) {
        std::visit(Overloaded{
                       [this](const BadgeTapped &badge) { onBadge(badge); },
                       [](const BadgeRefused &badge) {
                           base::logWarning("nfc: a badge is refused: {}", nameOf(badge.reason));
                       },
                       [&intake](const CardTapped &card) {
                           base::logInfo("nfc: a {}, UID {}{}", nameOf(card.kind), shortened(card.uid),
                                         card.ndef ? ", with a record" : "");
                           if (card.ndef)
                               intake.read(CodeSource::Nfc, {}, card.ndef->value, ReadTrust::Sound);
                       },
                       [this](const ReaderReady &reader) {
                           base::logInfo("nfc: {} is ready", reader.name);
                           m_sink(visit::DeviceChanged{visit::Device::Nfc, {visit::Health::Ready, {}}}, 0);
                       },
                       [this](const ReaderLost &reader) {
                           base::logWarning("nfc: {}", reader.reason);
                           m_sink(visit::DeviceChanged{visit::Device::Nfc,
                                                       {visit::Health::Lost, visit::DeviceReason::Unreachable}},
                                  0);
                       },
                   },
                   event);
    });
}

void NfcDevice::onBadge(const BadgeTapped &badge) {
    const auto number = base::toHex(badge.number);
    m_store.badgeOwner(number, [this, number](const auto &owner) {
        if (!owner)
            base::logError("nfc: a badge's user can't be looked up: {}", owner.error().text);
        else if (!*owner)
            base::logWarning("nfc: badge {}.. is nobody's: it was revoked, or another kiosk's staff.db has it",
                             number.substr(0, 4));
        else
            m_sink(visit::StaffSignedIn{(*owner)->user, (*owner)->displayName}, 0);
    });
}

} // namespace panier::devices
