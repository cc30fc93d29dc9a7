// The camera: what panier-eye reads, as events of a visit.
#pragma once

#include "devices/event_sink.h"
#include "devices/eye/eye_process.h"

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it.
class CodeDevice : public QObject {
    Q_OBJECT

public:
    CodeDevice(EyeConfig config, const base::Clock &clock, EventSink sink, QObject *parent = nullptr);

    void start() { m_eye.start(); }
    void stop() { m_eye.stop(); }

private:
    EventSink m_sink;
    EyeProcess m_eye;
};

} // namespace panier::devices
