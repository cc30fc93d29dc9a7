// What the screen shows, made from the visit's state; what the hand does, turned into the visit's events. It decides
// nothing.
#pragma once

#include "base/clock.h"
#include "ui/views/keyed_model.h"
#include "ui/views/signal_view.h"
#include "visit/state.h"
#include "visit/step.h"

#include <QImage>
#include <QObject>
#include <QTimer>
#include <functional>
#include <qqmlregistration.h>

namespace panier::ui {

// The names that the shop gives itself.
struct ShopNames {
    QString shop;
    QString register_;
    QString attendant; // empty: "Quelqu’un"
};

// What became of a sign-in.
enum class SignInResult { Accepted, WrongUserOrPin, Wait };

// Where the view's gestures go. All run on the UI's thread.
struct ViewActions {
    std::function<void(visit::EventData)> send;
    // Asks for user and PIN to be verified; the answer comes back through KioskView::signInAnswered.
    std::function<void(QString user, QString pin)> signIn;
    // One pixel a module, dark black, no quiet zone; null if the text doesn't fit.
    std::function<QImage(const QString &text)> qrMatrix;
    // How one tag was heard lately. Asked once a second at most, while an alert about it is chosen on the panel.
    std::function<visit::TagSignal(const codes::Epc &)> signalOf;
};

// Thread: the UI's.
class KioskView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString shopName READ shopName CONSTANT)
    Q_PROPERTY(QString registerName READ registerName CONSTANT)
    Q_PROPERTY(QString attendant READ attendant CONSTANT)
    Q_PROPERTY(Screen screen READ screen NOTIFY screenChanged)
    Q_PROPERTY(QString language READ language NOTIFY languageChanged)
    Q_PROPERTY(Notice notice READ notice NOTIFY changed)

    Q_PROPERTY(panier::ui::KeyedModel *lines READ lines CONSTANT)
    Q_PROPERTY(panier::ui::KeyedModel *tray READ tray CONSTANT)
    Q_PROPERTY(int traySlots READ traySlots NOTIFY changed)
    Q_PROPERTY(int moreLines READ moreLines NOTIFY changed)
    Q_PROPERTY(int pieces READ pieces NOTIFY changed)
    Q_PROPERTY(int counted READ counted NOTIFY changed)
    Q_PROPERTY(double totalMinor READ totalMinor NOTIFY changed)
    Q_PROPERTY(QVariant another READ another NOTIFY changed)
    Q_PROPERTY(QVariant asked READ asked NOTIFY changed)
    Q_PROPERTY(QVariant strange READ strange NOTIFY changed)
    Q_PROPERTY(int uncounted READ uncounted NOTIFY changed)
    Q_PROPERTY(bool leftBehind READ leftBehind NOTIFY changed)
    Q_PROPERTY(int lastCount READ lastCount NOTIFY changed)
    Q_PROPERTY(QVariant bag READ bag NOTIFY changed)
    Q_PROPERTY(bool working READ working NOTIFY changed)

    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY ticked)
    Q_PROPERTY(int secondsWhole READ secondsWhole NOTIFY ticked)
    Q_PROPERTY(bool idleWarning READ idleWarning NOTIFY changed)

    Q_PROPERTY(PaymentStep paymentStep READ paymentStep NOTIFY changed)
    Q_PROPERTY(double dueMinor READ dueMinor NOTIFY changed)
    Q_PROPERTY(Refusal refusal READ refusal NOTIFY changed)
    Q_PROPERTY(QVariant receipt READ receipt NOTIFY changed)
    Q_PROPERTY(QVariant qr READ qr NOTIFY changed)

    Q_PROPERTY(panier::ui::KeyedModel *alerts READ alerts CONSTANT)
    Q_PROPERTY(panier::ui::KeyedModel *devices READ devices CONSTANT)
    Q_PROPERTY(QVariant blocker READ blocker NOTIFY changed)
    Q_PROPERTY(QVariant lostDevice READ lostDevice NOTIFY changed)
    Q_PROPERTY(QString staffName READ staffName NOTIFY changed)
    Q_PROPERTY(bool suspended READ suspended NOTIFY changed)
    Q_PROPERTY(Hindrance suspendHindrance READ suspendHindrance NOTIFY changed)
    Q_PROPERTY(Hindrance duplicateHindrance READ duplicateHindrance NOTIFY changed)
    Q_PROPERTY(QVariant undo READ undo NOTIFY changed)
    Q_PROPERTY(int undoSeconds READ undoSeconds NOTIFY ticked)
    Q_PROPERTY(bool hasTray READ hasTray NOTIFY changed)
    Q_PROPERTY(bool visitOpen READ visitOpen NOTIFY changed)
    Q_PROPERTY(Lesson lesson READ lesson NOTIFY changed)
    Q_PROPERTY(int lessonTags READ lessonTags NOTIFY changed)
    Q_PROPERTY(Hindrance lessonHindrance READ lessonHindrance NOTIFY changed)
    Q_PROPERTY(QVariant watched READ watched NOTIFY changed)
    Q_PROPERTY(panier::ui::SignalView *tagSignal READ tagSignal CONSTANT)
    Q_PROPERTY(bool signInBusy READ signInBusy NOTIFY signInChanged)
    Q_PROPERTY(QString signInProblem READ signInProblem NOTIFY signInChanged)
    Q_PROPERTY(int signInWaitSeconds READ signInWaitSeconds NOTIFY signInChanged)

