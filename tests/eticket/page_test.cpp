#include "eticket/page.h"
#include "eticket/style.h"
#include "tests/eticket/sample_ticket.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <rapidcheck.h>

using namespace panier;
using panier::tests::plain;
using namespace panier::eticket;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr Verification sound{true, true, true, true};
constexpr Verification broken{false, true, true, true};

// What a reader sees, row by row: the text between the tags, without the style sheet.
std::string textOf(const std::string &html) {
    std::string text;
    bool inTag = false;
    for (std::size_t i = html.find("</style>"); i < html.size(); ++i) {
        if (html[i] == '<') {
            inTag = true;
            if (!text.empty() && text.back() != '\n')
                text += '\n';
        } else if (html[i] == '>') {
            inTag = false;
        } else if (!inTag && (html[i] != '\n' || (!text.empty() && text.back() != '\n'))) {
            text += html[i];
        }
    }
    return text;
}

// The page's skeleton: its tags in order, with their attributes.
std::vector<std::string> tagsOf(const std::string &html) {
    std::vector<std::string> tags;
    for (std::size_t start = html.find("</style>"); (start = html.find('<', start)) != std::string::npos;) {
        const auto end = html.find('>', start);
        tags.push_back(html.substr(start, end - start));
        start = end;
    }
    return tags;
}

} // namespace

TEST_CASE("the page in French says the whole receipt") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::French);
    CHECK(plain(textOf(toHtml(doc, sound))) == R"(Ficelle
Français
English
Authentique
Ce ticket est bien celui que la caisse a signé.
162,60 €
Ticket de vente n° 42
21/11/2026 14:05:09
Articles
Désignation
TVA
Montant TTC
Pull jacquard
Taille M
1 × 59,90 €
Remise -15,00 € l’unité, Fin de série
A
59,90 €
Jean droit
Taille 38/32
1 × 79,00 €
A
79,00 €
Chaussettes côtelées
Taille 39-42
2 × 9,90 €
A
19,80 €
Chocolat noir, 100 g
1 × 3,90 €
B
3,90 €
Total TTC
162,60 €
4 lignes, 5 articles
TVA
Taux
HT
TVA
TTC
A  20 %
132,25 €
26,45 €
158,70 €
B  5,5 %
3,70 €
0,20 €
3,90 €
Total
135,95 €
26,65 €
162,60 €
Paiement
Carte bancaire sans contact
162,60 €
N° de carte
************3114
Autorisation
624115
Ce qui a été vérifié
Contenu :
 celui qui a été signé
Empreinte SHA-256 :
 juste
Signature ECDSA P-256 :
 celle de la caisse
Chaîne :
 à sa place après le ticket précédent
Recalculé à chaque ouverture de cette page, avec le certificat de la caisse.
Ticket
Type
Ticket de vente
Numéro
42
Date
21/11/2026 14:05:09
Caisse
3
Opérateur
KIOSK-3
Nombre de lignes
4
Logiciel
Panier 0.1.0
Signature
aB3-
Ficelle
12 rue des Carmes
44000 Nantes
FRANCE
SIRET
123 456 789 00017
NAF
4771Z
N° TVA
FR32123456789
Ce ticket ne porte ni nom ni adresse. Qui a ce lien peut le lire : gardez-le pour vous.
)");
}

TEST_CASE("the page in English says the whole receipt") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::English);
    CHECK(plain(textOf(toHtml(doc, sound))) == R"(Ficelle
Français
English
Authentic
This receipt is the one the register signed.
€162.60
Sales receipt no. 42
21 Nov 2026, 14:05:09
Items
Description
VAT
Amount
Jacquard jumper
Size M
1 × €59.90
Discount -€15.00 each, End of line
A
€59.90
Straight jeans
Size 38/32
1 × €79.00
A
€79.00
Ribbed socks
Size 39-42
2 × €9.90
A
€19.80
Dark chocolate, 100 g
1 × €3.90
B
€3.90
Total incl. VAT
€162.60
4 lines, 5 items
VAT
Rate
Net
VAT
Gross
A  20%
€132.25
€26.45
€158.70
B  5.5%
€3.70
€0.20
€3.90
Total
€135.95
€26.65
€162.60
Payment
Contactless card
€162.60
Card number
************3114
Authorisation
624115
What was checked
Content:
 the one that was signed
SHA-256 fingerprint:
 right
ECDSA P-256 signature:
 the register’s own
Chain:
 in its place after the one before
Computed anew each time this page opens, with the register’s certificate.
Receipt
Type
Sales receipt
Number
42
Date
21 Nov 2026, 14:05:09
Register
3
Operator
KIOSK-3
Number of lines
4
Software
Panier 0.1.0
Signature
aB3-
Ficelle
12 rue des Carmes
44000 Nantes
FRANCE
SIRET
123 456 789 00017
NAF (activity)
4771Z
VAT no.
FR32123456789
This receipt carries no name and no address. Whoever has this link can read it: keep it to yourself.
)");
}

