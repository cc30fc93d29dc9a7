// Every screen, in both languages and both orientations: it loads without a warning, and its picture is kept under
// build/.../screens to be looked at.
#include "tests/support/wait_for.h"
#include "tests/ui/desk.h"
#include "ui/views/kiosk_window.h"

#include <QDir>
#include <QGuiApplication>
#include <QQuickItem>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

using namespace panier;
using namespace panier::tests;

namespace {

QStringList &warnings() {
    static QStringList list;
    return list;
}

void keepWarning(QtMsgType type, const QMessageLogContext & /*where*/, const QString &text) {
    if (type != QtDebugMsg && type != QtInfoMsg)
        warnings().append(text);
}

std::string takeWarnings() {
    return std::exchange(warnings(), {}).join(u'\n').toStdString();
}

// A pattern with the shape of a code, enough to look at.
QImage pattern(const QString & /*text*/) {
    QImage image(37, 37, QImage::Format_Mono);
    image.fill(1);
    for (int y = 0; y < 37; ++y)
        for (int x = 0; x < 37; ++x)
            if ((x * x + 3 * y * y + x * y) % 7 < 3)
                image.setPixel(x, y, 0);
    return image;
}

struct Stage {
    StillClock clock;
    std::vector<visit::EventData> sent;
    ui::KioskView view{
        sampleSettings(),
        {"ficelle", "3", "Karim"},
        clock,
        {[this](auto event) { sent.push_back(std::move(event)); }, [](auto, auto) {}, pattern, sampleSignal}};
    ui::KioskWindow window{view, QStringLiteral(PANIER_ASSETS)};

    explicit Stage(QSize size) {
        window.resize(size);
        window.show();
        REQUIRE(waitFor([&] { return window.isExposed(); }));
    }
    // The screen as it stands once everything has landed.
    QImage picture(const visit::State &state) {
        view.show(state);
        REQUIRE(waitFor([&] { return settled(window.contentItem()); }));
        return window.grabWindow();
    }
    static bool settled(const QQuickItem *item) {
        if (const auto fall = item->property("fall"); fall.isValid() && fall.toDouble() != 0)
            return false;
        for (const auto *child : item->childItems())
            if (!settled(child))
                return false;
        return true;
    }
};

// No control outside the page, and none smaller than the design's 64 px.
void checkTargets(const QQuickItem *item, const QSize &page, const std::string &name) {
    if (!item->isVisible())
        return;
    if (item->inherits("QQuickMouseArea")) {
        const auto box = item->mapRectToScene(item->boundingRect());
        INFO(name << ": " << box.x() << "," << box.y() << " " << box.width() << "x" << box.height());
        CHECK(box.width() >= 64);
        CHECK(box.height() >= 64);
        CHECK(QRectF(QPointF(0, 0), page).adjusted(-1, -1, 1, 1).contains(box));
    }
    for (const auto *child : item->childItems())
        checkTargets(child, page, name);
}

void visitAll(QSize size, const QString &way) {
    Stage stage(size);
    QDir().mkpath(QStringLiteral(PANIER_SCREENS));
    for (const auto language : {checkout::Language::French, checkout::Language::English})
        for (auto sample : samples()) {
            sample.state.language = language;
            const auto picture = stage.picture(sample.state);
            REQUIRE(picture.size() == size);
            const auto file =
                QStringLiteral("%1-%2-%3.png")
                    .arg(QString::fromStdString(sample.name), way,
                         language == checkout::Language::French ? QStringLiteral("fr") : QStringLiteral("en"));
            CHECK(picture.save(QStringLiteral(PANIER_SCREENS) + u'/' + file));
            checkTargets(stage.window.contentItem(), size, file.toStdString());
        }
    CHECK(takeWarnings() == "");
}

} // namespace

TEST_CASE("every screen stands upright") {
    visitAll(QSize(1080, 1920), QStringLiteral("portrait"));
}
TEST_CASE("every screen lies") {
    visitAll(QSize(1920, 1080), QStringLiteral("landscape"));
}

