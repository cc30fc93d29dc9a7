#include "eticket/page.h"

#include "eticket/style.h"

#include <fmt/format.h>

namespace panier::eticket {

namespace {

constexpr Words altered{"Altéré", "Altered"};
constexpr Words alteredMeans{
    "Ce qui est enregistré n’est plus ce que la caisse a signé. Ne vous y fiez pas : demandez au magasin.",
    "What is stored is no longer what the register signed. Don’t rely on it: ask the shop."};
constexpr Words untrusted{"Données altérées, montrées telles quelles", "Altered data, shown as stored"};

std::string e(std::string_view text) {
    return escapeHtml(text);
}

// From the doctype to <main>; `title` isn't escaped yet.
std::string head(std::string_view title, Language language) {
    return fmt::format("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                       "<meta name=\"format-detection\" content=\"telephone=no\">"
                       "<title>{}</title><style>{}</style></head><body><main>\n",
                       Words{"fr", "en"}.in(language), e(title), styleSheet());
}

constexpr std::string_view tail = "</main></body></html>\n";

// The shop's name and the two languages.
std::string mast(std::string_view shop, Language language) {
    const bool french = language == Language::French;
    return fmt::format("<header class=\"mast\"><p class=\"shop\">{}</p><nav class=\"tongues\" aria-label=\"{}\">{}{}"
                       "</nav></header>\n",
                       e(shop), Words{"Langue", "Language"}.in(language),
                       french ? R"(<span aria-current="true">Français</span>)"
                              : R"(<a href="?lang=fr" hreflang="fr" lang="fr">Français</a>)",
                       french ? R"(<a href="?lang=en" hreflang="en" lang="en">English</a>)"
                              : R"(<span aria-current="true">English</span>)");
}

std::string check(bool holds, Words name, Words right, Words wrong, Language language) {
    return fmt::format("<li{}>{}<span><span class=\"name\">{}</span> {}</span></li>\n",
                       holds ? "" : " class=\"broken\"", holds ? checkIcon() : crossIcon(), name.in(language),
                       (holds ? right : wrong).in(language));
}

std::string checksSection(const Verification &v, Language language) {
    std::string html = fmt::format("<section class=\"well\"><h2>{}</h2><ul class=\"checks\">\n",
                                   Words{"Ce qui a été vérifié", "What was checked"}.in(language));
    html += check(v.content, {"Contenu :", "Content:"}, {"celui qui a été signé", "the one that was signed"},
                  {"ce n’est plus celui qui a été signé", "no longer the one that was signed"}, language);
    html += check(v.fingerprint, {"Empreinte SHA-256 :", "SHA-256 fingerprint:"}, {"juste", "right"},
                  {"fausse", "wrong"}, language);
    html +=
        check(v.signature, {"Signature ECDSA P-256 :", "ECDSA P-256 signature:"},
              {"celle de la caisse", "the register’s own"}, {"pas celle de la caisse", "not the register’s"}, language);
    html += check(v.chain, {"Chaîne :", "Chain:"},
                  {"à sa place après le ticket précédent", "in its place after the one before"},
                  {"ne suit pas le ticket précédent", "doesn’t follow the one before"}, language);
    html += fmt::format("</ul><p class=\"quiet\">{}</p></section>\n",
                        Words{"Recalculé à chaque ouverture de cette page, avec le certificat de la caisse.",
                              "Computed anew each time this page opens, with the register’s certificate."}
                            .in(language));
    return html;
}

// Writes the page of one receipt, section by section.
class Page {
public:
    Page(const ReceiptDocument &doc, const Verification &verification) : m_doc(doc), m_verification(verification) {}

    std::string write() {
        m_html = head(fmt::format("{} {} {}", say(terms::receipt), say(terms::number), m_doc.number), m_doc.language);
        band();
        if (!m_verification.authentic()) {
            m_html += checksSection(m_verification, m_doc.language);
            m_html += fmt::format("<p class=\"flag\">{}</p><div class=\"untrusted\">\n", say(untrusted));
        }
        goods();
        rates();
        payment();
        if (m_verification.authentic())
            m_html += checksSection(m_verification, m_doc.language);
        identity();
        trader();
        if (!m_verification.authentic())
            m_html += "</div>\n";
        m_html += tail;
        return std::move(m_html);
    }

private:
    [[nodiscard]] std::string_view say(Words words) const { return words.in(m_doc.language); }
    [[nodiscard]] std::string money(checkout::Money amount) const {
        return e(formatAmount(amount, m_doc.currency, m_doc.language));
    }
    void fact(std::string_view name, std::string_view value) {
        m_html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, e(value));
    }

