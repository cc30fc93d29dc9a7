// Why a code that somebody shows sells nothing.
#pragma once

#include <cstdint>

namespace panier::codes {

enum class Refusal : std::uint8_t {
    NotAnArticle,    // whatever it is
    Misread,         // a wrong check digit, or GS1 data that breaks the standard
    Link,            // a web address that names no article; it is never opened
    Coupon,          // a manufacturer's
    PastUseBy,       // the article's use-by date (AI 17, 7003) has passed
    SoldByMeasure,   // its price or weight is in the code; this till has no such articles yet
    UnknownTemplate, // 02 or 20 to 29, and no template says what it means
    TooLong,         // more than maxShownBytes
    Unprintable,     // control characters, or others than ASCII: right-to-left overrides among them
    OtherShop,       // Panier's own, of another shop
    Forged,          // Panier's own by its looks, but not made by this shop
    OutOfDate,       // Panier's own, not valid yet or any more
    AlreadyUsed,     // Panier's own, for once, and that was
    OwnTicket,       // an e-ticket of this shop
    LoyaltyCard,     // these four are genuine, and nothing that this till takes yet
    Voucher,
    SuspendedBasket,
    Recall,
    Unsteady, // seen by the camera, and never well enough to count
    Several,  // the camera saw more than one code, and can't tell which is meant
};

} // namespace panier::codes