TEST_CASE("each page says its language and can be used without sight") {
    for (const auto language : {Language::French, Language::English}) {
        const auto html = toHtml(makeReceipt(tests::sampleContent(), "aB3-", language), sound);
        CHECK_THAT(html, ContainsSubstring(language == Language::French ? "<html lang=\"fr\">" : "<html lang=\"en\">"));
        CHECK_THAT(html, ContainsSubstring("<h1>") && ContainsSubstring("scope=\"col\"") &&
                             ContainsSubstring("scope=\"row\""));
    }
}

TEST_CASE("the page fetches nothing and runs nothing") {
    for (const auto &html : {toHtml(makeReceipt(tests::sampleContent(), "aB3-", Language::French), sound),
                             toHtml(Notice::NotFound, Language::French)})
        for (const auto *forbidden :
             {"<script", "src=", "@import", "url(", "<link", "style=", "http:", "https:", " on"})
            CHECK(html.find(forbidden, html.find("</style>")) == std::string::npos);
    CHECK(styleSheet().find("url(") == std::string_view::npos);
    CHECK(styleSheet().find("@import") == std::string_view::npos);
}

TEST_CASE("an altered ticket is shown, and marked") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::French);
    const auto html = toHtml(doc, broken);
    CHECK_THAT(html, ContainsSubstring("Altéré</h1>") && ContainsSubstring("Pull jacquard") &&
                         ContainsSubstring("Données altérées") && !ContainsSubstring("Authentique"));
    const auto english = toHtml(makeReceipt(tests::sampleContent(), "aB3-", Language::English), broken);
    CHECK_THAT(english, ContainsSubstring("Altered</h1>") && !ContainsSubstring("Authentic<"));
}

TEST_CASE("every single check that fails makes the page say altered") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::English);
    for (int failing = 0; failing < 15; ++failing) {
        const Verification v{(failing & 1) != 0, (failing & 2) != 0, (failing & 4) != 0, (failing & 8) != 0};
        CHECK_THAT(toHtml(doc, v), ContainsSubstring("Altered</h1>"));
    }
}

TEST_CASE("a ticket that can't be read is shown as it is stored") {
    const auto html = toHtml("{\"number\":<b>42", broken, Language::English);
    CHECK_THAT(html, ContainsSubstring("Altered</h1>") && ContainsSubstring("{&quot;number&quot;:&lt;b&gt;42"));
    CHECK(toHtml(std::string(10'000'000, 'x'), broken, Language::English).size() < 100'000);
}

TEST_CASE("what comes from data is text, whatever it holds") {
    CHECK(escapeHtml("<a href=\"x\">&'\n\x01\x7f") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\n\uFFFD\uFFFD");
    const auto skeleton = tagsOf(toHtml(makeReceipt(tests::sampleContent(), "aB3-", Language::English), sound));
    CHECK(rc::check("the tags are the same", [&skeleton] {
        auto content = tests::sampleContent();
        const auto hostile = [] {
            static const std::vector<std::string> parts{"<script>", "\"",   "'", "&", ">",
                                                        "</td>",    "<!--", "é", "a", "\\"};
            std::string text = *rc::gen::elementOf(parts);
            for (const auto &part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
                text += part;
            return text;
        };
        auto &store = content.issuer.store;
        for (auto *text :
             {&store.name, &store.address.at(0), &store.country, &store.siret, &store.naf, &store.vatNumber,
              &store.currency, &content.issuer.softwareVersion, &content.ticket.payment.authorisation,
              &content.ticket.payment.maskedPan, &content.ticket.lines.at(0).label.en, &content.ticket.lines.at(0).size,
              &content.ticket.lines.at(0).discountReason.en})
            *text = hostile();
        const auto html = toHtml(makeReceipt(content, hostile(), Language::English), sound);
        RC_ASSERT(tagsOf(html) == skeleton);
    }));
}

TEST_CASE("notices speak both languages") {
    for (const auto notice :
         {Notice::NotFound, Notice::NotAllowed, Notice::TooMany, Notice::Unavailable, Notice::NoCertificate}) {
        CHECK(toHtml(notice, Language::French) != toHtml(notice, Language::English));
        CHECK_THAT(toHtml(notice, Language::English), ContainsSubstring("lang=\"en\""));
    }
}
