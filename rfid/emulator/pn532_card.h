// Contactless cards of ISO/IEC 14443 type A, as an emulated PN532 finds them in its field.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace panier::rfid::emulator {

// One card. Thread: that of the emulator it lies on.
class NfcCard {
public:
    // What a card tells before it is spoken to (ISO/IEC 14443-3, 6.5; 14443-4, 5.2).
    struct Identity {
        base::Bytes uid; // 4, 7 or 10 bytes
        std::uint16_t atqa = 0x0044;
        std::uint8_t sak = 0x00;
        base::Bytes ats; // without its length byte; empty unless the card speaks ISO/IEC 14443-4
    };

    explicit NfcCard(Identity identity) : m_identity(std::move(identity)) {}
    virtual ~NfcCard() = default;

    [[nodiscard]] const Identity &identity() const { return m_identity; }
    // The answer to one command, both without CRC; nullopt where the card keeps silent.
    [[nodiscard]] virtual std::optional<base::Bytes> exchange(base::ByteView command) = 0;
    // The field went off, or the card was selected anew: what a card forgets, it forgets.
    virtual void reset() {}

private:
    Identity m_identity;
};

// An NTAG213: 45 pages of 4 bytes (NTAG213/215/216 data sheet, 8.5 and 10). Without password, counter or signature.
class Ntag213 final : public NfcCard {
public:
    static constexpr std::size_t pages = 45;
    static constexpr std::size_t userBytes = 144;

    // `uid` has 7 bytes.
    explicit Ntag213(const base::Bytes &uid);

    // Writes an NDEF message as NFC Forum Type 2 Tag wants it. False if it is too long for the tag (141 bytes).
    [[nodiscard]] bool setNdef(base::ByteView message);
    // The user memory as it is, for tags that nobody formatted properly; cut to userBytes.
    void setUserMemory(base::ByteView bytes);
    [[nodiscard]] const base::Bytes &memory() const { return m_memory; }

    [[nodiscard]] std::optional<base::Bytes> exchange(base::ByteView command) override;

private:
    base::Bytes m_memory;
};

// A MIFARE Classic 1K, of which only the UID is ever asked; it refuses every command.
class ClassicCard final : public NfcCard {
public:
    explicit ClassicCard(base::Bytes uid) : NfcCard({std::move(uid), 0x0004, 0x08, {}}) {}
    [[nodiscard]] std::optional<base::Bytes> exchange(base::ByteView) override { return std::nullopt; }
};

// A card of ISO/IEC 14443-4 that answers whatever it was told to: a telephone, or an attacker's card.
class ScriptedCard final : public NfcCard {
public:
    using Script = std::function<std::optional<base::Bytes>(base::ByteView command)>;
    ScriptedCard(Identity identity, Script script) : NfcCard(std::move(identity)), m_script(std::move(script)) {}
    [[nodiscard]] std::optional<base::Bytes> exchange(base::ByteView command) override { return m_script(command); }

private:
    Script m_script;
};

} // namespace panier::rfid::emulator
