#include "rfid/nfc/desfire_badge.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <freefare.h>
#include <memory>
#include <openssl/crypto.h>

namespace panier::rfid::nfc {

namespace {

constexpr std::uint8_t keyNumber = 0;
constexpr std::uint8_t keys = 1;
// Only key 0 lists, creates, deletes; it may be changed, and so may these settings.
constexpr std::uint8_t keySettings = 0x09;
constexpr std::uint8_t numberFile = 1;
constexpr std::size_t numberBytes = 16;
constexpr std::string_view systemIdentifier = "Panier badge";

struct FreeTag {
    void operator()(mifare_tag *tag) const {
        mifare_desfire_disconnect(tag); // does nothing where it isn't connected
        freefare_free_tag(tag);
    }
};
using Tag = std::unique_ptr<mifare_tag, FreeTag>;

struct FreeKey {
    void operator()(mifare_desfire_key *key) const { mifare_desfire_key_free(key); }
};
using LibraryKey = std::unique_ptr<mifare_desfire_key, FreeKey>;

LibraryKey libraryKey(const AesKey &key) {
    auto bytes = key.bytes();
    LibraryKey made(mifare_desfire_aes_key_new(bytes.data()));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return made;
}

NfcResult<Tag> connected(nfc_device *device, const nfc_iso14443a_info &card) {
    Tag tag(freefare_tag_new(device, card));
    if (!tag || freefare_get_tag_type(tag.get()) != DESFIRE)
        return base::fail(NfcError::Malformed, "the card is no DESFire");
    if (mifare_desfire_connect(tag.get()) < 0)
        return base::fail(NfcError::CardGone, "the card is gone");
    return tag;
}

// What a step that failed says: the card itself, or nothing.
NfcFailure failureOf(mifare_tag *tag, const char *step) {
    const auto said = mifare_desfire_last_picc_error(tag);
    if (said == OPERATION_OK)
        return {NfcError::CardGone, std::string(step) + ": the card is gone, or answers what no card should"};
    const bool refused = said == AUTHENTICATION_ERROR || said == PERMISSION_ERROR || said == NO_SUCH_KEY;
    return {refused ? NfcError::Refused : NfcError::Malformed,
            std::string(step) + ": the card says " + base::toHex({&said, 1})};
}

// False: the card has no such application.
NfcResult<bool> selected(mifare_tag *tag) {
    const std::unique_ptr<mifare_desfire_aid, decltype(&std::free)> id(mifare_desfire_aid_new(badgeApplication),
                                                                       &std::free);
    if (mifare_desfire_select_application(tag, id.get()) == 0)
        return true;
    if (mifare_desfire_last_picc_error(tag) == APPLICATION_NOT_FOUND)
        return false;
    return tl::make_unexpected(failureOf(tag, "select"));
}

NfcResult<void> authenticated(mifare_tag *tag, const AesKey &key) {
    const auto made = libraryKey(key);
    errno = 0;
    if (mifare_desfire_authenticate_aes(tag, keyNumber, made.get()) == 0)
        return {};
    const bool answered = errno != EIO;
    auto failure = failureOf(tag, "authenticate");
    // A card that answers, but not as one that holds the key would, is refused as one that says so itself.
    if (failure.code == NfcError::CardGone && answered)
        failure = {NfcError::Refused, "authenticate: the card doesn't hold the key"};
    return tl::make_unexpected(std::move(failure));
}

NfcResult<void> createApplication(mifare_tag *tag) {
    const std::unique_ptr<mifare_desfire_aid, decltype(&std::free)> id(mifare_desfire_aid_new(badgeApplication),
                                                                       &std::free);
    if (mifare_desfire_select_application(tag, nullptr) != 0)
        return tl::make_unexpected(failureOf(tag, "select the card"));
    if (mifare_desfire_create_application_aes(tag, id.get(), keySettings, keys) != 0)
        return tl::make_unexpected(failureOf(tag, "create the application"));
    if (mifare_desfire_select_application(tag, id.get()) != 0)
        return tl::make_unexpected(failureOf(tag, "select the application"));
    return {};
}

// From the key that a new application has, sixteen zeros, to the badge's own.
NfcResult<void> takeKey(mifare_tag *tag, const AesKey &own) {
    const AesKey factory;
    if (auto opened = authenticated(tag, factory); !opened)
        return opened;
    const auto before = libraryKey(factory);
    const auto after = libraryKey(own);
    if (mifare_desfire_change_key(tag, keyNumber, after.get(), before.get()) != 0)
        return tl::make_unexpected(failureOf(tag, "change the key"));
    return authenticated(tag, own);
}

NfcResult<void> writeNumber(mifare_tag *tag, const AesKey &own, const BadgeNumber &number) {
    constexpr auto rights = MDAR(MDAR_KEY0, MDAR_KEY0, MDAR_KEY0, MDAR_KEY0);
    if (mifare_desfire_create_std_data_file(tag, numberFile, MDCM_ENCIPHERED, rights, numberBytes) != 0) {
        if (mifare_desfire_last_picc_error(tag) != DUPLICATE_ERROR)
            return tl::make_unexpected(failureOf(tag, "create the file"));
        if (auto opened = authenticated(tag, own); !opened) // an error ends the session
            return opened;
    }
    const auto written = mifare_desfire_write_data_ex(tag, numberFile, 0, numberBytes, number.data(), MDCM_ENCIPHERED);
    if (written != static_cast<ssize_t>(numberBytes))
        return tl::make_unexpected(failureOf(tag, "write the number"));
    return {};
}

// `enciphered` in the call, whatever the card says of the file: what is deciphered with the session's key and has its
// CRC is what proves the card; libfreefare's own comparison of an answer would do with fewer bytes.
NfcResult<BadgeNumber> readNumber(mifare_tag *tag) {
    std::array<std::uint8_t, 64> data{}; // libfreefare deciphers in place: 32 bytes and a status
    const auto count = mifare_desfire_read_data_ex(tag, numberFile, 0, numberBytes, data.data(), MDCM_ENCIPHERED);
    if (count != static_cast<ssize_t>(numberBytes))
        return tl::make_unexpected(count < 0 ? failureOf(tag, "read the number")
                                             : NfcFailure{NfcError::Malformed, "the number has another length"});
    BadgeNumber number{};
    std::copy_n(data.begin(), numberBytes, number.begin());
    return number;
}

} // namespace

NfcResult<AesKey> badgeKey(const AesKey &master, base::ByteView uid) {
    constexpr std::size_t uidBytes = 7;
    if (uid.size() != uidBytes)
        return base::fail(NfcError::Malformed, "a badge has a UID of 7 bytes; this card hides its own");
    base::ByteWriter input;
    input.append(uid);
    input.append(base::Bytes{badgeApplication >> 16 & 0xFF, badgeApplication >> 8 & 0xFF, badgeApplication & 0xFF});
    input.append(systemIdentifier);
    return diversified(master, input.bytes());
}

bool isDesfire(const nfc_iso14443a_info &card) {
    static constexpr std::array<std::uint8_t, 5> ats = {0x75, 0x77, 0x81, 0x02, 0x80};
    return card.btSak == 0x20 && card.szAtsLen == ats.size() && std::equal(ats.begin(), ats.end(), card.abtAts);
}

NfcResult<std::optional<BadgeNumber>> readBadge(nfc_device *device, const nfc_iso14443a_info &card,
                                                const AesKey &master) {
    const auto tag = connected(device, card);
    if (!tag)
        return tl::make_unexpected(tag.error());
    const auto there = selected(tag->get());
    if (!there)
        return tl::make_unexpected(there.error());
    if (!*there)
        return std::optional<BadgeNumber>();
    const auto key = badgeKey(master, {card.abtUid, card.szUidLen});
    if (!key)
        return base::fail(NfcError::Refused, key.error().text);
    if (const auto opened = authenticated(tag->get(), *key); !opened)
        return tl::make_unexpected(opened.error());
    const auto number = readNumber(tag->get());
    if (!number)
        return tl::make_unexpected(number.error());
    return std::optional(*number);
}

NfcResult<void> writeBadge(nfc_device *device, const nfc_iso14443a_info &card, const AesKey &master,
                           const BadgeNumber &number) {
    const auto key = badgeKey(master, {card.abtUid, card.szUidLen});
    if (!key)
        return tl::make_unexpected(key.error());
    const auto tag = connected(device, card);
    if (!tag)
        return tl::make_unexpected(tag.error());
    const auto there = selected(tag->get());
    if (!there)
        return tl::make_unexpected(there.error());
    if (!*there)
        if (auto created = createApplication(tag->get()); !created)
            return created;
    auto opened = authenticated(tag->get(), *key);
    if (!opened && opened.error().code == NfcError::Refused)
        opened = takeKey(tag->get(), *key);
    if (!opened)
        return opened;
    return writeNumber(tag->get(), *key, number);
}

} // namespace panier::rfid::nfc
