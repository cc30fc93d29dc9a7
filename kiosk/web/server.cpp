#include "web/server.h"

#include "base/log.h"
#include "eticket/style.h"

#include <arpa/inet.h>
#include <array>
#include <condition_variable>
#include <cstring>
#include <fmt/format.h>
#include <microhttpd.h>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <thread>
#include <unordered_map>

namespace panier::web {

namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

// The first address that a name or number has here; null if it has none.
AddressList resolve(const std::string &address, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        found = nullptr;
    return {found, &freeaddrinfo};
}

// Who a connection comes from, as far as one subscriber goes: an IPv4 address, or the /64 of an IPv6 one.
std::string clientOf(MHD_Connection *connection) {
    const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (info == nullptr || info->client_addr == nullptr)
        return {};
    if (info->client_addr->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, info->client_addr, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    } else if (info->client_addr->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, info->client_addr, sizeof v6);
        std::memset(v6.sin6_addr.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    }
    return text.data();
}

std::string_view viewOf(const char *text) {
    return text == nullptr ? std::string_view{} : std::string_view(text);
}

// Nothing may be fetched, run, framed or sent; the one style sheet is named by its hash (CSP Level 3, section 2.3.1).
std::string contentSecurityPolicy() {
    const auto css = eticket::styleSheet();
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    EVP_Digest(css.data(), css.size(), hash.data(), &length, EVP_sha256(), nullptr);
    std::array<unsigned char, 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1> base64{};
    EVP_EncodeBlock(base64.data(), hash.data(), static_cast<int>(length));
    return fmt::format("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; "
                       "frame-ancestors 'none'",
                       reinterpret_cast<const char *>(base64.data()));
}

// What the log says of a request: never its address, which is the key to a ticket, nor who asked.
std::string_view routeName(std::string_view path) {
    switch (targetOf(path).route) {
    case Route::Ticket:
        return "ticket";
    case Route::Health:
        return "health";
    case Route::Nothing:
        break;
    }
    return "other";
}

} // namespace

class Server::Daemon {
public:
    Daemon(Site &site, const base::Clock &clock) : m_site(site), m_clock(clock), m_policy(contentSecurityPolicy()) {}
    ~Daemon() {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_stop.notify_all();
        if (m_watch.joinable())
            m_watch.join();
        if (m_daemon != nullptr)
            MHD_stop_daemon(m_daemon);
    }
    Daemon(const Daemon &) = delete;
    Daemon &operator=(const Daemon &) = delete;

    bool listen(const addrinfo &address) {
        constexpr unsigned threads = 2;
        const unsigned flags =
            MHD_USE_AUTO_INTERNAL_THREAD | (address.ai_family == AF_INET6 ? unsigned{MHD_USE_IPv6} : 0U);
        m_daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::onRequest, this, MHD_OPTION_SOCK_ADDR,
                                    address.ai_addr, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT,
                                    maxConnections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, maxConnectionsPerAddress,
                                    MHD_OPTION_CONNECTION_TIMEOUT, idleTimeoutSeconds,
                                    MHD_OPTION_CONNECTION_MEMORY_LIMIT, memoryPerConnection,
                                    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, &Daemon::keepEscaped,
                                    nullptr, MHD_OPTION_NOTIFY_CONNECTION, &Daemon::onConnection, this, MHD_OPTION_END);
        if (m_daemon == nullptr)
            return false;
        m_watch = std::thread([this] { watch(); });
        return true;
    }

    [[nodiscard]] std::uint16_t port() const {
        const auto *info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
        return info == nullptr ? std::uint16_t{0} : info->port;
    }

