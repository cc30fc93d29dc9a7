#include "app/admin/scan_sequence.h"

#include "app/admin/output.h"
#include "app/admin/scan_output.h"
#include "app/admin/scan_process.h"
#include "base/durable_file.h"
#include "codes/shown_code.h"
#include "devices/eye/shown_memory.h"
#include "vision/agree/agreement.h"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace panier::admin {

namespace {
namespace fs = std::filesystem;
using nlohmann::ordered_json;
using vision::agree::CodeRead;
using vision::agree::Strength;

constexpr std::size_t maxFrames = 100'000;
constexpr std::size_t maxCatalogueBytes = 64U << 20U;

using Catalogue = std::set<codes::Gtin>;

base::Expected<std::optional<Catalogue>, std::string> readCatalogue(const std::string &file) {
    if (file.empty())
        return std::nullopt;
    const auto text = base::readWhole(file, maxCatalogueBytes);
    if (!text)
        return tl::make_unexpected(text.error());
    Catalogue catalogue;
    std::istringstream lines(*text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line.erase(std::find_if(line.begin(), line.end(), [](char c) { return c == '\r' || c == ' '; }), line.end());
        const auto gtin = codes::Gtin::parse(line);
        if (!line.empty() && !gtin)
            return tl::make_unexpected(fmt::format("{}:{}: no GTIN", file, number));
        if (gtin)
            catalogue.insert(*gtin);
    }
    return catalogue;
}

base::Expected<std::vector<fs::path>, std::string> framesOf(const std::string &folder) {
    std::vector<fs::path> frames;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->is_regular_file(error) && frames.size() < maxFrames)
            frames.push_back(at->path());
    }
    if (error || frames.empty())
        return tl::make_unexpected(folder + (error ? ": " + error.message() : ": there are no pictures in it"));
    std::sort(frames.begin(), frames.end());
    return frames;
}

// What the till would do with the codes that vision has agreed on. Which article a code names is judged as the kiosk
// judges it; a use-by date isn't, as nobody knows when the pictures were taken.
class Till {
public:
    Till(std::optional<Catalogue> catalogue, bool asJson) : m_catalogue(std::move(catalogue)), m_json(asJson) {}

    void frame(std::size_t number, std::string file, base::TimeMs ms) {
        m_frame = number;
        m_file = std::move(file);
        m_ms = ms;
    }
    void shown(const CodeRead &code) {
        const auto gtin = gtinOf(code);
        if (!gtin)
            return say("refused", code, "it names no article that a till may sell");
        auto &inView = m_inView[*gtin];
        if (const bool sold = !inView.empty(); sold)
            say("same pack", code);
        else if (isKnown(*gtin))
            sell(code, *gtin, "sold");
        else if (code.strength == Strength::Strong)
            sell(code, *gtin, "unknown article");
        else
            return say("stranger", code, "not in the catalogue: clearer reads are needed");
        inView.insert(code.aim + code.text);
    }
    void stronger(const CodeRead &code) {
        const auto gtin = gtinOf(code);
        if (gtin && !isKnown(*gtin))
            shown(code);
    }
    void gone(const CodeRead &code) {
        if (const auto gtin = gtinOf(code))
            m_inView[*gtin].erase(code.aim + code.text);
        say("gone", code);
    }
    void refused(const vision::agree::Refused &refused) { say("refused", refused.code, nameOf(refused.reason)); }
    void unreadable(const std::string &why) {
        ++m_errors;
        if (m_json)
            printJson({{"event", "error"}, {"frame", m_frame}, {"file", m_file}, {"reason", why}});
        else
            (void)failed(fmt::format("frame {}, {}: {}", m_frame, printable(m_file), why));
    }
    [[nodiscard]] int total(std::size_t frames) const {
        if (m_json)
            printJson({{"event", "end"}, {"frames", frames}, {"sold", m_sold}, {"errors", m_errors}});
        else
            fmt::print("{} frames, {} sold, {} unreadable\n", frames, m_sold.size(), m_errors);
        return m_errors == 0 ? 0 : 1;
    }

private:
    [[nodiscard]] static std::optional<codes::Gtin> gtinOf(const CodeRead &code) {
        const auto gtin = codes::readCode(code.aim, code.text, {}, {}).and_then([](const codes::ShownCode &meaning) {
            return codes::articleToSell(meaning, {});
        });
        return gtin ? std::optional(*gtin) : std::nullopt;
    }
    [[nodiscard]] bool isKnown(const codes::Gtin &gtin) const { return !m_catalogue || m_catalogue->contains(gtin); }
    void sell(const CodeRead &code, const codes::Gtin &gtin, std::string_view what) {
        m_sold.push_back({{"frame", m_frame}, {"gtin", gtin.digits()}, {"known", isKnown(gtin)}});
        say(what, code);
    }
    void say(std::string_view event, const CodeRead &code, std::string_view reason = {}) const {
        const std::string_view strength = code.strength == Strength::Strong ? "strong" : "fair";
        if (!m_json) {
            fmt::print("frame {} ({:.2f} s): {}: {} {}, {}{}{}\n", m_frame, static_cast<double>(m_ms) / 1000, event,
                       nameOf(code.symbology), printable(code.text), strength, reason.empty() ? "" : "; ", reason);
            return;
        }
        ordered_json line{{"event", event},  {"frame", m_frame},    {"file", m_file},
                          {"time_ms", m_ms}, {"text", code.text},   {"symbology", nameOf(code.symbology)},
                          {"aim", code.aim}, {"strength", strength}};
        if (!reason.empty())
            line["reason"] = reason;
        printJson(line);
    }

