#include "app/admin/scan.h"

#include "app/admin/output.h"
#include "app/admin/scan_output.h"
#include "app/admin/scan_process.h"
#include "app/admin/scan_sequence.h"
#include "base/durable_file.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

namespace panier::admin {

namespace {
using nlohmann::ordered_json;

struct Given {
    std::vector<std::string> files;
    SequenceOptions sequence;
};

ordered_json toJson(const vision::decode::Decoded &code) {
    ordered_json position = ordered_json::array();
    for (const auto &corner : code.position)
        position.push_back({corner.x, corner.y});
    return {{"text", code.text},    {"symbology", nameOf(code.symbology)}, {"aim", code.aim},
            {"position", position}, {"pass", nameOf(code.pass)},           {"sharpened", code.sharpened}};
}

void printScanned(const std::string &file, const Scanned &scanned, bool asJson) {
    if (asJson) {
        ordered_json line{{"file", file}, {"codes", ordered_json::array()}, {"ms", std::round(scanned.ms * 10) / 10}};
        for (const auto &code : scanned.codes)
            line["codes"].push_back(toJson(code));
        return printJson(line);
    }
    fmt::print("{}: {}{:.1f} ms\n", printable(file), scanned.codes.empty() ? "no code, " : "", scanned.ms);
    for (const auto &code : scanned.codes)
        fmt::print("  {} {} {} ({})\n", nameOf(code.symbology), code.aim, printable(code.text), nameOf(code.pass));
}

int scanFiles(const std::vector<std::string> &files, bool asJson) {
    ScanProcess process;
    int status = 0;
    for (const auto &file : files) {
        const auto scanned = base::readWhole(file, ScanProcess::maxFileBytes).and_then([&](const std::string &bytes) {
            return process.scan(bytes);
        });
        if (scanned) {
            printScanned(file, *scanned, asJson);
            continue;
        }
        status = 1;
        if (asJson)
            printJson({{"file", file}, {"error", scanned.error()}});
        else
            (void)failed(printable(file) + ": " + scanned.error());
    }
    return status;
}
} // namespace

std::string printable(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c >= ' ' && c < '\x7F')
            result += c;
        else
            result += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

void printJson(const ordered_json &json) {
    fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    std::fflush(stdout); // a reader at the other end of a pipe follows
}

void addScan(CLI::App &app, std::function<int()> &command) {
    const auto given = std::make_shared<Given>();
    CLI::App *sub = app.add_subcommand("scan", "Print the codes that pictures hold; needs no --config. The exit status "
                                               "is 1 if a picture couldn't be read");
    auto *files = sub->add_option("FILE", given->files, "Pictures: JPEG, PNG and what else OpenCV reads");
    auto *folder = sub->add_option("--sequence", given->sequence.folder,
                                   "Instead: the pictures of a folder, in the order of their names, are what a camera "
                                   "saw; print what would be sold");
    sub->add_flag("--json", given->sequence.json, "One JSON object a line");
    sub->add_option("--fps", given->sequence.fps, "Frames a second of the sequence (30)")
        ->needs(folder)
        ->check(CLI::Range(1.0, 240.0));
    sub->add_option("--catalogue", given->sequence.catalogue,
                    "A file of GTINs, one a line: other articles need clearer reads. Without it all are known")
        ->needs(folder);
    files->excludes(folder);
    sub->callback([given, &command] {
        if (given->files.empty() && given->sequence.folder.empty())
            throw CLI::RequiredError("FILE or --sequence");
        command = [given] {
            return given->sequence.folder.empty() ? scanFiles(given->files, given->sequence.json)
                                                  : scanSequence(given->sequence);
        };
    });
}

} // namespace panier::admin
