#include "rfid/nfc/nfc_field.h"

#include "rfid/nfc/card_guard.h"
#include "rfid/nfc/desfire_badge.h"

#include <nfc/nfc.h>

namespace panier::rfid::nfc {

namespace {

constexpr nfc_modulation typeA = {NMT_ISO14443A, NBR_106};
constexpr std::size_t pageBytes = 4;
constexpr std::size_t readBytes = 16; // four pages at a time

CardKind kindOf(const nfc_iso14443a_info &card) {
    if (isDesfire(card))
        return CardKind::Desfire;
    if (card.btSak == 0x00 && card.abtAtqa[1] == 0x44)
        return CardKind::Type2;
    return (card.btSak & 0x08) != 0 ? CardKind::Classic : CardKind::Other;
}

// A card that answered wrongly, or went away while it was called.
bool isAboutCard(int error) {
    return error == NFC_ERFTRANS || error == NFC_ETGRELEASED;
}

} // namespace

struct NfcField::Device {
    ~Device() {
        if (device != nullptr)
            nfc_close(device);
        if (context != nullptr)
            nfc_exit(context);
    }
    [[nodiscard]] NfcFailure failure() const { return {NfcError::Unavailable, nfc_strerror(device)}; }

    nfc_context *context = nullptr;
    nfc_device *device = nullptr;
    nfc_iso14443a_info card{};
};

NfcField::NfcField(std::unique_ptr<Device> device) : m_device(std::move(device)) {}
NfcField::NfcField(NfcField &&) noexcept = default;
NfcField &NfcField::operator=(NfcField &&) noexcept = default;
NfcField::~NfcField() = default;

NfcResult<NfcField> NfcField::open(const std::string &connection) {
    if (connection.size() >= sizeof(nfc_connstring))
        return base::fail(NfcError::Unavailable, "the reader's name is too long");
    auto made = std::make_unique<Device>();
    nfc_init(&made->context);
    if (made->context == nullptr)
        return base::fail(NfcError::Unavailable, "libnfc can't start");
    made->device = nfc_open(made->context, connection.c_str());
    if (made->device == nullptr)
        return base::fail(NfcError::Unavailable, connection +
                                                     ": no reader there, it doesn't answer, or another program "
                                                     "has it");
    if (nfc_initiator_init(made->device) < 0 ||
        nfc_device_set_property_bool(made->device, NP_INFINITE_SELECT, false) < 0)
        return tl::make_unexpected(made->failure());
    return NfcField(std::move(made));
}

std::string NfcField::name() const {
    return nfc_device_get_name(m_device->device);
}

NfcResult<std::optional<FoundCard>> NfcField::look() {
    auto *device = m_device->device;
    // A card that was spoken to is halted, or in its protocol: without the field it forgets that.
    if (nfc_device_set_property_bool(device, NP_ACTIVATE_FIELD, false) < 0 ||
        nfc_device_set_property_bool(device, NP_ACTIVATE_FIELD, true) < 0)
        return tl::make_unexpected(m_device->failure());
    nfc_target target{};
    const int found = nfc_initiator_select_passive_target(device, typeA, nullptr, 0, &target);
    if (found == 0 || isAboutCard(found))
        return std::optional<FoundCard>();
    if (found < 0)
        return tl::make_unexpected(m_device->failure());
    m_device->card = target.nti.nai;
    const auto &card = m_device->card;
    const std::size_t uidBytes = card.szUidLen; // libnfc packs its structures: no reference to a member
    const base::ByteView uid(card.abtUid, std::min(uidBytes, sizeof card.abtUid));
    return std::optional(FoundCard{{uid.begin(), uid.end()}, kindOf(card)});
}

NfcResult<base::Bytes> NfcField::readPages(std::uint8_t page) {
    const std::array<std::uint8_t, 2> command = {0x30, page}; // READ
    base::Bytes answer(readBytes + 1);
    const int count = nfc_initiator_transceive_bytes(m_device->device, command.data(), command.size(), answer.data(),
                                                     answer.size(), exchangeMs);
    if (count < 0)
        return base::fail(NfcError::CardGone, "the tag is gone");
    if (count != static_cast<int>(readBytes))
        return base::fail(NfcError::Malformed, "the tag's pages have another size");
    answer.resize(readBytes);
    return answer;
}

NfcResult<NdefRecord> NfcField::readNdef() {
    constexpr std::size_t containerPage = 3;
    auto head = readPages(containerPage);
    if (!head)
        return tl::make_unexpected(head.error());
    const auto areaSize = ndefAreaSize(base::ByteView(*head).first(pageBytes));
    if (!areaSize)
        return base::fail(NfcError::Malformed, "the tag isn't formatted for NDEF");
    base::Bytes area(head->begin() + pageBytes, head->end());
    for (;;) { // each turn reads 16 bytes more, of an area of at most maxNdefBytes
        area.resize(std::min(area.size(), *areaSize));
        const auto place = findNdef(area, *areaSize);
        if (!place)
            return tl::make_unexpected(place.error());
        if (*place && (*place)->offset + (*place)->length <= area.size())
            return parseNdef(base::ByteView(area).subspan((*place)->offset, (*place)->length));
        const auto page = containerPage + 1 + area.size() / pageBytes;
        const auto more = readPages(static_cast<std::uint8_t>(page));
        if (!more)
            return tl::make_unexpected(more.error());
        area.insert(area.end(), more->begin(), more->end());
    }
}

NfcResult<std::optional<BadgeNumber>> NfcField::readBadge(const AesKey &master) {
    nfc_initiator_deselect_target(m_device->device);
    return nfc::readBadge(m_device->device, m_device->card, master);
}

NfcResult<void> NfcField::writeBadge(const AesKey &master, const BadgeNumber &number) {
    nfc_initiator_deselect_target(m_device->device);
    return nfc::writeBadge(m_device->device, m_device->card, master, number);
}

} // namespace panier::rfid::nfc
