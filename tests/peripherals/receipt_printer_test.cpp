#include "peripherals/printer/emulator.h"
#include "peripherals/printer/receipt_printer.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QTemporaryDir>
#define ZX_USE_UTF8 // 1.4: text() as std::string, as in later versions
#include <ZXing/BarcodeFormat.h>
#include <ZXing/ReadBarcode.h>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>
#include <string>

using namespace panier::peripherals::printer;
using panier::tests::waitFor;
using Failure = ReceiptPrinter::Failure;
using Paper = EscPosPrinter::Paper;

namespace {

const char *ticketUrl = "https://ticket.example.org/t/3Vq8h0wJ5mB2cXyZ#k=Yl7wq0b2T9sD4fG6hJ8kLw";

// A receipt such as a shop gives.
PrintDocument receipt() {
    return {{
        TextBlock{"PANIER", Align::Center, true, true},
        TextBlock{"12 rue de l’Église, 69001 Lyon\nSIRET 123 456 789 00012", Align::Center},
        RuleBlock{},
        PairBlock{"Pull jacquard vermillon M", "39,00 €"},
        PairBlock{"2 × Chaussettes côtelées", "17,80 €"},
        PairBlock{"Crème pour les mains à la fleur d’oranger, très douce", "6,50 €"},
        RuleBlock{},
        PairBlock{"TOTAL", "63,30 €", true, true},
        PairBlock{"dont TVA 20,00 %", "10,55 €"},
        PairBlock{"Carte sans contact ####4242", "63,30 €"},
        FeedBlock{1},
        TextBlock{"Ticket 2026-000042 · 21/11/2026 22:04", Align::Center},
        QrBlock{ticketUrl, 6},
        TextBlock{"Merci, à bientôt !", Align::Center, true},
        FeedBlock{2},
        CutBlock{},
    }};
}

#if __has_include(<ZXing/ReaderOptions.h>)
using ReaderOptions = ZXing::ReaderOptions;
#else // before 2.2
using ReaderOptions = ZXing::DecodeHints;
#endif

std::string readQr(const QImage &image) {
    const ZXing::ImageView view(image.constBits(), image.width(), image.height(), ZXing::ImageFormat::Lum,
                                static_cast<int>(image.bytesPerLine()));
    return ZXing::ReadBarcode(view, ReaderOptions().setFormats(ZXing::BarcodeFormat::QRCode)).text();
}

struct Kiosk {
    explicit Kiosk(const std::function<void(ReceiptPrinterOptions &)> &adjust = {}) {
        REQUIRE(emulator.listen());
        ReceiptPrinterOptions options;
        options.endpoint = {"127.0.0.1", emulator.port()};
        options.pollMs = 30;
        options.busyPollMs = 15;
        options.tcp.backOffMinMs = options.tcp.backOffMaxMs = 20;
        if (adjust)
            adjust(options);
        printer = std::make_unique<ReceiptPrinter>(options);
        QObject::connect(printer.get(), &ReceiptPrinter::printed,
                         [this](const std::string &id) { log.push_back(id + " printed"); });
        QObject::connect(printer.get(), &ReceiptPrinter::failed, [this](const std::string &id, Failure failure) {
            log.push_back(id + " " + std::string(name(failure)));
        });
    }
    void begin() {
        printer->start();
        REQUIRE(waitFor([this] { return printer->status().online; }));
    }
    std::string print(const std::string &id = "1") {
        log.clear();
        printer->print(id, receipt());
        REQUIRE(waitFor([this] { return !log.empty(); }));
        REQUIRE(log.size() == 1);
        return log[0];
    }

    EscPosPrinter emulator;
    std::unique_ptr<ReceiptPrinter> printer;
    std::vector<std::string> log;
};

} // namespace

TEST_CASE("A receipt comes out, accents, euro sign and QR included") {
    Kiosk kiosk;
    const QTemporaryDir directory;
    kiosk.emulator.saveTo(directory.filePath("receipts"));
    kiosk.begin();
    CHECK(kiosk.print() == "1 printed");
    CHECK(kiosk.emulator.receipts() == 1);

    const QString text = kiosk.emulator.lastReceiptText();
    CHECK(text.contains("12 rue de l’Église, 69001 Lyon"));
    CHECK(text.contains("Pull jacquard vermillon M                39,00 €\n"));
    CHECK(text.contains("TOTAL            63,30 €\n"));
    CHECK(text.contains(QStringLiteral("[QR %1]").arg(ticketUrl)));

    const QImage &image = kiosk.emulator.lastReceipt();
    CHECK(image.width() == ReceiptCanvas::paperWidth);
    CHECK(readQr(image) == ticketUrl);

    CHECK(QFile(directory.filePath("receipts/receipt-001.png")).exists());
    QFile saved(directory.filePath("receipts/receipt-001.txt"));
    REQUIRE(saved.open(QIODevice::ReadOnly));
    CHECK(QString::fromUtf8(saved.readAll()) == text);
    CHECK(QImage::fromData(kiosk.emulator.lastReceiptPng()).size() == image.size());
}

