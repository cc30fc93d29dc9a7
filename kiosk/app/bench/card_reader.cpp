#include "app/bench/card_reader.h"

#include <string_view>

namespace panier::bench {

namespace {

using namespace rfid::emulator;

const base::Bytes badgeUid = {0x04, 0x50, 0x4E, 0x52, 0x00, 0x00, 0x01};
const base::Bytes loyaltyUid = {0x04, 0x50, 0x4E, 0x52, 0x00, 0x00, 0x02};

// An NDEF message of one URI record, "https://" and what follows (NFC Forum RTD URI 1.0, 3.2; NDEF 1.0, 3.2).
base::Bytes uriMessage(std::string_view rest) {
    constexpr std::uint8_t wholeShortWellKnown = 0xD1; // MB, ME, SR, TNF 1
    constexpr std::uint8_t https = 0x04;
    base::Bytes message{wholeShortWellKnown, 1, static_cast<std::uint8_t>(rest.size() + 1), 'U', https};
    message.insert(message.end(), rest.begin(), rest.end());
    return message;
}

} // namespace

CardReader::CardReader(const std::filesystem::path &link)
    : m_reader(link), m_badge(std::make_shared<DesfireCard>(badgeUid)),
      m_loyalty(std::make_shared<Ntag213>(loyaltyUid)) {
    (void)m_loyalty->setNdef(uriMessage("ficelle.example/c/4021"));
}

std::optional<std::filesystem::path> CardReader::linkIn(const std::string &connection) {
    constexpr std::string_view kind = "pn532_uart:";
    if (!connection.starts_with(kind) || connection.size() == kind.size())
        return std::nullopt;
    return connection.substr(kind.size());
}

void CardReader::lay(Card card) {
    m_reader.takeAll();
    m_lying = card;
    if (card == Card::Badge)
        (void)m_reader.lay(m_badge);
    else if (card == Card::Loyalty)
        (void)m_reader.lay(m_loyalty);
}

} // namespace panier::bench
