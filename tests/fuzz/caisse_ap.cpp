// Whatever a terminal sends: the parser holds its limits, and judging never approves another amount.
#include "peripherals/payment/caisse_ap.h"

#include <algorithm>
#include <cstdlib>

using namespace panier::peripherals::payment;

namespace {

void judge(const Message &message) {
    const Request request{"012345678901", 1250, "01", false};
    const auto outcome = interpret(message, request);
    if (outcome && outcome->kind == TerminalOutcome::Kind::Approved && outcome->amountMinor != request.amountMinor)
        std::abort();
    if (message.text().size() > Message::maxBytes || message.fields().size() > Message::maxFields)
        std::abort();
}

} // namespace

// The first byte cuts the rest into pieces; then the same bytes, after a plausible beginning.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 16 + 1U;
    for (const std::string_view beginning : {"", "CZ0040300CB0041250AE00210"}) {
        MessageParser parser;
        (void)parser.feed(panier::base::viewOf(beginning));
        for (std::size_t offset = 1; offset < size && parser.ok(); offset += piece) {
            (void)parser.feed({data + offset, std::min(piece, size - offset)});
            if (const Message *open = parser.open())
                judge(*open);
            while (const auto message = parser.takeEnded())
                judge(*message);
        }
    }
    return 0;
}
