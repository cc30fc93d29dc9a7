#include "tests/web/raw_client.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace panier::tests {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool ready(int socket, short events, int timeoutMs) {
    pollfd waiting{socket, events, 0};
    return poll(&waiting, 1, timeoutMs) == 1;
}

} // namespace

RawClient::RawClient(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto address = loopback(port);
    if (connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        close(m_socket);
        m_socket = -1;
    }
}

RawClient::~RawClient() {
    if (m_socket >= 0)
        close(m_socket);
}

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        if (!ready(m_socket, POLLOUT, 5000))
            return false;
        const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RawClient::readAll(int timeoutMs) {
    std::string all;
    std::array<char, 4096> buffer{};
    while (ready(m_socket, POLLIN, timeoutMs)) {
        const auto got = recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            m_closed = true;
            break;
        }
        all.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return all;
}

std::string ask(std::uint16_t port, std::string_view request) {
    RawClient client(port);
    if (!client.ok())
        return {};
    (void)client.send(request);
    return client.readAll();
}

std::uint16_t freePort() {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    const bool bound = bind(probe, reinterpret_cast<const sockaddr *>(&address), length) == 0 &&
                       getsockname(probe, reinterpret_cast<sockaddr *>(&address), &length) == 0;
    close(probe);
    return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

} // namespace panier::tests
