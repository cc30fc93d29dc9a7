#include "peripherals/scanner/uinput_emulator.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace panier::peripherals::scanner {

namespace {

// The input device's file, found by its name in sysfs: "/sys/devices/virtual/input/input12/event7".
std::filesystem::path eventFile(int file) {
    std::array<char, 64> name{};
    if (::ioctl(file, UI_GET_SYSNAME(name.size()), name.data()) < 0)
        return {};
    std::error_code error;
    const auto folder = std::filesystem::path("/sys/devices/virtual/input") / name.data();
    for (const auto &entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().filename().string().starts_with("event"))
            return std::filesystem::path("/dev/input") / entry.path().filename();
    return {};
}

} // namespace

base::Expected<UinputKeyboard, std::string> UinputKeyboard::make() {
    const int file = ::open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return tl::make_unexpected(std::string("/dev/uinput: ") + std::strerror(errno));
    UinputKeyboard keyboard(file);
    bool made = ::ioctl(file, UI_SET_EVBIT, EV_KEY) == 0;
    for (int code = 1; code < KEY_MICMUTE && made; ++code)
        made = ::ioctl(file, UI_SET_KEYBIT, code) == 0;
    uinput_setup setup{};
    setup.id.bustype = BUS_VIRTUAL;
    std::strncpy(setup.name, "Panier's emulated scanner", sizeof(setup.name) - 1);
    made = made && ::ioctl(file, UI_DEV_SETUP, &setup) == 0 && ::ioctl(file, UI_DEV_CREATE) == 0;
    if (!made)
        return tl::make_unexpected(std::string("uinput: ") + std::strerror(errno));
    keyboard.m_path = eventFile(file);
    return keyboard;
}

UinputKeyboard::UinputKeyboard(UinputKeyboard &&other) noexcept
    : m_file(std::exchange(other.m_file, -1)), m_path(std::move(other.m_path)) {}

UinputKeyboard::~UinputKeyboard() {
    if (m_file >= 0)
        ::close(m_file); // which destroys the device
}

bool UinputKeyboard::send(base::ByteView events) const {
    return ::write(m_file, events.data(), events.size()) == static_cast<ssize_t>(events.size());
}

} // namespace panier::peripherals::scanner
