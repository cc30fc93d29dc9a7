#include "app/admin/scan_process.h"

#include "app/eye/confinement.h"
#include "base/clock.h"
#include "vision/agree/code_watch.h"
#include "vision/decode/recorded_hard_pass.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace panier::admin {

namespace {
using nlohmann::json;
using vision::agree::Agreed;
using vision::agree::CodeRead;
using vision::decode::Decoded;
using vision::decode::GreyView;

constexpr std::size_t maxAnswerBytes = 256 * 1024; // four codes of maxTextBytes, each byte escaped, need less

struct Request {
    std::uint32_t bytes = 0;
    bool isFrame = false; // of a sequence,
    base::TimeMs takenMs = 0;
};

bool sendAll(int to, const void *data, std::size_t size) {
    const auto *bytes = static_cast<const char *>(data);
    while (size > 0) {
        const auto sent = ::write(to, bytes, size);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

bool receiveAll(int from, void *into, std::size_t size) {
    auto *bytes = static_cast<char *>(into);
    while (size > 0) {
        const auto count = ::read(from, bytes, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

// --- the child

// Bytes as text that JSON can hold: each becomes the character of its number.
std::string widened(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0U | byte >> 6U);
            text += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return text;
}

std::string narrowed(const std::string &text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80 || i + 1 >= text.size())
            bytes += text[i];
        else
            bytes += static_cast<char>(lead << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
    }
    return bytes;
}

json toJson(const Decoded &code, double scale) {
    json position = json::array();
    for (const auto &corner : code.position)
        position.push_back({std::lround(corner.x * scale), std::lround(corner.y * scale)});
    return {{"symbology", code.symbology}, {"aim", widened(code.aim)}, {"text", widened(code.text)},
            {"position", position},        {"pass", code.pass},        {"sharpened", code.sharpened}};
}

json toJson(const CodeRead &code) {
    return {{"symbology", code.symbology},
            {"aim", widened(code.aim)},
            {"text", widened(code.text)},
            {"strength", code.strength}};
}

json toJson(const Agreed &agreed) {
    const auto all = [](const std::vector<CodeRead> &codes) {
        json list = json::array();
        for (const auto &code : codes)
            list.push_back(toJson(code));
        return list;
    };
    json refused = json::array();
    for (const auto &each : agreed.refused)
        refused.push_back(
            {{"code", toJson(each.code)}, {"reason", each.reason}, {"reads", each.reads}, {"counted", each.counted}});
    return {{"shown", all(agreed.shown)},
            {"stronger", all(agreed.stronger)},
            {"gone", all(agreed.gone)},
            {"refused", refused}};
}

// A picture that the decoder takes.
struct Decompressed {
    explicit Decompressed(const std::string &file) {
        const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8UC1, const_cast<char *>(file.data()));
        grey = cv::imdecode(bytes, cv::IMREAD_GRAYSCALE);
        scale = std::max(1.0, 1.0 * std::max(grey.cols, grey.rows) / vision::decode::maxSidePixels);
        if (scale > 1)
            cv::resize(
                grey, grey,
                {std::max(1, static_cast<int>(grey.cols / scale)), std::max(1, static_cast<int>(grey.rows / scale))}, 0,
                0, cv::INTER_AREA);
    }
    [[nodiscard]] GreyView view() const { return {grey.data, grey.cols, grey.rows, static_cast<int>(grey.step)}; }

    cv::Mat grey; // empty: it is no picture
    double scale = 1;
};

class Child {
public:
    json look(const std::string &file, const Request &request) {
        const Decompressed picture(file);
        if (picture.grey.empty())
            return {{"error", "it is no picture that can be read"}};
        return request.isFrame ? watch(picture, request.takenMs) : scan(picture);
    }

    [[noreturn]] void serve(int channel) {
        Request request;
        while (receiveAll(channel, &request, sizeof(request)) && request.bytes <= ScanProcess::maxFileBytes) {
            std::string file(request.bytes, '\0');
            if (!receiveAll(channel, file.data(), file.size()))
                break;
            json answer;
            try {
                answer = look(file, request);
            } catch (const std::exception &) { // the libraries', out of memory among them
                answer = {{"error", "it can't be decompressed, or needs too much memory"}};
            }
            const auto line = answer.dump() + '\n';
            if (!sendAll(channel, line.data(), line.size()))
                break;
        }
        _exit(0);
    }

private:
    static json scan(const Decompressed &picture) {
        const auto start = std::chrono::steady_clock::now();
        const auto codes = vision::decode::decode(picture.view(), vision::decode::Effort::Utmost);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        json answer{{"ms", took.count()}, {"codes", json::array()}};
        for (const auto &code : codes)
            answer["codes"].push_back(toJson(code, picture.scale));
        return answer;
    }

    // As panier-eye's loop does.
    json watch(const Decompressed &picture, base::TimeMs takenMs) {
        json agreed = json::array({toJson(m_watch.lookBack(takenMs))});
        if (m_watch.isWorthLooking(picture.view()))
            agreed.push_back(toJson(m_watch.look(takenMs, picture.view())));
        return {{"agreed", agreed}};
    }

    vision::decode::RecordedHardPass m_hard;
    vision::agree::CodeWatch m_watch{&m_hard};
};

[[noreturn]] void becomeChild(int channel) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) // libraries print where they like
        ::dup2(nowhere, stream);
    cv::setNumThreads(1);
    app::limitSelf();
    (void)app::confine("/dev/null");
    Child().serve(channel);
}

// --- the parent

// Nothing that the child says is believed without a look: a picture may have taken it over.

template <typename Code>
void takeNames(const json &from, Code &code) {
    code.symbology = from.at("symbology").get<vision::decode::Symbology>();
    code.aim = narrowed(from.at("aim").get<std::string>());
    code.text = narrowed(from.at("text").get<std::string>());
}

Scanned scannedFrom(const json &answer) {
    Scanned scanned{answer.at("ms").get<double>(), {}};
    for (const auto &each : answer.at("codes")) {
        Decoded code;
        takeNames(each, code);
        code.pass = each.at("pass").get<vision::decode::Pass>();
        code.sharpened = each.at("sharpened").get<bool>();
        for (std::size_t i = 0; i < code.position.size(); ++i)
            code.position[i] = {each.at("position").at(i).at(0).get<int>(), each.at("position").at(i).at(1).get<int>()};
        scanned.codes.push_back(std::move(code));
    }
    return scanned;
}

CodeRead codeReadFrom(const json &from) {
    CodeRead code;
    takeNames(from, code);
    code.strength = from.at("strength").get<vision::agree::Strength>();
    return code;
}

std::vector<Agreed> agreedFrom(const json &answer) {
    std::vector<Agreed> all;
    for (const auto &from : answer.at("agreed")) {
        Agreed agreed;
        for (const auto &[name, codes] :
             {std::pair("shown", &agreed.shown), {"stronger", &agreed.stronger}, {"gone", &agreed.gone}})
            for (const auto &each : from.at(name))
                codes->push_back(codeReadFrom(each));
        for (const auto &each : from.at("refused"))
            agreed.refused.push_back({codeReadFrom(each.at("code")), each.at("reason").get<vision::agree::Refusal>(),
                                      each.at("reads").get<int>(), each.at("counted").get<bool>()});
        all.push_back(std::move(agreed));
    }
    return all;
}

template <typename Taken>
base::Expected<Taken, std::string> parsed(const std::string &line, Taken (*take)(const json &)) {
    const auto answer = json::parse(line, nullptr, false);
    try {
        if (answer.is_object() && answer.contains("error"))
            return tl::make_unexpected(answer.at("error").get<std::string>());
        return take(answer);
    } catch (const json::exception &) {
        return tl::make_unexpected(std::string("the decoder gave no sensible answer"));
    }
}
} // namespace