    std::optional<Catalogue> m_catalogue;
    bool m_json;
    std::size_t m_frame = 0; // from 1
    std::string m_file;
    base::TimeMs m_ms = 0;
    std::map<codes::Gtin, std::set<std::string>> m_inView; // codes on packs that were sold and lie there still
    ordered_json m_sold = ordered_json::array();
    int m_errors = 0;
};

// As the kiosk watches panier-eye: one that dies is replaced, and what it had shown isn't shown again.
class Watch {
public:
    explicit Watch(Till &till) : m_till(till) {}

    void look(const fs::path &path, base::TimeMs ms) {
        const auto agreed = base::readWhole(path, ScanProcess::maxFileBytes).and_then([&](const std::string &bytes) {
            return m_process.watch(bytes, ms);
        });
        if (m_process.hasDied())
            m_memory.childDied();
        if (!agreed)
            return m_till.unreadable(agreed.error());
        m_memory.watching(ms);
        for (const auto &code : m_memory.expire(ms))
            m_till.gone(code);
        for (const auto &each : *agreed)
            tell(ms, each);
    }

private:
    void tell(base::TimeMs ms, const vision::agree::Agreed &agreed) {
        for (const auto &code : agreed.gone) {
            m_memory.gone(code);
            m_till.gone(code);
        }
        for (const auto &code : agreed.shown)
            if (m_memory.shown(ms, code))
                m_till.shown(code);
        for (const auto &code : agreed.stronger)
            if (m_memory.shown(ms, code))
                m_till.stronger(code);
        for (const auto &refused : agreed.refused)
            m_till.refused(refused);
    }

    Till &m_till;
    ScanProcess m_process;
    devices::ShownMemory m_memory;
};
} // namespace

int scanSequence(const SequenceOptions &options) {
    auto catalogue = readCatalogue(options.catalogue);
    if (!catalogue)
        return failed(catalogue.error());
    const auto frames = framesOf(options.folder);
    if (!frames)
        return failed(frames.error());
    Till till(*std::move(catalogue), options.json);
    Watch watch(till);
    std::size_t number = 0;
    for (const auto &path : *frames) {
        const auto ms = static_cast<base::TimeMs>(static_cast<double>(number) * 1000 / options.fps);
        till.frame(++number, path.filename().string(), ms);
        watch.look(path, ms);
    }
    return till.total(number);
}

} // namespace panier::admin
