// Why bits or a text are no EPC that counts.
#pragma once

#include "base/expected.h"

namespace panier::rfid::epc {

enum class EpcError {
    UnknownScheme,    // another header: not ours to judge
    WrongLength,      // more or fewer bits than the scheme has
    BadPartition,     // 7
    PrefixOverflow,   // company prefix above what its digits can hold
    ItemOverflow,     // item (serial, location, asset type) reference above what its digits can hold
    BadKey,           // not the digits that the key has, or a GTIN of zeros
    BadCheckDigit,    // of a key that is written with one
    BadSerial,        // empty, too long or large, or with a character that it can't have
    BadCoding,        // a reserved encoding indicator, or a value that isn't written as its encoding demands
    BadDate,          // a reserved kind, or a day that doesn't exist
    BadHostname,      // empty, a reserved sequence, or no name of a host
    BadPadding,       // bits after the end that aren't zero, or the other way round
    BadToggle,        // the bit that announces more data lies
    BadCompanyPrefix, // not 6-12 digits, or in a scheme that has none
    BadFilter,        // not 0-7
    UnknownForm,      // a text that is none of the forms of an EPC
    UnsupportedAi,    // a GS1 application identifier that isn't part of an EPC
};
using EpcFailure = base::Failure<EpcError>;

using EpcStatus = base::Expected<void, EpcFailure>;

} // namespace panier::rfid::epc
