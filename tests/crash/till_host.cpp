// The kiosk without its screen: the same composition, with gestures as words on standard input, one a line, and every
// state on standard output: "restored STATE" once, then "state STATE" for each transaction, as JSON. Ends politely when
// its input does.
//   pay print done yes no   the shopper's
//   basket                  a basket that was set aside is shown, always the same one
//   paid not-paid           an attendant signs in, and says of the payment in doubt what the terminal's journal says
#include "app/kiosk/till.h"
#include "visit/json.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace panier;

namespace {

void say(const char *what, const visit::State &state) {
    std::printf("%s %s\n", what, visit::toJson(state).c_str());
    std::fflush(stdout);
}

using Events = std::vector<visit::EventData>;

Events resolveDoubt(const visit::State &state, visit::Resolution resolution) {
    const auto doubt = std::ranges::find(state.alerts, visit::AlertKind::PaymentInDoubt, &visit::Alert::kind);
    if (doubt == state.alerts.end())
        return {};
    return {visit::StaffSignedIn{"karim", "Karim"}, visit::AlertResolved{doubt->id, resolution}};
}

Events answer(const visit::State &state, bool yes) {
    if (state.asking)
        return {visit::Answered{state.asking, std::nullopt, yes}};
    if (!state.another.empty())
        return {visit::Answered{std::nullopt, state.another.front(), yes}};
    return {};
}

Events basketSetAside() {
    return {visit::BasketShown{{0xB4, 0x5E}, {{{codes::Gtin::parse("9521234001140").value(), 1}}}}};
}

Events gesture(const std::string &word, const visit::State &state) {
    if (word == "pay")
        return {visit::PayPressed{}};
    if (word == "basket")
        return basketSetAside();
    if (word == "print")
        return {visit::PrintPressed{}};
    if (word == "done")
        return {visit::DonePressed{}};
    if (word == "yes" || word == "no")
        return answer(state, word == "yes");
    if (word == "paid" || word == "not-paid")
        return resolveDoubt(state, word == "paid" ? visit::Resolution::Paid : visit::Resolution::NotPaid);
    return {};
}

// The lines that have come; false at the input's end.
bool readWords(std::string &rest, const std::function<void(const std::string &)> &word) {
    char bytes[256];
    const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0)
        return false;
    rest.append(bytes, static_cast<std::size_t>(count));
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
        word(rest.substr(0, end));
        rest.erase(0, end + 1);
    }
    return true;
}

} // namespace

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 3 || arguments[1] != QStringLiteral("--config"))
        return 2;
    const auto config = config::loadConfig(arguments[2].toStdString());
    const base::SystemClock clock;
    const auto till = config ? app::Till::open(*config, clock) : tl::make_unexpected(config.error().text);
    if (!till) {
        std::fprintf(stderr, "till_host: %s\n", till.error().c_str());
        return 2;
    }
    auto &kiosk = **till;
    QObject::connect(&kiosk, &app::Till::ready, &kiosk, [&kiosk] { say("restored", kiosk.state()); });
    QObject::connect(&kiosk, &app::Till::changed, &kiosk, [&kiosk] { say("state", kiosk.state()); });
    QObject::connect(&kiosk, &app::Till::stopped, &application, &QCoreApplication::quit);

    std::string rest;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &kiosk, [&] {
        const bool more = readWords(rest, [&kiosk](const std::string &word) {
            for (auto &event : gesture(word, kiosk.state()))
                kiosk.post(std::move(event));
        });
        if (!more) {
            input.setEnabled(false);
            kiosk.stop();
        }
    });
    kiosk.start();
    return QCoreApplication::exec();
}
