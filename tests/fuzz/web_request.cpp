// A request's path and Accept-Language, any bytes.
#include "eticket/link.h"
#include "eticket/qr.h"
#include "web/request.h"

#include <cstdlib>

using namespace panier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const auto target = web::targetOf(bytes);
    if (target.route == web::Route::Ticket && !eticket::isEticketId(target.id))
        std::abort();
    const std::string path = std::string(eticket::ticketPath) + std::string(bytes);
    if ((web::targetOf(path).route == web::Route::Ticket) != eticket::isEticketId(bytes))
        std::abort();
    (void)web::languageOf(bytes, bytes, checkout::Language::French);
    if (size < 64)
        (void)eticket::makeQr(eticket::eticketUrl(bytes, bytes));
    return 0;
}
