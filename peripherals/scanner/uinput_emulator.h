// A scanner in keyboard mode that the kernel itself believes in (uinput). For machines that let us make one.
#pragma once

#include "base/bytes.h"
#include "base/expected.h"

#include <filesystem>
#include <string>

namespace panier::peripherals::scanner {

// A keyboard made through /dev/uinput (Linux Documentation/input/uinput.rst), gone with this object.
class UinputKeyboard {
public:
    // The text says why there can't be one: no /dev/uinput here, or no right to it.
    [[nodiscard]] static base::Expected<UinputKeyboard, std::string> make();
    ~UinputKeyboard();
    UinputKeyboard(UinputKeyboard &&other) noexcept;
    UinputKeyboard(const UinputKeyboard &) = delete;
    UinputKeyboard &operator=(const UinputKeyboard &) = delete;
    UinputKeyboard &operator=(UinputKeyboard &&) = delete;

    // "/dev/input/event7"; there once udev has made it.
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    // Whole input_event structures, as typed() makes them. False if the kernel takes them not.
    [[nodiscard]] bool send(base::ByteView events) const;

private:
    explicit UinputKeyboard(int file) : m_file(file) {}

    int m_file;
    std::filesystem::path m_path;
};

} // namespace panier::peripherals::scanner
