// Which system calls this process may make: seccomp.
#pragma once

#include "vision/camera/camera.h"

#include <string>

namespace panier::app {

// For every thread. What looking at pictures needs is allowed, for that kind of source: device control for a device,
// sockets for a stream. What only an attacker wants (starting a program or a process, looking into another) ends the
// process; the rest is refused with EPERM, as a library that tries something needless should go on. Memory that is
// executable can't be made. Beyond recall. Empty, or why nothing was locked.
[[nodiscard]] std::string restrictSystemCalls(vision::camera::SourceKind kind);

} // namespace panier::app
