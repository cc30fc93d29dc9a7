#include "devices/eye/crash_frames.h"

#include "base/durable_file.h"
#include "base/log.h"
#include "vision/agree/wire.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace panier::devices {

namespace {
namespace fs = std::filesystem;
using vision::agree::FrameBox;

constexpr std::string_view prefix = "eye-";
constexpr std::string_view suffix = ".pgm";
constexpr base::TimeMs msPerDay = 24LL * 60 * 60 * 1000;

// When a file of ours was written, by its name; -1: it is none.
base::TimeMs writtenAt(const fs::path &file) {
    const auto name = file.filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix))
        return -1;
    base::TimeMs at = -1;
    const char *end = name.data() + name.size() - suffix.size();
    const auto read = std::from_chars(name.data() + prefix.size(), end, at);
    return read.ec == std::errc() && read.ptr == end ? at : -1;
}

void removeOld(const CrashFrameRules &rules, base::TimeMs nowMs) {
    std::error_code error;
    std::vector<std::pair<base::TimeMs, fs::path>> files; // youngest first
    for (const auto &entry : fs::directory_iterator(rules.folder, error))
        if (const auto at = writtenAt(entry.path()); at >= 0)
            files.emplace_back(at, entry.path());
    std::sort(files.rbegin(), files.rend());
    for (std::size_t i = 0; i < files.size(); ++i)
        if (i >= static_cast<std::size_t>(rules.kept) || nowMs - files[i].first > rules.days * msPerDay)
            fs::remove(files[i].second, error);
}

void write(const CrashFrameRules &rules, base::TimeMs nowMs, const std::string &picture) {
    try { // std::filesystem throws where a disk is full or a folder isn't ours
        constexpr unsigned mode = 0600;
        fs::create_directories(rules.folder);
        const auto file = rules.folder / (std::string(prefix) + std::to_string(nowMs) + std::string(suffix));
        if (const auto written = base::writeDurably(file, picture, mode); !written)
            base::logError("the frame that ended the eye: {}", written.error());
        removeOld(rules, nowMs);
    } catch (const std::exception &problem) {
        base::logError("the frame that ended the eye: {}", problem.what());
    }
}

// As a portable grey map; empty where the child wasn't decoding. The child may have written anything.
std::string pictureIn(int file, off_t at) {
    FrameBox box;
    if (::pread(file, &box, sizeof box, at) != sizeof box || box.busy != 1 || box.width == 0 || box.height == 0 ||
        box.width > static_cast<unsigned>(vision::decode::maxSidePixels) ||
        box.height > static_cast<unsigned>(vision::decode::maxSidePixels))
        return {};
    auto picture = "P5\n" + std::to_string(box.width) + ' ' + std::to_string(box.height) + "\n255\n";
    const auto header = picture.size();
    const std::size_t pixels = static_cast<std::size_t>(box.width) * box.height;
    picture.resize(header + pixels);
    const auto read = ::pread(file, picture.data() + header, pixels, at + static_cast<off_t>(sizeof box));
    return read == static_cast<ssize_t>(pixels) ? picture : std::string();
}
} // namespace

CrashFrames::CrashFrames(CrashFrameRules rules) : m_rules(std::move(rules)) {
    m_pool.setMaxThreadCount(1);
    if (m_rules.kept <= 0)
        return;
    m_file = ::memfd_create("panier-eye", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    const bool ready = m_file >= 0 &&
                       ::ftruncate(m_file, vision::agree::frameBoxes * vision::agree::frameBoxBytes) == 0 &&
                       ::fcntl(m_file, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0;
    if (!ready && m_file >= 0)
        ::close(std::exchange(m_file, -1));
}

CrashFrames::~CrashFrames() {
    m_pool.waitForDone();
    if (m_file >= 0)
        ::close(m_file);
}

void CrashFrames::childDied(base::TimeMs nowMs) {
    if (m_file < 0)
        return;
    for (std::size_t i = 0; i < vision::agree::frameBoxes; ++i) {
        const auto at = static_cast<off_t>(i * vision::agree::frameBoxBytes);
        auto picture = pictureIn(m_file, at);
        const FrameBox empty;
        (void)::pwrite(m_file, &empty, sizeof empty, at);
        if (!picture.empty()) // the files' names tell them apart
            m_pool.start([rules = m_rules, ms = nowMs + static_cast<base::TimeMs>(i), picture = std::move(picture)] {
                write(rules, ms, picture);
            });
    }
}

// Also when keeping was switched off: what was kept before goes.
void CrashFrames::purge(base::TimeMs nowMs) {
    if (!m_rules.folder.empty())
        m_pool.start([rules = m_rules, nowMs] { removeOld(rules, nowMs); });
}

} // namespace panier::devices
