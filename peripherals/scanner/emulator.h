// A scanner on a pseudo-terminal, and the keys that one in keyboard mode would press. For the bench and the tests.
#pragma once

#include "peripherals/link/pty.h"
#include "peripherals/scanner/keyboard.h"
#include "peripherals/scanner/scan_framer.h"

#include <QObject>
#include <QTimer>
#include <deque>

namespace panier::peripherals::scanner {

// A serial scanner that somebody holds. Thread: Qt's event loop of the thread that made it.
class SerialScanner : public QObject {
    Q_OBJECT

public:
    // How a code's bytes travel.
    enum class Delivery {
        Whole,
        Split,    // a byte at a time
        Late,     // the second half after lateMs
        Corrupt,  // one digit is another
        NoSuffix, // the end is missing
    };

    // `path` is made by plug(): see link::Pty.
    explicit SerialScanner(std::filesystem::path path, FrameFormat format = {}, QObject *parent = nullptr);

    [[nodiscard]] bool plug() { return m_pty.plug(); }
    // In the middle of a code, too.
    void unplug();
    [[nodiscard]] bool isPlugged() const { return m_pty.isPlugged(); }

    void setDelivery(Delivery delivery) { m_delivery = delivery; }
    void setLateMs(int lateMs) { m_lateMs = lateMs; }

    // Pulls the trigger over a code.
    void scan(const Scan &code);
    // Two codes in one write.
    void scanMerged(const Scan &first, const Scan &second);
    // Bytes that are no code.
    void send(base::ByteView bytes) { m_pty.send(bytes); }

private:
    [[nodiscard]] std::string frame(const Scan &code) const;
    void sendNext();

    link::Pty m_pty;
    FrameFormat m_format;
    Delivery m_delivery = Delivery::Whole;
    int m_lateMs = 400;
    std::deque<std::string> m_outgoing;
    QTimer m_next;
};

// How a scanner in keyboard mode sends FNC1.
enum class GsKey { ControlBracket, F8, AltCode };

// The input_event structures of a keyboard that types `text`, each key down and up with its SYN_REPORT; what the layout
// has no key for is left out.
[[nodiscard]] base::Bytes typed(std::string_view text, Layout layout, GsKey gs = GsKey::ControlBracket);

} // namespace panier::peripherals::scanner
