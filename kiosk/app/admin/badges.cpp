#include "app/admin/badges.h"

#include "base/clock.h"
#include "rfid/nfc/nfc_field.h"
#include "storage/staff_book.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <memory>
#include <openssl/rand.h>

namespace panier::admin {

using config::Config;
using namespace rfid::nfc;

namespace {

struct Given {
    std::string user;
    std::string device;
    std::string number;
};

int refused(std::string_view text) {
    fmt::print(stderr, "panier-admin: {}\n", text);
    return 1;
}

storage::StaffBook staffOf(const Config &config) {
    return storage::StaffBook(config.database.staff);
}

int createKey(const Config &config) {
    const auto &file = config.nfc.badgeKeyFile;
    if (file.empty())
        return refused("name the master key's file first: [nfc] badge_key_file");
    const auto created = createKeyFile(file);
    if (!created)
        return refused(created.error().text);
    fmt::print(
        "created: {}\ncopy it to the shop's other kiosks, and keep a copy where nobody else reads it: whoever has it "
        "can make badges\n",
        file.string());
    return 0;
}

// The reader with a DESFire on it, and the key: what writing needs.
struct Desk {
    AesKey master;
    NfcField field;
};
NfcResult<Desk> prepare(const Config &config, const Given &given) {
    if (config.nfc.badgeKeyFile.empty())
        return base::fail(NfcError::KeyFile, "name the master key's file first: [nfc] badge_key_file");
    auto master = readKeyFile(config.nfc.badgeKeyFile);
    if (!master)
        return tl::make_unexpected(master.error());
    const auto &device = given.device.empty() ? config.nfc.device : given.device;
    if (device.empty())
        return base::fail(NfcError::Unavailable, "which reader? --device, or [nfc] device");
    auto field = NfcField::open(device);
    if (!field)
        return tl::make_unexpected(field.error());
    const auto card = field->look();
    if (!card)
        return tl::make_unexpected(card.error());
    if (!*card)
        return base::fail(NfcError::CardGone, "no card on the reader: lay it there, then run this again");
    if ((*card)->kind != CardKind::Desfire)
        return base::fail(NfcError::Malformed, "the card on the reader is no MIFARE DESFire EV1");
    return Desk{std::move(*master), std::move(*field)};
}

// The number that the card holds already, if it is one of our badges.
std::optional<std::string> numberOn(Desk &desk) {
    const auto number = desk.field.readBadge(desk.master);
    if (!number || !*number)
        return std::nullopt;
    return base::toHex(**number);
}

int writeOne(const Config &config, const Given &given) {
    const auto staff = staffOf(config);
    const auto members = staff.list();
    if (!members)
        return refused(members.error().text);
    if (std::none_of(members->begin(), members->end(), [&](const auto &member) { return member.name == given.user; }))
        return refused("there is no user of this name; panier-admin user list shows them");
    auto desk = prepare(config, given);
    if (!desk)
        return refused(desk.error().text);
    const auto before = numberOn(*desk);
    BadgeNumber number{};
    if (RAND_priv_bytes(number.data(), static_cast<int>(number.size())) != 1)
        return refused("there is no randomness to make a number of");
    // The card first: a number that nobody has opens nothing.
    const auto written = desk->field.writeBadge(desk->master, number);
    if (!written)
        return refused(written.error().code == NfcError::Refused
                           ? "the card holds a badge under another master key: take a new card (" +
                                 written.error().text + ")"
                           : written.error().text);
    const auto stored = staff.addBadge(base::toHex(number), given.user, base::SystemClock().nowMs());
    if (!stored)
        return refused(stored.error().text + "; the card opens nothing, write it again");
    if (before)
        (void)staff.revokeBadge(*before); // perhaps it was nobody's
    fmt::print("{}\n", base::toHex(number));
    return 0;
}

int listAll(const Config &config) {
    const auto badges = staffOf(config).badges();
    if (!badges)
        return refused(badges.error().text);
    for (const auto &badge : *badges)
        fmt::print("{}\t{}\n", badge.number, badge.user);
    return 0;
}

int revokeOne(const Config &config, const Given &given) {
    const auto revoked = staffOf(config).revokeBadge(given.number);
    return revoked ? 0 : refused(revoked.error().text);
}

} // namespace

void addBadges(CLI::App &app, std::function<int(const Config &)> &command) {
    const auto given = std::make_shared<Given>(); // lives as long as the callbacks do
    const auto does = [&command](CLI::App *sub, std::function<int(const Config &)> function) {
        sub->callback([&command, function = std::move(function)] { command = function; });
        return sub;
    };
    CLI::App *badge = app.add_subcommand("badge", "The staff's badges")->require_subcommand(1);
    does(badge->add_subcommand("key", "Create the master key, in the file that [nfc] names"), createKey);
    CLI::App *write =
        does(badge->add_subcommand("write", "Make a user's badge of the card on the reader; prints its number"),
             [given](const Config &config) { return writeOne(config, *given); });
    write->add_option("--user", given->user, "Whose it will be")->required();
    write->add_option("--device", given->device, "The reader, as libnfc names it; otherwise [nfc] device");
    does(badge->add_subcommand("list", "Print one line a badge"), listAll);
    does(badge->add_subcommand("revoke", "Take a badge's rights away"),
         [given](const Config &config) { return revokeOne(config, *given); })
        ->add_option("NUMBER", given->number, "As it was printed when it was written")
        ->required();
}

} // namespace panier::admin