private:
    // An id needs no percent-decoding, and "%00" would end a string early: bytes stay as they came.
    static std::size_t keepEscaped(void *, MHD_Connection *, char *text) { return std::strlen(text); }

    static MHD_Result onRequest(void *self, MHD_Connection *connection, const char *url, const char *method,
                                const char *, const char *, std::size_t *, void **) {
        try {
            return static_cast<Daemon *>(self)->answer(connection, viewOf(url), viewOf(method));
        } catch (const std::exception &error) {
            base::logError("request dropped: {}", error.what());
            return MHD_NO; // closes the connection
        }
    }

    MHD_Result answer(MHD_Connection *connection, std::string_view path, std::string_view method) {
        const auto beganUs = m_clock.monotonicUs();
        const auto client = clientOf(connection);
        Request request;
        request.method = method;
        request.path = path;
        request.lang = viewOf(MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "lang"));
        request.acceptLanguage = viewOf(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Accept-Language"));
        request.client = client;
        const auto response = m_site.answer(request);
        const auto result = send(connection, response);
        const bool known = method == "GET" || method == "HEAD";
        base::logInfo("{} {} {} {} us", known ? method : "other", routeName(path), response.status,
                      m_clock.monotonicUs() - beganUs);
        return result;
    }

    MHD_Result send(MHD_Connection *connection, const Response &response) const {
        // MHD copies the bytes; it takes them through a pointer that isn't const.
        MHD_Response *message = MHD_create_response_from_buffer(
            response.body.size(), const_cast<char *>(response.body.data()), MHD_RESPMEM_MUST_COPY);
        if (message == nullptr)
            return MHD_NO;
        const auto header = [message](const char *name, const std::string &value) {
            MHD_add_response_header(message, name, value.c_str());
        };
        header("Content-Type", response.contentType);
        header("Content-Security-Policy", m_policy);
        header("X-Content-Type-Options", "nosniff");
        header("X-Frame-Options", "DENY");
        header("X-Robots-Tag", "noindex, nofollow, noarchive");
        header("Referrer-Policy", "no-referrer");
        header("Cache-Control", "no-store");
        header("Connection", "close");
        if (!response.language.empty()) {
            header("Content-Language", std::string(response.language));
            header("Vary", "Accept-Language");
        }
        if (response.status == 405)
            header("Allow", "GET, HEAD");
        if (response.status == 429)
            header("Retry-After", "60");
        const auto result = MHD_queue_response(connection, static_cast<unsigned>(response.status), message);
        MHD_destroy_response(message);
        return result;
    }

    // MHD's own time-out begins anew with each byte; this one doesn't. MHD says that a connection is closed before it
    // closes the socket, so under the lock a socket is still the one that it was.
    static void onConnection(void *self, MHD_Connection *connection, void **, MHD_ConnectionNotificationCode what) {
        auto &daemon = *static_cast<Daemon *>(self);
        const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info == nullptr)
            return;
        const std::lock_guard lock(daemon.m_mutex);
        if (what == MHD_CONNECTION_NOTIFY_STARTED)
            daemon.m_beganUs[info->connect_fd] = daemon.m_clock.monotonicUs();
        else
            daemon.m_beganUs.erase(info->connect_fd);
    }

    void watch() {
        std::unique_lock lock(m_mutex);
        while (!m_stop.wait_for(lock, std::chrono::seconds(1), [this] { return m_stopping; })) {
            const auto nowUs = m_clock.monotonicUs();
            for (const auto &[socket, beganUs] : m_beganUs)
                if (nowUs - beganUs > maxConnectionUs)
                    shutdown(socket, SHUT_RDWR);
        }
    }

    Site &m_site;
    const base::Clock &m_clock;
    const std::string m_policy;
    MHD_Daemon *m_daemon = nullptr;
    std::mutex m_mutex;
    std::condition_variable m_stop;
    bool m_stopping = false;
    std::unordered_map<int, std::int64_t> m_beganUs; // by socket; as many as connections
    std::thread m_watch;
};

Server::Server(std::unique_ptr<Daemon> daemon) : m_daemon(std::move(daemon)) {}
Server::~Server() = default;

base::Expected<std::unique_ptr<Server>, ServerFailure> Server::start(Site &site, const base::Clock &clock,
                                                                     const std::string &address, std::uint16_t port) {
    const auto socketAddress = resolve(address, port);
    if (!socketAddress)
        return base::fail(ServerError::Address, fmt::format("'{}' isn't an address of this machine", address));
    auto daemon = std::make_unique<Daemon>(site, clock);
    if (!daemon->listen(*socketAddress))
        return base::fail(ServerError::Listen,
                          fmt::format("can't listen on {} port {}: {}", address, port, std::strerror(errno)));
    return std::unique_ptr<Server>(new Server(std::move(daemon)));
}

std::uint16_t Server::port() const {
    return m_daemon->port();
}

} // namespace panier::web
