// libcrashvfs.so, to be LD_PRELOADed: ends the process by SIGKILL at one named commit point, and can forget, as a power
// cut does, all that was not synced. The product has no hook for it: it only sees SQLite's default VFS.
//
//   PANIER_CRASH_POINT    NAME:before or NAME:after. NAME is the kind of a recorded event, and the point the sync of
//   the
//                         first commit that writes one to the log; or Head, the rename of the journal's head.
//   PANIER_CRASH_MARKER   a file that then holds the point's name: the proof that the kill hit.
//   PANIER_CRASH_LOSSY    writes to till.db and its log reach the file at their sync only.
//   PANIER_CRASH_NO_SYNC  a sync does nothing, as with PRAGMA synchronous=OFF: for the negative control.
//
// Where nobody syncs, the point is the end of the commit: the release of the log's write lock.
// Interface: https://www.sqlite.org/vfs.html. Thread: SQLite's of till.db, one.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

std::string environment(const char *name) {
    const char *value = std::getenv(name);
    return value == nullptr ? "" : value;
}

struct Plan {
    std::string point = environment("PANIER_CRASH_POINT");
    std::string marker = environment("PANIER_CRASH_MARKER");
    bool lossy = !environment("PANIER_CRASH_LOSSY").empty();
    bool noSync = !environment("PANIER_CRASH_NO_SYNC").empty();
    std::string name = point.substr(0, point.find(':'));
    bool unwritten = point.ends_with(":unwritten");
    bool before = point.ends_with(":before");
    bool armed = false; // the commit that the point belongs to has been written
};

Plan &plan() {
    static Plan plan;
    return plan;
}