ScanProcess::~ScanProcess() {
    (void)stop();
}

bool ScanProcess::start() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return false;
    m_child = ::fork();
    if (m_child == 0)
        becomeChild(ends[1]);
    ::close(ends[1]);
    m_channel = ends[0];
    return m_child > 0;
}

// What became of it.
std::string ScanProcess::stop() {
    if (m_channel >= 0)
        ::close(m_channel);
    m_channel = -1;
    if (m_child <= 0)
        return "the decoder can't be started";
    int status = 0;
    ::kill(m_child, SIGKILL); // one that is dying already keeps its own reason
    ::waitpid(m_child, &status, 0);
    m_child = -1;
    m_hasDied = true;
    return WIFSIGNALED(status) ? fmt::format("the decoder died of it ({})", ::strsignal(WTERMSIG(status)))
                               : fmt::format("the decoder ended ({})", WEXITSTATUS(status));
}

base::Expected<std::string, std::string> ScanProcess::answer() {
    const auto deadline = base::SystemClock().monotonicUs() / 1000 + patienceMs;
    std::string line;
    while (line.empty() || line.back() != '\n') {
        const auto left = deadline - base::SystemClock().monotonicUs() / 1000;
        pollfd ready{m_channel, POLLIN, 0};
        const int polled = left > 0 ? ::poll(&ready, 1, static_cast<int>(left)) : 0;
        if (polled < 0 && errno == EINTR)
            continue;
        if (polled <= 0) {
            (void)stop();
            return tl::make_unexpected(fmt::format("the decoder was at it for {} s", patienceMs / 1000));
        }
        std::array<char, 4096> chunk{};
        const auto count = ::read(m_channel, chunk.data(), chunk.size());
        if (count <= 0 || line.size() > maxAnswerBytes)
            return tl::make_unexpected(stop());
        line.append(chunk.data(), static_cast<std::size_t>(count));
    }
    return line;
}

base::Expected<std::string, std::string> ScanProcess::ask(const std::string &file,
                                                          std::optional<base::TimeMs> takenMs) {
    if (file.empty() || file.size() > maxFileBytes)
        return tl::make_unexpected(std::string(file.empty() ? "it is empty" : "it is too large"));
    if (m_child <= 0 && !start())
        return tl::make_unexpected(stop());
    std::signal(SIGPIPE, SIG_IGN); // a child that died is noticed by its silence
    const Request request{static_cast<std::uint32_t>(file.size()), takenMs.has_value(), takenMs.value_or(0)};
    (void)(sendAll(m_channel, &request, sizeof(request)) && sendAll(m_channel, file.data(), file.size()));
    return answer();
}

base::Expected<Scanned, std::string> ScanProcess::scan(const std::string &file) {
    return ask(file, std::nullopt).and_then([](const std::string &line) { return parsed(line, scannedFrom); });
}

base::Expected<std::vector<Agreed>, std::string> ScanProcess::watch(const std::string &file, base::TimeMs takenMs) {
    return ask(file, takenMs).and_then([](const std::string &line) { return parsed(line, agreedFrom); });
}

} // namespace panier::admin
