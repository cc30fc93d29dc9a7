#include "app/config/section_reader.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace panier::config {

namespace {

constexpr std::size_t maxTextBytes = 500;

bool isPrintable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

bool isHost(std::string_view text) {
    return !text.empty() && text.find_first_of(" /") == std::string_view::npos;
}

// One neighbour; nullopt if a key is missing, unknown or wrong.
std::optional<NeighbourKiosk> kioskFrom(const toml::node &node) {
    const toml::table *table = node.as_table();
    if (table == nullptr || table->size() != 3)
        return std::nullopt;
    const auto text = [table](const char *key) { return (*table)[key].value_exact<std::string>().value_or(""); };
    constexpr std::int64_t maxPort = 65535;
    const std::int64_t port = (*table)["port"].value_exact<std::int64_t>().value_or(0);
    NeighbourKiosk kiosk{text("name"), text("host"), static_cast<int>(std::clamp<std::int64_t>(port, 0, maxPort))};
    if (kiosk.name.empty() || kiosk.name.size() > maxKioskName || !isPrintable(kiosk.name) || !isHost(kiosk.host) ||
        kiosk.host.size() > maxTextBytes || !isPrintable(kiosk.host) || port < 1 || port > maxPort)
        return std::nullopt;
    return kiosk;
}

} // namespace

SectionReader::SectionReader(const toml::table &root, std::string section, const std::filesystem::path &file)
    : m_section(std::move(section)), m_file(file) {
    const toml::node *node = root.get(m_section);
    if (node == nullptr)
        return;
    m_line = node->source().begin.line;
    m_table = node->as_table();
    if (m_table == nullptr)
        refuse(ConfigError::Invalid, m_line, fmt::format("'{0}' must be a section: write [{0}]", m_section));
}

SectionReader &SectionReader::text(const char *key, std::string &place) {
    if (const toml::node *node = find(key)) {
        const auto value = node->value_exact<std::string>();
        if (!value || value->size() > maxTextBytes || !isPrintable(*value))
            invalid(key, *node, fmt::format("a text on one line of at most {} bytes", maxTextBytes));
        else
            place = *value;
    }
    return *this;
}

SectionReader &SectionReader::choice(const char *key, std::string &place,
                                     std::initializer_list<std::string_view> accepted) {
    text(key, place);
    if (std::find(accepted.begin(), accepted.end(), place) == accepted.end())
        invalid(key, fmt::format("one of \"{}\"", fmt::join(accepted, "\", \"")));
    return *this;
}

SectionReader &SectionReader::texts(const char *key, std::vector<std::string> &place) {
    const toml::node *node = find(key);
    if (node == nullptr)
        return *this;
    const toml::array *array = node->as_array();
    bool good = array != nullptr && !array->empty() && array->size() <= 6;
    std::vector<std::string> values;
    for (std::size_t i = 0; good && i < array->size(); ++i) {
        const auto value = array->get(i)->value_exact<std::string>();
        good = value && !value->empty() && value->size() <= maxTextBytes && isPrintable(*value);
        if (good)
            values.push_back(*value);
    }
    if (good)
        place = std::move(values);
    else
        invalid(key, *node, "a list of one to six texts: [\"1 rue X\", \"75001 Paris\"]");
    return *this;
}

SectionReader &SectionReader::number(const char *key, int &place, int least, int most) {
    if (const toml::node *node = find(key)) {
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most)
            invalid(key, *node, fmt::format("a whole number from {} to {}", least, most));
        else
            place = static_cast<int>(*value);
    }
    return *this;
}

SectionReader &SectionReader::flag(const char *key, bool &place) {
    if (const toml::node *node = find(key)) {
        const auto value = node->value_exact<bool>();
        if (!value)
            invalid(key, *node, "true or false");
        else
            place = *value;
    }
    return *this;
}

