#include "peripherals/printer/layout.h"

#include <algorithm>

namespace panier::peripherals::printer {

namespace {

void wrapParagraph(std::string_view text, std::size_t columns, std::vector<std::string> &lines) {
    while (text.size() > columns) {
        // A space right after the last column breaks there too.
        const auto space = text.substr(0, columns + 1).rfind(' ');
        const bool atSpace = space != std::string_view::npos && space > 0;
        const auto end = atSpace ? space : columns;
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(atSpace ? end + 1 : end);
    }
    lines.emplace_back(text);
}

} // namespace

std::vector<std::string> wrap(std::string_view text, int columns) {
    const auto width = static_cast<std::size_t>(std::max(columns, 1));
    std::vector<std::string> lines;
    for (;;) {
        const auto end = text.find('\n');
        wrapParagraph(text.substr(0, end), width, lines);
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> pair(std::string_view left, std::string_view right, int columns) {
    const auto width = static_cast<std::size_t>(std::max(columns, 1));
    if (right.size() > width / 2) {
        std::vector<std::string> lines = wrap(left, columns);
        for (const std::string &line : wrap(right, columns))
            lines.push_back(std::string(width - line.size(), ' ') + line);
        return lines;
    }
    std::vector<std::string> lines = wrap(left, static_cast<int>(width - right.size()) - 1);
    std::string &last = lines.back();
    last.append(width - right.size() - last.size(), ' ').append(right);
    return lines;
}

} // namespace panier::peripherals::printer
