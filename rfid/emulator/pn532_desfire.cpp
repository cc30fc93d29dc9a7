#include "rfid/emulator/pn532_desfire.h"

#include <algorithm>

namespace panier::rfid::emulator {

namespace {

enum Code : std::uint8_t {
    AuthenticateAes = 0xAA,
    ChangeKey = 0xC4,
    CreateApplication = 0xCA,
    GetApplicationIds = 0x6A,
    SelectApplication = 0x5A,
    GetVersion = 0x60,
    CreateStandardFile = 0xCD,
    GetFileSettings = 0xF5,
    ReadData = 0xBD,
    WriteData = 0x3D,
    MoreFrames = 0xAF,
};

enum Status : std::uint8_t {
    Ok = 0x00,
    IllegalCommand = 0x1C,
    IntegrityError = 0x1E,
    NoSuchKey = 0x40,
    LengthError = 0x7E,
    PermissionDenied = 0x9D,
    ParameterError = 0x9E,
    ApplicationNotFound = 0xA0,
    AuthenticationError = 0xAE,
    AdditionalFrame = 0xAF,
    BoundaryError = 0xBE,
    CountError = 0xCE,
    DuplicateError = 0xDE,
    FileNotFound = 0xF0,
};

constexpr std::uint8_t aesApplication = 0x80;
constexpr unsigned freeAccess = 0x0E;
constexpr std::size_t blockBytes = 16;
constexpr std::size_t fileHeader = 7; // number, offset, length
constexpr unsigned readRight = 12;    // where a right's nibble lies in a file's access rights
constexpr unsigned writeRight = 8;

std::uint32_t u24(base::ByteView bytes) { // low byte first, as all of DESFire
    return static_cast<std::uint32_t>(bytes[0] | bytes[1] << 8 | bytes[2] << 16);
}

base::Bytes joined(std::initializer_list<base::ByteView> parts) {
    base::Bytes out;
    for (const auto part : parts)
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

AesBlock rotated(AesBlock block) {
    std::rotate(block.begin(), block.begin() + 1, block.end());
    return block;
}

// The data, then its CRC over `checked`, then zeros only. Empty if it isn't so.
base::Bytes verified(base::ByteView plain, std::size_t length, base::ByteView header) {
    if (plain.size() < length + 4)
        return {};
    const auto data = plain.first(length);
    const auto crc = desfireCrc32(joined({header, data}));
    const auto rest = plain.subspan(length + 4);
    const bool good = std::equal(crc.begin(), crc.end(), plain.begin() + static_cast<std::ptrdiff_t>(length)) &&
                      std::all_of(rest.begin(), rest.end(), [](auto byte) { return byte == 0; });
    return good ? base::Bytes(data.begin(), data.end()) : base::Bytes{};
}

} // namespace

DesfireCard::DesfireCard(const base::Bytes &uid, std::uint32_t seed)
    : NfcCard({uid, 0x0344, 0x20, {0x75, 0x77, 0x81, 0x02, 0x80}}), m_source(seed) {}

std::shared_ptr<DesfireCard> DesfireCard::cloneOf(const DesfireCard &original, const base::Bytes &uid,
                                                  const AesBlock &key) {
    auto clone = std::make_shared<DesfireCard>(uid, 99);
    clone->m_applications = original.m_applications;
    for (auto &[id, application] : clone->m_applications)
        std::fill(application.keys.begin(), application.keys.end(), key);
    return clone;
}

void DesfireCard::reset() {
    m_selected = 0;
    m_session.reset();
    m_pendingKey.reset();
}

std::optional<base::Bytes> DesfireCard::exchange(base::ByteView command) {
    static constexpr std::array<std::uint8_t, 4> isoSelect = {0x00, 0xA4, 0x04, 0x00};
    if (command.size() >= 4 && std::equal(isoSelect.begin(), isoSelect.end(), command.begin()))
        return base::Bytes{0x90, 0x00};
    if (command.size() < 5 || command[0] != 0x90)
        return base::Bytes{0x6E, 0x00}; // class not supported
    base::ByteView data;
    if (command.size() > 5) {
        if (command.size() != 6U + command[4])
            return base::Bytes{0x67, 0x00}; // wrong length
        data = command.subspan(5, command[4]);
    }
    auto answer = run(command[1], data);
    if (answer.status != Ok && answer.status != AdditionalFrame)
        m_session.reset();
    if (answer.endsSession)
        m_session.reset();
    if (m_session && answer.maced && answer.status == Ok) {
        const std::uint8_t status = Ok;
        const auto mac = m_session->mac(joined({answer.data, {&status, 1}}));
        answer.data.insert(answer.data.end(), mac.begin(), mac.end());
    }
    answer.data.push_back(0x91);
    answer.data.push_back(answer.status);
    return answer.data;
}

DesfireCard::Answer DesfireCard::run(std::uint8_t code, base::ByteView data) {
    if (code == MoreFrames)
        return m_pendingKey ? endAuthentication(data) : version(m_versionPart);
    m_pendingKey.reset();
    m_versionPart = 0;
    // In a session the command itself moves the vector on, except where it is deciphered.
    if (m_session && code != WriteData && code != ChangeKey)
        (void)m_session->mac(joined({{&code, 1}, data}));
    switch (code) {
    case GetVersion:
        return version(0);
    case SelectApplication:
        return selectApplication(data);
    case CreateApplication:
        return createApplication(data);
    case GetApplicationIds:
        return applicationIds();
    case AuthenticateAes:
        return beginAuthentication(data);
    case ChangeKey:
        return changeKey(data);
    case CreateStandardFile:
        return createFile(data);
    case GetFileSettings:
        return fileSettings(data);
    case ReadData:
        return readData(data);
    case WriteData:
        return writeData(data);
    default:
        return {IllegalCommand, {}};
    }
}

DesfireCard::Answer DesfireCard::version(std::uint8_t part) {
    m_versionPart = static_cast<std::uint8_t>(part + 1);
    const base::Bytes chip = {0x04, 0x01, 0x01, 0x01, 0x00, 0x18, 0x05};
    if (part < 2)
        return {AdditionalFrame, chip};
    if (part > 2)
        return {IllegalCommand, {}};
    const base::Bytes production = {0xBA, 0x53, 0x4A, 0x1D, 0x70, 0x21, 0x26};
    return {Ok, joined({identity().uid, production})};
}

DesfireCard::Application *DesfireCard::application() {
    const auto found = m_applications.find(m_selected);
    return found == m_applications.end() ? nullptr : &found->second;
}

DesfireCard::Answer DesfireCard::selectApplication(base::ByteView data) {
    if (data.size() < 3)
        return {LengthError, {}};
    const auto id = u24(data);
    if (id != 0 && !m_applications.contains(id))
        return {ApplicationNotFound, {}};
    m_selected = id;
    return {Ok, {}, false, true};
}

DesfireCard::Answer DesfireCard::createApplication(base::ByteView data) {
    if (data.size() < 5)
        return {LengthError, {}};
    const std::size_t keys = data[4] & 0x0F;
    if (m_selected != 0)
        return {PermissionDenied, {}};
    if ((data[4] & 0xF0) != aesApplication || keys == 0 || u24(data) == 0)
        return {ParameterError, {}};
    if (m_applications.size() >= maxApplications)
        return {CountError, {}};
    const bool added =
        m_applications.try_emplace(u24(data), Application{data[3], std::vector<AesBlock>(keys), {}}).second;
    return {added ? Ok : DuplicateError, {}};
}

DesfireCard::Answer DesfireCard::applicationIds() const {
    base::Bytes ids;
    for (const auto &[id, application] : m_applications)
        for (int shift = 0; shift < 24 && ids.size() < 3 * 18; shift += 8) // one frame holds no more
            ids.push_back(static_cast<std::uint8_t>(id >> shift));
    return {Ok, ids};
}

DesfireCard::Answer DesfireCard::beginAuthentication(base::ByteView data) {
    m_session.reset();
    const auto *selected = application();
    if (data.size() != 1)
        return {LengthError, {}};
    if (selected == nullptr || data[0] >= selected->keys.size())
        return {NoSuchKey, {}};
    for (auto &byte : m_random)
        byte = static_cast<std::uint8_t>(m_source());
    m_pendingKey = data[0];
    m_vector = {};
    return {AdditionalFrame, aesEncrypt(selected->keys[data[0]], m_vector, m_random)};
}

DesfireCard::Answer DesfireCard::endAuthentication(base::ByteView data) {
    const auto number = *m_pendingKey;
    m_pendingKey.reset();
    if (data.size() != 2 * blockBytes)
        return {LengthError, {}};
    const auto &key = application()->keys[number];
    const auto plain = aesDecrypt(key, m_vector, data);
    AesBlock terminal{};
    std::copy_n(plain.begin(), blockBytes, terminal.begin());
    const auto expected = rotated(m_random);
    if (!std::equal(expected.begin(), expected.end(), plain.begin() + blockBytes))
        return {AuthenticationError, {}};
    ++m_authentications;
    m_session.emplace(number, terminal, m_random);
    return {Ok, aesEncrypt(key, m_vector, rotated(terminal)), false};
}

// The key that the session was opened with, and no other: new key, its version, CRC.
DesfireCard::Answer DesfireCard::changeKey(base::ByteView data) {
    auto *selected = application();
    if (selected == nullptr || !m_session || data.empty() || data[0] != m_session->keyNumber())
        return {PermissionDenied, {}};
    if (data.size() != 1 + 2 * blockBytes)
        return {LengthError, {}};
    const base::Bytes header = {ChangeKey, data[0]};
    const auto key = verified(m_session->decrypt(data.subspan(1)), blockBytes + 1, header);
    if (key.empty())
        return {IntegrityError, {}};
    std::copy_n(key.begin(), blockBytes, selected->keys[data[0]].begin());
    return {Ok, {}, false, true};
}

DesfireCard::Answer DesfireCard::createFile(base::ByteView data) {
    auto *selected = application();
    if (data.size() < fileHeader)
        return {LengthError, {}};
    if (selected == nullptr || !m_session || m_session->keyNumber() != 0)
        return {PermissionDenied, {}};
    if (data[1] == 2 || data[1] > 3 || u24(data.subspan(4)) > maxFileBytes)
        return {ParameterError, {}};
    if (selected->files.size() >= maxFiles)
        return {CountError, {}};
    const auto rights = static_cast<std::uint16_t>(data[2] | data[3] << 8);
    const bool added =
        selected->files.try_emplace(data[0], File{data[1], rights, base::Bytes(u24(data.subspan(4)))}).second;
    return {added ? Ok : DuplicateError, {}};
}

DesfireCard::Answer DesfireCard::fileSettings(base::ByteView data) {
    auto *selected = application();
    if (selected == nullptr || data.empty() || !selected->files.contains(data[0]))
        return {FileNotFound, {}};
    const auto &file = selected->files[data[0]];
    const auto size = file.data.size();
    return {Ok,
            {0x00, file.communication, static_cast<std::uint8_t>(file.rights),
             static_cast<std::uint8_t>(file.rights >> 8), static_cast<std::uint8_t>(size), 0x00, 0x00}};
}

// How a file is talked about, by the right's nibble or by "read and write"; nullopt: not at all.
std::optional<DesfireCard::Communication> DesfireCard::access(const File &file, unsigned right) const {
    const unsigned own = file.rights >> right & 0x0F;
    const unsigned both = file.rights >> 4 & 0x0F;
    if (m_session && (own == m_session->keyNumber() || both == m_session->keyNumber()))
        return file.communication == 3   ? Communication::Enciphered
               : file.communication == 1 ? Communication::Maced
                                         : Communication::Plain;
    if (own == freeAccess || both == freeAccess)
        return Communication::Plain;
    return std::nullopt;
}

// The part of a file that a command's header names, for one who has `right` to it.
base::Expected<DesfireCard::Part, std::uint8_t> DesfireCard::part(base::ByteView header, unsigned right) {
    auto *selected = application();
    if (selected == nullptr || !selected->files.contains(header[0]))
        return tl::make_unexpected(FileNotFound);
    auto &file = selected->files[header[0]];
    const auto how = access(file, right);
    if (!how)
        return tl::make_unexpected(AuthenticationError);
    const auto offset = u24(header.subspan(1));
    const auto length = u24(header.subspan(4));
    if (offset > file.data.size() || length > file.data.size() - offset)
        return tl::make_unexpected(BoundaryError);
    return Part{file, *how, offset, length};
}

DesfireCard::Answer DesfireCard::readData(base::ByteView data) {
    if (data.size() != fileHeader)
        return {LengthError, {}};
    const auto found = part(data, readRight);
    if (!found)
        return {found.error(), {}};
    const auto &[file, how, offset, length] = *found;
    const auto count = length == 0 ? file.data.size() - offset : length;
    const auto content = base::ByteView(file.data).subspan(offset, count);
    if (how != Communication::Enciphered)
        return {Ok, {content.begin(), content.end()}};
    const std::uint8_t status = Ok;
    auto plain = joined({content, desfireCrc32(joined({content, {&status, 1}}))});
    plain.resize((plain.size() + blockBytes - 1) / blockBytes * blockBytes);
    return {Ok, m_session->encrypt(plain), false};
}

DesfireCard::Answer DesfireCard::writeData(base::ByteView data) {
    if (data.size() <= fileHeader)
        return {LengthError, {}};
    const auto found = part(data, writeRight);
    if (!found)
        return {found.error(), {}};
    const auto &[file, how, offset, length] = *found;
    const base::Bytes code = {WriteData};
    const auto header = joined({code, data.first(fileHeader)});
    auto content = base::Bytes(data.begin() + fileHeader, data.end());
    if (how == Communication::Enciphered) {
        if (content.size() % blockBytes != 0)
            return {LengthError, {}};
        content = verified(m_session->decrypt(content), length, header);
    } else if (m_session) {
        const bool maced = how == Communication::Maced;
        if (content.size() != length + (maced ? 8 : 0))
            return {LengthError, {}};
        const auto mac = m_session->mac(joined({header, base::ByteView(content).first(length)}));
        if (maced && !std::equal(mac.begin(), mac.end(), content.begin() + static_cast<std::ptrdiff_t>(length)))
            return {IntegrityError, {}};
        content.resize(length);
    }
    if (content.size() != length)
        return {IntegrityError, {}};
    std::copy(content.begin(), content.end(), file.data.begin() + static_cast<std::ptrdiff_t>(offset));
    return {Ok, {}};
}

} // namespace panier::rfid::emulator
