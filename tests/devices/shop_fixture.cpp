#include "tests/devices/shop_fixture.h"

#include "app/config/till.h"
#include "rfid/epc/identity.h"
#include "storage/catalogue_import.h"
#include "storage/till_reader.h"
#include "storage/till_store.h"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>
#include <stdexcept>

namespace panier::tests {

namespace {

constexpr const char *articles = "gtin,label_fr,price,vat_percent,tagged\n"
                                 "9521234000112,Pull jacquard,49.95,20,yes\n"
                                 "9521234000228,Jean droit,47.96,20,yes\n"
                                 "9521234001140,Miel de châtaignier,7.40,5.5,no\n";

void need(bool holds, const std::string &what) {
    if (!holds)
        throw std::runtime_error("the test's shop: " + what);
}

codes::Epc tagOf(std::string_view gtin, std::uint64_t serial) {
    constexpr int companyPrefixDigits = 7;
    return rfid::epc::encodeSgtin96(*codes::Gtin::parse(gtin), companyPrefixDigits, serial).value();
}

} // namespace

Shop::Shop(const std::string &extra, const std::string &rfid)
    : m_tags{tagOf("9521234000112", 1), tagOf("9521234000112", 2), tagOf("9521234000228", 1)} {
    auto name = (std::filesystem::temp_directory_path() / "panier-shop-XXXXXX").string();
    need(mkdtemp(name.data()) != nullptr, name);
    m_folder = name;
    need(reader.listen() && terminal.listen() && printer.listen(), "no free port");
    need(terminal.keepBookIn(QString::fromStdString((m_folder / "book.jsonl").string())), "no book");
    terminal.setBehaviour(peripherals::payment::CaisseApTerminal::Behaviour::Approve);
    writeFiles(extra, rfid);
}

Shop::~Shop() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void Shop::writeFiles(const std::string &extra, const std::string &rfid) const {
    std::ofstream(configFile()) << fmt::format("[store]\n"
                                               "name = \"ficelle\"\n"
                                               "address = [\"12 rue des Lices\", \"35000 Rennes\"]\n"
                                               "siret = \"123 456 789 00012\"\n"
                                               "naf = \"4771Z\"\n"
                                               "vat_number = \"FR32123456789\"\n"
                                               "[rfid]\nport = {}\n{}[payment]\nport = {}\n[printer]\nport = {}\n{}",
                                               reader.port(), rfid, terminal.port(), printer.port(), extra);
    const auto imported = storage::importArticles(files().catalogue, articles);
    need(imported.has_value(), imported ? "" : imported.error().text);
    // As panier-admin init does: key, certificate, till.db, head.
    const auto store = storage::TillStore::open(
        files(), config::tillRegister(config()), [](const std::function<void()> &) {}, clock.nowMs());
    need(store.has_value(), store ? "" : store.error().text);
}

void Shop::layAll() {
    for (const auto &tag : m_tags)
        need(reader.putTag(tag, rfid::emulator::TagPlace::OnTray), "the tray is full");
}

config::Config Shop::config() const {
    const auto config = config::loadConfig(configFile());
    need(config.has_value(), config ? "" : config.error().text);
    return *config;
}

storage::Files Shop::files() const {
    return config::tillFiles(config());
}

std::vector<journal::TicketContent> Shop::tickets() const {
    const auto journal = storage::TillReader::open(files().till);
    need(journal.has_value(), journal ? "" : journal.error().text);
    std::vector<journal::TicketContent> tickets;
    const auto read = journal->forEachTicket([&tickets](const journal::StoredTicket &ticket) {
        tickets.push_back(journal::parseContent(ticket.content).value());
        return true;
    });
    need(read.has_value(), read ? "" : read.error().text);
    return tickets;
}

std::vector<peripherals::payment::BookEntry> Shop::approved() const {
    auto book = terminal.book();
    std::erase_if(book, [](const auto &entry) { return !entry.approved; });
    return book;
}

} // namespace panier::tests
