#include "tests/ui/samples.h"

#include <array>
#include <fmt/format.h>

namespace panier::tests {

using namespace panier::visit;
using checkout::Article;
using checkout::Money;

namespace {

struct Known {
    const char *picture, *fr, *en, *detailFr, *detailEn, *size;
    std::int64_t price, regular;
    int vat, age;
};

constexpr std::array known{
    Known{"jean", "Jean droit", "Straight jeans", "Denim brut", "Raw denim", "38/32", 4796, 5995, 2000, 0},
    Known{"pull", "Pull jacquard", "Jacquard jumper", "Vermillon, laine", "Vermilion, wool", "M", 4995, 0, 2000, 0},
    Known{"tee", "T-shirt marinière", "Breton T-shirt", "Blanc et marine", "White and navy", "M", 2495, 0, 2000, 0},
    Known{"socks", "Chaussettes", "Socks", "Lot de 3 paires", "Three pairs", "39–42", 995, 0, 2000, 0},
    Known{"besace", "Besace en toile", "Canvas satchel", "Sangles en cuir", "Leather straps", "", 3495, 0, 2000, 0},
    Known{"knife", "Couteau pliant", "Folding knife", "Manche en hêtre", "Beech handle", "", 2490, 0, 2000, 18},
    Known{"bag", "Sac kraft", "Paper bag", "Anses torsadées", "Twisted handles", "", 20, 0, 2000, 0},
    Known{"scarf", "Écharpe", "Scarf", "Laine, vert pin", "Wool, pine green", "", 2995, 0, 2000, 0},
    Known{"bonnet", "Bonnet à pompon", "Bobble hat", "Côtes larges", "Wide rib", "", 1995, 2495, 2000, 0},
    Known{"book", "L’Île du soir", "Evening Island", "Roman relié", "Novel, hardback", "", 1850, 0, 550, 0},
    Known{"honey", "Miel de châtaignier", "Chestnut honey", "Pot de 250 g", "250 g jar", "", 740, 0, 550, 0},
    Known{"chocolate", "Chocolat noir 72 %", "Dark chocolate 72 %", "Tablette de 100 g", "100 g bar", "", 390, 0, 550,
          0},
    Known{"wine", "Vin rouge", "Red wine", "Bouteille de 75 cl", "75 cl bottle", "", 1150, 0, 2000, 18},
    Known{"mug", "Tasse en grès", "Stoneware mug", "Émail bleu", "Blue glaze", "", 1400, 0, 2000, 0},
    Known{"notebook", "Carnet cousu", "Stitched notebook", "96 pages", "96 pages", "A5", 1200, 0, 2000, 0},
};

codes::Epc epcOf(int number) {
    return *codes::Epc::fromHex(fmt::format("3034257BF7194E40{:08X}", number));
}

void onTray(State &state, const std::string &picture, int number) {
    const auto article = sampleArticle(picture);
    state.articles[article.gtin] = article;
    (void)state.basket.putTag(article, epcOf(number));
    TagState tag;
    tag.knowledge = Knowledge::Known;
    tag.article = article.gtin;
    state.tags[epcOf(number)] = tag;
}

void unsureOnTray(State &state, const std::string &picture, int number) {
    onTray(state, picture, number);
    state.basket.takeTag(epcOf(number));
    (void)state.basket.putUnsureTag(sampleArticle(picture), epcOf(number));
    state.tags[epcOf(number)].tagClass = TagClass::Unsure;
    state.tags[epcOf(number)].reason = UnsureReason::WeakSignal;
}

// A tag that isn't in the basket: what is known of it, and the alert that says so.
void strangeOnTray(State &state, AlertKind kind, Knowledge knowledge, int number) {
    TagState tag;
    tag.knowledge = knowledge;
    Alert alert;
    alert.id = static_cast<std::uint64_t>(number);
    alert.kind = kind;
    alert.at = sampleNow - 20'000;
    alert.epc = epcOf(number);
    if (kind == AlertKind::ClaimedTag) {
        const auto article = sampleArticle("scarf");
        state.articles[article.gtin] = article;
        tag.article = article.gtin;
        tag.claimedBy = alert.kiosk = "caisse 2";
    }
    state.tags[epcOf(number)] = tag;
    state.alerts.push_back(alert);
}

// Perhaps on the tray, and nobody knows it.
void unnamedOnTray(State &state, int number) {
    TagState tag;
    tag.knowledge = Knowledge::Unknown;
    tag.tagClass = TagClass::Unsure;
    tag.reason = UnsureReason::OneAntenna;
    state.tags[epcOf(number)] = tag;
}

void shown(State &state, const std::string &picture, int times = 1) {
    const auto article = sampleArticle(picture);
    state.articles[article.gtin] = article;
    for (int i = 0; i < times; ++i)
        (void)state.basket.show(article);
}

State visiting() {
    State state;
    state.phase = Phase::Scanning;
    state.visitId = "V1";
    for (const auto device : {Device::Reader, Device::Camera, Device::Terminal, Device::Printer})
        state.devices[device] = {Health::Ready, DeviceReason::None};
    return state;
}

State sureBasket() {
    auto state = visiting();
    onTray(state, "jean", 1);
    onTray(state, "pull", 2);
    onTray(state, "tee", 3);
    onTray(state, "socks", 4);
    onTray(state, "besace", 5);
    return state;
}

Alert alertOf(std::uint64_t id, AlertKind kind, base::TimeMs secondsAgo) {
    Alert alert;
    alert.id = id;
    alert.kind = kind;
    alert.at = sampleNow - secondsAgo * 1000;
    return alert;
}

State paying(PaymentStep step) {
    auto state = sureBasket();
    state.phase = Phase::Paying;
    state.payment = Payment{"000000000001", state.basket.total(), step, sampleNow};
    state.deadline = sampleNow + 160'000;
    return state;
}

State paid() {
    auto state = sureBasket();
    state.phase = Phase::Receipt;
    ReceiptState receipt;
    receipt.total = state.basket.total();
    receipt.count = 5;
    receipt.eticketChecked = true;
    receipt.eticketUrl = "http://192.168.1.20:8080/t/kq8m3v7x2c5n9b4f6h1j0z";
    state.receipt = receipt;
    state.deadline = sampleNow + 34'000;
    return state;
}

State withAlerts() {
    auto state = basketState();
    shown(state, "knife");
    state.staff = Staff{"karim", "Karim"};
    auto unsure = alertOf(1, AlertKind::UnsureTag, 130);
    unsure.epc = epcOf(5);
    auto age = alertOf(2, AlertKind::AgeCheck, 65);
    age.gtin = sampleArticle("knife").gtin;
    auto doubt = alertOf(3, AlertKind::PaymentInDoubt, 40);
    doubt.amount = Money{4890};
    state.alerts = {unsure, age, doubt};
    state.devices[Device::Printer] = {Health::Attention, DeviceReason::PaperNearEnd};
    return state;
}

void addBasketSamples(std::vector<Sample> &all) {
    all.push_back({"basket-empty", visiting()});
    auto one = visiting();
    onTray(one, "pull", 1);
    all.push_back({"basket-1", one});
    auto two = one;
    onTray(two, "jean", 2);
    all.push_back({"basket-2", two});
    auto odd = visiting();
    auto drawn = sampleArticle("mug");
    drawn.picture = "../../etc/passwd?w=9";
    drawn.label = {"Un nom bien plus long que tout ce que la place d’une ligne peut montrer", ""};
    drawn.price = Money{123'456'789};
    (void)odd.basket.show(drawn);
    all.push_back({"basket-odd", odd});
    auto mixed = visiting();
    onTray(mixed, "scarf", 1);
    onTray(mixed, "bonnet", 2);
    onTray(mixed, "mug", 3);
    shown(mixed, "honey", 2);
    shown(mixed, "chocolate");
    shown(mixed, "book");
    all.push_back({"basket-food", mixed});
    mixed.another = {sampleArticle("chocolate").gtin};
    mixed.devices[Device::Reader] = {Health::Lost, DeviceReason::Unreachable};
    all.push_back({"basket-another-lost", mixed});
    auto late = sureBasket();
    late.notice = Notice::ArticlePastUseBy;
    late.devices[Device::Scanner] = {Health::Lost, DeviceReason::Silent};
    all.push_back({"basket-past-use-by", late});
    auto many = mixed;
    for (int i = 0; i < 9; ++i)
        onTray(many, known[static_cast<std::size_t>(i) % 6 == 5 ? 8 : static_cast<std::size_t>(i) % 6].picture, 20 + i);
    shown(many, "wine");
    many.another.clear();
    many.idleAt = sampleNow + 30'000;
    all.push_back({"basket-many-idle", many});
}

void addTagSamples(std::vector<Sample> &all) {
    auto state = basketState();
    unnamedOnTray(state, 90);
    all.push_back({"basket-unnamed", state});
    state.phase = Phase::Asking;
    state.asking = epcOf(90);
    all.push_back({"question-unnamed", state});
    state = sureBasket();
    strangeOnTray(state, AlertKind::SoldTag, Knowledge::Sold, 91);
    state.notice = Notice::AlreadyPaid;
    all.push_back({"basket-sold", state});
    strangeOnTray(state, AlertKind::ForeignTag, Knowledge::Foreign, 92);
    state.notice = Notice::NotFromHere;
    all.push_back({"basket-foreign", state});
    strangeOnTray(state, AlertKind::UnknownTag, Knowledge::Unknown, 93);
    strangeOnTray(state, AlertKind::UnknownTag, Knowledge::Unknown, 94);
    state.notice = Notice::None;
    all.push_back({"basket-unknown", state});
    strangeOnTray(state, AlertKind::ClaimedTag, Knowledge::Known, 95);
    state.notice = Notice::AtNeighbour;
    all.push_back({"basket-claimed", state});
    state.phase = Phase::Waiting;
    std::erase_if(state.alerts, [](const Alert &alert) { return alert.kind != AlertKind::ClaimedTag; });
    all.push_back({"help-claimed", state});
}

// What the camera above the tray sees.
void addThingSamples(std::vector<Sample> &all) {
    auto state = sureBasket();
    state.things = 6;
    state.uncounted = 1;
    all.push_back({"basket-uncounted", state});
    state.uncounted = 3;
    all.push_back({"basket-uncounted-many", state});
    state.staff = Staff{"karim", "Karim"};
    auto thing = alertOf(1, AlertKind::UncountedThing, 30);
    thing.counted = 6;
    thing.expected = 5;
    state.alerts = {thing, alertOf(2, AlertKind::LeftBehind, 300)};
    state.devices[Device::TopCamera] = {Health::Attention, DeviceReason::Covered};
    all.push_back({"panel-things", state});
    state = State();
    state.phase = Phase::Goodbye;
    state.things = 1;
    state.leftAt = sampleNow + 9'000;
    all.push_back({"goodbye-left-behind", state});
}

void addCountSamples(std::vector<Sample> &all) {
    auto state = sureBasket();
    state.phase = Phase::Counting;
    state.unread = 1;
    all.push_back({"counting", state});
    state.counted = 6;
    state.miscounts = 1;
    all.push_back({"counting-again", state});
    state.phase = Phase::Scanning;
    state.notice = Notice::CountDiffers;
    all.push_back({"basket-count", state});
    shown(state, "mug");
    all.push_back({"basket-count-fits", state});
    state = sureBasket();
    state.phase = Phase::Waiting;
    auto differs = alertOf(1, AlertKind::CountDiffers, 10);
    differs.counted = 6;
    differs.expected = 5;
    state.alerts = {differs};
    all.push_back({"help-count", state});
    state.staff = Staff{"karim", "Karim"};
    strangeOnTray(state, AlertKind::ClaimedTag, Knowledge::Known, 95);
    strangeOnTray(state, AlertKind::ForeignTag, Knowledge::Foreign, 92);
    strangeOnTray(state, AlertKind::UnknownTag, Knowledge::Unknown, 93);
    all.push_back({"panel-count", state});
    state.alerts.erase(state.alerts.begin(), state.alerts.begin() + 3);
    all.push_back({"panel-unknown", state});
    state = paying(PaymentStep::InProgress);
    state.staff = Staff{"karim", "Karim"};
    all.push_back({"panel-paying", state});
}

// The panel between visits, and just after a tap.
void addPanelSamples(std::vector<Sample> &all) {
    State state;
    state.staff = Staff{"karim", "Karim"};
    for (const auto device :
         {Device::Reader, Device::Camera, Device::Terminal, Device::Printer, Device::Eticket, Device::Nfc})
        state.devices[device] = {Health::Ready, DeviceReason::None};
    all.push_back({"panel-quiet", state});
    state.lesson = {Lesson::Step::UnderWay, 0};
    all.push_back({"panel-listening", state});
    state.lesson = {Lesson::Step::Learnt, 4};
    auto lost = alertOf(1, AlertKind::DeviceLost, 70);
    lost.device = Device::Nfc;
    state.alerts = {lost};
    state.devices[Device::Nfc] = {Health::Lost, DeviceReason::Unreachable};
    state.devices[Device::Printer] = {Health::Attention, DeviceReason::CoverOpen};
    all.push_back({"panel-learnt", state});
    state.lesson = {Lesson::Step::Broken, 0};
    for (std::uint64_t id = 2; id < 6; ++id)
        state.alerts.push_back(alertOf(id, AlertKind::TrayChanged, 60));
    all.push_back({"panel-broken-off", state});
    state = sureBasket();
    state.phase = Phase::Waiting;
    state.staff = Staff{"karim", "Karim"};
    strangeOnTray(state, AlertKind::UnknownTag, Knowledge::Unknown, 93);
    Undo undo;
    undo.alert = state.alerts.front();
    undo.resolution = Resolution::SetAside;
    undo.until = sampleNow + 6'500;
    state.undo = undo;
    state.alerts.clear();
    all.push_back({"panel-undo", state});
}

} // namespace

TagSignal sampleSignal(const codes::Epc &epc) {
    TagSignal signal{epc, {{1, {}}, {2, {}}, {3, {}}}};
    for (int ms = TagSignal::spanMs - TagSignal::stepMs / 2; ms > 0; ms -= TagSignal::stepMs) {
        const int n = ms / TagSignal::stepMs;
        if (n < 100 && n % 17 > 2) // it came 25 s ago, and is lost now and then
            signal.series[0].points.push_back({ms, -57 + n * 7 % 5 - n / 20});
        if (n < 80 && n % 23 < 12)
            signal.series[1].points.push_back({ms, -66 + n * 5 % 4});
        if (n < 90 && n % 11 == 4)
            signal.series[2].points.push_back({ms, -75 + n % 3});
    }
    return signal;
}

Article sampleArticle(const std::string &picture) {
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (picture != known[i].picture)
            continue;
        Article article;
        article.gtin = *codes::Gtin::fromBody(fmt::format("0952123400{:03}", i + 1));
        article.label = {known[i].fr, known[i].en};
        article.detail = {known[i].detailFr, known[i].detailEn};
        article.size = known[i].size;
        article.price = Money{known[i].price};
        if (known[i].regular != 0)
            article.offer = checkout::Offer{Money{known[i].regular}, {"Semaine du denim", "Denim week"}};
        article.vatRateBp = known[i].vat;
        article.ageLimitYears = known[i].age;
        article.picture = picture;
        return article;
    }
    return {};
}

