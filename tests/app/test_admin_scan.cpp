// panier-admin scan: the real program on painted pictures, and on files that are none.
#include "tests/support/wait_for.h"
#include "vision/emulator/scene_painter.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

using namespace panier;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using panier::tests::waitFor;
using vision::decode::Symbology;
using vision::emulator::PackCode;
using vision::emulator::Pose;
using vision::emulator::ScenePainter;

namespace {

constexpr int patienceMs = 60'000;
const PackCode milk{Symbology::Ean13, "3017620422003"};
const PackCode bread{Symbology::Ean13, "5449000000996"};
const PackCode leaflet{Symbology::QrCode, "https://example.com/\x1B[31mred"};

struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
    std::vector<json> lines; // of --json
};

Outcome ended(QProcess &admin) {
    REQUIRE(waitFor([&] { return admin.state() == QProcess::NotRunning; }, patienceMs));
    Outcome outcome{
        admin.exitCode(), admin.readAllStandardOutput().toStdString(), admin.readAllStandardError().toStdString(), {}};
    std::istringstream in(outcome.out);
    for (std::string line; admin.arguments().contains(QStringLiteral("--json")) && std::getline(in, line);)
        outcome.lines.push_back(json::parse(line));
    return outcome;
}

Outcome scan(const QStringList &arguments) {
    QProcess admin;
    admin.start(QStringLiteral(PANIER_ADMIN), QStringList{QStringLiteral("scan")} + arguments);
    return ended(admin);
}

struct Folder {
    QTemporaryDir dir;
    ScenePainter painter{1280, 720, 7};
    int frames = 0;

    QString write(const QString &name, const std::vector<std::uint8_t> &bytes) const {
        QFile file(dir.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
        return file.fileName();
    }
    QString picture(const QString &name, const PackCode &code, const Pose &pose = {}) {
        REQUIRE(painter.hold(code, pose));
        return write(name, painter.paintJpeg(1, 90));
    }
    void show(const PackCode &code, int count, const Pose &pose = {.motionPixels = 3}) {
        REQUIRE(painter.hold(code, pose));
        for (int i = 0; i < count; ++i)
            nextFrame();
    }
    void showNothing(int count) {
        painter.clear();
        for (int i = 0; i < count; ++i)
            nextFrame();
    }
    Outcome scanned(const QStringList &arguments = {}) const {
        return scan(QStringList{QStringLiteral("--sequence"), dir.path(), QStringLiteral("--json")} + arguments);
    }

private:
    void nextFrame() {
        write(QStringLiteral("%1.jpg").arg(frames, 5, 10, QLatin1Char('0')),
              painter.paintJpeg(static_cast<std::uint64_t>(frames), 90));
        ++frames;
    }
};

// Of a program that runs: its child, as soon as it has one.
int childOf(const QProcess &admin) {
    const auto pid = QString::number(admin.processId());
    int child = 0;
    REQUIRE(waitFor(
        [&] {
            QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
            child = children.open(QIODevice::ReadOnly) ? children.readAll().trimmed().toInt() : 0;
            return child > 0;
        },
        patienceMs));
    return child;
}

std::vector<json> eventsOf(const Outcome &outcome, const std::string &kind) {
    std::vector<json> found;
    for (const auto &line : outcome.lines)
        if (line.at("event") == kind)
            found.push_back(line);
    return found;
}
} // namespace

TEST_CASE("panier-admin scan prints a line for each picture, whatever the others are") {
    Folder folder;
    const auto first = folder.picture(QStringLiteral("milk.jpg"), milk, {.angleDegrees = 45});
    const auto none = folder.write(QStringLiteral("noise.jpg"), std::vector<std::uint8_t>(500, 0xA5));
    const auto empty = folder.write(QStringLiteral("empty.png"), {});
    const auto missing = folder.dir.filePath(QStringLiteral("missing.jpg"));
    auto bytes = folder.painter.paintJpeg(1, 90);
    bytes.resize(bytes.size() / 60);
    const auto cut = folder.write(QStringLiteral("cut.jpg"), bytes);
    const auto last = folder.picture(QStringLiteral("leaflet.jpg"), leaflet, {.pixelsPerModule = 4});

    const auto outcome =
        scan({first, none, empty, missing, cut, QStringLiteral("/dev/zero"), last, QStringLiteral("--json")});
    CHECK(outcome.status == 1);
    REQUIRE(outcome.lines.size() == 7);
    REQUIRE(outcome.lines[0].at("codes").size() == 1);
    const auto &code = outcome.lines[0].at("codes")[0];
    CHECK(outcome.lines[0].at("file") == first.toStdString());
    CHECK(outcome.lines[0].at("ms").get<double>() > 0);
    CHECK(code.at("text") == milk.text);
    CHECK(code.at("symbology") == "EAN-13");
    CHECK(code.at("aim") == "]E0");
    CHECK(code.at("pass") != "?");
    REQUIRE(code.at("position").size() == 4);
    CHECK(code.at("position")[0].size() == 2);
    for (const int bad : {1, 2, 3, 5})
        CHECK_FALSE(outcome.lines[static_cast<std::size_t>(bad)].at("error").get<std::string>().empty());
    CHECK((outcome.lines[4].contains("error") || outcome.lines[4].at("codes").empty()));
    CHECK(outcome.lines[6].at("codes")[0].at("text") == leaflet.text);
    CHECK(scan({first, last}).status == 0);
}

