// What panier-eye takes from itself before it looks at anything from outside.
#pragma once

#include "vision/agree/wire.h"
#include "vision/camera/camera.h"

#include <string>

namespace panier::app {

// No core dumps (they would hold camera frames), no new privileges, no ptrace by others, 2 GiB of address space, 128
// files, less of the processor than the kiosk, and the first to be ended where memory runs out. What the system refuses
// is left as it is.
void limitSelf();

// What was locked, and what was not, and why.
struct Locked {
    vision::agree::Confinement what;
    bool reopens = true; // false: where the source was opened, another file may stand later, which only a new process
                         // may open
    std::string refused; // for a log; empty: all of it is locked
};

// The process may open its one source and nothing else from now on; no program is started, no process made, no file
// written, no memory made executable, and nobody is spoken to; of a stream its port is, on any host (landlock knows no
// hosts), and UDP, which name servers need. Beyond recall. Call it with one thread, before the source is opened, so
// that its first byte is parsed in here already.
[[nodiscard]] Locked confine(const std::string &source);

} // namespace panier::app
