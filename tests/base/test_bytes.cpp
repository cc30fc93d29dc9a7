#include "base/bytes.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::base;

TEST_CASE("a reader reads big-endian and stops at its end") {
    const Bytes bytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07};
    ByteReader reader(bytes);
    CHECK(reader.u8() == 0x01);
    CHECK(reader.u16() == 0x0203);
    CHECK(reader.u32() == 0x04050607);
    CHECK(reader.ok());
    CHECK(reader.remaining() == 0);
    CHECK(reader.u8() == 0);
    CHECK_FALSE(reader.ok());
}

TEST_CASE("a reader that failed stays failed, though bytes are left") {
    const Bytes bytes{1, 2, 3};
    ByteReader reader(bytes);
    CHECK(reader.u32() == 0);
    CHECK(reader.u8() == 0);
    CHECK_FALSE(reader.ok());
}

TEST_CASE("a writer writes what a reader reads, and patches a length") {
    ByteWriter writer;
    writer.u16(0);
    writer.u64(0x1122334455667788);
    writer.patchU16(0, static_cast<std::uint16_t>(writer.size()));
    ByteReader reader(writer.bytes());
    CHECK(reader.u16() == 10);
    CHECK(reader.u64() == 0x1122334455667788);
}

TEST_CASE("hexadecimal there and back") {
    const Bytes bytes{0x00, 0xAB, 0xFF};
    CHECK(toHex(bytes) == "00ABFF");
    CHECK(fromHex("00abFF") == bytes);
    CHECK_FALSE(fromHex("0"));
    CHECK_FALSE(fromHex("0G"));
}
