// panier-admin tray: the real program against an emulated reader, and on recordings whose truth is known.
#include "rfid/emulator/reader_emulator.h"
#include "rfid/tray/recording.h"
#include "tests/support/wait_for.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>
#include <random>

using namespace panier;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using panier::tests::waitFor;

namespace {

constexpr std::int64_t ms = 1000;
const std::string coat = "3034257BF7194E4000000001";
const std::string scarf = "3034257BF7194E4000000002";
const std::string shelf = "3034257BF7194E4000000003";

struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
};

Outcome run(const QStringList &arguments) {
    QProcess admin;
    admin.start(QStringLiteral(PANIER_ADMIN), arguments);
    REQUIRE(waitFor([&] { return admin.state() == QProcess::NotRunning; }, 30'000));
    return {admin.exitCode(), admin.readAllStandardOutput().toStdString(), admin.readAllStandardError().toStdString()};
}

// A tag that two antennas read every 50 ms from a time until another.
void hear(std::vector<std::string> &lines, const std::string &epc, int dbm, std::int64_t fromMs, std::int64_t toMs) {
    for (auto at = fromMs; at < toMs; at += 50)
        for (const int antenna : {1, 2})
            lines.push_back(std::to_string(at * ms) + "," + std::to_string(antenna) + "," + std::to_string(dbm) + "," +
                            epc);
}

QString write(const QTemporaryDir &folder, const std::vector<std::string> &lines) {
    QFile file(folder.filePath(QStringLiteral("recording.csv")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("time_us,antenna,rssi_dbm,epc_hex\n");
    for (const auto &line : lines)
        file.write((line + "\n").c_str());
    return file.fileName();
}

std::vector<json> linesOf(const std::string &text) {
    std::vector<json> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(json::parse(line));
    return lines;
}

// A shelf all the time, a coat from 4 s on, a scarf from 5 to 8 s.
std::vector<std::string> visit() {
    std::vector<std::string> lines;
    hear(lines, shelf, -50, 0, 12'000);
    hear(lines, coat, -45, 4'000, 12'000);
    hear(lines, scarf, -47, 5'000, 8'000);
    std::ranges::sort(lines, {}, [](const std::string &line) { return std::stoll(line); });
    return lines;
}

} // namespace

TEST_CASE("a recording is judged as the kiosk would have, whatever the order of its lines within two seconds") {
    const QTemporaryDir folder;
    auto lines = visit();
    const auto ordered = run({"tray", "replay", write(folder, lines), "--json"});
    REQUIRE(ordered.status == 0);
    const auto told = linesOf(ordered.out);
    const auto at = [&](std::int64_t timeMs) { // the last line up to then
        const auto after = std::ranges::find_if(told, [&](const json &line) { return line["time_us"] > timeMs * ms; });
        REQUIRE(after != told.begin());
        return *(after - 1);
    };
    CHECK(at(7'000)["on_tray"] == json{coat, scarf});
    CHECK(at(7'000)["settled"] == true);
    CHECK(at(7'000)["unsure"] == json::array());
    CHECK(at(7'000)["estimated_unread"] < 0.5);
    CHECK(at(9'500)["on_tray"] == json{coat});   // 1.5 s after the scarf was taken
    CHECK(told.back()["on_tray"] == json{coat}); // it lay there when the recording ended

    std::mt19937 random(7); // neighbours change places, by up to a second
    for (std::size_t i = 0; i + 60 < lines.size(); i += 60)
        std::shuffle(lines.begin() + static_cast<std::ptrdiff_t>(i),
                     lines.begin() + static_cast<std::ptrdiff_t>(i + 60), random);
    const auto shuffled = linesOf(run({"tray", "replay", write(folder, lines), "--json"}).out);
    CHECK(shuffled == told);
}

TEST_CASE("what lies there while the tray is said to be empty isn't an article") {
    const QTemporaryDir folder;
    const auto file = write(folder, visit());
    const auto never = linesOf(run({"tray", "replay", file, "--json", "--empty-until-us", "0"}).out);
    CHECK(std::ranges::any_of(never, [](const json &line) {
        return std::ranges::find(line["on_tray"], json(shelf)) != line["on_tray"].end();
    }));
    const auto long_ = linesOf(run({"tray", "replay", file, "--json", "--empty-until-us", "4900000"}).out);
    CHECK(std::ranges::none_of(long_, [](const json &line) {
        return std::ranges::find(line["on_tray"], json(coat)) != line["on_tray"].end();
    }));
}

TEST_CASE("a recording that isn't one is refused with its line and what is wrong") {
    const QTemporaryDir folder;
    const auto refused = [&](const std::vector<std::string> &lines) {
        const auto outcome = run({"tray", "replay", write(folder, lines), "--json"});
        CHECK(outcome.status == 1);
        return outcome.err;
    };
    CHECK_THAT(refused({"1,1,-50," + coat, "x,1,-50," + coat}), ContainsSubstring("line 3: time_us"));
    CHECK_THAT(refused({"1,70000,-50," + coat}), ContainsSubstring("line 2: antenna"));
    CHECK_THAT(refused({"1,1,nan," + coat}), ContainsSubstring("line 2: rssi_dbm"));
    CHECK_THAT(refused({"1,1,-50,30342"}), ContainsSubstring("line 2: epc_hex"));
    CHECK_THAT(refused({std::string(100'000, '1')}), ContainsSubstring("line 2: it is longer"));
    CHECK(run({"tray", "replay", folder.filePath("none.csv")}).status == 1);
    // More than two seconds out of order, once a reader of the file can know it.
    std::vector<std::string> late = visit();
    late.push_back("1000,1,-50," + coat);
    CHECK_THAT(refused(late), ContainsSubstring("more than 2 s"));
}

TEST_CASE("a live reader is recorded, and the recording is judged") {
    const QTemporaryDir folder;
    rfid::emulator::LlrpReaderEmulator reader;
    REQUIRE(reader.listen());
    REQUIRE(reader.putTag(*codes::Epc::fromHex(coat), rfid::emulator::TagPlace::OnTray));
    const auto file = folder.filePath("live.csv");
    const auto outcome = run({"tray", "record", "--host", "127.0.0.1", "--port", QString::number(reader.port()),
                              "--seconds", "2", "--output", file});
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
    const auto told = linesOf(run({"tray", "replay", file, "--json", "--empty-until-us", "0"}).out);
    CHECK(std::ranges::any_of(told, [](const json &line) { return line["on_tray"] == json{coat}; }));
}

TEST_CASE("without a reader nothing is recorded, and it is said why") {
    const QTemporaryDir folder;
    const auto outcome =
        run({"tray", "record", "--port", "9", "--seconds", "1", "--output", folder.filePath("none.csv")});
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.err, ContainsSubstring("no reader at 127.0.0.1:9"));
}
