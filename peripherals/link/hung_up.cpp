#include "peripherals/link/hung_up.h"

#include <QTcpSocket>
#include <sys/socket.h>

namespace panier::peripherals::link {

bool hungUp(const QTcpSocket &socket) {
    char byte = 0;
    return recv(static_cast<int>(socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

} // namespace panier::peripherals::link
