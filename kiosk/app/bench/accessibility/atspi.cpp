#include "app/bench/accessibility/atspi.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <algorithm>
#include <array>

namespace panier::bench {

namespace {

constexpr auto accessibleInterface = "org.a11y.atspi.Accessible";
constexpr auto actionInterface = "org.a11y.atspi.Action";
constexpr auto rootPath = "/org/a11y/atspi/accessible/root";
constexpr auto registryService = "org.a11y.atspi.Registry";

// AtspiStateType: the bit numbers.
constexpr int stateEnabled = 8;
constexpr int stateSensitive = 24;
constexpr int stateShowing = 25;
constexpr int stateVisible = 30;

bool hasState(std::uint64_t states, int bit) {
    return (states >> bit & 1) != 0;
}

bool isAnswer(const QDBusMessage &reply) {
    return reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty();
}

QVariant propertyIn(const QDBusMessage &reply) {
    return isAnswer(reply) ? qvariant_cast<QDBusVariant>(reply.arguments().constFirst()).variant() : QVariant();
}

} // namespace

bool Accessible::isShowing() const {
    return hasState(states, stateShowing) && hasState(states, stateVisible);
}

bool Accessible::isEnabled() const {
    return hasState(states, stateEnabled) || hasState(states, stateSensitive);
}

bool Accessible::isControl() const {
    constexpr std::array controls = {Role::Button, Role::RadioButton, Role::ToggleButton, Role::ListItem};
    return std::ranges::any_of(controls, [this](Role wanted) { return role == static_cast<std::uint32_t>(wanted); });
}

base::Expected<Atspi, AtspiFailure> Atspi::connect(AtspiLimits limits) {
    const QDBusMessage where =
        QDBusMessage::createMethodCall("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress");
    const QDBusMessage reply = QDBusConnection::sessionBus().call(where, QDBus::Block, limits.callTimeoutMs);
    if (!isAnswer(reply))
        return base::fail(AtspiError::NoBus,
                          "no accessibility bus on the session bus: " + reply.errorMessage().toStdString());
    QDBusConnection bus = QDBusConnection::connectToBus(reply.arguments().constFirst().toString(), "panier-bench-a11y");
    if (!bus.isConnected())
        return base::fail(AtspiError::NoBus,
                          "the accessibility bus refuses us: " + bus.lastError().message().toStdString());
    return Atspi(bus, limits);
}

QDBusMessage Atspi::message(const QString &path, const char *interface, const char *method) const {
    return QDBusMessage::createMethodCall(m_service, path, interface, method);
}

QDBusMessage Atspi::property(const QString &path, const char *interface, const char *name) const {
    QDBusMessage call = message(path, "org.freedesktop.DBus.Properties", "Get");
    call << QString(interface) << QString(name);
    return call;
}

std::vector<Atspi::Reference> Atspi::childrenIn(const QDBusMessage &reply) const {
    std::vector<Reference> children;
    if (!isAnswer(reply) || reply.signature() != "a(so)")
        return children;
    const auto argument = reply.arguments().constFirst().value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd() && children.size() < static_cast<std::size_t>(m_limits.maxObjects)) {
        Reference child;
        QDBusObjectPath path;
        argument.beginStructure();
        argument >> child.service >> path;
        argument.endStructure();
        child.path = path.path();
        children.push_back(child);
    }
    return children;
}

// All calls are under way at once: a look costs a few round trips, not one for each object.
std::vector<QDBusMessage> Atspi::ask(const std::vector<QDBusMessage> &calls) const {
    std::vector<QDBusPendingCall> pending;
    pending.reserve(calls.size());
    for (const QDBusMessage &call : calls)
        pending.push_back(m_bus.asyncCall(call, m_limits.callTimeoutMs));
    std::vector<QDBusMessage> replies;
    replies.reserve(calls.size());
    for (QDBusPendingCall &call : pending) {
        call.waitForFinished();
        replies.push_back(call.reply());
    }
    return replies;
}