TEST_CASE("Receipts come out one after the other, in order") {
    Kiosk kiosk;
    kiosk.begin();
    for (const char *id : {"a", "b", "c"})
        kiosk.printer->print(id, receipt());
    REQUIRE(waitFor([&] { return kiosk.log.size() == 3; }));
    CHECK(kiosk.log == std::vector<std::string>{"a printed", "b printed", "c printed"});
    CHECK(kiosk.emulator.receipts() == 3);
}

TEST_CASE("The status follows the printer") {
    Kiosk kiosk;
    kiosk.begin();
    const auto becomes = [&](const PrinterStatus &status) {
        return waitFor([&] { return kiosk.printer->status() == status; });
    };
    kiosk.emulator.setPaper(Paper::Near);
    CHECK(becomes({true, false, false, true, false}));
    kiosk.emulator.setPaper(Paper::Out);
    CHECK(becomes({false, false, true, true, false}));
    kiosk.emulator.setPaper(Paper::Ok);
    kiosk.emulator.openCover(true);
    CHECK(becomes({false, true, false, false, false}));
    kiosk.emulator.openCover(false);
    kiosk.emulator.setError(true);
    CHECK(becomes({false, false, false, false, true}));
    kiosk.emulator.setError(false);
    kiosk.emulator.setOffline(true);
    CHECK(becomes({}));
    kiosk.emulator.setOffline(false);
    CHECK(becomes({true, false, false, false, false}));
}

TEST_CASE("A printer that isn't ready is sent nothing") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.emulator.setPaper(Paper::Out);
    CHECK(kiosk.print() == "1 paper out");
    kiosk.emulator.setPaper(Paper::Ok);
    kiosk.emulator.openCover(true);
    CHECK(kiosk.print() == "1 cover open");
    kiosk.emulator.openCover(false);
    kiosk.emulator.setError(true);
    CHECK(kiosk.print() == "1 error");
    kiosk.emulator.setError(false);
    kiosk.emulator.setOffline(true);
    CHECK(kiosk.print() == "1 offline");
    kiosk.emulator.setOffline(false);
    CHECK(kiosk.emulator.receipts() == 0);
    CHECK(kiosk.print("2") == "2 printed");
    CHECK(kiosk.emulator.receipts() == 1);
}

TEST_CASE("Paper that ends in mid-receipt fails it; a new roll brings the rest out, once") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.emulator.setLinesLeft(5);
    CHECK(kiosk.print() == "1 paper out");
    CHECK(kiosk.emulator.receipts() == 0);
    kiosk.emulator.setPaper(Paper::Ok);
    REQUIRE(waitFor([&] { return kiosk.emulator.receipts() == 1; }));
    CHECK(kiosk.print("2") == "2 printed");
    CHECK(kiosk.emulator.receipts() == 2);
}

TEST_CASE("Sent is not printed: a printer that falls silent fails the receipt, and is found again") {
    Kiosk kiosk([](auto &options) { options.replyTimeoutMs = 300; });
    kiosk.begin();
    QObject::connect(&kiosk.emulator, &EscPosPrinter::receiptPrinted, [&] { kiosk.emulator.setSilent(true); });
    CHECK(kiosk.print() == "1 timed out");
    REQUIRE(waitFor([&] { return !kiosk.printer->status().online; }));
    kiosk.emulator.setSilent(false);
    REQUIRE(waitFor([&] { return kiosk.printer->status().online; }));
}

TEST_CASE("A printer that answers but never ends times out") {
    QTcpServer server; // ready for ever, deaf to GS r
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        auto scanner = std::make_shared<RealTimeScanner>();
        QObject::connect(socket, &QTcpSocket::readyRead, [socket, scanner] {
            const QByteArray bytes = socket->readAll();
            scanner->feed(panier::base::viewOf({bytes.constData(), std::size_t(bytes.size())}),
                          [socket](std::uint8_t which) { socket->write(which == 1 ? "\x16" : "\x12"); });
        });
    });
    Kiosk kiosk([&server](auto &options) {
        options.endpoint.port = server.serverPort();
        options.printTimeoutMs = 100;
    });
    kiosk.begin();
    CHECK(kiosk.print() == "1 timed out");
    CHECK(kiosk.print("2") == "2 timed out");
}

