#include "eticket/paper.h"

#include <algorithm>
#include <fmt/format.h>

namespace panier::eticket {

namespace {

using Kind = PaperBlock::Kind;

constexpr std::size_t detailIndent = 2;

// Writes the blocks of one receipt.
class Layout {
public:
    explicit Layout(const ReceiptDocument &doc) : m_doc(doc) {}

    std::vector<PaperBlock> write() {
        trader();
        identity();
        lines();
        totals();
        payment();
        ending();
        return std::move(m_blocks);
    }

private:
    void add(Kind kind, std::string left = {}, std::string right = {}) {
        m_blocks.push_back({kind, std::move(left), std::move(right)});
    }
    [[nodiscard]] std::string say(Words words) const { return std::string(words.in(m_doc.language)); }
    [[nodiscard]] std::string money(checkout::Money amount) const {
        return formatAmount(amount, m_doc.currency, m_doc.language);
    }

    void trader() {
        const auto &trader = m_doc.trader;
        add(Kind::Title, trader.name);
        for (const auto &line : trader.address)
            add(Kind::Centred, line);
        add(Kind::Centred, "SIRET " + trader.siret);
        add(Kind::Centred, say(terms::activity) + ' ' + trader.naf);
        add(Kind::Centred, say(terms::vatNumber) + ' ' + trader.vatNumber);
    }

    void identity() {
        add(Kind::Rule);
        if (m_doc.duplicata)
            add(Kind::Title, fmt::format("DUPLICATA {}", *m_doc.duplicata));
        add(Kind::Pair, say(terms::receipt), fmt::format("{} {}", say(terms::number), m_doc.number));
        add(Kind::Pair, say(terms::date), formatDateTime(m_doc.at, m_doc.language));
        add(Kind::Pair, fmt::format("{} {}", say(terms::till), m_doc.registerNumber),
            say(terms::operatorName) + ' ' + m_doc.operatorName);
    }

    void lines() {
        add(Kind::Rule);
        for (const auto &line : m_doc.lines) {
            add(Kind::Pair, line.size.empty() ? line.label : line.label + ' ' + line.size,
                money(line.amount) + ' ' + line.vatCode);
            add(Kind::Detail, fmt::format("{} x {}", line.quantity, money(line.unitPrice)));
            if (line.unitDiscount.minor != 0)
                add(Kind::Detail,
                    fmt::format("{} {} {}{}{}", say(terms::discount), money(checkout::Money{} - line.unitDiscount),
                                say(terms::each), line.discountReason.empty() ? "" : ", ", line.discountReason));
        }
        add(Kind::Rule);
        add(Kind::Pair, say(terms::lineCount), std::to_string(m_doc.lines.size()));
        add(Kind::Pair, say(terms::articleCount), std::to_string(m_doc.articleCount));
    }

    void totals() {
        add(Kind::BoldPair, say(terms::total), money(m_doc.total.gross));
        const auto vat = say(terms::vat);
        for (const auto &rate : m_doc.rates) {
            add(Kind::Pair, fmt::format("{} {} {}", rate.code, vat, formatRate(rate.basisPoints, m_doc.language)),
                money(rate.sum.tax));
            add(Kind::Detail, fmt::format("{} {}, {} {}", say(terms::net), money(rate.sum.net), say(terms::gross),
                                          money(rate.sum.gross)));
        }
        add(Kind::Pair, fmt::format("Total {}", say(terms::net)), money(m_doc.total.net));
        add(Kind::Pair, fmt::format("Total {}", vat), money(m_doc.total.tax));
    }

    void payment() {
        add(Kind::Rule);
        const auto &payment = m_doc.payment;
        add(Kind::Pair, say(payment.contactless ? terms::contactless : terms::card), money(payment.amount));
        if (!payment.maskedPan.empty())
            add(Kind::Pair, say(terms::cardNumber), payment.maskedPan);
        if (!payment.authorisation.empty())
            add(Kind::Pair, say(terms::authorisation), payment.authorisation);
    }

    void ending() {
        add(Kind::Rule);
        add(Kind::Centred, "Panier " + m_doc.softwareVersion);
        add(Kind::Centred, say(terms::signature) + ' ' + m_doc.signatureExtract);
    }

    const ReceiptDocument &m_doc;
    std::vector<PaperBlock> m_blocks;
};

bool startsCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCharacter));
}

// Bytes of the first `characters` characters.
std::size_t bytesOf(std::string_view text, std::size_t characters) {
    std::size_t i = 0;
    for (; i < text.size(); ++i)
        if (startsCharacter(text[i]) && characters-- == 0)
            break;
    return i;
}

// Breaks at spaces; a word that is longer than a row is cut.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    std::vector<std::string> rows;
    while (width(text) > columns) {
        const std::size_t end = bytesOf(text, columns);
        std::size_t cut = text.rfind(' ', end);
        const bool atSpace = cut != std::string_view::npos && cut > 0;
        if (!atSpace)
            cut = end;
        rows.emplace_back(text.substr(0, cut));
        text.remove_prefix(cut + (atSpace ? 1 : 0));
    }
    rows.emplace_back(text);
    return rows;
}

std::vector<std::string> rowsOfPair(const PaperBlock &block, std::size_t columns) {
    const std::size_t gap = 1;
    const auto right = wrapped(block.right, columns).front();
    // A figure leaves the words the rest of the row; where that is too little, it gets a row of its own.
    const std::size_t room = width(right) + gap + columns / 3 < columns ? columns - width(right) - gap : columns;
    auto rows = wrapped(block.left, room);
    if (width(rows.back()) + gap + width(right) > columns)
        rows.emplace_back();
    rows.back() += std::string(columns - width(rows.back()) - width(right), ' ') + right;
    return rows;
}

std::vector<std::string> rowsOf(const PaperBlock &block, std::size_t columns) {
    switch (block.kind) {
    case Kind::Rule:
        return {std::string(columns, '-')};
    case Kind::Pair:
    case Kind::BoldPair:
        return rowsOfPair(block, columns);
    case Kind::Title:
    case Kind::Centred: {
        auto rows = wrapped(block.left, columns);
        for (auto &row : rows)
            row.insert(0, (columns - width(row)) / 2, ' ');
        return rows;
    }
    case Kind::Detail: {
        auto rows = wrapped(block.left, columns - detailIndent);
        for (auto &row : rows)
            row.insert(0, detailIndent, ' ');
        return rows;
    }
    case Kind::Text:
        break;
    }
    return wrapped(block.left, columns);
}

} // namespace

std::vector<PaperBlock> paperBlocks(const ReceiptDocument &doc) {
    return Layout(doc).write();
}

std::string toText(const ReceiptDocument &doc, std::size_t columns) {
    columns = std::clamp<std::size_t>(columns, 24, 96);
    std::string text;
    for (const auto &block : paperBlocks(doc))
        for (const auto &row : rowsOf(block, columns))
            text += row + '\n';
    return text;
}

} // namespace panier::eticket
