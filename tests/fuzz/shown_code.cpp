// Any code of any symbology: it is an article with a right check digit, or refused; GS1 data that is taken is taken
// again; a code of the house's own is never believed.
#include "codes/shown_code.h"
#include "base/bytes.h"
#include "codes/gs1/digital_link.h"

#include <array>
#include <cstdlib>

using namespace panier;
using namespace panier::codes;

namespace {

constexpr CodeMoment moment{{2026, 11, 22}, 1'795'348'800'000};

void require(bool condition) {
    if (!condition)
        std::abort();
}

// Without the secret nobody makes a seal, so no input may become one of ours.
CodeRules rules() {
    CodeRules rules;
    rules.templates = {*MeasureTemplate::parse("21IIIIIVPPPPC"), *MeasureTemplate::parse("20AAAAAAAAAAC")};
    rules.shop = "12345678900012";
    rules.ticketLinks = "https://t.example/t/";
    return rules;
}

void checkElements(const ElementString &elements) {
    std::string text;
    bool separate = false;
    for (const auto &element : elements.elements()) {
        text += (separate ? "\x1D" : "") + element.ai + element.value;
        separate = predefinedLength(element.ai) == 0;
    }
    const auto again = ElementString::parse(text, moment.today);
    require(again && *again == elements);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static const auto shop = rules();
    static constexpr std::array<std::string_view, 13> aims = {"",    "]E0", "]E3", "]E4", "]I1", "]C1", "]e0",
                                                              "]d1", "]d2", "]Q1", "]Q3", "]z0", "]L2"};
    if (size == 0)
        return 0;
    const auto aim = aims[data[0] % aims.size()];
    const auto text = base::textOf({data + 1, size - 1});
    if (const auto code = readCode(aim, text, shop, moment)) {
        require(!std::holds_alternative<HouseCode>(*code));
        if (const auto gtin = articleToSell(*code, moment))
            require(Gtin::parse(gtin->digits()) == *gtin);
    }
    if (const auto elements = ElementString::parse(text, moment.today))
        checkElements(*elements);
    if (const auto link = parseDigitalLink(text, moment.today))
        checkElements(*link);
    return 0;
}
