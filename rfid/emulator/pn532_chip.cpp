#include "rfid/emulator/pn532_chip.h"

#include <algorithm>

namespace panier::rfid::emulator {

namespace {

enum Code : std::uint8_t {
    Diagnose = 0x00,
    GetFirmwareVersion = 0x02,
    GetGeneralStatus = 0x04,
    ReadRegister = 0x06,
    WriteRegister = 0x08,
    SetParameters = 0x12,
    SamConfiguration = 0x14,
    PowerDown = 0x16,
    RfConfiguration = 0x32,
    InDataExchange = 0x40,
    InCommunicateThru = 0x42,
    InDeselect = 0x44,
    InListPassiveTarget = 0x4A,
    InPsl = 0x4E,
    InRelease = 0x52,
    InSelect = 0x54,
    InAutoPoll = 0x60,
};

constexpr std::uint8_t done = 0x00;
constexpr std::uint8_t timedOut = 0x01;
constexpr std::uint8_t wrongCrc = 0x02;
constexpr std::uint8_t wrongContext = 0x27;

constexpr std::uint8_t automaticRats = 0x10;
constexpr std::uint8_t speaksProtocol = 0x20;    // in SAK: ISO/IEC 14443-4
constexpr std::uint16_t txModeRegister = 0x6302; // bit 7: the chip adds the CRC
constexpr std::uint16_t rxModeRegister = 0x6303; // bit 7: the chip checks and removes it

// CRC_A of ISO/IEC 14443-3, 6.2.4; low byte first.
base::Bytes crcA(base::ByteView bytes) {
    unsigned crc = 0x6363;
    for (const auto byte : bytes) {
        unsigned b = byte ^ (crc & 0xFF);
        b = (b ^ (b << 4)) & 0xFF;
        crc = (crc >> 8) ^ (b << 8) ^ (b << 3) ^ (b >> 4);
    }
    return {static_cast<std::uint8_t>(crc), static_cast<std::uint8_t>(crc >> 8)};
}

} // namespace

bool Pn532Chip::add(std::shared_ptr<NfcCard> card) {
    if (m_lying.size() >= maxCards)
        return false;
    card->reset();
    m_lying.push_back({std::move(card), false});
    return true;
}

void Pn532Chip::clear() {
    m_lying.clear();
    m_selected.reset();
}

std::optional<base::Bytes> Pn532Chip::answer(base::ByteView command) {
    if (command.empty())
        return std::nullopt;
    auto body = parametersOf(command[0], command.subspan(1));
    if (body)
        body->insert(body->begin(), static_cast<std::uint8_t>(command[0] + 1));
    return body;
}

std::optional<base::Bytes> Pn532Chip::parametersOf(std::uint8_t code, base::ByteView parameters) {
    switch (code) {
    case Diagnose:
        return diagnose(parameters);
    case GetFirmwareVersion:
        return base::Bytes{0x32, 0x01, 0x06, 0x07}; // PN532 1.6, types A and B and ISO/IEC 18092
    case GetGeneralStatus:
        return base::Bytes{0x00, 0x01, 0x00, 0x80};
    case ReadRegister:
        return readRegisters(parameters);
    case WriteRegister:
        writeRegisters(parameters);
        return base::Bytes{};
    case SetParameters:
        m_parameters = parameters.empty() ? m_parameters : parameters[0];
        return base::Bytes{};
    case SamConfiguration:
        return base::Bytes{};
    case RfConfiguration:
        configureField(parameters);
        return base::Bytes{};
    case PowerDown:
    case InPsl:
        return base::Bytes{done};
    case InSelect:
        return base::Bytes{m_selected ? done : wrongContext};
    case InDeselect:
    case InRelease:
        release();
        return base::Bytes{done};
    case InDataExchange:
        return exchange(parameters.subspan(std::min<std::size_t>(1, parameters.size())));
    case InCommunicateThru:
        return communicateThru(parameters);
    case InListPassiveTarget:
        return listTargets(parameters);
    case InAutoPoll:
        return autoPoll(parameters);
    default:
        return std::nullopt;
    }
}

base::Bytes Pn532Chip::diagnose(base::ByteView parameters) {
    constexpr std::uint8_t communicationLine = 0x00;
    constexpr std::uint8_t attention = 0x06; // is the target still there?
    if (!parameters.empty() && parameters[0] == communicationLine)
        return {parameters.begin(), parameters.end()};
    if (!parameters.empty() && parameters[0] == attention)
        return {m_selected ? done : timedOut};
    return {done};
}

base::Bytes Pn532Chip::readRegisters(base::ByteView parameters) const {
    base::Bytes values;
    for (std::size_t i = 0; i + 1 < parameters.size(); i += 2) {
        const auto found = m_registers.find(static_cast<std::uint16_t>(parameters[i] << 8 | parameters[i + 1]));
        values.push_back(found == m_registers.end() ? 0 : found->second);
    }
    return values;
}

void Pn532Chip::writeRegisters(base::ByteView parameters) {
    for (std::size_t i = 0; i + 2 < parameters.size(); i += 3)
        m_registers[static_cast<std::uint16_t>(parameters[i] << 8 | parameters[i + 1])] = parameters[i + 2];
}

void Pn532Chip::configureField(base::ByteView parameters) {
    constexpr std::uint8_t fieldItem = 0x01;
    if (parameters.size() < 2 || parameters[0] != fieldItem || (parameters[1] & 0x01) != 0)
        return;
    m_selected.reset();
    for (auto &lying : m_lying) {
        lying.halted = false;
        lying.card->reset();
    }
}

// MaxTg, BrTy, and for type A the UID that is wanted, as it goes over the air: with a cascade tag before 3 bytes of it.
base::Bytes Pn532Chip::listTargets(base::ByteView parameters) {
    constexpr std::uint8_t typeA = 0x00;
    constexpr std::uint8_t cascadeTag = 0x88;
    if (parameters.size() < 2 || parameters[1] != typeA)
        return {0x00};
    base::Bytes uid;
    const auto wanted = parameters.subspan(2);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!(i % 4 == 0 && wanted[i] == cascadeTag && wanted.size() - i > 4))
            uid.push_back(wanted[i]);
    auto *found = find(uid);
    if (found == nullptr)
        return {0x00};
    select(*found);
    m_registers[txModeRegister] |= 0x80;
    m_registers[rxModeRegister] |= 0x80;
    base::Bytes answer{0x01, 0x01};
    const auto description = describe(*m_selected);
    answer.insert(answer.end(), description.begin(), description.end());
    return answer;
}

