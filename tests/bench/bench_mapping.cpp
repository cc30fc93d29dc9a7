// What the tag mapping costs as it grows, beside SQLite alone: its shell's .import of the same file, and a bare SELECT
// by rowid in the same file. A plain table; the first argument is the most rows (10000000 if there is none).
#include "base/durable_file.h"
#include "storage/catalogue.h"
#include "storage/catalogue_import.h"
#include "storage/mapping/mapping_edit.h"
#include "storage/pragmas.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/core.h>
#include <fstream>
#include <functional>
#include <random>

using namespace panier;
using namespace panier::storage;

namespace {

constexpr std::size_t rowsPerFile = 1'000'000;
constexpr int articles = 1'000;
constexpr std::uint64_t seed = 20'261'122;
constexpr base::TimeMs now = 1'795'300'000'000;

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void give(const std::string &text) {
    fmt::print(stderr, "bench_mapping: {}\n", text);
    std::exit(1);
}

std::string gtin(int n) {
    return codes::Gtin::fromBody(fmt::format("0952{:09}", n))->digits();
}

// The n-th EPC: 96 bits, spread as serial numbers of many articles are.
std::string epcHex(std::size_t n) {
    std::uint64_t x = n + seed;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return fmt::format("3034{:016X}{:04X}", x ^ (x >> 31), n % 65536);
}

std::filesystem::path writeRows(const std::filesystem::path &file, std::size_t first, std::size_t count) {
    std::ofstream out(file);
    out << "kind,value,mask,to,gtin,priority,valid_from,valid_to\n";
    for (std::size_t n = first; n < first + count; ++n)
        out << fmt::format("epc,{},,,{},,,\n", epcHex(n), gtin(static_cast<int>(n % articles)));
    return file;
}

// As panier-admin tags import does, from the file to the published catalogue.
double import(const std::filesystem::path &catalogue, const std::filesystem::path &csv) {
    const double start = seconds();
    const auto text = base::readWhole(csv, maxImportBytes);
    auto edit = MappingEdit::begin(catalogue, "bench", now);
    if (!text || !edit)
        give(text ? edit.error().text : text.error());
    const auto imported = edit->import(*text, csv.filename().string());
    if (!imported)
        give(imported.error().text);
    if (const auto published = edit->publish(); !published)
        give(published.error().text);
    return seconds() - start;
}

double shellImport(const std::filesystem::path &database, const std::filesystem::path &csv) {
    const double start = seconds();
    const auto command =
        fmt::format("sqlite3 '{}' '.mode csv' '.import --skip 1 \"{}\" tag'", database.string(), csv.string());
    if (std::system(command.c_str()) != 0) // NOLINT: the names are the bench's own
        give("the sqlite3 shell is missing, or refused: apt-get install sqlite3");
    return seconds() - start;
}

struct Times {
    double p50 = 0;
    double p99 = 0;
};

Times timesOf(std::vector<double> &all) {
    std::sort(all.begin(), all.end());
    constexpr double micro = 1e6;
    return {all[all.size() / 2] * micro, all[all.size() * 99 / 100] * micro};
}

struct LookUps {
    Times bare;    // SELECT by rowid, prepared
    Times mapping; // EPC to rule
    Times whole;   // EPC to article, as the kiosk asks
};

// The three are asked in turn, each for another random EPC, so that whatever else the machine does troubles all alike.
LookUps lookUp(const std::filesystem::path &file, std::size_t rows) {
    constexpr std::size_t count = 100'000;
    SQLite::Database bareFile = openReadOnly(file);
    SQLite::Database mappingFile = openReadOnly(file);
    for (SQLite::Database *database : {&bareFile, &mappingFile})
        database->exec(fmt::format("PRAGMA cache_size=-{}", catalogueCacheKiB));
    SQLite::Statement bare(bareFile, "SELECT epc, gtin, change_set, valid_from, valid_to FROM exact_rule WHERE id = ?");
    RuleReader mapping(mappingFile);
    Catalogue catalogue(file);
    std::mt19937_64 random(seed);
    const auto any = [&] { return *codes::Epc::fromHex(epcHex(random() % rows)); };
    std::array<std::vector<double>, 3> times;
    const std::array<std::function<bool(const codes::Epc &)>, 3> questions = {
        [&](const codes::Epc &epc) {
            bare.reset();
            bare.bind(1, exactSlot(epc));
            return bare.executeStep() && bare.getColumn(0).getBytes() > 0 && bare.getColumn(1).getInt64() > 0;
        },
        [&](const codes::Epc &epc) { return mapping.best(epc, now).has_value(); },
        [&](const codes::Epc &epc) { return catalogue.tag(epc, std::nullopt, now)->has_value(); }};
    for (std::size_t i = 0; i < count * questions.size(); ++i) {
        const std::size_t which = (i + i / questions.size()) % questions.size(); // each comes after each other
        const auto epc = any();
        const double start = seconds();
        const bool found = questions[which](epc);
        times[which].push_back(seconds() - start);
        if (!found)
            give("a look-up found nothing");
    }
    return {timesOf(times[0]), timesOf(times[1]), timesOf(times[2])};
}

struct Shop {
    std::filesystem::path folder = std::filesystem::current_path() / "bench-mapping";
    std::filesystem::path catalogue = folder / "catalogue.db";
    std::filesystem::path bare = folder / "shell.db";

