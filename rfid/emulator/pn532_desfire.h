// A MIFARE DESFire EV1 as far as badges need it: applications with AES keys, and standard data files.
#pragma once

#include "base/expected.h"
#include "rfid/emulator/pn532_card.h"
#include "rfid/emulator/pn532_desfire_session.h"

#include <map>
#include <memory>
#include <random>

namespace panier::rfid::emulator {

// Fresh from the factory: no application, and anybody may create one. Commands are wrapped as ISO/IEC 7816-4 wants it
// (90 INS 00 00 Lc ... 00); an answer is one frame, so that files have at most maxFileBytes.
class DesfireCard final : public NfcCard {
public:
    static constexpr std::size_t maxApplications = 28;
    static constexpr std::size_t maxFiles = 32; // an application
    static constexpr std::size_t maxFileBytes = 32;

    // `uid` has 7 bytes. The card's random numbers follow from `seed`.
    explicit DesfireCard(const base::Bytes &uid, std::uint32_t seed = 1);

    [[nodiscard]] std::optional<base::Bytes> exchange(base::ByteView command) override;
    void reset() override;

    // A card that was cloned as far as can be: the same applications and files, and its own UID; the keys can't be read
    // out of the original, so they are `key`.
    [[nodiscard]] static std::shared_ptr<DesfireCard> cloneOf(const DesfireCard &original, const base::Bytes &uid,
                                                              const AesBlock &key);
    // How many authentications it granted.
    [[nodiscard]] int authentications() const { return m_authentications; }

private:
    enum class Communication { Plain, Maced, Enciphered };
    struct File {
        std::uint8_t communication = 0;
        std::uint16_t rights = 0;
        base::Bytes data;
    };
    struct Application {
        std::uint8_t settings = 0;
        std::vector<AesBlock> keys;
        std::map<std::uint8_t, File> files;
    };
    // What the card says: a status, and what stands before it.
    struct Answer {
        std::uint8_t status = 0;
        base::Bytes data;
        bool maced = true;        // in a session
        bool endsSession = false; // after it
    };

    [[nodiscard]] Answer run(std::uint8_t code, base::ByteView data);
    [[nodiscard]] Answer version(std::uint8_t part);
    [[nodiscard]] Answer selectApplication(base::ByteView data);
    [[nodiscard]] Answer createApplication(base::ByteView data);
    [[nodiscard]] Answer applicationIds() const;
    [[nodiscard]] Answer beginAuthentication(base::ByteView data);
    [[nodiscard]] Answer endAuthentication(base::ByteView data);
    [[nodiscard]] Answer changeKey(base::ByteView data);
    [[nodiscard]] Answer createFile(base::ByteView data);
    [[nodiscard]] Answer fileSettings(base::ByteView data);
    struct Part {
        File &file;
        Communication how;
        std::size_t offset;
        std::size_t length;
    };
    // An error is the card's status.
    [[nodiscard]] base::Expected<Part, std::uint8_t> part(base::ByteView header, unsigned right);
    [[nodiscard]] Answer readData(base::ByteView data);
    [[nodiscard]] Answer writeData(base::ByteView data);
    [[nodiscard]] std::optional<Communication> access(const File &file, unsigned right) const;
    [[nodiscard]] Application *application();

    std::map<std::uint32_t, Application> m_applications;
    std::uint32_t m_selected = 0;
    std::optional<DesfireSession> m_session;
    std::optional<std::uint8_t> m_pendingKey; // between the two halves of an authentication
    AesBlock m_random{};
    AesBlock m_vector{};
    std::uint8_t m_versionPart = 0;
    std::mt19937 m_source;
    int m_authentications = 0;
};

} // namespace panier::rfid::emulator
