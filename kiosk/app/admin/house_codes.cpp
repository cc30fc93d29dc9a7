#include "app/admin/house_codes.h"

#include "app/admin/output.h"
#include "app/config/till.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/durable_file.h"
#include "codes/house/suspended_basket.h"

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/core.h>
#include <memory>
#include <openssl/rand.h>
#include <vector>

namespace panier::admin {

using config::Config;

namespace {

constexpr int maxHours = 24 * 31;

struct Given {
    std::vector<std::string> articles;
    int hours = 24;
};

int createKey(const Config &config) {
    constexpr unsigned ownersAlone = 0600;
    const auto &file = config.codes.keyFile;
    if (file.empty())
        return failed("name the secret's file first: [codes] key_file");
    if (std::filesystem::exists(file))
        return failed(file.string() + " is there already; codes that were sealed with it would be worth nothing");
    std::array<std::uint8_t, 32> secret{};
    if (RAND_priv_bytes(secret.data(), static_cast<int>(secret.size())) != 1)
        return failed("there is no randomness to make a secret of");
    const auto written = base::writeDurably(file, base::toHex(secret) + "\n", ownersAlone);
    if (!written)
        return failed(written.error());
    fmt::print("created: {}\ncopy it to the shop's other kiosks: whoever has it can make the shop's codes\n",
               file.string());
    return 0;
}

// "9521234001140" or "9521234001140*2"
std::optional<codes::SuspendedLine> lineOf(std::string_view text) {
    const auto star = text.find('*');
    const auto gtin = codes::Gtin::parse(text.substr(0, star));
    int units = 1;
    if (star != std::string_view::npos) {
        const auto number = text.substr(star + 1);
        const auto parsed = std::from_chars(number.data(), number.data() + number.size(), units);
        if (parsed.ec != std::errc() || parsed.ptr != number.data() + number.size())
            return std::nullopt;
    }
    return gtin ? std::optional(codes::SuspendedLine{*gtin, units}) : std::nullopt;
}

int setAside(const Config &config, const Given &given) {
    constexpr base::TimeMs msPerMinute = 60'000;
    constexpr std::uint32_t minutesPerHour = 60;
    const auto rules = config::codeRules(config);
    if (!rules)
        return failed(rules.error());
    if (!rules->sealer)
        return failed("name the shop's secret first: [codes] key_file; panier-admin code key creates it");
    codes::SuspendedBasket basket;
    for (const auto &article : given.articles) {
        const auto line = lineOf(article);
        if (!line)
            return failed(fmt::format("{} is no GTIN, nor a GTIN with * and its units", article));
        basket.lines.push_back(*line);
    }
    codes::HouseCode code;
    code.kind = codes::HouseCodeKind::SuspendedBasket;
    code.shop = rules->shop;
    code.issuedMinute = static_cast<std::uint32_t>(base::SystemClock().nowMs() / msPerMinute);
    code.expiresMinute = code.issuedMinute + static_cast<std::uint32_t>(given.hours) * minutesPerHour;
    code.body = codes::bodyOf(basket);
    if (code.body.empty())
        return failed(fmt::format("a basket has each article once, and {} units and {} characters at the most",
                                  codes::SuspendedBasket::maxUnits, codes::HouseCode::maxBody));
    if (RAND_bytes(code.id.data(), static_cast<int>(code.id.size())) != 1)
        return failed("there is no randomness to tell the code from others by");
    const auto text = codes::writeHouseCode(code, rules->sealer);
    if (text.empty())
        return failed("such a code can't be written");
    fmt::print("{}\n", text);
    return 0;
}

} // namespace

void addHouseCodes(CLI::App &app, std::function<int(const Config &)> &command) {
    const auto given = std::make_shared<Given>(); // lives as long as the callbacks do
    CLI::App *code = app.add_subcommand("code", "The shop's own codes")->require_subcommand(1);
    code->add_subcommand("key", "Create the shop's secret, in the file that [codes] names")->callback([&command] {
        command = createKey;
    });
    CLI::App *basket = code->add_subcommand("basket", "Set a basket aside: prints the text of a QR code that brings it "
                                                      "back at a kiosk, once");
    basket->add_option("ARTICLES", given->articles, "GTIN, or GTIN*UNITS")->required();
    basket->add_option("--hours", given->hours, "How long it is good for")->check(CLI::Range(1, maxHours));
    basket->callback(
        [&command, given] { command = [given](const Config &config) { return setAside(config, *given); }; });
}

} // namespace panier::admin