namespace {

QQuickItem *named(QQuickItem *item, const QString &name) {
    if (item->isVisible() && item->property("name").toString() == name)
        return item;
    for (auto *child : item->childItems())
        if (auto *found = named(child, name))
            return found;
    return nullptr;
}

void press(Stage &stage, const QString &name) {
    auto *item = named(stage.window.contentItem(), name);
    INFO(name.toStdString());
    REQUIRE(item != nullptr);
    REQUIRE(QMetaObject::invokeMethod(item, "clicked"));
}

void keep(Stage &stage, const QString &name) {
    CHECK(stage.window.grabWindow().save(QStringLiteral(PANIER_SCREENS "/") + name + QStringLiteral(".png")));
}

} // namespace

TEST_CASE("the sign-in screen opens and shows why it doesn't") {
    Stage stage(QSize(1080, 1920));
    stage.view.openSignIn();
    stage.picture(basketState());
    keep(stage, "sign-in-portrait-fr");
    for (const auto *key : {"k", "a", "r", "i", "m", "Suite", "1", "2", "3", "4"})
        press(stage, key);
    keep(stage, "sign-in-pin-portrait-fr");
    press(stage, "Ouvrir");
    stage.view.signInAnswered(ui::SignInResult::Wait, 8);
    CHECK(stage.view.signInWaitSeconds() > 0);
    CHECK(stage.view.screen() == ui::KioskView::SignIn);
    keep(stage, "sign-in-wait-portrait-fr");
    CHECK(takeWarnings() == "");
}

namespace {

// The basket's one line about a code: the fact and the gesture; empty if it says nothing.
std::pair<QString, QString> noticeOn(QQuickItem *item) {
    const bool row = item->isVisible() && item->property("urgent").isValid() && item->property("note").isValid();
    if (row && !item->property("text").toString().isEmpty())
        return {item->property("text").toString(), item->property("note").toString()};
    for (auto *child : item->childItems())
        if (auto found = noticeOn(child); !found.first.isEmpty())
            return found;
    return {};
}

} // namespace

TEST_CASE("every reason why a code sells nothing is a line on the screen, in both languages") {
    Stage stage(QSize(1080, 1920));
    auto shopping = basketState();
    shopping.phase = visit::Phase::Scanning;
    std::set<QString> said;
    for (const auto language : {checkout::Language::French, checkout::Language::English}) {
        std::map<visit::Notice, QString> facts;
        shopping.language = language;
        for (int reason = 0; reason <= static_cast<int>(codes::Refusal::Several); ++reason) {
            const visit::Event event{sampleNow, visit::CodeRefused{static_cast<codes::Refusal>(reason), {}}};
            const auto state = visit::step(sampleSettings(), shopping, event).state;
            (void)stage.picture(state);
            const auto [fact, gesture] = noticeOn(stage.window.contentItem());
            INFO("reason " << reason << ": " << fact.toStdString() << " / " << gesture.toStdString());
            CHECK_FALSE(fact.isEmpty());
            CHECK_FALSE(gesture.isEmpty());
            const auto known = facts.emplace(state.notice, fact).first;
            CHECK(known->second == fact);
        }
        std::set<QString> different;
        for (const auto &[notice, fact] : facts)
            different.insert(fact);
        CHECK(different.size() == facts.size()); // each notice in its own words
        said.insert(different.begin(), different.end());
        CHECK(said.size() == (language == checkout::Language::French ? facts.size() : 2 * facts.size()));
    }
    auto resumed = shopping;
    resumed.notice = visit::Notice::BasketResumed;
    (void)stage.picture(resumed);
    CHECK_FALSE(noticeOn(stage.window.contentItem()).first.isEmpty());
    CHECK(takeWarnings() == "");
}

TEST_CASE("the panel's last page goes with its last alert") {
    Stage stage(QSize(1080, 1920));
    visit::State state;
    state.staff = visit::Staff{"karim", "Karim"};
    for (std::uint64_t id = 1; id <= 4; ++id) {
        visit::Alert alert;
        alert.id = id;
        alert.kind = visit::AlertKind::TrayChanged;
        state.alerts.push_back(alert);
    }
    stage.picture(state);
    press(stage, "1 de plus");
    state.alerts.pop_back();
    stage.picture(state);
    CHECK(named(stage.window.contentItem(), "Vu") != nullptr);
    CHECK(takeWarnings() == "");
}