[[noreturn]] void die() {
    const int fd = ::open(plan().marker.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const bool marked = ::write(fd, plan().point.data(), plan().point.size()) > 0;
    ::kill(::getpid(), marked ? SIGKILL : SIGABRT);
    for (;;)
        ::pause();
}

// What the process believes is in the file; the file itself has what was synced.
struct Image {
    std::vector<char> bytes;
    std::size_t dirtyFrom = 0; // none if not below dirtyTo
    std::size_t dirtyTo = 0;
    bool resized = false;

    void touch(std::size_t from, std::size_t to) {
        dirtyFrom = dirtyFrom < dirtyTo ? std::min(dirtyFrom, from) : from;
        dirtyTo = std::max(dirtyTo, to);
    }
};

constexpr std::size_t pieceBytes = 1 << 16; // the unix VFS moves less than 2^17 bytes at a time

struct File {
    sqlite3_file base;
    sqlite3_file *real;
    Image *image; // nullptr unless lossy
    bool log;
};

File &fileOf(sqlite3_file *file) {
    return *reinterpret_cast<File *>(file);
}

int flush(File &file) {
    if (file.image == nullptr)
        return SQLITE_OK;
    Image &image = *file.image;
    int code = SQLITE_OK;
    for (std::size_t at = image.dirtyFrom; at < image.dirtyTo && code == SQLITE_OK; at += pieceBytes)
        code = file.real->pMethods->xWrite(file.real, image.bytes.data() + at,
                                           static_cast<int>(std::min(pieceBytes, image.dirtyTo - at)),
                                           static_cast<sqlite3_int64>(at));
    if (code == SQLITE_OK && image.resized)
        code = file.real->pMethods->xTruncate(file.real, static_cast<sqlite3_int64>(image.bytes.size()));
    image.dirtyFrom = image.dirtyTo = 0;
    image.resized = false;
    return code;
}

int closeFile(sqlite3_file *base) {
    File &file = fileOf(base);
    flush(file);
    delete file.image;
    return file.real->pMethods->xClose(file.real);
}

int readFile(sqlite3_file *base, void *to, int amount, sqlite3_int64 offset) {
    const File &file = fileOf(base);
    if (file.image == nullptr)
        return file.real->pMethods->xRead(file.real, to, amount, offset);
    const auto &bytes = file.image->bytes;
    const auto from = std::min(bytes.size(), static_cast<std::size_t>(offset));
    const auto count = std::min(bytes.size() - from, static_cast<std::size_t>(amount));
    std::memset(to, 0, static_cast<std::size_t>(amount));
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), count, static_cast<char *>(to));
    return count == static_cast<std::size_t>(amount) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *base, const void *from, int amount, sqlite3_int64 offset) {
    File &file = fileOf(base);
    const std::string_view written(static_cast<const char *>(from), static_cast<std::size_t>(amount));
    // A row of the event table: its kind, directly followed by its JSON.
    if (file.log && written.find(plan().name + "{") != std::string_view::npos) {
        if (plan().unwritten)
            die();
        plan().armed = true;
    }
    if (file.image == nullptr)
        return file.real->pMethods->xWrite(file.real, from, amount, offset);
    auto &bytes = file.image->bytes;
    bytes.resize(std::max(bytes.size(), static_cast<std::size_t>(offset) + written.size()));
    std::copy(written.begin(), written.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    file.image->touch(static_cast<std::size_t>(offset), static_cast<std::size_t>(offset) + written.size());
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *base, sqlite3_int64 size) {
    File &file = fileOf(base);
    if (file.image == nullptr)
        return file.real->pMethods->xTruncate(file.real, size);
    file.image->bytes.resize(static_cast<std::size_t>(size));
    file.image->dirtyTo = std::min(file.image->dirtyTo, static_cast<std::size_t>(size));
    file.image->resized = true;
    return SQLITE_OK;
}

int syncFile(sqlite3_file *base, int flags) {
    File &file = fileOf(base);
    const bool here = file.log && plan().armed;
    if (here && plan().before)
        die();
    if (!plan().noSync) {
        const int flushed = flush(file);
        const int synced = flushed == SQLITE_OK ? file.real->pMethods->xSync(file.real, flags) : flushed;
        if (synced != SQLITE_OK)
            return synced;
    }
    if (here)
        die();
    return SQLITE_OK;
}

int fileSize(sqlite3_file *base, sqlite3_int64 *size) {
    const File &file = fileOf(base);
    if (file.image == nullptr)
        return file.real->pMethods->xFileSize(file.real, size);
    *size = static_cast<sqlite3_int64>(file.image->bytes.size());
    return SQLITE_OK;
}

int shmLock(sqlite3_file *base, int offset, int count, int flags) {
    const bool writeLock = offset == 0 && flags == (SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    if (writeLock && plan().armed)
        die();
    return fileOf(base).real->pMethods->xShmLock(fileOf(base).real, offset, count, flags);
}

int lockFile(sqlite3_file *base, int level) {
    return fileOf(base).real->pMethods->xLock(fileOf(base).real, level);
}
int unlockFile(sqlite3_file *base, int level) {
    return fileOf(base).real->pMethods->xUnlock(fileOf(base).real, level);
}
int checkReservedLock(sqlite3_file *base, int *reserved) {
    return fileOf(base).real->pMethods->xCheckReservedLock(fileOf(base).real, reserved);
}
int fileControl(sqlite3_file *base, int operation, void *argument) {
    return fileOf(base).real->pMethods->xFileControl(fileOf(base).real, operation, argument);
}
int sectorSize(sqlite3_file *base) {
    return fileOf(base).real->pMethods->xSectorSize(fileOf(base).real);
}
int deviceCharacteristics(sqlite3_file *base) {
    return fileOf(base).real->pMethods->xDeviceCharacteristics(fileOf(base).real);
}
int shmMap(sqlite3_file *base, int region, int size, int extend, void volatile **memory) {
    return fileOf(base).real->pMethods->xShmMap(fileOf(base).real, region, size, extend, memory);
}
void shmBarrier(sqlite3_file *base) {
    fileOf(base).real->pMethods->xShmBarrier(fileOf(base).real);
}
int shmUnmap(sqlite3_file *base, int remove) {
    return fileOf(base).real->pMethods->xShmUnmap(fileOf(base).real, remove);
}

// Version 2: with shared memory, without mapped files.
constexpr sqlite3_io_methods methods = {
    2,          closeFile,         readFile,    writeFile,  truncateFile,          syncFile, fileSize, lockFile,
    unlockFile, checkReservedLock, fileControl, sectorSize, deviceCharacteristics, shmMap,   shmLock,  shmBarrier,
    shmUnmap,   nullptr,           nullptr};

sqlite3_vfs *realVfs = nullptr;

int readImage(File &file) {
    sqlite3_int64 size = 0;
    int code = file.real->pMethods->xFileSize(file.real, &size);
    file.image = new Image;
    auto &bytes = file.image->bytes;
    bytes.resize(static_cast<std::size_t>(size));
    for (std::size_t at = 0; at < bytes.size() && code == SQLITE_OK; at += pieceBytes)
        code = file.real->pMethods->xRead(file.real, bytes.data() + at,
                                          static_cast<int>(std::min(pieceBytes, bytes.size() - at)),
                                          static_cast<sqlite3_int64>(at));
    return code;
}

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *base, int flags, int *outFlags) {
    const std::string_view path = name == nullptr ? "" : name;
    const bool log = path.ends_with("till.db-wal");
    if (!log && !path.ends_with("till.db"))
        return realVfs->xOpen(realVfs, name, base, flags, outFlags);
    File &file = fileOf(base);
    file = {{nullptr}, reinterpret_cast<sqlite3_file *>(&file + 1), nullptr, log};
    int code = realVfs->xOpen(realVfs, name, file.real, flags, outFlags);
    if (code == SQLITE_OK && plan().lossy)
        code = readImage(file);
    if (file.real->pMethods != nullptr)
        file.base.pMethods = &methods;
    return code;
}

[[gnu::constructor]] void install() {
    static sqlite3_vfs vfs;
    realVfs = sqlite3_vfs_find("unix");
    vfs = *realVfs;
    vfs.zName = "crash";
    vfs.pNext = nullptr;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + realVfs->szOsFile;
    vfs.xOpen = openFile;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
        std::abort();
}

} // namespace

// The journal's head is published by one rename.
extern "C" int rename(const char *from, const char *to) noexcept {
    static const auto real = reinterpret_cast<int (*)(const char *, const char *)>(::dlsym(RTLD_NEXT, "rename"));
    const bool here = plan().name == "Head" && std::string_view(to).ends_with("till.head");
    if (here && plan().before)
        die();
    const int code = real(from, to);
    if (here)
        die();
    return code;
}
