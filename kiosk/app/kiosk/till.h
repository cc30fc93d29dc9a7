// One kiosk without its screen: configuration in, store, visit and devices joined.
#pragma once

#include "app/config/config.h"
#include "devices/kiosk_devices.h"

#include <memory>

namespace panier::app {

// Thread: Qt's event loop of the thread that made it. `clock` outlives it.
class Till : public QObject {
    Q_OBJECT

public:
    // Opens the files. A journal that isn't what was signed, or a stored visit that can't be read, is no failure: the
    // kiosk then stands out of service, and the log says why. Any other failure is a text that says what to do.
    [[nodiscard]] static base::Expected<std::unique_ptr<Till>, std::string> open(const config::Config &config,
                                                                                 const base::Clock &clock);
    ~Till() override;

    // Reads the bag's article, takes up the stored visit, starts the devices; then ready().
    void start();
    // Says goodbye to the devices; stopped() follows.
    void stop();

    // What the screen shows. Before ready(): a free kiosk.
    [[nodiscard]] const visit::State &state() const;
    [[nodiscard]] const visit::Settings &settings() const { return m_settings; }
    void post(visit::EventData event);
    // How a tag on the tray was heard lately.
    [[nodiscard]] visit::TagSignal signalOf(const codes::Epc &epc) const;
    // Ends in signInAccepted() or signInRefused().
    void signIn(const std::string &user, const std::string &pin);

signals:
    void ready();
    void changed();
    void signInAccepted();
    // `waitSeconds` before it is worth trying again.
    void signInRefused(int waitSeconds);
    void stopped();

private:
    Till(const config::Config &config, const base::Clock &clock);
    void begin();

    const config::Config m_config;
    const base::Clock &m_clock;
    devices::DeviceOptions m_options;
    visit::Settings m_settings;
    visit::State m_restored; // then: the loop's
    std::unique_ptr<storage::TillStore> m_store;
    std::unique_ptr<devices::VisitLoop> m_loop;
    std::unique_ptr<devices::KioskDevices> m_devices;
};

} // namespace panier::app