base::Expected<void, AtspiFailure> Atspi::attach(const QString &application) {
    const QDBusMessage call =
        QDBusMessage::createMethodCall(registryService, rootPath, accessibleInterface, "GetChildren");
    const auto programs = childrenIn(m_bus.call(call, QDBus::Block, m_limits.callTimeoutMs));
    for (auto program = programs.rbegin(); program != programs.rend(); ++program) {
        m_service = program->service;
        const QDBusMessage reply =
            m_bus.call(property(rootPath, accessibleInterface, "Name"), QDBus::Block, m_limits.callTimeoutMs);
        if (propertyIn(reply).toString() == application)
            return {};
    }
    m_service.clear();
    return base::fail(AtspiError::NoApplication, "no program called " + application.toStdString() + " shows itself");
}

void Atspi::readObjects(Snapshot &level) const {
    std::vector<QDBusMessage> calls;
    for (const Accessible &object : level) {
        calls.push_back(message(object.path, accessibleInterface, "GetRole"));
        calls.push_back(message(object.path, accessibleInterface, "GetState"));
        calls.push_back(property(object.path, accessibleInterface, "Name"));
    }
    const auto replies = ask(calls);
    for (std::size_t i = 0; i < level.size(); ++i) {
        const QDBusMessage &role = replies[3 * i];
        const QDBusMessage &states = replies[3 * i + 1];
        if (isAnswer(role))
            level[i].role = role.arguments().constFirst().toUInt();
        if (isAnswer(states)) {
            const auto words = qdbus_cast<QList<uint>>(states.arguments().constFirst());
            for (qsizetype word = 0; word < std::min<qsizetype>(words.size(), 2); ++word)
                level[i].states |= static_cast<std::uint64_t>(words[word]) << (32 * word);
        }
        level[i].name = propertyIn(replies[3 * i + 2]).toString();
    }
}

base::Expected<Snapshot, AtspiFailure> Atspi::look() const {
    Snapshot all;
    Snapshot level(1);
    level.front().path = rootPath;
    for (int depth = 0; depth < m_limits.maxDepth && !level.empty(); ++depth) {
        readObjects(level);
        std::vector<QDBusMessage> calls;
        for (const Accessible &object : level)
            calls.push_back(message(object.path, accessibleInterface, "GetChildren"));
        all.insert(all.end(), level.begin(), level.end());
        const auto replies = ask(calls);
        level.clear();
        for (const QDBusMessage &reply : replies)
            for (const Reference &child : childrenIn(reply))
                if (child.service == m_service && static_cast<int>(all.size() + level.size()) < m_limits.maxObjects)
                    level.push_back({child.path, depth + 1, 0, 0, {}});
        if (depth == 0 && !isAnswer(replies.front()))
            return base::fail(AtspiError::Gone,
                              "the program went away: " + replies.front().errorMessage().toStdString());
    }
    return all;
}

base::Expected<void, AtspiFailure> Atspi::press(const QString &path) const {
    const QDBusMessage offered =
        m_bus.call(message(path, actionInterface, "GetActions"), QDBus::Block, m_limits.callTimeoutMs);
    if (!isAnswer(offered))
        return base::fail(AtspiError::Gone, "it went away: " + offered.errorMessage().toStdString());
    int chosen = -1;
    int index = 0;
    const auto argument = offered.arguments().constFirst().value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd()) {
        QString name, description, keys;
        argument.beginStructure();
        argument >> name >> description >> keys;
        argument.endStructure();
        if (name.compare("Press", Qt::CaseInsensitive) == 0 || chosen < 0)
            chosen = index;
        ++index;
    }
    if (chosen < 0)
        return base::fail(AtspiError::NoAction, "it can't be pressed");
    QDBusMessage call = message(path, actionInterface, "DoAction");
    call << chosen;
    const QDBusMessage done = m_bus.call(call, QDBus::Block, m_limits.callTimeoutMs);
    if (!isAnswer(done))
        return base::fail(AtspiError::Gone, "it went away: " + done.errorMessage().toStdString());
    return {};
}

} // namespace panier::bench
