// A PN532 on a serial line: a pseudo-terminal that libnfc opens as it opens a real one.
#pragma once

#include "rfid/emulator/pn532_chip.h"
#include "rfid/emulator/pn532_frame.h"

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <memory>

class QSocketNotifier;

namespace panier::rfid::emulator {

// How its bytes travel, until told otherwise.
enum class Pn532Fault {
    None,
    Split,   // a byte at a time
    Merged,  // acknowledgement and answer in one write
    Late,    // the answer comes after lateMs
    Corrupt, // the answer's checksum is wrong
    Missing, // nothing at all
    Busy,    // commands are acknowledged, never answered
};

// Thread: Qt's event loop of the thread that made it.
class Pn532Emulator : public QObject {
    Q_OBJECT

public:
    // `link` is the name to open: a symbolic link to the terminal, which changes its own name at each plug().
    explicit Pn532Emulator(std::filesystem::path link, QObject *parent = nullptr);
    ~Pn532Emulator() override;

    // Plugs it in. False if there is no pseudo-terminal, or the link can't be made.
    [[nodiscard]] bool plug();
    // Pulls the cable: whoever has it open sees it hung up, and the link is gone.
    void unplug();
    [[nodiscard]] const std::filesystem::path &path() const { return m_link; }

    // Lays a card on it; false if too many lie there. takeAll() takes them away.
    [[nodiscard]] bool lay(std::shared_ptr<NfcCard> card) { return m_chip.add(std::move(card)); }
    void takeAll() { m_chip.clear(); }
    // The cards are pulled away in the middle of an exchange: after so many more commands to a card.
    void pullAfter(int exchanges) { m_chip.pullAfter(exchanges); }

    void setFault(Pn532Fault fault) { m_fault = fault; }
    void setLateMs(int lateMs) { m_lateMs = lateMs; }
    // Commands since it was made.
    [[nodiscard]] int commands() const { return m_commands; }

private:
    void onReadable();
    void listenAgain();
    void onFrame(const Pn532Frame &frame);
    void send(base::Bytes bytes);
    void sendNextByte();
    void write(base::ByteView bytes);

    std::filesystem::path m_link;
    Pn532Chip m_chip;
    Pn532Framer m_framer;
    int m_terminal = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_again;
    QTimer m_late;
    QTimer m_split;
    base::Bytes m_lateAnswer;
    base::Bytes m_pieces;
    base::Bytes m_lastAnswer;
    Pn532Fault m_fault = Pn532Fault::None;
    int m_lateMs = 1500;
    int m_commands = 0;
};

} // namespace panier::rfid::emulator
