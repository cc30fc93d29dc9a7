// A client that sends whatever bytes a test wants, on a socket of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace panier::tests {

class RawClient {
public:
    // Connects to 127.0.0.1; ok() is false if that fails.
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    [[nodiscard]] bool ok() const { return m_socket >= 0; }
    // False once the other side has closed, or has taken nothing for 5 s.
    [[nodiscard]] bool send(std::string_view bytes) const;
    // Everything until the other side closes; stops with closed() false when nothing comes for `timeoutMs`.
    [[nodiscard]] std::string readAll(int timeoutMs = 5000);
    [[nodiscard]] bool closed() const { return m_closed; }

private:
    int m_socket = -1;
    bool m_closed = false;
};

// One request and its whole answer.
[[nodiscard]] std::string ask(std::uint16_t port, std::string_view request);

// A port of 127.0.0.1 that nobody listens on now.
[[nodiscard]] std::uint16_t freePort();

} // namespace panier::tests