public:
    enum Screen {
        Attract,
        Basket,
        Checking,
        Question,
        Counting,
        Help,
        Payment,
        Refused,
        InDoubt,
        Receipt,
        Goodbye,
        SignIn,
        Panel,
        Suspended,
        OutOfService
    };
    Q_ENUM(Screen)
    enum Notice {
        NoNotice,
        NotAnArticle,
        UnknownArticle,
        StillOnTray,
        NothingToPay,
        TerminalAway,
        PaymentAbandoned,
        PaymentNotStarted,
        AlreadyPaid,
        NotFromHere,
        AtNeighbour,
        OtherCount,
        CodeMisread,
        CodeLink,
        CodeCoupon,
        ArticlePastUseBy,
        ArticleByMeasure,
        CodeOfOtherShop,
        CodeForged,
        CodeOutOfDate,
        CodeUsed,
        CodeTicket,
        CodeLoyalty,
        CodeVoucher,
        CodeBasket,
        CodeRecall,
        CodeUnsteady,
        CodeSeveral,
        BasketResumed
    };
    Q_ENUM(Notice)
    enum PaymentStep { Intent, Sending, InProgress, Approved };
    Q_ENUM(PaymentStep)
    enum Refusal { NoRefusal, ByBank, Abandoned, TimeOut, Unreachable, OtherRefusal };
    Q_ENUM(Refusal)
    enum Device { Reader, Camera, Terminal, Printer, Eticket, Nfc, Scanner, TopCamera };
    Q_ENUM(Device)
    enum Health { Unknown, Off, Ready, Attention, Lost };
    Q_ENUM(Health)
    enum DeviceReason {
        NoReason,
        DeviceUnreachable,
        Silent,
        Crashed,
        PaperOut,
        PaperNearEnd,
        CoverOpen,
        DeviceError,
        Frozen,
        Dark,
        Overexposed,
        LensCovered
    };
    Q_ENUM(DeviceReason)
    enum Alert {
        UnknownTag,
        UnknownCode,
        SoldTag,
        UnsureTag,
        AgeCheck,
        TrayChanged,
        PaymentInDoubt,
        LateApproval,
        DeviceLost,
        HelpWanted,
        ForeignTag,
        ClaimedTag,
        CountDiffers,
        UncountedThing,
        LeftBehind
    };
    Q_ENUM(Alert)
    enum Unsure { NoUnsureReason, WeakSignal, Intermittent, OneAntenna };
    Q_ENUM(Unsure)
    enum Resolution {
        Count,
        SetAside,
        AgeConfirmed,
        RemoveArticle,
        Paid,
        NotPaid,
        Done,
        GoOn,
        CountRight,
        Rescan,
        NothingThere
    };
    Q_ENUM(Resolution)
    // Why a control of the panel would do nothing now.
    enum Hindrance { NoHindrance, PaymentOpen, TicketOpen, Broken, NoTicket, PrintOpen, VisitOpen, ReaderAway };
    Q_ENUM(Hindrance)
    enum Lesson { NoLesson, LessonUnderWay, Learnt, LessonBroken };
    Q_ENUM(Lesson)
    enum Print { NotAsked, Printing, Printed, PrintFailed, MaybePrinted };
    Q_ENUM(Print)

    KioskView(visit::Settings settings, ShopNames names, const base::Clock &clock, ViewActions actions,
              SignalLevels levels = {}, QObject *parent = nullptr);

    // Shows this state from now on.
    void show(const visit::State &state);
    // The answer to ViewActions::signIn; `waitSeconds` with SignInResult::Wait.
    void signInAnswered(SignInResult result, int waitSeconds = 0);
    // Puts the clock's time on the screen; the view does it each second while a countdown is seen.
    void tick();

    // --- what the hand does
    Q_INVOKABLE void pay();
    Q_INVOKABLE void answerAnother(bool yes);
    Q_INVOKABLE void answerAsked(bool mine);
    Q_INVOKABLE void claimThings();
    Q_INVOKABLE void notMine(const QString &key);
    Q_INVOKABLE void setUnits(const QString &gtin, int units);
    Q_INVOKABLE void setBags(int units);
    Q_INVOKABLE void giveCount(int units);
    Q_INVOKABLE void without(const QString &gtin);
    Q_INVOKABLE void leave();
    Q_INVOKABLE void back();
    Q_INVOKABLE void help();
    Q_INVOKABLE void cancelHelp();
    Q_INVOKABLE void stay();
    Q_INVOKABLE void print();
    Q_INVOKABLE void done();
    Q_INVOKABLE void choose(const QString &language);
    Q_INVOKABLE void openSignIn();
    Q_INVOKABLE void closeSignIn();
    Q_INVOKABLE void signIn(const QString &user, const QString &pin);
    Q_INVOKABLE void signOut();
    Q_INVOKABLE void resolve(double alertId, int resolution);
    // Which alert is chosen on the panel, and so whose signal is shown; 0 for none. One without a tag has no signal.
    Q_INVOKABLE void watch(double alertId);
    // Takes back what was said of the last alert (undo()).
    Q_INVOKABLE void takeBack();
    Q_INVOKABLE void trayIsEmpty();
    Q_INVOKABLE void suspend();
    Q_INVOKABLE void resume();
    Q_INVOKABLE void duplicate();

    // --- the list, a page at a time
    // The room for lines in pixels, and how high a line, an unsure line and the "more" row are.
    Q_INVOKABLE void setRoom(double room, double line, double unsureLine, double more);
    Q_INVOKABLE void nextPage();

    [[nodiscard]] QString shopName() const { return m_names.shop; }
    [[nodiscard]] QString registerName() const { return m_names.register_; }
    [[nodiscard]] QString attendant() const { return m_names.attendant; }
    [[nodiscard]] Screen screen() const;
    [[nodiscard]] QString language() const;
    [[nodiscard]] Notice notice() const { return static_cast<Notice>(m_state.notice); }
    [[nodiscard]] KeyedModel *lines() { return &m_lines; }
    [[nodiscard]] KeyedModel *tray() { return &m_tray; }
    [[nodiscard]] int traySlots() const { return m_traySlots; }
    [[nodiscard]] int moreLines() const { return m_moreLines; }
    [[nodiscard]] int pieces() const;
    [[nodiscard]] int counted() const;
    [[nodiscard]] double totalMinor() const { return static_cast<double>(m_state.basket.total().minor); }
    [[nodiscard]] QVariant another() const;
    [[nodiscard]] QVariant asked() const;
    // What lies on the tray and isn't in the basket: the kind of alert, how many tags, and of the first its article and
    // the kiosk that has it. Of several kinds the one that the notice is about, or else that stands in the way most.
    [[nodiscard]] QVariant strange() const;
    // Things that are seen on the tray, and that nothing accounts for; 0: nothing is said of them.
    [[nodiscard]] int uncounted() const { return m_state.uncounted; }
    // Whether the shopper, who is about to go, has left something on the tray.
    [[nodiscard]] bool leftBehind() const { return m_state.leftAt.has_value(); }
    // What the shopper last counted; 0 if nothing.
    [[nodiscard]] int lastCount() const { return m_state.counted.value_or(0); }
    [[nodiscard]] QVariant bag() const;
    [[nodiscard]] bool working() const;
    [[nodiscard]] int secondsLeft() const { return m_secondsLeft; }
    [[nodiscard]] int secondsWhole() const { return m_secondsWhole; }
    [[nodiscard]] bool idleWarning() const { return m_state.idleAt.has_value(); }
    [[nodiscard]] PaymentStep paymentStep() const;
    [[nodiscard]] double dueMinor() const;
    [[nodiscard]] Refusal refusal() const;
    [[nodiscard]] QVariant receipt() const;
    [[nodiscard]] QVariant qr() const { return m_qr; }
    [[nodiscard]] KeyedModel *alerts() { return &m_alerts; }
    [[nodiscard]] KeyedModel *devices() { return &m_devices; }
    [[nodiscard]] QVariant blocker() const;
    [[nodiscard]] QVariant lostDevice() const;
    [[nodiscard]] QString staffName() const;
    [[nodiscard]] bool suspended() const { return m_state.phase == visit::Phase::Suspended; }
    [[nodiscard]] Hindrance suspendHindrance() const;
    [[nodiscard]] Hindrance duplicateHindrance() const;
    // The alert that was resolved last, with its "resolution", while that can be taken back; otherwise empty.
    [[nodiscard]] QVariant undo() const;
    [[nodiscard]] int undoSeconds() const;
    [[nodiscard]] bool hasTray() const;
    [[nodiscard]] bool visitOpen() const { return !m_state.visitId.empty(); }
    [[nodiscard]] Lesson lesson() const { return static_cast<Lesson>(m_state.lesson.step); }
    [[nodiscard]] int lessonTags() const { return m_state.lesson.tags; }
    [[nodiscard]] Hindrance lessonHindrance() const;
    [[nodiscard]] QVariant watched() const;
    [[nodiscard]] SignalView *tagSignal() { return &m_signal; }
    [[nodiscard]] bool signInBusy() const { return m_signInBusy; }
    [[nodiscard]] QString signInProblem() const { return m_signInProblem; }
    [[nodiscard]] int signInWaitSeconds() const { return m_signInWaitSeconds; }

