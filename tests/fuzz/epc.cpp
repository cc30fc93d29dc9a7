// Any bytes as an EPC: they decode, or they say why not.
#include "codes/epc.h"
#include "rfid/epc/sgtin.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto epc = panier::codes::Epc::fromBytes({data, size});
    if (!epc)
        return 0;
    const auto sgtin = panier::rfid::epc::decodeSgtin(*epc);
    if (sgtin && (sgtin->gtin.digits().size() != 14 || sgtin->serial.empty() || sgtin->serial.size() > 20))
        std::abort();
    return 0;
}