    void band() {
        const bool good = m_verification.authentic();
        // From 10 000 on, the total needs the room that the bag would take.
        const bool withBag = good && m_doc.total.gross.minor < 1'000'000;
        m_html += fmt::format("<div class=\"band {}\">{}", good ? "good" : "bad", withBag ? bagDrawing() : "");
        m_html += mast(m_doc.trader.name, m_doc.language);
        m_html +=
            fmt::format("<h1>{}{}</h1><p class=\"say\">{}</p><p class=\"sum\">{}</p><p class=\"what\">{} {} {}</p>"
                        "<p class=\"what\">{}</p></div>\n",
                        good ? checkIcon() : crossIcon(), say(good ? Words{"Authentique", "Authentic"} : altered),
                        say(good ? Words{"Ce ticket est bien celui que la caisse a signé.",
                                         "This receipt is the one the register signed."}
                                 : alteredMeans),
                        money(m_doc.total.gross), say(terms::receipt), say(terms::number), m_doc.number,
                        formatDateTime(m_doc.at, m_doc.language));
    }

    void goods() {
        if (m_doc.duplicata)
            m_html += fmt::format("<section><h2>DUPLICATA {}</h2></section>\n", *m_doc.duplicata);
        m_html +=
            fmt::format("<section class=\"goods\"><h2 id=\"goods\">{}</h2><table aria-labelledby=\"goods\"><thead>"
                        "<tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"code\">{}</th>"
                        "<th scope=\"col\" class=\"figure\">{}</th></tr></thead><tbody>\n",
                        say({"Articles", "Items"}), say({"Désignation", "Description"}), say(terms::vat),
                        say({"Montant TTC", "Amount"}));
        for (const auto &line : m_doc.lines)
            good(line);
        m_html += fmt::format("</tbody></table><p class=\"total\"><span>{}</span><span>{}</span></p>"
                              "<p class=\"count\">{} {}, {} {}</p></section>\n",
                              say(terms::total), money(m_doc.total.gross), m_doc.lines.size(),
                              say(m_doc.lines.size() == 1 ? Words{"ligne", "line"} : Words{"lignes", "lines"}),
                              m_doc.articleCount,
                              say(m_doc.articleCount == 1 ? Words{"article", "item"} : Words{"articles", "items"}));
    }

    void good(const ReceiptLine &line) {
        m_html += fmt::format("<tr><th scope=\"row\"><span class=\"name\">{}</span>", e(line.label));
        if (!line.size.empty())
            m_html += fmt::format("<span class=\"more\">{} {}</span>", say({"Taille", "Size"}), e(line.size));
        m_html += fmt::format("<span class=\"more\">{} × {}</span>", line.quantity, money(line.unitPrice));
        if (line.unitDiscount.minor != 0) {
            m_html += fmt::format("<span class=\"more less\">{} {} {}", say(terms::discount),
                                  money(checkout::Money{} - line.unitDiscount), say(terms::each));
            if (!line.discountReason.empty())
                m_html += fmt::format(", {}", e(line.discountReason));
            m_html += "</span>";
        }
        m_html += fmt::format("</th><td class=\"code\">{}</td><td class=\"figure\">{}</td></tr>\n", e(line.vatCode),
                              money(line.amount));
    }

    void rates() {
        m_html +=
            fmt::format("<section><h2 id=\"rates\">{0}</h2><table class=\"rates\" aria-labelledby=\"rates\"><thead><tr>"
                        "<th scope=\"col\">{1}</th><th scope=\"col\" class=\"figure\">{2}</th>"
                        "<th scope=\"col\" class=\"figure\">{0}</th><th scope=\"col\" class=\"figure\">{3}</th></tr>"
                        "</thead><tbody>\n",
                        say(terms::vat), say({"Taux", "Rate"}), say({"HT", "Net"}), say({"TTC", "Gross"}));
        for (const auto &rate : m_doc.rates)
            sum(fmt::format("{}  {}", rate.code, formatRate(rate.basisPoints, m_doc.language)), rate.sum);
        m_html += "</tbody><tfoot>";
        sum("Total", m_doc.total);
        m_html += "</tfoot></table></section>\n";
    }

    void sum(std::string_view name, const checkout::TaxSplit &split) {
        m_html += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"figure\">{}</td><td class=\"figure\">{}</td>"
                              "<td class=\"figure\">{}</td></tr>\n",
                              e(name), money(split.net), money(split.tax), money(split.gross));
    }

    void payment() {
        const auto &payment = m_doc.payment;
        m_html += fmt::format("<section><h2>{}</h2><dl>\n", say({"Paiement", "Payment"}));
        fact(say(payment.contactless ? terms::contactless : terms::card),
             formatAmount(payment.amount, m_doc.currency, m_doc.language));
        if (!payment.maskedPan.empty())
            fact(say(terms::cardNumber), payment.maskedPan);
        if (!payment.authorisation.empty())
            fact(say(terms::authorisation), payment.authorisation);
        m_html += "</dl></section>\n";
    }

