#include "rfid/nfc/presence.h"

#include <utility>

namespace panier::rfid::nfc {

bool isRandomUid(base::ByteView uid) {
    return uid.size() == 4 && uid[0] == 0x08;
}

bool Presence::seen(const base::Bytes &uid) {
    // Two such cards in a row are one telephone that lies there.
    const bool same = m_there && (uid == m_uid || (isRandomUid(uid) && isRandomUid(m_uid)));
    if (!same)
        *this = {};
    m_there = true;
    m_misses = 0;
    m_uid = uid;
    return !m_told;
}

bool Presence::failed() {
    if (++m_tries < maxTries)
        return false;
    m_told = true;
    return true;
}

bool Presence::missed() {
    if (!m_there || ++m_misses < missesUntilGone)
        return false;
    const bool untold = !m_told && m_tries > 0;
    *this = {};
    return untold;
}

} // namespace panier::rfid::nfc