TEST_CASE("A printer that goes away fails what waits, and comes back by itself") {
    Kiosk kiosk;
    CHECK(kiosk.print() == "1 unreachable"); // never started
    kiosk.begin();
    const auto port = kiosk.emulator.port();
    kiosk.emulator.setLinesLeft(1);
    kiosk.log.clear();
    for (const char *id : {"a", "b"})
        kiosk.printer->print(id, receipt());
    QObject::connect(&kiosk.emulator, &EscPosPrinter::stateChanged, &kiosk.emulator, &EscPosPrinter::unplug,
                     Qt::SingleShotConnection);
    REQUIRE(waitFor([&] { return kiosk.log.size() == 2; }));
    CHECK(kiosk.log == std::vector<std::string>{"a connection lost", "b unreachable"});
    CHECK_FALSE(kiosk.printer->status().online);
    kiosk.emulator.setPaper(Paper::Ok);
    REQUIRE(kiosk.emulator.listen(port));
    REQUIRE(waitFor([&] { return kiosk.printer->status().online; }));
    CHECK(kiosk.print("c") == "c printed");
}

TEST_CASE("A printer that isn't there at the start is told of, once") {
    Kiosk kiosk;
    const auto port = kiosk.emulator.port();
    kiosk.emulator.unplug();
    std::vector<bool> online;
    QObject::connect(kiosk.printer.get(), &ReceiptPrinter::statusChanged,
                     [&](const PrinterStatus &status) { online.push_back(status.online); });
    kiosk.printer->start();
    REQUIRE(waitFor([&] { return !online.empty(); }));
    CHECK(online == std::vector<bool>{false});
    REQUIRE(kiosk.emulator.listen(port));
    REQUIRE(waitFor([&] { return online.size() > 1; }));
    CHECK(online == std::vector<bool>{false, true});
}

TEST_CASE("Too many receipts at once, and one that can't be encoded, are refused") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.printer->print("bad", {{QrBlock{""}}});
    for (std::size_t i = 0; i <= ReceiptPrinter::maxJobs; ++i)
        kiosk.printer->print("job", receipt());
    REQUIRE(waitFor([&] { return kiosk.log.size() == ReceiptPrinter::maxJobs + 2; }));
    CHECK(std::count(kiosk.log.begin(), kiosk.log.end(), "bad document") == 1);
    CHECK(std::count(kiosk.log.begin(), kiosk.log.end(), "job busy") == 1);
    CHECK(std::count(kiosk.log.begin(), kiosk.log.end(), "job printed") == int(ReceiptPrinter::maxJobs));
}

TEST_CASE("A device that talks nonsense is dropped, and its words change nothing") {
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    int calls = 0;
    QObject::connect(&server, &QTcpServer::newConnection, [&] {
        ++calls;
        server.nextPendingConnection()->write(QByteArray(100'000, '\x7F'));
    });
    Kiosk kiosk([&server](auto &options) { options.endpoint.port = server.serverPort(); });
    kiosk.printer->start();
    REQUIRE(waitFor([&] { return calls >= 3; }));
    CHECK(kiosk.printer->status() == PrinterStatus{});
}

TEST_CASE("The emulator bounds what it keeps") {
    Kiosk kiosk;
    kiosk.emulator.setOffline(true);
    QTcpSocket flood;
    flood.connectToHost(QHostAddress::LocalHost, kiosk.emulator.port());
    REQUIRE(waitFor([&] { return flood.state() == QAbstractSocket::ConnectedState; }));
    flood.write(QByteArray(2'000'000, 'x'));
    REQUIRE(waitFor([&] { return flood.bytesToWrite() == 0; }));
    flood.write("\x10\x04\x01");
    REQUIRE(waitFor([&] { return flood.bytesAvailable() == 1; }));
    CHECK(flood.readAll() == "\x1A"); // offline, and still answering
    kiosk.emulator.setOffline(false);
    flood.write("\n\x1D\x56\x00", 4);
    REQUIRE(waitFor([&] { return kiosk.emulator.receipts() == 1; }));
    CHECK(kiosk.emulator.lastReceipt().height() <= ReceiptCanvas::maxHeight + 100);
}