    void identity() {
        m_html += fmt::format("<section><h2>{}</h2><dl>\n", say({"Ticket", "Receipt"}));
        fact(say({"Type", "Type"}), say(terms::receipt));
        fact(say({"Numéro", "Number"}), std::to_string(m_doc.number));
        fact(say(terms::date), formatDateTime(m_doc.at, m_doc.language));
        fact(say(terms::till), std::to_string(m_doc.registerNumber));
        fact(say(terms::operatorName), m_doc.operatorName);
        fact(say(terms::lineCount), std::to_string(m_doc.lines.size()));
        fact(say({"Logiciel", "Software"}), "Panier " + m_doc.softwareVersion);
        fact(say(terms::signature), m_doc.signatureExtract);
        m_html += "</dl></section>\n";
    }

    void trader() {
        const auto &trader = m_doc.trader;
        m_html += fmt::format("<section><h2>{}</h2><address>", e(trader.name));
        for (const auto &line : trader.address)
            m_html += e(line) + "<br>";
        m_html += "</address><dl>\n";
        fact("SIRET", trader.siret);
        fact(say(terms::activity), trader.naf);
        fact(say(terms::vatNumber), trader.vatNumber);
        m_html +=
            fmt::format("</dl><p class=\"quiet\">{}</p></section>\n",
                        say({"Ce ticket ne porte ni nom ni adresse. Qui a ce lien peut le lire : gardez-le pour vous.",
                             "This receipt carries no name and no address. Whoever has this link can read it: keep "
                             "it to yourself."}));
    }

    const ReceiptDocument &m_doc;
    const Verification &m_verification;
    std::string m_html;
};

struct NoticeText {
    Words title;
    Words text;
};

NoticeText textOf(Notice notice) {
    switch (notice) {
    case Notice::NotAllowed:
        return {{"Lecture seule", "Read only"},
                {"Cette page se lit, rien de plus.", "This page can be read, no more."}};
    case Notice::TooMany:
        return {{"Trop d’essais", "Too many tries"},
                {"Trop d’adresses fausses sont venues d’ici. Réessayez dans une minute.",
                 "Too many wrong addresses came from here. Try again in a minute."}};
    case Notice::Unavailable:
        return {{"Pas maintenant", "Not right now"},
                {"Le journal de la caisse n’est pas lisible en ce moment. Votre ticket n’est pas perdu : réessayez "
                 "bientôt.",
                 "The register’s journal can’t be read at the moment. Your receipt isn’t lost: try again soon."}};
    case Notice::NoCertificate:
        return {
            {"Pas vérifiable", "Can’t be checked"},
            {"Le certificat de la caisse manque : votre ticket ne peut être ni vérifié ni montré. Il n’est pas perdu.",
             "The register’s certificate is missing: your receipt can be neither checked nor shown. It isn’t lost."}};
    case Notice::NotFound:
        break;
    }
    return {{"Pas de ticket ici", "No receipt here"},
            {"Aucun ticket n’est à cette adresse. Visez de nouveau le code, en entier.",
             "There is no receipt at this address. Scan the whole code once more."}};
}

} // namespace

std::string escapeHtml(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        case '\'':
            html += "&#39;";
            break;
        default: {
            const auto byte = static_cast<unsigned char>(c);
            if ((byte < 0x20 && c != '\n') || byte == 0x7F)
                html += "\uFFFD";
            else
                html += c;
        }
        }
    }
    return html;
}

std::string toHtml(const ReceiptDocument &doc, const Verification &verification) {
    return Page(doc, verification).write();
}

std::string toHtml(std::string_view storedContent, const Verification &verification, Language language) {
    constexpr std::size_t maxShownBytes = 64 * 1024;
    auto html = head(altered.in(language), language);
    html += fmt::format("<div class=\"band bad\">{}<h1>{}</h1><p class=\"say\">{}</p></div>\n",
                        mast("Panier", language), altered.in(language), alteredMeans.in(language));
    html += checksSection(verification, language);
    html += fmt::format("<p class=\"flag\">{}</p><div class=\"untrusted\"><section><pre>{}</pre></section></div>\n",
                        untrusted.in(language), e(storedContent.substr(0, maxShownBytes)));
    return html.append(tail);
}

std::string toHtml(Notice notice, Language language) {
    const auto text = textOf(notice);
    auto html = head(text.title.in(language), language);
    html += fmt::format("<div class=\"band warn\">{}<h1>{}</h1><p class=\"say\">{}</p></div>\n",
                        mast("Panier", language), text.title.in(language), text.text.in(language));
    return html.append(tail);
}

} // namespace panier::eticket
