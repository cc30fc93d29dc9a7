// Every retail symbology through the real panier-admin: what ZXing's writer can write, and, as it writes no DataBar, no
// Micro QR Code and no FNC1 into 2D codes, symbols written down module by module as zint 2.11 makes them. Not read by
// Debian 12's library: DataBar Limited and rMQR.
#include "codes/shown_code.h"
#include "tests/support/wait_for.h"
#include "vision/emulator/symbol_writer.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace panier;
using vision::decode::Symbology;

namespace {

// A row of modules, four in each hexadecimal digit, 1 dark; so many modules high.
struct Row {
    std::string_view hex;
    int height = 1;
};
using Rows = std::vector<Row>;

struct Symbol {
    std::string name; // as the program says it
    std::string aim;
    std::string text;
    std::vector<std::vector<bool>> modules;
};

std::vector<std::vector<bool>> grid(const Rows &rows) {
    std::vector<std::vector<bool>> modules;
    for (const auto &[hex, height] : rows) {
        std::vector<bool> row;
        for (const char digit : hex)
            for (const int bit : {8, 4, 2, 1})
                row.push_back(((digit <= '9' ? digit - '0' : digit - 'A' + 10) & bit) != 0);
        modules.insert(modules.end(), static_cast<std::size_t>(height), row);
    }
    return modules;
}

std::vector<std::vector<bool>> written(const vision::emulator::PackCode &code) {
    constexpr int linearHeight = 40;
    const auto symbol = vision::emulator::writeSymbol(code);
    REQUIRE(symbol);
    std::vector<std::vector<bool>> modules;
    for (int y = 0; y < symbol->height; ++y) {
        const auto begin = symbol->dark.begin() + static_cast<std::ptrdiff_t>(y) * symbol->width;
        modules.emplace_back(begin, begin + symbol->width);
    }
    if (modules.size() == 1)
        modules.resize(linearHeight, modules.front());
    return modules;
}

const Rows gs1DataMatrix{{"AAAAA"}, {"CF507"}, {"8A454"}, {"B3119"}, {"EA472"}, {"85AFB"}, {"9BB32"},
                         {"D5377"}, {"E8D52"}, {"CF50D"}, {"8E380"}, {"DA753"}, {"A1CE2"}, {"901C7"},
                         {"BB5D6"}, {"AE45D"}, {"98CE0"}, {"CA5ED"}, {"9916A"}, {"FFFFF"}};
const Rows gs1QrCode{{"FE1BF8"}, {"82AA08"}, {"BA1AE8"}, {"BA32E8"}, {"BA9AE8"}, {"825208"}, {"FEABF8"},
                     {"000000"}, {"AA6890"}, {"0C5370"}, {"0B9788"}, {"4CDF30"}, {"5B3280"}, {"009730"},
                     {"FE4AF8"}, {"825570"}, {"BAD3A8"}, {"BA5180"}, {"BA9988"}, {"8229A0"}, {"FEEC98"}};
const Rows microQrDigits{{"FEAA"}, {"823A"}, {"BAFA"}, {"BAAE"}, {"BAF8"}, {"82A0"}, {"FE5E"}, {"00C0"},
                         {"8688"}, {"1714"}, {"ED70"}, {"1A96"}, {"A3FC"}, {"1384"}, {"A77E"}};
const Rows microQrText{{"FEAA"}, {"8214"}, {"BA68"}, {"BA04"}, {"BA96"}, {"82C0"}, {"FEA0"}, {"00DE"},
                       {"F60A"}, {"56E6"}, {"8ABE"}, {"6592"}, {"EBB2"}, {"4F66"}, {"EB52"}};
const Rows dataBar{{"414147F97B5C8DB17E0CEDCD", 40}};
const Rows dataBarStacked{{"414147F97B5C8", 5}, {"0CB6A85484A80", 1}, {"A36C5F833B734", 7}};
const Rows dataBarStackedOmni{
    {"414147F97B5C8", 33}, {"0EBEA80484A00", 1}, {"0555555555540", 1}, {"0C93A054C48C0", 1}, {"A36C5F833B734", 33}};
const Rows dataBarExpanded{{"4C14EFF0B90B10368BF0E68131D118FC29638421B2FF3B2C1D", 40}};
const Rows dataBarExpandedStacked{
    {"5784EFF0B87650368BE0668134", 34}, {"087B100A4789AFC97415197EC0", 1},  {"05555555555555555555555540", 1},
    {"02416100A408D7B38940A77440", 1},  {"BDBE9CFF5BF7284C743F188B88", 34}, {"02416100A408D7B38940A77440", 1},
    {"05555555555555555555555540", 1},  {"0D8414AA5C9F27AC3401000000", 1},  {"527BE300A360D853CBFE680000", 34}};

const Rows periodical{{"AEC8B326851AA75089CB942A02CCA4C0", 40}}; // EAN-13 and two digits
const Rows book{{"AEC497626CCAB642B9CB96CA02D8A8D16974B8", 40}}; // and five

// Every one that sells: the same article under its two numbers.
std::vector<Symbol> sellable() {
    const std::string gs1 = "0109501101530003";
    return {{"EAN-13", "]E0", "9521234000112", written({Symbology::Ean13, "9521234000112"})},
            {"EAN-13", "]E3", "9771234567003 12", grid(periodical)},
            {"EAN-13", "]E3", "9789521234002 54999", grid(book)},
            {"EAN-8", "]E4", "96385074", written({Symbology::Ean8, "96385074"})},
            {"UPC-A", "]E0", "036000291452", written({Symbology::UpcA, "036000291452"})},
            {"UPC-E", "]E0", "012345000065", written({Symbology::UpcE, "01234565"})},
            {"ITF-14", "]I1", "09521234000112", written({Symbology::Itf14, "09521234000112"})},
            {"Code 128", "]C1", gs1 + "10AB", written({Symbology::Code128, gs1 + "10AB", true})},
            {"GS1 DataBar", "]e0", gs1, grid(dataBar)},
            {"GS1 DataBar", "]e0", gs1, grid(dataBarStacked)},
            {"GS1 DataBar", "]e0", gs1, grid(dataBarStackedOmni)},
            {"GS1 DataBar Expanded", "]e0", gs1 + "3103001750", grid(dataBarExpanded)},
            {"GS1 DataBar Expanded", "]e0", gs1 + "10ABC\x1D" + "17271231", grid(dataBarExpandedStacked)},
            {"Data Matrix", "]d2", gs1 + "1727123110AB-123\x1D" + "2142", grid(gs1DataMatrix)},
            {"QR Code", "]Q3", gs1 + "10ABC", grid(gs1QrCode)},
            {"QR Code", "]Q1", "https://id.gs1.org/01/09521234000112",
             written({Symbology::QrCode, "https://id.gs1.org/01/09521234000112"})}};
}

std::vector<Symbol> others() {
    return {{"Micro QR Code", "]Q1", "9521234000112", grid(microQrDigits)},
            {"Micro QR Code", "]Q1", "PANIER-COUPON", grid(microQrText)},
            {"Aztec", "]z0", "COUPON-2026-10", written({Symbology::Aztec, "COUPON-2026-10"})},
            {"PDF417", "]L2", "COUPON-2026-20", written({Symbology::Pdf417, "COUPON-2026-20"})},
            {"Data Matrix", "]d1", "COUPON-2026-30", written({Symbology::DataMatrix, "COUPON-2026-30"})}};
}

// A portable greymap (netpbm's pgm, binary): dark ink on light paper, with a quiet zone.
QByteArray picture(const Symbol &symbol, int scale) {
    constexpr int quiet = 12; // modules
    constexpr char paper = static_cast<char>(0xE6);
    constexpr char ink = 0x19;
    const auto rows = static_cast<int>(symbol.modules.size());
    const auto columns = static_cast<int>(symbol.modules.front().size());
    const int width = (columns + 2 * quiet) * scale;
    const int height = (rows + 2 * quiet) * scale;
    QByteArray pixels(static_cast<qsizetype>(width) * height, paper);
    for (int y = 0; y < rows * scale; ++y)
        for (int x = 0; x < columns * scale; ++x)
            if (symbol.modules[static_cast<std::size_t>(y / scale)][static_cast<std::size_t>(x / scale)])
                pixels[(y + quiet * scale) * width + x + quiet * scale] = ink;
    return "P5\n" + QByteArray::number(width) + " " + QByteArray::number(height) + "\n255\n" + pixels;
}

std::vector<nlohmann::json> scanned(const std::vector<Symbol> &symbols, int scale) {
    const QTemporaryDir folder;
    QStringList arguments{QStringLiteral("scan"), QStringLiteral("--json")};
    for (const auto &symbol : symbols) {
        arguments << folder.filePath(QStringLiteral("%1.pgm").arg(arguments.size()));
        QFile file(arguments.last());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(picture(symbol, scale));
    }
    QProcess admin;
    admin.start(QStringLiteral(PANIER_ADMIN), arguments);
    constexpr int patienceMs = 120'000;
    REQUIRE(tests::waitFor([&] { return admin.state() == QProcess::NotRunning; }, patienceMs));
    CHECK(admin.exitCode() == 0);
    std::istringstream out(admin.readAllStandardOutput().toStdString());
    std::vector<nlohmann::json> lines;
    for (std::string line; std::getline(out, line);)
        lines.push_back(nlohmann::json::parse(line));
    REQUIRE(lines.size() == symbols.size());
    return lines;
}

void checkReads(const std::vector<Symbol> &symbols, int scale) {
    const auto lines = scanned(symbols, scale);
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        INFO(symbols[i].name << " " << symbols[i].text << " at " << scale << " px: " << lines[i].dump());
        const auto &codes = lines[i].at("codes");
        CHECK(codes.size() == 1);
        if (codes.empty())
            continue;
        CHECK(codes[0].at("symbology") == symbols[i].name);
        CHECK(codes[0].at("aim") == symbols[i].aim);
        CHECK(codes[0].at("text") == symbols[i].text);
    }
}

} // namespace

TEST_CASE("panier-admin scan reads every symbology that sells, and kiosk/codes makes an article of each") {
    const auto symbols = sellable();
    for (const int scale : {2, 3})
        checkReads(symbols, scale);
    for (const auto &symbol : symbols) {
        INFO(symbol.name << " " << symbol.text);
        const auto code = codes::readCode(symbol.aim, symbol.text, {}, {{2026, 11, 22}, 0});
        REQUIRE(code);
        CHECK(std::holds_alternative<codes::ArticleCode>(*code));
    }
}

TEST_CASE("panier-admin scan reads the symbologies of coupons, and none of theirs is an article") {
    const auto symbols = others();
    for (const int scale : {3, 4})
        checkReads(symbols, scale);
    for (const auto &symbol : symbols) {
        INFO(symbol.name << " " << symbol.text);
        const auto code = codes::readCode(symbol.aim, symbol.text, {}, {{2026, 11, 22}, 0});
        CHECK(code == tl::make_unexpected(codes::Refusal::NotAnArticle));
    }
}
