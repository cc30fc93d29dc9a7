#include "tests/bench/vision_report.h"

#include <array>
#include <fmt/format.h>

namespace panier::bench {

namespace {
constexpr double left = 46;
constexpr double top = 12;
constexpr double plotWidth = 700;
constexpr double plotHeight = 220;
// Told apart by those who don't see all colours, too: Okabe and Ito.
constexpr std::array<std::string_view, 6> colours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"};

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text)
        result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return result;
}

double heightOf(const Score &score) {
    return top + plotHeight * (1 - score.percent() / 100);
}

std::string frameOf(const Plot &plot, double step) {
    std::string svg;
    for (int percent = 0; percent <= 100; percent += 25) {
        const double y = top + plotHeight * (1 - percent / 100.0);
        svg += fmt::format("<line x1='{0}' x2='{1}' y1='{2}' y2='{2}' stroke='#ccc'/>"
                           "<text x='{3}' y='{4}' text-anchor='end'>{5} %</text>",
                           left, left + plotWidth, y, left - 4, y + 4, percent);
    }
    for (std::size_t i = 0; i < plot.points.size(); ++i)
        svg +=
            fmt::format("<text x='{}' y='{}' text-anchor='middle'>{}</text>",
                        left + step * (static_cast<double>(i) + 0.5), top + plotHeight + 16, escaped(plot.points[i]));
    return svg + fmt::format("<text x='{}' y='{}' text-anchor='middle'>{}</text>", left + plotWidth / 2,
                             top + plotHeight + 34, escaped(plot.axis));
}

std::string seriesOf(const Plot &plot, const std::vector<Score> &scores, std::size_t index, double step) {
    const auto colour = colours[index % colours.size()];
    const double bar = step * 0.8 / static_cast<double>(plot.engines.size());
    std::string svg;
    std::string line;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double y = heightOf(scores[i]);
        const double x = left + step * static_cast<double>(i);
        if (plot.ordered) {
            line += fmt::format("{},{} ", x + step / 2, y);
            svg += fmt::format("<circle cx='{}' cy='{}' r='3.5' fill='{}'/>", x + step / 2, y, colour);
        } else {
            svg += fmt::format("<rect x='{}' y='{}' width='{}' height='{}' fill='{}'/>",
                               x + step * 0.1 + bar * static_cast<double>(index), y, bar, top + plotHeight - y, colour);
        }
    }
    return svg + fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>", line, colour);
}

std::string sectionOf(const Plot &plot) {
    const double step = plotWidth / static_cast<double>(std::max<std::size_t>(1, plot.points.size()));
    std::string svg = frameOf(plot, step);
    std::string table = "<tr><th></th>";
    for (const auto &point : plot.points)
        table += "<th>" + escaped(point) + "</th>";
    std::size_t index = 0;
    for (const auto &[engine, scores] : plot.engines) {
        svg += seriesOf(plot, scores, index, step);
        table +=
            fmt::format("</tr>\n<tr><th style='color:{}'>{}</th>", colours[index++ % colours.size()], escaped(engine));
        for (const auto &score : scores)
            table += fmt::format("<td>{} of {}{}</td>", score.right, score.all(),
                                 score.wrong > 0 ? fmt::format(", {} wrong", score.wrong) : "");
    }
    return fmt::format("<h2>{0}</h2>\n<svg role='img' aria-label='{0}' viewBox='0 0 {1} {2}' width='{1}'>{3}</svg>\n"
                       "<table>{4}</tr></table>\n",
                       escaped(plot.title), left + plotWidth + 10, top + plotHeight + 42, svg, table);
}
} // namespace

std::string reportOf(const std::vector<Plot> &plots, const std::string &tables) {
    std::string page =
        "<!DOCTYPE html>\n<html lang='en'><meta charset='utf-8'><title>Panier: what the camera reads</title>\n"
        "<style>body{font:14px sans-serif;margin:2em}svg text{font-size:12px}"
        "td,th{padding:2px 8px;text-align:right;border-bottom:1px solid #ddd}</style>\n"
        "<h1>What the camera reads</h1>\n";
    for (const auto &plot : plots)
        page += sectionOf(plot);
    return page + "<pre>" + escaped(tables) + "</pre></html>\n";
}

} // namespace panier::bench