// Answers at once, whatever number of polls was asked for.
base::Bytes Pn532Chip::autoPoll(base::ByteView) {
    constexpr std::uint8_t mifare = 0x10;
    constexpr std::uint8_t protocolA = 0x20;
    auto *found = find({});
    if (found == nullptr)
        return {0x00};
    select(*found);
    const auto description = describe(*m_selected);
    const bool protocol = (m_selected->identity().sak & speaksProtocol) != 0;
    base::Bytes answer{0x01, protocol ? protocolA : mifare, static_cast<std::uint8_t>(description.size() + 1), 0x01};
    answer.insert(answer.end(), description.begin(), description.end());
    return answer;
}

// A card that is halted answers only to its UID. One that is in its protocol doesn't listen to the call at all: the
// field must go off first. The others do.
Pn532Chip::Lying *Pn532Chip::find(base::ByteView uid) {
    const auto found = std::find_if(m_lying.begin(), m_lying.end(), [&](const Lying &lying) {
        const auto &identity = lying.card->identity();
        if (!uid.empty())
            return std::equal(uid.begin(), uid.end(), identity.uid.begin(), identity.uid.end());
        return !lying.halted && !(lying.card == m_selected && (identity.sak & speaksProtocol) != 0);
    });
    return found == m_lying.end() ? nullptr : &*found;
}

void Pn532Chip::select(Lying &lying) {
    if (m_selected != lying.card)
        release();
    lying.halted = false;
    m_selected = lying.card;
    m_selected->reset();
}

void Pn532Chip::release() {
    for (auto &lying : m_lying)
        if (lying.card == m_selected)
            lying.halted = true;
    m_selected.reset();
}

base::Bytes Pn532Chip::describe(const NfcCard &card) const {
    const auto &identity = card.identity();
    base::ByteWriter out;
    out.u16(identity.atqa);
    out.u8(identity.sak);
    out.u8(static_cast<std::uint8_t>(identity.uid.size()));
    out.append(identity.uid);
    if ((identity.sak & speaksProtocol) != 0 && (m_parameters & automaticRats) != 0) {
        out.u8(static_cast<std::uint8_t>(identity.ats.size() + 1));
        out.append(identity.ats);
    }
    return std::move(out).take();
}

std::optional<base::Bytes> Pn532Chip::toCard(base::ByteView command) {
    if (m_pullAfter >= 0 && m_pullAfter-- == 0)
        clear();
    if (!m_selected)
        return std::nullopt;
    return m_selected->exchange(command);
}

base::Bytes Pn532Chip::exchange(base::ByteView command) {
    if (!m_selected)
        return {wrongContext};
    const bool protocol = (m_selected->identity().sak & speaksProtocol) != 0;
    const auto answer = toCard(command);
    if (!answer)
        return {timedOut};
    if (!protocol && answer->size() == 1) { // four bits: taken, or refused
        constexpr std::uint8_t taken = 0x0A;
        return {answer->front() == taken ? done : timedOut};
    }
    base::Bytes result{done};
    result.insert(result.end(), answer->begin(), answer->end());
    return result;
}

base::Bytes Pn532Chip::communicateThru(base::ByteView command) {
    if (!bit7(txModeRegister)) { // the host computed the CRC itself
        if (command.size() < 3)
            return {timedOut};
        const auto body = command.first(command.size() - 2);
        const auto crc = crcA(body);
        if (!std::equal(crc.begin(), crc.end(), command.begin() + static_cast<std::ptrdiff_t>(body.size())))
            return {timedOut}; // the card ignores what it can't read
        command = body;
    }
    auto answer = toCard(command);
    if (!answer)
        return {timedOut};
    if (answer->size() == 1 && bit7(rxModeRegister))
        return {wrongCrc}; // four bits have none
    if (!bit7(rxModeRegister)) {
        const auto crc = crcA(*answer);
        answer->insert(answer->end(), crc.begin(), crc.end());
    }
    answer->insert(answer->begin(), done);
    return *answer;
}

bool Pn532Chip::bit7(std::uint16_t address) const {
    const auto found = m_registers.find(address);
    return found == m_registers.end() || (found->second & 0x80) != 0;
}

} // namespace panier::rfid::emulator
