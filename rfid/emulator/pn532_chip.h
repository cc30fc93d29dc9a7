// What a PN532 does with a command: its registers, its field and the cards in it. Pure: bytes in, bytes out.
#pragma once

#include "base/bytes.h"
#include "rfid/emulator/pn532_card.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace panier::rfid::emulator {

// PN532 User Manual UM0701-02, 7. Type A at 106 kbit/s only; one target at a time, numbered 1.
class Pn532Chip {
public:
    static constexpr std::size_t maxCards = 4;

    // Lays a card on the antenna. False if maxCards lie there.
    [[nodiscard]] bool add(std::shared_ptr<NfcCard> card);
    void clear();
    // Pulls all cards away once so many more commands were sent to a card.
    void pullAfter(int exchanges) { m_pullAfter = exchanges; }

    // The answer's data, from the command's code plus one; nullopt for a command that it doesn't know. `command` begins
    // with the code.
    [[nodiscard]] std::optional<base::Bytes> answer(base::ByteView command);

private:
    struct Lying {
        std::shared_ptr<NfcCard> card;
        bool halted = false; // answers WUPA only, until the field goes off
    };

    [[nodiscard]] std::optional<base::Bytes> parametersOf(std::uint8_t code, base::ByteView parameters);
    [[nodiscard]] base::Bytes diagnose(base::ByteView parameters);
    [[nodiscard]] base::Bytes readRegisters(base::ByteView parameters) const;
    void writeRegisters(base::ByteView parameters);
    void configureField(base::ByteView parameters);
    [[nodiscard]] base::Bytes listTargets(base::ByteView parameters);
    [[nodiscard]] base::Bytes autoPoll(base::ByteView parameters);
    [[nodiscard]] base::Bytes exchange(base::ByteView command);
    [[nodiscard]] base::Bytes communicateThru(base::ByteView command);
    [[nodiscard]] std::optional<base::Bytes> toCard(base::ByteView command);
    [[nodiscard]] Lying *find(base::ByteView uid);
    void select(Lying &lying);
    void release();
    [[nodiscard]] base::Bytes describe(const NfcCard &card) const;
    [[nodiscard]] bool bit7(std::uint16_t address) const;

    std::vector<Lying> m_lying;
    std::shared_ptr<NfcCard> m_selected;
    std::map<std::uint16_t, std::uint8_t> m_registers;
    std::uint8_t m_parameters = 0x14; // automatic ATR_RES and RATS
    int m_pullAfter = -1;
};

} // namespace panier::rfid::emulator
