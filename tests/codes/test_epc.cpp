#include "codes/epc.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace panier::codes;

TEST_CASE("an EPC is its bits, whatever the case it was written in") {
    CHECK(Epc::fromHex("3034ABCD") == Epc::fromHex("3034abcd"));
    CHECK(Epc::fromHex("3034abcd")->hex() == "3034ABCD");
    CHECK(Epc::fromHex("3034") != Epc::fromHex("303400"));
}

TEST_CASE("an EPC has between one byte and what a PC word can announce") {
    CHECK_FALSE(Epc::fromHex(""));
    CHECK_FALSE(Epc::fromHex("303"));
    CHECK(Epc::fromBytes(std::vector<std::uint8_t>(Epc::maxBytes, 0x30)));
    CHECK_FALSE(Epc::fromBytes(std::vector<std::uint8_t>(Epc::maxBytes + 1, 0x30)));
}