Settings sampleSettings() {
    Settings settings;
    settings.registerNumber = 3;
    settings.bag = sampleArticle("bag");
    return settings;
}

State basketState() {
    auto state = visiting();
    onTray(state, "socks", 4);
    onTray(state, "tee", 3);
    onTray(state, "jean", 1);
    onTray(state, "pull", 2);
    unsureOnTray(state, "besace", 5);
    return state;
}

std::vector<Sample> samples() {
    std::vector<Sample> all;
    State attract;
    all.push_back({"attract", attract});
    attract.devices[Device::Reader] = {Health::Lost, DeviceReason::Unreachable};
    all.push_back({"attract-lost", attract});
    all.push_back({"basket", basketState()});
    addBasketSamples(all);
    auto state = sureBasket();
    state.phase = Phase::Checking;
    all.push_back({"checking", state});
    state = basketState();
    state.phase = Phase::Asking;
    state.asking = epcOf(5);
    all.push_back({"question", state});
    all.push_back({"payment-connecting", paying(PaymentStep::Intent)});
    all.push_back({"payment", paying(PaymentStep::InProgress)});
    state = paying(PaymentStep::Approved);
    state.phase = Phase::Issuing;
    all.push_back({"payment-approved", state});
    state = sureBasket();
    state.phase = Phase::Refused;
    state.refusal = PaymentReason::Refused;
    all.push_back({"refused", state});
    state = paying(PaymentStep::InProgress);
    state.phase = Phase::InDoubt;
    all.push_back({"in-doubt", state});
    all.push_back({"receipt", paid()});
    state = paid();
    state.receipt->eticketUrl.clear();
    state.receipt->print = PrintStep::Failed;
    state.receipt->printReason = DeviceReason::PaperOut;
    all.push_back({"receipt-paper", state});
    state.phase = Phase::Goodbye;
    all.push_back({"goodbye", state});
    state = sureBasket();
    shown(state, "knife");
    state.phase = Phase::Waiting;
    auto age = alertOf(1, AlertKind::AgeCheck, 120);
    age.gtin = sampleArticle("knife").gtin;
    state.alerts = {age};
    all.push_back({"help-age", state});
    state.alerts = {alertOf(1, AlertKind::UnknownTag, 20)};
    state.alerts[0].epc = epcOf(99);
    all.push_back({"help-unknown", state});
    state.phase = Phase::Helping;
    state.alerts = {alertOf(1, AlertKind::Help, 5)};
    all.push_back({"help", state});
    state.idleAt = sampleNow + 25'000;
    all.push_back({"help-idle", state});
    state.idleAt.reset();
    all.push_back({"panel", withAlerts()});
    addTagSamples(all);
    addCountSamples(all);
    addThingSamples(all);
    addPanelSamples(all);
    state = visiting();
    state.phase = Phase::Suspended;
    all.push_back({"suspended", state});
    state.phase = Phase::OutOfService;
    all.push_back({"out-of-service", state});
    return all;
}

} // namespace panier::tests
