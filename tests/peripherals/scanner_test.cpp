// The driver against a scanner on a pseudo-terminal, in every way in which its bytes can come.
#include "peripherals/scanner/emulator.h"
#include "peripherals/scanner/scanner.h"
#include "peripherals/scanner/uinput_emulator.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <sys/stat.h>

using namespace panier::peripherals::scanner;
using panier::peripherals::link::SerialLine;
using panier::tests::waitFor;
using Delivery = SerialScanner::Delivery;

namespace {

const Scan pull{"]E0", "9521234000112"};
const Scan jeans{"]d2", "010952123400022810A\x1D"
                        "21B"};

struct Desk {
    explicit Desk(FrameFormat format = {})
        : emulator(folder.filePath("scanner").toStdString(), format),
          driver(options(SerialLine{folder.filePath("scanner").toStdString()}, format)) {
        listen();
    }
    Desk(const std::filesystem::path &keyboard, Layout layout)
        : emulator(folder.filePath("scanner").toStdString()), driver(options(KeyboardDevice{keyboard, layout}, {})) {
        listen();
    }
    static ScannerOptions options(std::variant<SerialLine, KeyboardDevice> device, FrameFormat format) {
        ScannerOptions options;
        options.device = std::move(device);
        options.format = std::move(format);
        options.limits.backOffMinMs = 20;
        options.limits.backOffMaxMs = 80;
        return options;
    }
    void listen() {
        QObject::connect(&driver, &Scanner::scanned, &driver, [this](const Scan &scan) { scans.push_back(scan); });
        QObject::connect(&driver, &Scanner::failed, &driver, [this](ScanError error) { errors.push_back(error); });
        QObject::connect(&driver, &Scanner::opened, &driver, [this] { log += 'o'; });
        QObject::connect(&driver, &Scanner::lost, &driver, [this](const QString &reason) {
            log += 'l';
            lastReason = reason;
        });
    }
    void open() {
        REQUIRE(emulator.plug());
        driver.start();
        REQUIRE(waitFor([&] { return log.ends_with('o'); }));
    }
    [[nodiscard]] bool reads(std::size_t count) {
        return waitFor([&] { return scans.size() >= count; });
    }

    QTemporaryDir folder;
    SerialScanner emulator;
    Scanner driver;
    std::vector<Scan> scans;
    std::vector<ScanError> errors;
    std::string log;
    QString lastReason;
};

} // namespace

TEST_CASE("codes come as they were scanned, whole, byte by byte or two at once") {
    const auto suffix = GENERATE(std::string("\r"), std::string("\n"), std::string("\r\n"), std::string("\t"));
    Desk desk({"", suffix});
    desk.open();
    desk.emulator.scan(pull);
    REQUIRE(desk.reads(1));
    desk.emulator.setDelivery(Delivery::Split);
    desk.emulator.scan(jeans);
    REQUIRE(desk.reads(2));
    desk.emulator.scanMerged(pull, jeans);
    REQUIRE(desk.reads(4));
    CHECK(desk.scans == std::vector{pull, jeans, pull, jeans});
    CHECK(desk.errors.empty());
}

TEST_CASE("a code that comes late in its middle is none, and the next one is") {
    Desk desk;
    desk.open();
    desk.emulator.setDelivery(Delivery::Late);
    desk.emulator.scan(pull);
    REQUIRE(waitFor([&] { return desk.errors == std::vector{ScanError::Incomplete}; }));
    REQUIRE(desk.reads(1)); // its second half: no number, and judged by whoever looks at its check digit
    desk.emulator.setDelivery(Delivery::Whole);
    desk.emulator.scan(jeans);
    REQUIRE(desk.reads(2));
    CHECK(desk.scans[0].text != pull.text);
    CHECK(desk.scans[1] == jeans);
}

TEST_CASE("a code without its end is none") {
    Desk desk;
    desk.open();
    desk.emulator.setDelivery(Delivery::NoSuffix);
    desk.emulator.scan(pull);
    REQUIRE(waitFor([&] { return desk.errors.size() == 1; }));
    CHECK(desk.errors[0] == ScanError::Incomplete);
    CHECK(desk.scans.empty());
}

TEST_CASE("a scanner without a suffix ends a code by its silence") {
    Desk desk({"", ""});
    desk.open();
    desk.emulator.scan(pull);
    REQUIRE(desk.reads(1));
    CHECK(desk.scans[0] == pull);
}

TEST_CASE("a corrupt code is passed on as it came: the check digit is not the driver's business") {
    Desk desk;
    desk.open();
    desk.emulator.setDelivery(Delivery::Corrupt);
    desk.emulator.scan(pull);
    REQUIRE(desk.reads(1));
    CHECK(desk.scans[0].text == "9521234000113");
}

TEST_CASE("a scanner that is unplugged is missed and found again, and half a code is forgotten") {
    Desk desk;
    desk.open();
    desk.emulator.setDelivery(Delivery::NoSuffix);
    desk.emulator.scan(pull);
    desk.emulator.unplug();
    REQUIRE(waitFor([&] { return desk.log.starts_with("ol"); }));
    REQUIRE(desk.emulator.plug());
    REQUIRE(waitFor([&] { return desk.log.ends_with('o'); }));
    desk.emulator.setDelivery(Delivery::Whole);
    desk.emulator.scan(jeans);
    REQUIRE(desk.reads(1));
    CHECK(desk.scans == std::vector{jeans});
    desk.driver.stop();
    CHECK(desk.log.ends_with('o'));
}

TEST_CASE("a flood is cut to what a hand can do") {
    Desk desk;
    desk.open();
    panier::base::Bytes flood;
    for (int n = 0; n < 2000; ++n)
        for (const char c : std::string_view("7\r"))
            flood.push_back(static_cast<std::uint8_t>(c));
    desk.emulator.send(flood);
    desk.emulator.send(flood);
    REQUIRE(desk.reads(1));
    REQUIRE(waitFor([&] { return desk.scans.size() >= 20; }));
    CHECK(desk.scans.size() <= 40); // of two seconds at the most
}

TEST_CASE("what is no keyboard is not taken for one") {
    QTemporaryDir folder;
    const auto fifo = folder.filePath("fifo").toStdString();
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    Desk nothing(folder.filePath("missing").toStdString(), Layout::Us);
    Desk other(fifo, Layout::Us);
    nothing.driver.start();
    other.driver.start();
    CHECK(waitFor([&] { return nothing.log.size() >= 3; })); // tried again and again
    CHECK(waitFor([&] { return !other.log.empty(); }));
    CHECK(nothing.log.find('o') == std::string::npos);
    CHECK(other.log.find('o') == std::string::npos);
    CHECK(other.lastReason == "it is no input device");
}

TEST_CASE("a scanner that is a keyboard types to us alone") {
    auto keyboard = UinputKeyboard::make();
    if (!keyboard)
        SKIP("no keyboard can be made here: " << keyboard.error());
    REQUIRE(waitFor([&] { return std::filesystem::exists(keyboard->path()); }));
    const auto layout = GENERATE(Layout::Us, Layout::French);
    Desk desk(keyboard->path(), layout);
    desk.driver.start();
    REQUIRE(waitFor([&] { return desk.log == "o"; }));
    Desk second(keyboard->path(), layout);
    second.driver.start();
    REQUIRE(waitFor([&] { return second.log.starts_with('l'); }));
    CHECK(second.lastReason == "another program has taken it");
    REQUIRE(keyboard->send(typed(jeans.aim + jeans.text + "\r", layout)));
    REQUIRE(desk.reads(1));
    CHECK(desk.scans[0] == jeans);
}