signals:
    void changed();
    void screenChanged();
    void languageChanged();
    void ticked();
    void signInChanged();

private:
    [[nodiscard]] static QVariantMap blankRow();
    [[nodiscard]] QVariantMap article(const checkout::Article &article) const;
    [[nodiscard]] const checkout::Article *articleOf(const codes::Epc &epc) const;
    [[nodiscard]] const checkout::Article *articleOf(const codes::Gtin &gtin) const;
    [[nodiscard]] std::vector<codes::Epc> unnamedTags() const;
    [[nodiscard]] QVariantMap unsureRow(const codes::Epc &epc, const checkout::Article *which) const;
    [[nodiscard]] std::vector<QVariantMap> allLines() const;
    [[nodiscard]] std::vector<QVariantMap> trayRows() const;
    [[nodiscard]] QVariantMap alertRow(const visit::Alert &alert) const;
    [[nodiscard]] const visit::Alert *watchedAlert() const;
    void send(visit::EventData data) const;
    void announce();
    void showLines();
    void showTray();
    void showAlerts();
    void showSignal();
    void showDevices();
    void showQr();
    void holdSignIn();
    void setSignIn(bool open, bool busy, const QString &problem, int waitSeconds);

    visit::Settings m_settings;
    ShopNames m_names;
    const base::Clock &m_clock;
    ViewActions m_actions;
    visit::State m_state;
    Screen m_shownScreen = Attract;

    KeyedModel m_lines;
    KeyedModel m_tray;
    KeyedModel m_alerts;
    KeyedModel m_devices;
    SignalView m_signal;
    std::uint64_t m_watched = 0;      // an alert's id
    std::int64_t m_signalSecond = -1; // monotonic: in which m_signal was asked for
    QVariantMap m_slots;              // of the tray: key to slot
    int m_traySlots = 0;
    int m_firstLine = 0;
    int m_moreLines = 0;
    double m_room = 0;
    double m_lineHeight = 1;
    double m_unsureHeight = 1;
    double m_moreHeight = 0;
    int m_secondsLeft = 0;
    int m_secondsWhole = 0;
    QTimer m_second;
    QString m_qrText;
    QImage m_qr;
    bool m_signInOpen = false;
    bool m_signInBusy = false;
    QString m_signInProblem;
    int m_signInWaitSeconds = 0;
    std::int64_t m_signInUntilUs = 0; // monotonic: then the sign-in screen closes by itself
};

} // namespace panier::ui
