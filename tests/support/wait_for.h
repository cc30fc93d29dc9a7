// Waits on Qt's event loop until something holds. Never a sleep: it returns as soon as an event made it true.
#pragma once

#include <functional>

namespace panier::tests {

// Runs the event loop until `holds()` or `timeoutMs` have passed; says whether it held.
[[nodiscard]] bool waitFor(const std::function<bool()> &holds, int timeoutMs = 5000);

} // namespace panier::tests
