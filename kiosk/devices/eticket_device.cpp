#include "devices/eticket_device.h"

#include "eticket/link.h"

#include <QNetworkReply>
#include <QNetworkRequest>

namespace panier::devices {

namespace {
constexpr int watchMs = 15'000;
constexpr int okStatus = 200;
} // namespace

EticketDevice::EticketDevice(std::string publicUrl, EventSink sink, QObject *parent)
    : QObject(parent), m_publicUrl(std::move(publicUrl)), m_sink(std::move(sink)) {
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, &EticketDevice::watch);
}

void EticketDevice::start() {
    m_watch.start();
    watch();
}

void EticketDevice::watch() {
    ask(m_publicUrl + "/health", [this](bool there) {
        m_sink(visit::DeviceChanged{visit::Device::Eticket,
                                    {there ? visit::Health::Ready : visit::Health::Lost,
                                     there ? visit::DeviceReason::None : visit::DeviceReason::Unreachable}},
               0);
    });
}

void EticketDevice::check(const visit::CheckEticket &command, std::uint64_t commandId) {
    const auto url = eticket::eticketUrl(m_publicUrl, command.eticketId);
    ask(url,
        [this, url, commandId](bool there) { m_sink(visit::EticketChecked{there ? url : std::string()}, commandId); });
}

// HEAD only: no byte of an answer is read, so none can be too many.
void EticketDevice::ask(const std::string &url, std::function<void(bool)> done) {
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setTransferTimeout(answerMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    auto *reply = m_network.head(request);
    connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done)] {
        reply->deleteLater();
        done(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == okStatus);
    });
}

} // namespace panier::devices