TEST_CASE("panier-admin scan prints nothing raw to a terminal") {
    Folder folder;
    const auto outcome = scan({folder.picture(QStringLiteral("leaflet.jpg"), leaflet, {.pixelsPerModule = 4})});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, ContainsSubstring("https://example.com/\\x1B[31mred") && !ContainsSubstring("\x1B"));
}

TEST_CASE("panier-admin scan refuses a picture that claims to be as large as a field") {
    Folder folder;
    // A bitmap's header alone (BITMAPINFOHEADER): 60,000 x 60,000 pixels.
    std::vector<std::uint8_t> bytes = {'B', 'M', 54, 0,    0,    0, 0, 0,    0,    0, 54, 0, 0, 0,  40,
                                       0,   0,   0,  0x60, 0xEA, 0, 0, 0x60, 0xEA, 0, 0,  1, 0, 24, 0};
    bytes.resize(4096);
    const auto large = folder.write(QStringLiteral("field.bmp"), bytes);
    const auto outcome = scan({large, folder.picture(QStringLiteral("milk.jpg"), milk), QStringLiteral("--json")});
    CHECK(outcome.status == 1);
    REQUIRE(outcome.lines.size() == 2);
    CHECK(outcome.lines[0].contains("error"));
    CHECK(outcome.lines[1].at("codes")[0].at("text") == milk.text);
}

TEST_CASE("A picture that kills the decoder is told, and the next one is read") {
    Folder folder;
    // Noise keeps the decoder busy for long enough to be killed in the middle.
    std::mt19937 random(1);
    std::string noise = "P5 3000 3000 255\n";
    for (int i = 0; i < 3000 * 3000; ++i)
        noise += static_cast<char>(random());
    const auto busy = folder.write(QStringLiteral("noise.pgm"), {noise.begin(), noise.end()});
    QProcess admin;
    admin.start(
        QStringLiteral(PANIER_ADMIN),
        {QStringLiteral("scan"), busy, folder.picture(QStringLiteral("milk.jpg"), milk), QStringLiteral("--json")});
    REQUIRE(admin.waitForStarted());
    REQUIRE(::kill(childOf(admin), SIGABRT) == 0);
    const auto outcome = ended(admin);
    CHECK(outcome.status == 1);
    REQUIRE(outcome.lines.size() == 2);
    CHECK_THAT(outcome.lines[0].at("error").get<std::string>(), ContainsSubstring("died"));
    CHECK(outcome.lines[1].at("codes")[0].at("text") == milk.text);
}

TEST_CASE("panier-admin scan --sequence sells what was shown, once a presentation") {
    Folder folder;
    folder.showNothing(3);
    folder.show(milk, 8);
    folder.showNothing(60); // two seconds
    folder.show(milk, 8);
    folder.show(bread, 8);
    const auto outcome = folder.scanned();
    CHECK(outcome.status == 0);
    REQUIRE_FALSE(outcome.lines.empty());
    const auto &end = outcome.lines.back();
    CHECK(end.at("frames") == 87);
    REQUIRE(end.at("sold").size() == 3);
    CHECK(end.at("sold")[0] == json{{"frame", 5}, {"gtin", "0" + milk.text}, {"known", true}});
    CHECK(end.at("sold")[1].at("frame") == 73);
    CHECK(end.at("sold")[2].at("gtin") == "0" + bread.text);
    const auto sold = eventsOf(outcome, "sold");
    REQUIRE(sold.size() == 3);
    CHECK(sold[0].at("strength") == "fair");
    CHECK(sold[0].at("time_ms") == 133); // the fifth of 30 a second
    CHECK(eventsOf(outcome, "gone").size() == 1);
}

