// What panier-eye takes from itself before it looks at anything from outside.
#pragma once

namespace panier::app {

// No core dumps (they would hold camera frames), no new privileges, no ptrace by others, 2 GiB of address space, 128
// files, and less of the processor than the kiosk. What the system refuses is left as it is.
void limitSelf();

} // namespace panier::app
