#include "devices/neighbours/claims.h"

#include "base/log.h"

#include <QHostInfo>
#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace panier::devices {

namespace {

constexpr std::int64_t usPerMs = 1000;

// True if `a` of kiosk `nameA` goes before `b` of kiosk `nameB`.
bool outranks(const Claim &a, const std::string &nameA, const Claim &b, const std::string &nameB) {
    return std::tuple(!a.firm, a.since, nameA) < std::tuple(!b.firm, b.since, nameB);
}

} // namespace

Claims::Claims(ClaimsConfig config, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_config(std::move(config)), m_clock(clock) {
    for (const auto &neighbour : m_config.kiosks)
        m_peers.emplace_back().neighbour = neighbour;
    m_renew.setInterval(renewMs);
    m_soon.setInterval(soonMs);
    m_soon.setSingleShot(true);
    connect(&m_renew, &QTimer::timeout, this, &Claims::renew);
    connect(&m_soon, &QTimer::timeout, this, &Claims::tell);
    connect(&m_socket, &QUdpSocket::readyRead, this, &Claims::receive);
}

void Claims::start() {
    m_renew.start();
    renew();
}

void Claims::renew() {
    bind();
    for (std::size_t i = 0; i < m_peers.size(); ++i)
        lookUp(i);
    expire();
    tell();
}

void Claims::bind() {
    if (m_socket.state() == QAbstractSocket::BoundState)
        return;
    const auto &listen = m_config.listen;
    const bool bound = m_socket.bind(QHostAddress(QString::fromStdString(listen.host)), listen.port);
    if (!bound && !std::exchange(m_bindFailed, true))
        base::logError("neighbours: can't listen on {}:{}: {}", listen.host, listen.port,
                       m_socket.errorString().toStdString());
    if (bound)
        m_bindFailed = false;
}

void Claims::lookUp(std::size_t index) {
    auto &peer = m_peers[index];
    if (!peer.address.isNull() || peer.lookingUp)
        return;
    const auto host = QString::fromStdString(peer.neighbour.endpoint.host);
    if (peer.address.setAddress(host))
        return;
    peer.lookingUp = true;
    QHostInfo::lookupHost(host, this, [this, index](const QHostInfo &found) {
        m_peers[index].lookingUp = false;
        if (!found.addresses().isEmpty())
            m_peers[index].address = found.addresses().first();
    });
}

void Claims::hold(const std::vector<visit::TagClaim> &claims) {
    std::map<codes::Epc, Claim> own;
    for (const auto &claim : claims) {
        if (own.size() >= maxClaims)
            break;
        const auto before = m_own.find(claim.epc);
        const auto since = before == m_own.end() ? m_clock.nowMs() : before->second.since;
        own[claim.epc] = {claim.epc, since, claim.firm};
    }
    if (own == m_own)
        return;
    m_own = std::move(own);
    if (m_renew.isActive() && !m_soon.isActive())
        m_soon.start();
}

// The stamp is the clock, so that whoever starts afresh still knows what is old; and it never stands still.
void Claims::tell() {
    const auto now = static_cast<std::uint64_t>(std::max<base::TimeMs>(0, m_clock.nowMs()));
    const bool clockSetBack = m_stamp > now + windowMs;
    m_stamp = now > m_stamp || clockSetBack ? now : m_stamp + 1;
    std::vector<Claim> claims;
    for (const auto &[epc, claim] : m_own)
        claims.push_back(claim);
    if (m_socket.state() != QAbstractSocket::BoundState)
        return;
    for (const auto &datagram : encodeClaims(m_config.shop, m_config.name, m_stamp, claims, m_config.secret))
        for (const auto &peer : m_peers)
            if (!peer.address.isNull()) // one that is lost is told again in a second
                m_socket.writeDatagram(reinterpret_cast<const char *>(datagram.data()),
                                       static_cast<qint64>(datagram.size()), peer.address,
                                       peer.neighbour.endpoint.port);
}

void Claims::receive() {
    for (int n = 0; n < maxDatagramsAtOnce && m_socket.hasPendingDatagrams(); ++n) {
        base::Bytes datagram(ClaimMessage::maxBytes + 1); // one too long is cut, and then not sealed
        const auto size =
            m_socket.readDatagram(reinterpret_cast<char *>(datagram.data()), static_cast<qint64>(datagram.size()));
        if (size <= 0)
            continue;
        datagram.resize(static_cast<std::size_t>(size));
        take(datagram);
    }
    if (m_socket.hasPendingDatagrams())
        QMetaObject::invokeMethod(this, &Claims::receive, Qt::QueuedConnection);
}

// What isn't sealed, isn't this shop's or isn't new changes nothing and is not even logged: anyone may send it.
void Claims::take(const base::Bytes &datagram) {
    const auto message = decodeClaims(datagram, m_config.secret);
    if (!message || message->shop != m_config.shop)
        return;
    const auto peer = std::find_if(m_peers.begin(), m_peers.end(),
                                   [&](const Peer &candidate) { return candidate.neighbour.name == message->kiosk; });
    if (peer != m_peers.end() && isFresh(*peer, *message) && takeClaims(*peer, *message))
        emit changed();
}

bool Claims::isFresh(Peer &peer, const ClaimMessage &message) {
    const auto now = m_clock.nowMs();
    const auto age = now - static_cast<base::TimeMs>(message.stamp);
    if (age > windowMs || age < -windowMs) {
        if (message.stamp > peer.stamp && !std::exchange(peer.clockWarned, true))
            base::logWarning("neighbours: {} is not heard, its clock or this one's is {} s off", peer.neighbour.name,
                             std::abs(age) / 1000);
        return false;
    }
    peer.clockWarned = false;
    if (static_cast<base::TimeMs>(peer.stamp) > now + windowMs) // both clocks were set back since
        peer.stamp = 0;
    const bool waited =
        message.stamp == peer.stamp && message.parts == peer.parts && !peer.heard.contains(message.part);
    if (message.stamp > peer.stamp) {
        peer.stamp = message.stamp;
        peer.parts = message.parts;
        peer.heard.clear();
    } else if (!waited) {
        return false;
    }
    peer.heard.insert(message.part);
    return true;
}

// True if the neighbour has something else than before.
bool Claims::takeClaims(Peer &peer, const ClaimMessage &message) {
    const auto untilUs = m_clock.monotonicUs() + leaseMs * usPerMs;
    bool news = false;
    for (const auto &claim : message.claims) {
        if (peer.leases.size() >= maxHeard && !peer.leases.contains(claim.epc))
            continue;
        auto &lease = peer.leases[claim.epc];
        news = news || lease.claim != claim;
        lease = {claim, message.stamp, untilUs};
    }
    if (peer.heard.size() == static_cast<std::size_t>(peer.parts)) // all is told: what wasn't is let go of
        news =
            std::erase_if(peer.leases, [&](const auto &entry) { return entry.second.stamp != peer.stamp; }) > 0 || news;
    return news;
}

void Claims::expire() {
    const auto nowUs = m_clock.monotonicUs();
    std::size_t gone = 0;
    for (auto &peer : m_peers)
        gone += std::erase_if(peer.leases, [nowUs](const auto &entry) { return entry.second.untilUs < nowUs; });
    if (gone > 0)
        emit changed();
}

std::string Claims::holderOf(const codes::Epc &epc) const {
    const Claim *best = nullptr;
    const std::string *holder = &m_config.name;
    if (const auto own = m_own.find(epc); own != m_own.end())
        best = &own->second;
    for (const auto &peer : m_peers) {
        const auto lease = peer.leases.find(epc);
        if (lease == peer.leases.end())
            continue;
        if (best == nullptr || outranks(lease->second.claim, peer.neighbour.name, *best, *holder)) {
            best = &lease->second.claim;
            holder = &peer.neighbour.name;
        }
    }
    return best == nullptr || holder == &m_config.name ? std::string() : *holder;
}

} // namespace panier::devices
