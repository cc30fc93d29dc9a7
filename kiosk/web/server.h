// The HTTP server: libmicrohttpd behind limits, with the headers that keep a page to itself.
#pragma once

#include "base/expected.h"
#include "web/site.h"

#include <cstdint>
#include <memory>
#include <string>

namespace panier::web {

enum class ServerError {
    Address, // no such host name or address
    Listen,  // the address is taken, or isn't this machine's
};
using ServerFailure = base::Failure<ServerError>;

// Listens from start() to its destruction, which waits for the requests in progress.
// Thread: two of its own answer requests, a third cuts connections that outlive their time.
class Server {
public:
    static constexpr unsigned maxConnections = 64;
    static constexpr unsigned maxConnectionsPerAddress = 16;
    static constexpr unsigned idleTimeoutSeconds = 10;
    static constexpr std::int64_t maxConnectionUs = 30'000'000;   // however busy: a request may not trickle in for ever
    static constexpr std::size_t memoryPerConnection = 32 * 1024; // address, headers: beyond it 414 or 431

    // `address` is IPv4, IPv6 or a name for one; port 0 takes any free one. `site` and `clock` must outlive the server.
    [[nodiscard]] static base::Expected<std::unique_ptr<Server>, ServerFailure>
    start(Site &site, const base::Clock &clock, const std::string &address, std::uint16_t port);
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    [[nodiscard]] std::uint16_t port() const;

private:
    class Daemon;
    explicit Server(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> m_daemon;
};

} // namespace panier::web
