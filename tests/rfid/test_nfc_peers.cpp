// The emulated reader as independent programs see it: nfc-list and nfc-mfultralight of libnfc.
#include "rfid/emulator/pn532_desfire.h"
#include "rfid/emulator/pn532_emulator.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::rfid::emulator;
using tests::waitFor;

namespace {

constexpr int programMs = 20'000;
const base::Bytes tagUid = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0x80};

struct Run {
    int status = -1;
    QString said;
};

struct Bench {
    Bench() { REQUIRE(reader.plug()); }

    // While it runs, the emulator answers on this thread's event loop.
    Run run(const QString &program, const QStringList &arguments) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LIBNFC_DEFAULT_DEVICE"),
                           QStringLiteral("pn532_uart:") + QString::fromStdString(reader.path().string()));
        environment.insert(QStringLiteral("LIBNFC_AUTO_SCAN"), QStringLiteral("false"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        REQUIRE(process.waitForStarted(programMs));
        process.closeWriteChannel();
        const bool ended = waitFor([&] { return process.state() == QProcess::NotRunning; }, programMs);
        if (!ended)
            process.kill();
        process.waitForFinished();
        REQUIRE(ended);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAll())};
    }

    QTemporaryDir folder;
    Pn532Emulator reader{folder.filePath(QStringLiteral("nfc")).toStdString()};
};

} // namespace

TEST_CASE("nfc-list finds the reader and each kind of card on it") {
    Bench bench;
    const auto nothing = bench.run(QStringLiteral("nfc-list"), {});
    INFO(nothing.said.toStdString());
    CHECK(nothing.status == 0);
    CHECK(nothing.said.contains(QStringLiteral("opened")));
    CHECK_FALSE(nothing.said.contains(QStringLiteral("UID")));

    REQUIRE(bench.reader.lay(std::make_shared<Ntag213>(tagUid)));
    REQUIRE(bench.reader.lay(std::make_shared<DesfireCard>(base::Bytes{0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66})));
    REQUIRE(bench.reader.lay(std::make_shared<ClassicCard>(base::Bytes{0xDE, 0xAD, 0xBE, 0xEF})));
    const auto three = bench.run(QStringLiteral("nfc-list"), {});
    INFO(three.said.toStdString());
    CHECK(three.status == 0);
    CHECK(three.said.contains(QStringLiteral("3 ISO14443A passive target(s) found")));
    CHECK(three.said.contains(QStringLiteral("UID (NFCID1): 04  a1  b2  c3  d4  e5  80")));
    CHECK(three.said.contains(QStringLiteral("UID (NFCID1): de  ad  be  ef")));
    CHECK(three.said.contains(QStringLiteral("ATS: 75  77  81  02  80")));
}

TEST_CASE("nfc-list reads the reader whole, split and merged, and finds none that is silent or garbled") {
    Bench bench;
    REQUIRE(bench.reader.lay(std::make_shared<Ntag213>(tagUid)));
    for (const auto fault : {Pn532Fault::Split, Pn532Fault::Merged}) {
        bench.reader.setFault(fault);
        CHECK(bench.run(QStringLiteral("nfc-list"), {}).said.contains(QStringLiteral("04  a1  b2")));
    }
    for (const auto fault : {Pn532Fault::Missing, Pn532Fault::Corrupt, Pn532Fault::Busy}) {
        bench.reader.setFault(fault);
        const auto run = bench.run(QStringLiteral("nfc-list"), {});
        INFO(run.said.toStdString());
        CHECK_FALSE(run.said.contains(QStringLiteral("04  a1  b2")));
    }
}

TEST_CASE("nfc-mfultralight reads the tag's memory and writes it") {
    Bench bench;
    const auto tag = std::make_shared<Ntag213>(tagUid);
    REQUIRE(tag->setNdef(base::viewOf("not parsed here")));
    REQUIRE(bench.reader.lay(tag));
    const auto dump = bench.folder.filePath(QStringLiteral("tag.mfd"));
    const auto read = bench.run(QStringLiteral("nfc-mfultralight"), {QStringLiteral("r"), dump});
    INFO(read.said.toStdString());
    REQUIRE(read.status == 0);
    CHECK(read.said.contains(QStringLiteral("NTAG213")));
    CHECK(read.said.contains(QStringLiteral("45 of 45 pages read")));
    QFile file(dump);
    REQUIRE(file.open(QIODevice::ReadWrite));
    auto bytes = file.readAll();
    REQUIRE(bytes.size() == static_cast<qsizetype>(Ntag213::pages * 4));
    // Password and acknowledgement of it are never read out: the program fills them in.
    CHECK(base::Bytes(bytes.begin(), bytes.begin() + 43 * 4) ==
          base::Bytes(tag->memory().begin(), tag->memory().begin() + 43 * 4));

    bytes[5 * 4] = 'X';
    REQUIRE(file.seek(0));
    REQUIRE(file.write(bytes) == bytes.size());
    file.close();
    const auto written = bench.run(QStringLiteral("nfc-mfultralight"),
                                   {QStringLiteral("w"), dump, QStringLiteral("--otp"), QStringLiteral("--lock"),
                                    QStringLiteral("--dynlock"), QStringLiteral("--partial")});
    INFO(written.said.toStdString());
    CHECK(tag->memory()[5 * 4] == 'X');
}
