// For emulators: the far end of a serial line. Whoever opens path() has the near end, as of a real port.
#pragma once

#include "base/bytes.h"

#include <QObject>
#include <filesystem>
#include <memory>

class QSocketNotifier;
class QTimer;

namespace panier::peripherals::link {

// A pseudo-terminal that can be pulled out and put back under one name, a symbolic link.
// Thread: Qt's event loop of the thread that made it.
class Pty : public QObject {
    Q_OBJECT

public:
    // To send, while the near end doesn't read; beyond that bytes are lost, as on a line without flow control.
    static constexpr std::size_t maxPendingBytes = 1 << 16;

    // `path` is made by plug(); what has that name is replaced.
    explicit Pty(std::filesystem::path path, QObject *parent = nullptr);
    ~Pty() override;

    // False if there is no pseudo-terminal to have, or the link can't be made.
    [[nodiscard]] bool plug();
    // Whoever has it open sees it hung up; the link is gone.
    void unplug();
    [[nodiscard]] bool isPlugged() const { return m_terminal >= 0; }
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

    void send(base::ByteView bytes);
    // The speed that the near end has set, in bits a second; 0 when it isn't known.
    [[nodiscard]] int baud() const;

signals:
    void received(const QByteArray &bytes);

private:
    void onReadable();
    void onWritable();
    void listenAgain();

    std::filesystem::path m_path;
    int m_terminal = -1;
    base::Bytes m_pending;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::unique_ptr<QTimer> m_again;
};

} // namespace panier::peripherals::link
