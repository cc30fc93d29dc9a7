#include "rfid/nfc/card_guard.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <nfc/nfc.h>

namespace panier::rfid::nfc {

namespace {

constexpr std::uint8_t wrappedClass = 0x90;
constexpr std::uint8_t wrappedStatus = 0x91;
constexpr std::uint8_t ok = 0x00;
constexpr std::uint8_t additionalFrame = 0xAF;
constexpr std::size_t macBytes = 8;

// What a card says when it does what it was asked.
struct Answer {
    std::uint8_t command;
    std::uint8_t status;
    std::size_t bytes;   // before the status
    std::size_t orBytes; // outside a session, or after the session's own key was changed
};
constexpr std::array<Answer, 8> answers = {{
    {0x5A, ok, 0, 0},                // select application
    {0xAA, additionalFrame, 16, 16}, // authenticate, first half
    {0xAF, ok, 16, 16},              // second half
    {0xBD, ok, 32, 32},              // read data: 16 bytes and their CRC, enciphered
    {0xCA, ok, macBytes, 0},         // create application
    {0xC4, ok, macBytes, 0},         // change key
    {0xCD, ok, macBytes, 0},         // create file
    {0x3D, ok, macBytes, macBytes},  // write data
}};

} // namespace

bool mayAnswer(base::ByteView command, base::ByteView answer) {
    if (command.size() < 5 || answer.size() < 2 || answer[answer.size() - 2] != wrappedStatus)
        return false;
    const auto status = answer.back();
    const std::size_t bytes = answer.size() - 2;
    const auto *known =
        std::find_if(answers.begin(), answers.end(), [&](const Answer &each) { return each.command == command[1]; });
    if (known == answers.end())
        return false;
    if (status != ok && status != additionalFrame)
        return bytes == 0;
    return status == known->status && (bytes == known->bytes || bytes == known->orBytes);
}

} // namespace panier::rfid::nfc

// The names are the linker's (ld, --wrap): what everybody calls, and what libnfc has.
extern "C" {
int __real_nfc_initiator_transceive_bytes(nfc_device *device, const std::uint8_t *command, std::size_t commandBytes,
                                          std::uint8_t *answer, std::size_t answerBytes, int timeout);

int __wrap_nfc_initiator_transceive_bytes(nfc_device *device, const std::uint8_t *command, std::size_t commandBytes,
                                          std::uint8_t *answer, std::size_t answerBytes, int) {
    using namespace panier::rfid::nfc;
    std::array<std::uint8_t, 264> received{}; // the longest that a PN532 passes on
    const int count = __real_nfc_initiator_transceive_bytes(device, command, commandBytes, received.data(),
                                                            std::min(received.size(), answerBytes), exchangeMs);
    if (count < 0)
        return count;
    const panier::base::ByteView got(received.data(), static_cast<std::size_t>(count));
    if (commandBytes > 0 && command[0] == wrappedClass && !mayAnswer({command, commandBytes}, got))
        return NFC_EIO;
    if (answer != nullptr && !got.empty())
        std::memcpy(answer, got.data(), got.size());
    return count;
}
}
