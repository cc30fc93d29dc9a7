// Reads and works another program's screen as a screen reader does: through AT-SPI, the Linux accessibility bus.
#pragma once

#include "base/expected.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

namespace panier::bench {

// AT-SPI roles that a kiosk has. AtspiRole in atspi-constants.h.
enum class Role : std::uint32_t {
    ListItem = 32,
    Button = 43,
    RadioButton = 44,
    ToggleButton = 62,
};

// What stands on the screen at one place of the tree.
struct Accessible {
    QString path; // on the bus; names the object while the tree keeps it
    int depth = 0;
    std::uint32_t role = 0;
    std::uint64_t states = 0;
    QString name;

    [[nodiscard]] bool isShowing() const;
    [[nodiscard]] bool isEnabled() const;
    // A control that a finger can press: button, radio button, toggle, line of a list.
    [[nodiscard]] bool isControl() const;
};

// One look at the whole tree.
using Snapshot = std::vector<Accessible>;

// The written limits of a look.
struct AtspiLimits {
    int callTimeoutMs = 2000;
    int maxObjects = 2000; // the rest isn't looked at
    int maxDepth = 40;
};

enum class AtspiError {
    NoBus,         // no session bus, or no accessibility bus on it
    NoApplication, // no program of that name shows itself
    Gone,          // the object, or the program, went away meanwhile
    NoAction,      // the object can't be pressed
};
using AtspiFailure = base::Failure<AtspiError>;

// A connection to the accessibility bus. Every call may block for the time-out, so it lives on a thread of its own.
class Atspi {
public:
    [[nodiscard]] static base::Expected<Atspi, AtspiFailure> connect(AtspiLimits limits = {});

    // Looks for the program whose accessible name this is, the newest if there are several.
    [[nodiscard]] base::Expected<void, AtspiFailure> attach(const QString &application);

    // Everything the program shows now, parents before children. Objects that vanish during the look are left out.
    [[nodiscard]] base::Expected<Snapshot, AtspiFailure> look() const;

    // Does the object's action: "Press" where it has one, otherwise its first.
    [[nodiscard]] base::Expected<void, AtspiFailure> press(const QString &path) const;

private:
    Atspi(QDBusConnection bus, AtspiLimits limits) : m_bus(std::move(bus)), m_limits(limits) {}

    struct Reference {
        QString service;
        QString path;
    };
    [[nodiscard]] std::vector<Reference> childrenIn(const QDBusMessage &reply) const;
    [[nodiscard]] QDBusMessage message(const QString &path, const char *interface, const char *method) const;
    [[nodiscard]] QDBusMessage property(const QString &path, const char *interface, const char *name) const;
    [[nodiscard]] std::vector<QDBusMessage> ask(const std::vector<QDBusMessage> &calls) const;
    void readObjects(Snapshot &level) const;

    QDBusConnection m_bus;
    AtspiLimits m_limits;
    QString m_service; // of the program
};

} // namespace panier::bench
