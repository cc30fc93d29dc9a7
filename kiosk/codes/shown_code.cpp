#include "codes/shown_code.h"

#include "codes/epc_uri.h"
#include "codes/gs1/characters.h"
#include "codes/gs1/digital_link.h"

#include <algorithm>

namespace panier::codes {

namespace {

using Read = base::Expected<ShownCode, Refusal>;

Read refuse(Refusal reason) {
    return tl::make_unexpected(reason);
}

// GS1 prefixes of coupons: 05 (UPC), 981 to 984 and 99; and 980, of refund receipts. General Specifications, figure
// 1.4.2-1.
bool isCoupon(const Gtin &gtin) {
    const auto prefix = std::string_view(gtin.digits()).substr(0, 4);
    return prefix.substr(0, 3) == "005" || prefix.substr(0, 3) == "099" || (prefix >= "0980" && prefix <= "0984");
}

Read article(const Gtin &gtin, std::string_view addOn, const CodeRules &rules) {
    if (isCoupon(gtin))
        return refuse(Refusal::Coupon);
    if (!isRestricted(gtin))
        return ArticleCode{gtin, std::string(addOn), {}, {}};
    const auto digits = std::string_view(gtin.digits()).substr(1);
    const auto fitting = std::find_if(rules.templates.begin(), rules.templates.end(),
                                      [digits](const MeasureTemplate &entry) { return entry.fits(digits); });
    if (fitting == rules.templates.end())
        return refuse(Refusal::UnknownTemplate);
    if (fitting->isOrdinary())
        return ArticleCode{gtin, {}, {}, {}};
    const auto measure = fitting->read(digits);
    return measure ? Read(*measure) : refuse(Refusal::Misread);
}

// The add-on of two or five digits, beside 13 of a book or a periodical, with or without a space between.
std::string_view takeAddOn(std::string_view &digits) {
    const auto space = digits.find(' ');
    const auto main = space != std::string_view::npos ? space : std::min<std::size_t>(digits.size(), 13);
    auto addOn = digits.substr(main);
    if (!addOn.empty() && addOn.front() == ' ')
        addOn.remove_prefix(1);
    if ((addOn.size() != 2 && addOn.size() != 5) || !isDigits(addOn))
        return {};
    digits = digits.substr(0, main);
    return addOn;
}

// Whether 8 digits are a UPC-E, which stands for a UPC-A's 12: more than half of those that begin with 0 are a valid
// EAN-8 as well.
enum class UpcE { Never, IfNoEan8, First };

// EAN and UPC.
Read retailNumber(std::string_view digits, UpcE upcE, const CodeRules &rules) {
    const auto addOn = takeAddOn(digits);
    if (digits.empty() || !isDigits(digits))
        return refuse(Refusal::NotAnArticle);
    const auto gtin = Gtin::parse(digits);
    const auto upcA = upcE == UpcE::First || (upcE == UpcE::IfNoEan8 && !gtin) ? expandUpcE(digits) : std::nullopt;
    const auto expanded = upcA ? Gtin::parse(*upcA) : std::nullopt;
    if (gtin || expanded)
        return article(expanded ? *expanded : *gtin, addOn, rules);
    return refuse(digits.size() == 8 || (digits.size() >= 12 && digits.size() <= 14) ? Refusal::Misread
                                                                                     : Refusal::NotAnArticle);
}

std::optional<Date> useByOf(const ElementString &elements, const Date &today) {
    auto useBy = elements.find("17");
    const bool toTheMinute = !useBy && (useBy = elements.find("7003"));
    return useBy ? dateOf(useBy->substr(0, 6), today, !toTheMinute) : std::nullopt;
}

// Of the elements AI 01 counts: 02 is what a case holds, 00 a pallet.
Read elementsMean(ElementString elements, const CodeRules &rules, const Date &today) {
    if (elements.has("255") || elements.has("811"))
        return refuse(Refusal::Coupon);
    const auto number = elements.find("01");
    const auto gtin = number ? Gtin::parse(*number) : std::nullopt;
    if (!gtin)
        return refuse(Refusal::NotAnArticle);
    auto read = article(*gtin, {}, rules);
    if (auto *code = read ? std::get_if<ArticleCode>(&*read) : nullptr) {
        code->useBy = useByOf(elements, today);
        code->elements = std::move(elements);
    }
    return read;
}

Read elementString(std::string_view text, const CodeRules &rules, const Date &today) {
    auto elements = ElementString::parse(text, today);
    return elements ? elementsMean(std::move(*elements), rules, today) : refuse(Refusal::Misread);
}

Read houseCode(std::string_view text, const CodeRules &rules, base::TimeMs now) {
    const auto code = readHouseCode(text, rules.shop, rules.sealer, now);
    if (code)
        return *code;
    switch (code.error()) {
    case HouseCodeError::OtherShop:
        return refuse(Refusal::OtherShop);
    case HouseCodeError::Expired:
    case HouseCodeError::NotYet:
        return refuse(Refusal::OutOfDate);
    case HouseCodeError::NotOurs:
    case HouseCodeError::Malformed:
    case HouseCodeError::Forged:
        break;
    }
    return refuse(Refusal::Forged);
}

// Whatever fits into an ordinary 2D code or an NFC record.
Read plainText(std::string_view text, const CodeRules &rules, const CodeMoment &moment) {
    if (!std::all_of(text.begin(), text.end(), [](char c) { return isGraphic(c) || c == ' '; }))
        return refuse(Refusal::Unprintable);
    if (isHouseCode(text))
        return houseCode(text, rules, moment.now);
    if (!rules.ticketLinks.empty() && text.substr(0, rules.ticketLinks.size()) == rules.ticketLinks)
        return TicketLink{};
    if (const auto epc = parseEpcUri(text))
        return article(epc->gtin, {}, rules);
    auto elements = parseDigitalLink(text, moment.today);
    if (elements)
        return elementsMean(std::move(*elements), rules, moment.today);
    switch (elements.error().code) {
    case LinkError::NoArticle:
        return refuse(Refusal::Link);
    case LinkError::Malformed:
        return refuse(Refusal::Misread);
    case LinkError::NotALink:
        break;
    }
    const bool address = text.find("://") != std::string_view::npos || text.substr(0, 4) == "www.";
    return refuse(address ? Refusal::Link : Refusal::NotAnArticle);
}

// A scanner that doesn't say what it read, or an NFC record.
Read withoutAim(std::string_view text, const CodeRules &rules, const CodeMoment &moment) {
    auto number = text;
    const auto addOn = takeAddOn(number);
    if (isDigits(number) && number.size() <= 14 && (addOn.empty() || Gtin::parse(number)))
        return retailNumber(text, UpcE::IfNoEan8, rules);
    const bool elements = text.find('\x1D') != std::string_view::npos || text.substr(0, 2) == "01";
    return elements ? elementString(text, rules, moment.today) : plainText(text, rules, moment);
}

} // namespace

Read readCode(std::string_view aim, std::string_view text, const CodeRules &rules, const CodeMoment &moment) {
    if (text.size() > maxShownBytes)
        return refuse(Refusal::TooLong);
    if (text.empty())
        return refuse(Refusal::NotAnArticle);
    if (aim.empty())
        return withoutAim(text, rules, moment);
    if (aim.size() != 3 || aim.front() != ']')
        return refuse(Refusal::NotAnArticle);
    const char modifier = aim[2];
    switch (aim[1]) {
    case 'E': // EAN and UPC; ]E1 and ]E2 are an add-on alone, ]E4 is EAN-8
        return modifier == '1' || modifier == '2'
                   ? refuse(Refusal::NotAnArticle)
                   : retailNumber(text, modifier == '4' ? UpcE::Never : UpcE::First, rules);
    case 'I': // ITF-14; fewer digits are a guess of the reader's
        return text.size() == 14 ? retailNumber(text, UpcE::Never, rules) : refuse(Refusal::NotAnArticle);
    case 'C': // Code 128; GS1-128 is ]C1
        return modifier == '1' ? elementString(text, rules, moment.today) : refuse(Refusal::NotAnArticle);
    case 'e': // GS1 DataBar
        return modifier == '0' ? elementString(text, rules, moment.today) : refuse(Refusal::NotAnArticle);
    case 'd': // DataMatrix; GS1 DataMatrix is ]d2
        return modifier == '2' ? elementString(text, rules, moment.today) : plainText(text, rules, moment);
    case 'Q': // QR Code; GS1 QR Code is ]Q3
        return modifier == '3' ? elementString(text, rules, moment.today) : plainText(text, rules, moment);
    case 'J': // GS1 DotCode is ]J1
        return modifier == '1' ? elementString(text, rules, moment.today) : plainText(text, rules, moment);
    case 'z': // Aztec Code; with FNC1 before its data ]z1 (ISO/IEC 24778)
        return modifier == '1' ? elementString(text, rules, moment.today) : plainText(text, rules, moment);
    case 'L': // PDF417
        return plainText(text, rules, moment);
    default:
        return refuse(Refusal::NotAnArticle);
    }
}

base::Expected<Gtin, Refusal> articleToSell(const ShownCode &code, const CodeMoment &moment) {
    if (std::holds_alternative<VariableMeasure>(code))
        return tl::make_unexpected(Refusal::SoldByMeasure);
    if (std::holds_alternative<TicketLink>(code))
        return tl::make_unexpected(Refusal::OwnTicket);
    if (const auto *house = std::get_if<HouseCode>(&code)) {
        switch (house->kind) {
        case HouseCodeKind::LoyaltyCard:
            return tl::make_unexpected(Refusal::LoyaltyCard);
        case HouseCodeKind::Voucher:
            return tl::make_unexpected(Refusal::Voucher);
        case HouseCodeKind::SuspendedBasket:
            return tl::make_unexpected(Refusal::SuspendedBasket);
        case HouseCodeKind::Eticket:
            return tl::make_unexpected(Refusal::OwnTicket);
        case HouseCodeKind::Recall:
            return tl::make_unexpected(Refusal::Recall);
        }
    }
    const auto &article = std::get<ArticleCode>(code);
    if (article.useBy && *article.useBy < moment.today)
        return tl::make_unexpected(Refusal::PastUseBy);
    // The indicator 9 is a trade item of variable measure (General Specifications 2.1.10), an amount payable says so.
    if (article.gtin.digits().front() == '9' || article.elements.has("392") || article.elements.has("393"))
        return tl::make_unexpected(Refusal::SoldByMeasure);
    return article.gtin;
}

} // namespace panier::codes