TEST_CASE("the shopper counts, and nothing is no count") {
    for (const auto size : {QSize(1080, 1920), QSize(1920, 1080)}) {
        Stage stage(size);
        stage.picture(stateOf("counting"));
        press(stage, "Confirmer, 0 article");
        CHECK(stage.sent.empty());
        keep(stage, QStringLiteral("counting-early-%1x%2").arg(size.width()).arg(size.height()));
        press(stage, "5 de plus");
        press(stage, "Un de plus");
        press(stage, "Confirmer, 6 articles");
        REQUIRE(stage.sent.size() == 1);
        CHECK(std::get<visit::CountGiven>(stage.sent.front()).units == 6);
        press(stage, "Retour");
        CHECK(std::holds_alternative<visit::BackPressed>(stage.sent.back()));
        CHECK(takeWarnings() == "");
    }
}

TEST_CASE("an alert that is touched shows its own signal") {
    Stage stage(QSize(1080, 1920));
    auto state = stateOf("panel-count");
    stage.picture(state); // the first is about a count
    CHECK_FALSE(stage.view.tagSignal()->isChosen());
    press(stage,
          QStringLiteral("Article d’un autre panier, 20\u00a0s. Écharpe, 29,95\u00a0€. Déjà pris\u00a0: caisse 2."));
    CHECK(stage.view.tagSignal()->isChosen());
    CHECK(stage.view.watched().toMap().value("label") == "Écharpe");
    keep(stage, "panel-claimed-portrait-fr");
    state.alerts.erase(state.alerts.begin() + 1); // resolved: the first is chosen again
    stage.picture(state);
    CHECK_FALSE(stage.view.tagSignal()->isChosen());
    press(stage, "Relire");
    REQUIRE(stage.sent.size() == 1);
    CHECK(std::get<visit::AlertResolved>(stage.sent.front()).resolution == visit::Resolution::Rescan);
    CHECK(takeWarnings() == "");
}

TEST_CASE("the attendant says that the tray is empty, and takes a slip back") {
    for (const auto size : {QSize(1080, 1920), QSize(1920, 1080)}) {
        Stage stage(size);
        stage.picture(stateOf("panel-quiet"));
        press(stage, "Le plateau est vide. La caisse apprend les étiquettes autour, en 3 s.");
        REQUIRE(stage.sent.size() == 1);
        CHECK(std::holds_alternative<visit::TraySaidEmpty>(stage.sent.front()));
        const auto off = [&](const QString &name) {
            const auto *row = named(stage.window.contentItem(), name);
            return row != nullptr && !row->isEnabled();
        };
        stage.picture(stateOf("panel-listening"));
        CHECK(off("Le plateau est vide. Écoute des alentours. Ne posez rien."));
        stage.picture(stateOf("panel-undo")); // a visit is open
        CHECK(off(QStringLiteral("Le plateau est vide. Pas maintenant\u00a0: un passage est ouvert.")));
        CHECK(named(stage.window.contentItem(), "Annuler")->property("hint").toString() ==
              QStringLiteral("Étiquette inconnue, Écarter"));
        press(stage, "Annuler");
        REQUIRE(stage.sent.size() == 2);
        CHECK(std::holds_alternative<visit::ResolutionTakenBack>(stage.sent.back()));
        stage.picture(stateOf("panel-quiet"));
        CHECK(named(stage.window.contentItem(), "Annuler") == nullptr);
        CHECK(takeWarnings() == "");
    }
}

TEST_CASE("a line and the languages open in place, and the focus is seen") {
    for (const auto size : {QSize(1080, 1920), QSize(1920, 1080), QSize(540, 960), QSize(1366, 768)}) {
        Stage stage(size);
        auto state = basketState();
        state.basket.show(sampleArticle("honey"));
        state.articles[sampleArticle("honey").gtin] = sampleArticle("honey");
        stage.picture(state);
        press(stage, QStringLiteral("Miel de châtaignier, 7,40\u00a0€"));
        press(stage, "Langue");
        keep(stage, QStringLiteral("basket-open-%1x%2").arg(size.width()).arg(size.height()));
        press(stage, "Langue");
        named(stage.window.contentItem(), "Quitter")->forceActiveFocus(Qt::TabFocusReason);
        press(stage, QStringLiteral("Pull jacquard M, 49,95\u00a0€"));
        keep(stage, QStringLiteral("basket-open-tagged-%1x%2").arg(size.width()).arg(size.height()));
        CHECK(takeWarnings() == "");
    }
}

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("TZ", "Europe/Paris");
    QGuiApplication application(argc, argv);
    qInstallMessageHandler(keepWarning);
    return Catch::Session().run(argc, argv);
}