TEST_CASE("panier-admin scan --sequence sells nothing that is sold by its weight") {
    Folder folder;
    folder.show({Symbology::Code128, "0199521234000115", true}, 8); // indicator 9: of variable measure
    const auto outcome = folder.scanned();
    CHECK(outcome.status == 0);
    CHECK(outcome.lines.back().at("sold").empty());
    CHECK(eventsOf(outcome, "refused").size() == 1);
}

TEST_CASE("panier-admin scan --sequence doesn't sell again what it sold before its decoder died") {
    Folder folder;
    folder.show(milk, 80);
    QProcess admin;
    admin.start(QStringLiteral(PANIER_ADMIN),
                {QStringLiteral("scan"), QStringLiteral("--sequence"), folder.dir.path(), QStringLiteral("--json")});
    REQUIRE(waitFor([&] { return admin.waitForReadyRead(1) || admin.bytesAvailable() > 0; }, patienceMs)); // sold
    REQUIRE(::kill(childOf(admin), SIGKILL) == 0);
    const auto outcome = ended(admin);
    CHECK(outcome.status == 1);
    CHECK(eventsOf(outcome, "sold").size() == 1);
    CHECK(eventsOf(outcome, "same pack").empty()); // to panier-eye's successor it is a new one
    const auto errors = eventsOf(outcome, "error");
    REQUIRE(errors.size() == 1);
    CHECK_THAT(errors[0].at("reason").get<std::string>(), ContainsSubstring("died"));
    CHECK(errors[0].at("frame") < 70); // others were seen afterwards
}

// So pale that the interactive pass reads it in no frame: the hard pass does, some frames later, as panier-eye's would.
TEST_CASE("panier-admin scan --sequence sells what the hard pass alone reads") {
    Folder folder;
    folder.show(milk, 24, {.pixelsPerModule = 2, .angleDegrees = 30, .contrast = 0.115, .motionPixels = 3});
    const auto outcome = folder.scanned({QStringLiteral("--fps"), QStringLiteral("10")});
    CHECK(outcome.status == 0);
    const auto sold = eventsOf(outcome, "sold");
    REQUIRE(sold.size() == 1);
    CHECK(sold[0].at("text") == milk.text);
    CHECK(sold[0].at("frame") > 2); // two looks, and each takes its time
}

TEST_CASE("panier-admin scan --sequence wants clearer reads of a stranger") {
    Folder folder;
    folder.show(milk, 8);
    folder.showNothing(60);
    folder.show(bread, 2);
    folder.showNothing(60);
    QFile catalogue(folder.dir.path() + QStringLiteral(".csv"));
    REQUIRE(catalogue.open(QIODevice::WriteOnly));
    catalogue.write("5449000000996\r\n96385074\n");
    catalogue.close();
    const QStringList with{QStringLiteral("--catalogue"), catalogue.fileName()};
    const auto outcome = folder.scanned(with);
    const auto known = eventsOf(outcome, "sold");
    REQUIRE(known.size() == 1);
    CHECK(known[0].at("text") == bread.text);
    CHECK(known[0].at("frame") == 70); // two reads are enough
    REQUIRE(eventsOf(outcome, "stranger").size() == 1);
    CHECK(eventsOf(outcome, "stranger")[0].at("frame") == 2);
    const auto strangers = eventsOf(outcome, "unknown article");
    REQUIRE(strangers.size() == 1);
    CHECK(strangers[0].at("frame") == 3);
    CHECK(strangers[0].at("strength") == "strong");
    REQUIRE(catalogue.open(QIODevice::WriteOnly));
    catalogue.write("12345\n");
    catalogue.close();
    CHECK(folder.scanned(with).status == 1);
    catalogue.remove();
}

TEST_CASE("panier-admin scan says what it wants") {
    CHECK(scan({}).status == 2);
    CHECK(scan({QStringLiteral("--sequence"), QStringLiteral("/nowhere")}).status == 1);
    CHECK(scan({QStringLiteral("x.jpg"), QStringLiteral("--sequence"), QStringLiteral("/nowhere")}).status == 2);
    CHECK(scan({QStringLiteral("x.jpg"), QStringLiteral("--fps"), QStringLiteral("30")}).status == 2);
}
