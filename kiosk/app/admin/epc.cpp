#include "app/admin/epc.h"

#include "app/admin/output.h"
#include "codes/gs1/characters.h"
#include "rfid/epc/elements.h"
#include "rfid/epc/text.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace panier::admin {

namespace {

namespace epc = rfid::epc;

struct Given {
    std::string text;
    bool json = false;
};

struct Line {
    std::string_view title; // for people
    const char *name;       // in JSON
    nlohmann::ordered_json value;
};

const char *nameOf(epc::Key key) {
    switch (key) {
    case epc::Key::Gtin:
        return "gtin";
    case epc::Key::Sscc:
        return "sscc";
    case epc::Key::Gln:
        return "gln";
    case epc::Key::Grai:
        return "grai";
    case epc::Key::Giai:
        return "giai";
    }
    return "";
}

std::string_view titleOf(epc::Key key) {
    switch (key) {
    case epc::Key::Gtin:
        return "GTIN";
    case epc::Key::Sscc:
        return "SSCC";
    case epc::Key::Gln:
        return "GLN";
    case epc::Key::Grai:
        return "GRAI";
    case epc::Key::Giai:
        return "GIAI";
    }
    return {};
}

// What the EPC holds, then its forms; what it doesn't have has no line.
std::vector<Line> linesOf(const epc::Identity &identity, const codes::Epc &bits) {
    const auto &scheme = epc::factsOf(identity.scheme);
    std::vector<Line> lines{{"scheme", "scheme", scheme.name},
                            {"filter", "filter", identity.filter},
                            {titleOf(scheme.key), nameOf(scheme.key), identity.key}};
    if (!identity.serial.empty())
        lines.push_back({scheme.key == epc::Key::Gln ? "extension" : "serial", "serial", identity.serial});
    if (identity.companyPrefixDigits > 0)
        lines.push_back({"prefix digits", "company_prefix_digits", identity.companyPrefixDigits});
    if (identity.date) {
        const auto date = epc::elementsOf(identity).back();
        lines.push_back({"date", "date", fmt::format("({}){}", date.ai, date.value)});
    }
    if (identity.hostname)
        lines.push_back({"domain", "domain", identity.hostname->text()});
    if (!identity.moreData.empty())
        lines.push_back({"unread bits", "unread_bits", identity.moreData.size()});
    lines.push_back({"hexadecimal", "hex", bits.hex()});
    if (const auto uri = epc::tagUri(identity))
        lines.push_back({"tag URI", "tag_uri", *uri});
    if (const auto uri = epc::pureIdentityUri(identity))
        lines.push_back({"pure identity", "pure_identity_uri", *uri});
    lines.push_back({"Digital Link", "digital_link", epc::digitalLink(identity)});
    lines.push_back({"element string", "element_string", epc::elementString(identity)});
    lines.push_back({"in a bar code", "raw_element_string", epc::rawElementString(identity)});
    return lines;
}

void printText(const std::vector<Line> &lines) {
    for (const auto &line : lines) {
        auto value = line.value.is_string() ? line.value.get<std::string>() : line.value.dump();
        if (const auto at = value.find(codes::elementSeparator); at != std::string::npos)
            value.replace(at, 1, "<FNC1>");
        fmt::print("{:<15} {}\n", line.title, value);
    }
}

int printEpc(const Given &given) {
    const auto identity = epc::parse(given.text);
    if (!identity)
        return failed("no EPC that is read here: " + identity.error().text);
    const auto lines = linesOf(*identity, epc::encode(*identity).value()); // what parse() returns encodes
    if (!given.json) {
        printText(lines);
        return 0;
    }
    nlohmann::ordered_json json;
    for (const auto &line : lines)
        json[line.name] = line.value;
    fmt::print("{}\n", json.dump(2));
    return 0;
}

} // namespace

void addEpc(CLI::App &app, std::function<int()> &command) {
    const auto given = std::make_shared<Given>();
    CLI::App *sub = app.add_subcommand("epc", "Print every form of an EPC; needs no --config");
    sub->add_option("TEXT", given->text,
                    "Hexadecimal, an EPC pure identity or tag URI, a GS1 Digital Link, or an element string")
        ->required();
    sub->add_flag("--json", given->json, "As one JSON object");
    sub->callback([given, &command] { command = [given] { return printEpc(*given); }; });
}

} // namespace panier::admin