    Shop() {
        clear();
        std::filesystem::create_directories(folder);
        std::string csv = "gtin,label_fr,price,vat_percent\n";
        for (int n = 0; n < articles; ++n)
            csv += fmt::format("{},Article {},9.95,20\n", gtin(n), n);
        if (const auto made = importArticles(catalogue, csv); !made)
            give(made.error().text);
        const auto create = fmt::format("sqlite3 '{}' 'CREATE TABLE tag(kind TEXT, value TEXT, mask TEXT, \"to\" TEXT, "
                                        "gtin TEXT, priority TEXT, valid_from TEXT, valid_to TEXT)'",
                                        bare.string());
        if (std::system(create.c_str()) != 0) // NOLINT
            give("the sqlite3 shell is missing: apt-get install sqlite3");
    }
    ~Shop() { clear(); }
    void clear() const {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
};

void measure(std::size_t rows) {
    const Shop shop;
    double ours = 0;
    double shells = 0;
    for (std::size_t first = 0; first < rows; first += rowsPerFile) {
        const auto csv = writeRows(shop.folder / "tags.csv", first, std::min(rowsPerFile, rows - first));
        ours += import(shop.catalogue, csv);
        shells += shellImport(shop.bare, csv);
    }
    const double change = import(shop.catalogue, writeRows(shop.folder / "tags.csv", rows, 10));
    const LookUps times = lookUp(shop.catalogue, rows);
    constexpr double mega = 1 << 20;
    fmt::print(
        "{:>9} {:>7.0f} | {:>8.2f} {:>8.2f} {:>6.2f} | {:>8.2f} | {:>6.1f} {:>6.1f} | {:>6.1f} {:>6.1f} {:>6.2f} | "
        "{:>6.1f} {:>6.1f} {:>6.2f}\n",
        rows, static_cast<double>(std::filesystem::file_size(shop.catalogue)) / mega, ours, shells, ours / shells,
        change, times.bare.p50, times.bare.p99, times.mapping.p50, times.mapping.p99,
        times.mapping.p99 / times.bare.p99, times.whole.p50, times.whole.p99, times.whole.p99 / times.bare.p99);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv) {
    const std::size_t most = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
    fmt::print("Exact EPCs, in files of at most {} rows; seed {}. Import: seconds for all files, beside the sqlite3 "
               "shell's\n.import of the same. Change: seconds to import 10 rows more. Look-ups: microseconds; ratios "
               "are of p99 to\nthat of a SELECT by rowid.\n\n",
               rowsPerFile, seed);
    fmt::print("{:>9} {:>7} | {:>8} {:>8} {:>6} | {:>8} | {:^13} | {:^20} | {:^20}\n", "rows", "MiB", "import",
               ".import", "ratio", "change", "by rowid", "EPC to rule", "EPC to article");
    fmt::print("{:>9} {:>7} | {:>8} {:>8} {:>6} | {:>8} | {:>6} {:>6} | {:>6} {:>6} {:>6} | {:>6} {:>6} {:>6}\n", "",
               "", "s", "s", "", "s", "p50", "p99", "p50", "p99", "ratio", "p50", "p99", "ratio");
    for (std::size_t rows = 10'000; rows <= most; rows *= 10)
        measure(rows);
    return 0;
}
