// The e-ticket's page, asked for before its address is shown: a kiosk without its web side offers paper, not a dead QR.
#pragma once

#include "devices/event_sink.h"
#include "visit/command.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <functional>
#include <string>

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it.
class EticketDevice : public QObject {
    Q_OBJECT

public:
    static constexpr int answerMs = 2500;

    EticketDevice(std::string publicUrl, EventSink sink, QObject *parent = nullptr);

    // Watches the web side from now on.
    void start();
    // Answers with EticketChecked.
    void check(const visit::CheckEticket &command, std::uint64_t commandId);

private:
    void ask(const std::string &url, std::function<void(bool)> done);
    void watch();

    std::string m_publicUrl;
    EventSink m_sink;
    QNetworkAccessManager m_network;
    QTimer m_watch;
};

} // namespace panier::devices
