// A guard between hostile cards and libfreefare 0.4.0, which trusts their answers: an authentication answered with no
// byte at all writes before its buffer, a read that is continued for ever writes behind it, and it waits for ever.
#pragma once

#include "base/bytes.h"

namespace panier::rfid::nfc {

// How long one exchange with a card may take; libfreefare asks for no limit.
inline constexpr int exchangeMs = 500;

// Whether a card may answer so to a command of DESFire in its ISO/IEC 7816-4 wrapping (90 INS 00 00 Lc ... 00): the
// commands that badges need, each with the lengths that it has in a session with an AES key, or an error without data.
// Every other answer, and every answer to another command, is none.
//
// libfreefare is linked statically and with --wrap, so that each nfc_initiator_transceive_bytes() of such a command
// passes here, whoever calls it. Commands of other kinds pass unjudged, with the same limit of time.
[[nodiscard]] bool mayAnswer(base::ByteView command, base::ByteView answer);

} // namespace panier::rfid::nfc