SectionReader &SectionReader::path(const char *key, std::filesystem::path &place, bool optional) {
    std::string value = place.string();
    text(key, value);
    if (value.empty() && !optional)
        invalid(key, "the name of a file");
    place = value.empty() ? std::filesystem::path() : (m_file.parent_path() / value).lexically_normal();
    return *this;
}

SectionReader &SectionReader::host(const char *key, std::string &place) {
    text(key, place);
    if (!isHost(place))
        invalid(key, "a host name or an address, without port");
    return *this;
}

SectionReader &SectionReader::listen(const char *key, std::string &host, int &port) {
    std::string place;
    text(key, place);
    if (place.empty())
        return *this;
    const auto colon = place.rfind(':');
    std::string_view address = std::string_view(place).substr(0, colon == std::string::npos ? 0 : colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    const bool good = !address.empty() && address.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos;
    const char *end = place.data() + place.size();
    const auto parsed = good ? std::from_chars(place.data() + colon + 1, end, port) : std::from_chars_result{};
    if (!good || parsed.ec != std::errc() || parsed.ptr != end || port < 1 || port > maxPort) {
        invalid(key, "an address of this machine with a port, as \"192.168.1.11:5090\", or empty");
        return *this;
    }
    host = address;
    return *this;
}

SectionReader &SectionReader::kiosks(const char *key, std::vector<NeighbourKiosk> &place) {
    const toml::node *node = find(key);
    if (node == nullptr)
        return *this;
    const toml::array *array = node->as_array();
    bool good = array != nullptr && array->size() <= maxNeighbours;
    std::vector<NeighbourKiosk> values;
    for (std::size_t i = 0; good && i < array->size(); ++i) {
        const auto kiosk = kioskFrom(*array->get(i));
        good = kiosk.has_value();
        if (good)
            values.push_back(*kiosk);
    }
    if (good)
        place = std::move(values);
    else
        invalid(key, *node,
                "a list of at most 32 kiosks: [{name = \"caisse 2\", host = \"192.168.1.12\", port = 5090}]");
    return *this;
}

SectionReader &SectionReader::require(const char *key, bool holds, std::string_view wanted) {
    if (!holds)
        invalid(key, wanted);
    return *this;
}

SectionReader &SectionReader::mustHave(std::initializer_list<const char *> keys) {
    for (const char *key : keys) {
        if (m_table == nullptr || m_table->get(key) == nullptr)
            refuse(ConfigError::Missing, m_line,
                   fmt::format("[{}] lacks '{}', which a receipt must show", m_section, key));
    }
    return *this;
}

std::optional<Failure> SectionReader::failure() {
    if (m_table != nullptr) {
        for (const auto &[key, node] : *m_table) {
            if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end())
                refuse(ConfigError::Unknown, key.source().begin.line,
                       fmt::format("[{}] has no key '{}'; it has: {}", m_section, key.str(), fmt::join(m_known, ", ")));
        }
    }
    return m_failure;
}

const toml::node *SectionReader::find(const char *key) {
    m_known.emplace_back(key);
    return m_table == nullptr ? nullptr : m_table->get(key);
}

void SectionReader::invalid(const char *key, const toml::node &node, std::string_view wanted) {
    refuse(ConfigError::Invalid, node.source().begin.line,
           fmt::format("'{}' in [{}] must be {}", key, m_section, wanted));
}

void SectionReader::invalid(const char *key, std::string_view wanted) {
    const toml::node *node = m_table == nullptr ? nullptr : m_table->get(key);
    refuse(ConfigError::Invalid, node == nullptr ? m_line : node->source().begin.line,
           fmt::format("'{}' in [{}] must be {}", key, m_section, wanted));
}

void SectionReader::refuse(ConfigError code, toml::source_index line, std::string text) {
    if (!m_failure)
        m_failure = Failure{code, fmt::format("{}:{}: {}", m_file.string(), line, std::move(text))};
}

} // namespace panier::config
