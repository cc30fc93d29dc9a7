#include "app/admin/commands.h"

#include "app/admin/output.h"
#include "app/config/till.h"
#include "base/clock.h"
#include "base/durable_file.h"
#include "storage/catalogue_draft.h"
#include "storage/catalogue_import.h"
#include "storage/mapping/rule.h"
#include "storage/staff_book.h"
#include "storage/till_reader.h"
#include "storage/till_store.h"

#include <cstdio>
#include <fmt/core.h>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace panier::admin {

namespace {

template <typename T>
int reported(const storage::Result<T> &result) {
    return result ? 0 : failed(result.error().text);
}

// Turns the terminal's echo off while a PIN is typed.
class Unseen {
public:
    Unseen() : m_terminal(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_terminal)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        fmt::print(stderr, "PIN (4 to 12 digits): ");
    }
    ~Unseen() {
        if (!m_terminal)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        fmt::print(stderr, "\n");
    }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;

private:
    termios m_before{};
    bool m_terminal;
};

// One line of at most a few bytes more than a PIN has.
std::string readPin() {
    const Unseen unseen;
    std::string pin;
    for (int c = std::getchar(); c != EOF && c != '\n' && pin.size() < 64; c = std::getchar())
        pin += static_cast<char>(c);
    if (!pin.empty() && pin.back() == '\r')
        pin.pop_back();
    return pin;
}

} // namespace

int initialise(const config::Config &config) {
    // Opening the store is what a kiosk's first start does, and nothing more is needed.
    const auto store = storage::TillStore::open(
        config::tillFiles(config), config::tillRegister(config), [](const std::function<void()> &) {},
        base::SystemClock().nowMs());
    if (!store)
        return failed(store.error().text);
    const auto catalogue = storage::createCatalogue(config.database.catalogue);
    if (!catalogue)
        return failed(catalogue.error().text);
    const auto staff = storage::StaffBook(config.database.staff).create();
    if (!staff)
        return failed(staff.error().text);
    fmt::print("ready: {}\nback up {} now, and keep the copy where nobody else reads it\n",
               config.database.till.string(), config.database.key.string());
    return 0;
}

int verifyJournal(const config::Config &config) {
    const auto audit = storage::auditJournal(config::tillFiles(config));
    if (!audit)
        return failed(
            audit.error().code == storage::StorageError::Integrity
                ? fmt::format("THE JOURNAL IS NOT INTACT: {}\nkeep the files as they are, sell nothing on this "
                              "kiosk, and compare with the last backup",
                              audit.error().text)
                : audit.error().text);
    fmt::print("the journal is intact: {} tickets, register {}\nhead: ticket {}, {}\n", audit->tickets,
               audit->head.registerNumber, audit->head.number, audit->head.hash);
    if (audit->headState == journal::HeadState::Behind)
        fmt::print("the head is one ticket behind; the kiosk writes it at its next start or sale\n");
    return 0;
}

int listJournal(const config::Config &config) {
    const auto reader = storage::TillReader::open(config.database.till);
    if (!reader)
        return failed(reader.error().text);
    int status = 0;
    const auto read = reader->forEachTicket([&status](const journal::StoredTicket &ticket) {
        const auto content = journal::parseContent(ticket.content);
        if (!content) {
            status = failed(fmt::format("ticket {}: {}; run journal verify", ticket.number, content.error().text));
            return true;
        }
        const auto &sale = content->ticket;
        fmt::print("{}\t{}\t{}.{:02} {}\t{} lines\t{}\t{}\n", content->number, storage::utcText(sale.at),
                   sale.total.gross.minor / 100, sale.total.gross.minor % 100, content->issuer.store.currency,
                   sale.lines.size(), sale.payment.reference, journal::signatureExtract(ticket.signature));
        return true;
    });
    return read ? status : failed(read.error().text);
}

int importArticles(const config::Config &config, const std::filesystem::path &csv) {
    const auto text = base::readWhole(csv, storage::maxImportBytes);
    if (!text)
        return failed(text.error());
    const auto report = storage::importArticles(config.database.catalogue, *text);
    if (!report)
        return refused(csv, report.error());
    fmt::print("{} rows imported; the catalogue is now generation {}\n", report->rows, report->generation);
    return 0;
}

int addUser(const config::Config &config, const std::string &name, const std::string &displayName) {
    return reported(
        storage::StaffBook(config.database.staff).add(name, displayName.empty() ? name : displayName, readPin()));
}

int listUsers(const config::Config &config) {
    const auto members = storage::StaffBook(config.database.staff).list();
    if (!members)
        return failed(members.error().text);
    for (const storage::StaffMember &member : *members)
        fmt::print("{}\t{}\t{} failures\n", member.name, member.displayName, member.failures);
    return 0;
}

int removeUser(const config::Config &config, const std::string &name) {
    return reported(storage::StaffBook(config.database.staff).remove(name));
}

} // namespace panier::admin
