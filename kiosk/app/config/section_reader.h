// One section of the configuration. Not for others: include app/config/config.h.
#pragma once

#include "app/config/config.h"

#include <initializer_list>
#include <optional>
#include <toml++/toml.h>

namespace panier::config {

inline constexpr std::size_t maxKioskName = 64; // bytes; as the datagrams between kiosks have it
inline constexpr std::size_t maxNeighbours = 32;

// Reads the keys of one section into their places, and remembers the first thing that is wrong.
class SectionReader {
public:
    SectionReader(const toml::table &root, std::string section, const std::filesystem::path &file);

    SectionReader &text(const char *key, std::string &place);
    SectionReader &choice(const char *key, std::string &place, std::initializer_list<std::string_view> accepted);
    // One to six texts.
    SectionReader &texts(const char *key, std::vector<std::string> &place);
    SectionReader &number(const char *key, int &place, int least, int most);
    SectionReader &flag(const char *key, bool &place);
    // Relative to the configuration file; an empty text stays an empty path where `optional` says so.
    SectionReader &path(const char *key, std::filesystem::path &place, bool optional = false);
    SectionReader &port(const char *key, int &place) { return number(key, place, 1, maxPort); }
    SectionReader &host(const char *key, std::string &place);
    // An address of this machine with a port, "192.168.1.11:5090" or "[::1]:5090"; an empty text leaves both empty.
    SectionReader &listen(const char *key, std::string &host, int &port);
    // [{name = "caisse 2", host = "192.168.1.12", port = 5090}, ...], at most maxNeighbours.
    SectionReader &kiosks(const char *key, std::vector<NeighbourKiosk> &place);

    // A further rule about a key that was read already.
    SectionReader &require(const char *key, bool holds, std::string_view wanted);
    SectionReader &mustHave(std::initializer_list<const char *> keys);

    // What is wrong with the section, keys that nobody asked for included.
    [[nodiscard]] std::optional<Failure> failure();

private:
    static constexpr int maxPort = 65535;

    [[nodiscard]] const toml::node *find(const char *key);
    void invalid(const char *key, const toml::node &node, std::string_view wanted);
    void invalid(const char *key, std::string_view wanted);
    void refuse(ConfigError code, toml::source_index line, std::string text);

    std::string m_section;
    const std::filesystem::path &m_file;
    const toml::table *m_table = nullptr;
    toml::source_index m_line = 1;
    std::vector<std::string> m_known;
    std::optional<Failure> m_failure;
};

} // namespace panier::config
