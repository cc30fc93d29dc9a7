// For emulators that take one connection at a time: has the one they hold ended?
#pragma once

class QTcpSocket;

namespace panier::peripherals::link {

// Whether the other side has closed and nothing of its is left to read. Seen before Qt says so: the end of one
// connection and the begin of the next may come in the same round of the event loop, in either order.
[[nodiscard]] bool hungUp(const QTcpSocket &socket);

} // namespace panier::peripherals::link
