// A scripted shopper (and the attendant who comes to help): looks at the kiosk's screen and presses what is on it
// through the accessibility bus, and moves real things in the shop. Nothing else reaches the kiosk.
#pragma once

#include "app/bench/accessibility/atspi.h"
#include "app/bench/shop.h"

#include <QImage>
#include <filesystem>
#include <functional>
#include <string>

namespace panier::bench {

enum class ScriptError {
    NotSeen,    // the screen didn't say it in time
    NotPressed, // the control is there, and nothing could be done with it
    World,      // the shop couldn't do what the script asked
    Files,      // a picture can't be written
};
using ScriptFailure = base::Failure<ScriptError>;
using Outcome = base::Expected<void, ScriptFailure>;

// Words on the screen, or a part of them, in the two languages. Spaces of every width count as one.
struct Words {
    const char *fr = "";
    const char *en = "";
};

enum class Language { French, English };

// Who presses: a visit's taps are the shopper's alone.
enum class Hand { Shopper, Attendant };

// The written limits of patience.
struct Patience {
    int appearMs = 15'000; // until something must be on the screen
    int startMs = 45'000;  // until the kiosk shows itself at all
    int lookEveryMs = 40;
    int steadyMs = 140;    // a screen that is the same for so long is photographed,
    int unsteadyMs = 1500; // or after so long at any rate
};

// What one visit came to.
struct Tally {
    int taps = 0;       // the shopper's, all of them
    int tapsToPaid = 0; // those before it was paid
    int staffTaps = 0;
    std::int64_t firstArticleUs = 0; // 0: none yet
    std::int64_t paidUs = 0;
    QString ticketUrl;   // read off the QR code on the screen
    QString receiptShot; // the picture that it was read off
    QString failure;
};

// Thread: the script's own; everything in the shop is done on the shop's thread.
class Shopper {
public:
    Shopper(Shop &shop, const base::Clock &clock, Atspi screen, std::filesystem::path shots, Patience patience = {});

    // Waits for the kiosk.
    [[nodiscard]] Outcome findKiosk(const QString &application);
    void begin(const QString &visit);
    void speak(Language language) { m_language = language; }

    [[nodiscard]] Outcome sees(Words words);
    // The words are gone from the screen.
    [[nodiscard]] Outcome seesNoMore(Words words);
    // Presses the control that the words name: best the one that is called exactly so.
    [[nodiscard]] Outcome taps(Words words, Hand hand);
    // The same, if it is there at this moment; no matter otherwise.
    void tapsIfThere(Words words);
    // Does something in the shop.
    [[nodiscard]] Outcome acts(const std::function<bool(Shop &)> &deed);
    // Looks at the shop until something is so there.
    [[nodiscard]] Outcome waitsFor(const std::function<bool(Shop &)> &holds, const char *otherwise);
    // How many receipts had been printed when the visit began.
    [[nodiscard]] int receiptsBefore() const { return m_receiptsBefore; }
    // An article is shown or laid down: from the first one on the visit's time runs.
    void startsClock();
    void stopsClock();
    // Stays still, as a hand does between two things.
    void pause(int ms) const;
    // Takes a picture of the whole screen.
    [[nodiscard]] Outcome photographs(const QString &state);
    // The same, and reads the ticket's address off the picture.
    [[nodiscard]] Outcome readsTicket(const QString &state);

    // Leaves what the screen said, for whoever looks into a failure.
    void writeTree() const;
    [[nodiscard]] Tally &tally() { return m_tally; }

private:
    [[nodiscard]] QString in(Words words) const;
    [[nodiscard]] Outcome waitFor(const std::function<bool(const Snapshot &)> &holds, int limitMs, const QString &what);
    [[nodiscard]] QImage steadyScreen();
    [[nodiscard]] QString fileFor(const QString &state);

    Shop &m_shop;
    const base::Clock &m_clock;
    Atspi m_screen;
    std::filesystem::path m_shots;
    Patience m_patience;
    Language m_language = Language::French;
    QString m_visit;
    int m_shotNumber = 0;
    int m_receiptsBefore = 0;
    Snapshot m_lastLook;
    Tally m_tally;
};

// The content of the QR code in a picture; empty when there is none.
[[nodiscard]] QString readQr(const QImage &picture);

} // namespace panier::bench
