// What a process that only reads and answers needn't be able to do.
#pragma once

namespace panier::web {

// Gives up every capability and the way back to any: afterwards even root is a plain user who owns root's files.
// False if the kernel refused.
[[nodiscard]] bool dropPrivileges();

} // namespace panier::web
