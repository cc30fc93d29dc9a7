// Which tags the neighbours' visits have: an article between two trays is sold at one of them. Kiosks of one shop tell
// each other over UDP, once a second and at each change.
#pragma once

#include "base/clock.h"
#include "devices/neighbours/claim_message.h"
#include "peripherals/link/tcp_link.h"
#include "visit/state.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace panier::devices {

struct Neighbour {
    std::string name;
    peripherals::link::Endpoint endpoint;
};

struct ClaimsConfig {
    std::string shop;                   // the same for all kiosks of a shop, and for no other's
    std::string name;                   // of this kiosk, as the neighbours' attendants read it
    peripherals::link::Endpoint listen; // an address of this machine
    std::vector<Neighbour> kiosks;      // the others
    std::string secret;                 // known to all kiosks of the shop, and to nobody else
};

// Of two kiosks that have a tag the firm claim wins, then the earlier, then the lower name: both know the same of each
// other and come to the same end. A neighbour that is silent has nothing. Kiosks whose clocks differ by more than
// windowMs don't hear each other: an old datagram that is sent again says nothing.
// Thread: Qt's event loop of the thread that made it. `clock` outlives it.
class Claims : public QObject {
    Q_OBJECT

public:
    static constexpr int renewMs = 1000;
    static constexpr int soonMs = 50;    // after a change
    static constexpr int leaseMs = 3500; // a claim that isn't renewed for this long is none
    static constexpr int windowMs = 10'000;
    static constexpr std::size_t maxClaims = 512;  // of this kiosk; the others are claimed of nobody
    static constexpr std::size_t maxHeard = 1024;  // of one neighbour
    static constexpr int maxDatagramsAtOnce = 256; // then others have their turn

    Claims(ClaimsConfig config, const base::Clock &clock, QObject *parent = nullptr);

    // Listens and tells from now on; an address that isn't there yet is tried again each second.
    void start();

    // What this kiosk's visit has now, all of it.
    void hold(const std::vector<visit::TagClaim> &claims);
    // The neighbour whose claim on a tag outranks this kiosk's, if it has one; empty: none.
    [[nodiscard]] std::string holderOf(const codes::Epc &epc) const;

    // The port that it listens on; 0 while it doesn't.
    [[nodiscard]] std::uint16_t port() const { return m_socket.localPort(); }

signals:
    // Some neighbour has something else than before.
    void changed();

private:
    struct Lease {
        Claim claim;
        std::uint64_t stamp = 0;
        std::int64_t untilUs = 0;
    };
    struct Peer {
        Neighbour neighbour;
        QHostAddress address;
        bool lookingUp = false;
        bool clockWarned = false;
        std::uint64_t stamp = 0; // of the latest telling that was heard
        int parts = 0;           // of that one,
        std::set<int> heard;     // and which of them
        std::map<codes::Epc, Lease> leases;
    };

    void renew();
    void bind();
    void lookUp(std::size_t peer);
    void tell();
    void receive();
    void take(const base::Bytes &datagram);
    [[nodiscard]] bool isFresh(Peer &peer, const ClaimMessage &message);
    [[nodiscard]] bool takeClaims(Peer &peer, const ClaimMessage &message);
    void expire();

    const ClaimsConfig m_config;
    const base::Clock &m_clock;
    QUdpSocket m_socket;
    QTimer m_renew;
    QTimer m_soon;
    std::vector<Peer> m_peers;
    std::map<codes::Epc, Claim> m_own;
    std::uint64_t m_stamp = 0; // of the last telling
    bool m_bindFailed = false;
};

} // namespace panier::devices
