#include "tests/bench/tray_visit.h"

#include "rfid/emulator/world/tray_world.h"

#include <algorithm>
#include <unordered_map>

namespace panier::bench {

using namespace rfid;
using tray::TrayClass;

namespace {

constexpr std::int64_t noticeUs = 3'000'000;    // an engine that hasn't noticed a movement by then never will
constexpr std::int64_t patienceUs = 10'000'000; // of the shopper, until the basket settles
constexpr std::int64_t deepUs = 6'000'000;      // and for the deep scan
constexpr std::int64_t quietUs = 800'000;       // a baseline's basket is settled
constexpr std::int64_t graceUs = 1'500'000;     // a removed article may stay in the basket for so long
constexpr std::int64_t aheadUs = 1'500'000;     // and one on its way into the tray be in it for so long before
constexpr double countQuestion = 0.5;           // estimatedUnread from which the kiosk asks

using Numbers = std::unordered_map<codes::Epc, std::uint32_t>;

Numbers numbersOf(const world::Scenario &scenario) {
    Numbers numbers;
    for (std::uint32_t i = 0; i < scenario.tags.size(); ++i)
        numbers.emplace(scenario.tags[i].epc, i);
    return numbers;
}

bool equals(const std::vector<bool> &on, const std::vector<std::uint32_t> &truth) {
    return static_cast<std::size_t>(std::count(on.begin(), on.end(), true)) == truth.size() &&
           std::all_of(truth.begin(), truth.end(), [&](std::uint32_t tag) { return on[tag]; });
}

// A baseline's two baskets: settled after the last movement, and at payment.
template <typename Rule>
class BaselineRun {
public:
    BaselineRun(Rule rule, const world::Scenario &scenario) : m_rule(std::move(rule)), m_scenario(scenario) {}

    void observe(const Read &read) { m_rule.observe(read); }
    void advance(std::int64_t nowUs) {
        if (m_rule.advance(nowUs))
            m_changedUs = nowUs;
        if (m_settled || nowUs < m_scenario.lastMovementUs + quietUs || nowUs - m_changedUs < quietUs)
            return;
        m_settled = true;
        m_settledRight = right(nowUs);
    }
    [[nodiscard]] bool exactAt(std::int64_t payUs) const { return m_settledRight && right(payUs); }

private:
    [[nodiscard]] bool right(std::int64_t nowUs) const { return equals(m_rule.on(), m_scenario.onTrayAt(nowUs)); }

    Rule m_rule;
    const world::Scenario &m_scenario;
    std::int64_t m_changedUs = 0;
    bool m_settled = false;
    bool m_settledRight = false;
};

class VisitRun {
public:
    VisitRun(const world::Scenario &scenario, const VisitOptions &options, const VisitListener *listener)
        : m_scenario(scenario), m_options(options), m_listener(listener), m_world(scenario),
          m_engine(options.config, options.exposure), m_numbers(numbersOf(scenario)),
          m_classes(scenario.tags.size(), TrayClass::Off), m_offUs(scenario.tags.size(), 0),
          m_unsoldUs(scenario.tags.size(), 0), m_everFalse(scenario.tags.size(), false),
          m_firstRead(FirstReadWins(scenario.tags.size()), scenario),
          m_threshold(FixedThreshold(scenario.tags.size(), options.rule), scenario) {}

    VisitResult run();

private:
    void tick();
    void hear();
    void take(const tray::TrayUpdate &update);
    void step(const tray::TrayUpdate &update);
    [[nodiscard]] bool noticed() const;
    [[nodiscard]] Basket basket(double unread) const;
    void countFalseAdds();
    void measureRemovals();
    void findCauses();
    void blame(const Basket &basket, const char *when);
    [[nodiscard]] std::string nameOf(std::uint32_t tag) const;
    void tell(const std::string &what) const;

    const world::Scenario &m_scenario;
    const VisitOptions &m_options;
    const VisitListener *m_listener;
    world::TrayWorld m_world;
    tray::TrayEngine m_engine;
    Numbers m_numbers;
    std::vector<TrayClass> m_classes;
    std::vector<std::int64_t> m_offUs;    // when each tag became Off the last time,
    std::vector<std::int64_t> m_unsoldUs; // and when it stopped being On
    std::vector<bool> m_everFalse;
    BaselineRun<FirstReadWins> m_firstRead;
    BaselineRun<FixedThreshold> m_threshold;
    VisitResult m_result;
    std::int64_t m_nowUs = 0;
    std::int64_t m_payUs = -1;
    bool m_done = false;
};

VisitResult VisitRun::run() {
    m_result.seed = m_scenario.seed;
    m_engine.setAntennas(m_scenario.parameters.reader.antennas);
    m_engine.setUse(tray::TrayUse::Empty);
    while (!m_done)
        tick();
    measureRemovals();
    const auto truth = m_scenario.onTrayAt(m_nowUs);
    m_result.articles = truth.size();
    for (const auto tag : truth)
        m_result.hidden += m_scenario.tags[tag].hidden ? 1 : 0;
    findCauses();
    m_result.falseAdds = static_cast<std::size_t>(std::count(m_everFalse.begin(), m_everFalse.end(), true));
    m_result.reads = m_world.reads();
    m_result.exposure = m_engine.exposure();
    return std::move(m_result);
}

void VisitRun::tick() {
    m_nowUs += tickUs;
    hear();
    if (m_nowUs == m_scenario.visitUs)
        m_engine.setUse(tray::TrayUse::Visit);
    const auto update = m_engine.advance(m_nowUs);
    m_world.setInventory(m_options.deepScanInS2 && m_engine.wantsDeepInventory() ? world::Inventory::DeepScan
                                                                                 : world::Inventory::Open);
    take(update);
    if (update.settled && m_nowUs > m_scenario.visitUs)
        countFalseAdds();
    if (m_nowUs > m_scenario.visitUs) {
        m_firstRead.advance(m_nowUs);
        m_threshold.advance(m_nowUs);
    }
    if (m_nowUs >= m_scenario.lastMovementUs)
        step(update);
}

void VisitRun::hear() {
    const auto observations = m_world.observationsUntil(m_nowUs);
    m_engine.observe(observations);
    for (const auto &observation : observations) {
        const Read read{m_numbers.at(observation.epc), observation.timeUs, observation.rssiDbm.value_or(-128)};
        if (m_nowUs > m_scenario.visitUs) {
            m_firstRead.observe(read);
            m_threshold.observe(read);
        }
        if (m_listener != nullptr)
            m_listener->read(observation);
    }
}

void VisitRun::take(const tray::TrayUpdate &update) {
    for (const auto &change : update.changes) {
        const auto tag = m_numbers.at(change.epc);
        if (change.cls == TrayClass::Off && m_classes[tag] != TrayClass::Off)
            m_offUs[tag] = m_nowUs;
        if (change.cls != TrayClass::On && m_classes[tag] == TrayClass::On)
            m_unsoldUs[tag] = m_nowUs;
        m_classes[tag] = change.cls;
        if (m_listener != nullptr)
            m_listener->change(m_nowUs, change);
    }
}

// After the last movement: wait for rest, then for the shopper, then for the deep scan.
void VisitRun::step(const tray::TrayUpdate &update) {
    const auto sinceUs = m_nowUs - m_scenario.lastMovementUs;
    if (m_payUs < 0) {
        const bool rests = update.settled && (noticed() || sinceUs > noticeUs);
        if (!rests && sinceUs < patienceUs)
            return;
        m_result.settled = basket(update.estimatedUnread);
        m_result.inTime = rests;
        m_result.settleS = static_cast<double>(sinceUs) * 1e-6;
        m_payUs = m_nowUs + m_scenario.payDelayUs;
        tell(rests ? "settled" : "not settled, out of patience");
        return;
    }
    if (m_nowUs < m_payUs)
        return;
    if (m_nowUs - tickUs < m_payUs) {
        // The baselines know no deep scan: they sell what they hold now.
        m_result.baselineExact = {m_firstRead.exactAt(m_nowUs), m_threshold.exactAt(m_nowUs)};
        m_engine.beginDeepScan();
        tell("pays: the deep scan begins");
        return;
    }
    if (!update.deepScanDone && m_nowUs - m_payUs < deepUs)
        return;
    m_result.paid = basket(update.estimatedUnread);
    tell(update.deepScanDone ? "deep scan done" : "deep scan never done");
    m_done = true;
}

// The last thing that moved shows in the basket, unless it is hidden.
bool VisitRun::noticed() const {
    for (const auto &stay : m_scenario.stays) {
        const bool here = stay.leftUs == world::neverUs;
        const auto movedUs = here ? stay.landedUs : stay.leftUs;
        const bool off = m_classes[stay.tag] == TrayClass::Off;
        if (movedUs == m_scenario.lastMovementUs && !m_scenario.tags[stay.tag].hidden && here == off)
            return false;
    }
    return true;
}

Basket VisitRun::basket(double unread) const {
    Basket result;
    result.timeUs = m_nowUs;
    result.estimatedUnread = unread;
    const auto truth = m_scenario.onTrayAt(m_nowUs);
    for (std::uint32_t i = 0; i < m_classes.size(); ++i) {
        const bool here = std::binary_search(truth.begin(), truth.end(), i);
        if (m_classes[i] == TrayClass::Unsure)
            result.unsure.push_back(i);
        if (here && m_classes[i] != TrayClass::On)
            result.missing.push_back(i);
        if (!here && m_classes[i] == TrayClass::On)
            result.added.push_back(i);
    }
    return result;
}

void VisitRun::countFalseAdds() {
    const auto excused = [this](std::uint32_t tag) {
        return std::any_of(m_scenario.stays.begin(), m_scenario.stays.end(), [&](const world::Stay &stay) {
            return stay.tag == tag && stay.landedUs <= m_nowUs + aheadUs && m_nowUs - graceUs < stay.leftUs;
        });
    };
    for (std::uint32_t i = 0; i < m_classes.size(); ++i)
        if (m_classes[i] == TrayClass::On && !excused(i))
            m_everFalse[i] = true;
}

void VisitRun::measureRemovals() {
    for (const auto &stay : m_scenario.stays) {
        if (stay.leftUs >= m_nowUs)
            continue;
        const auto sinceS = [&](std::int64_t untilUs) {
            return std::max(0.0, static_cast<double>(untilUs - stay.leftUs) * 1e-6);
        };
        const auto cls = m_classes[stay.tag];
        if (cls == TrayClass::On || m_unsoldUs[stay.tag] > stay.landedUs)
            m_result.seenS.push_back(sinceS(cls == TrayClass::On ? m_nowUs : m_unsoldUs[stay.tag]));
        if (cls != TrayClass::Off || m_offUs[stay.tag] > stay.landedUs)
            m_result.removalS.push_back(sinceS(cls != TrayClass::Off ? m_nowUs : m_offUs[stay.tag]));
    }
}

void VisitRun::findCauses() {
    if (!m_result.inTime)
        m_result.causes.emplace_back("never settled");
    blame(m_result.settled, "settled");
    blame(m_result.paid, "paid");
    for (std::uint32_t i = 0; i < m_everFalse.size(); ++i)
        if (m_everFalse[i])
            m_result.causes.push_back("at rest for a moment: sold " + nameOf(i));
    auto &causes = m_result.causes;
    std::sort(causes.begin(), causes.end());
    causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
}

std::string VisitRun::nameOf(std::uint32_t tag) const {
    const auto &each = m_scenario.tags[tag];
    if (each.kind != world::TagKind::Article)
        return std::string(world::nameOf(each.kind));
    if (!m_scenario.onTray(tag, m_nowUs))
        return "article taken out";
    return each.hidden ? "hidden article" : "article";
}

void VisitRun::blame(const Basket &basket, const char *when) {
    const auto add = [&](const char *what, const std::vector<std::uint32_t> &tags) {
        for (const auto tag : tags)
            m_result.causes.push_back(std::string(when) + ": " + what + " " + nameOf(tag));
    };
    std::vector<std::uint32_t> silent;
    std::set_difference(basket.missing.begin(), basket.missing.end(), basket.unsure.begin(), basket.unsure.end(),
                        std::back_inserter(silent));
    add("missing", silent);
    add("sold", basket.added);
    add("unsure", basket.unsure);
    if (basket.estimatedUnread >= countQuestion)
        m_result.causes.push_back(std::string(when) + ": asked for a count");
}

void VisitRun::tell(const std::string &what) const {
    if (m_listener != nullptr)
        m_listener->moment(m_nowUs, what);
}

} // namespace

bool VisitResult::asks() const {
    return !settled.unsure.empty() || !paid.unsure.empty() || paid.estimatedUnread >= countQuestion;
}

bool VisitResult::exact() const {
    return inTime && settled.right() && paid.right() && !asks();
}

bool VisitResult::silentlyWrong() const {
    return !paid.right() && !asks();
}

VisitResult runVisit(const world::Scenario &scenario, const VisitOptions &options, const VisitListener *listener) {
    return VisitRun(scenario, options, listener).run();
}

tray::AntennaExposure exposureAfter(int visits, std::uint64_t firstSeed, const world::ScenarioParameters &parameters,
                                    VisitOptions options) {
    for (int i = 0; i < visits; ++i)
        options.exposure =
            runVisit(world::makeVisit(firstSeed + static_cast<std::uint64_t>(i), parameters), options).exposure;
    return options.exposure;
}

std::vector<bool> tryRules(const world::Scenario &scenario, const std::vector<ThresholdRule> &rules) {
    world::TrayWorld tray(scenario);
    const auto numbers = numbersOf(scenario);
    std::vector<BaselineRun<FixedThreshold>> runs;
    for (const auto &rule : rules)
        runs.emplace_back(FixedThreshold(scenario.tags.size(), rule), scenario);
    const auto payUs = scenario.lastMovementUs + 2'000'000 + scenario.payDelayUs;
    for (std::int64_t nowUs = tickUs; nowUs <= payUs; nowUs += tickUs) {
        const auto observations = tray.observationsUntil(nowUs);
        if (nowUs <= scenario.visitUs)
            continue;
        for (auto &run : runs) {
            for (const auto &observation : observations)
                run.observe({numbers.at(observation.epc), observation.timeUs, *observation.rssiDbm});
            run.advance(nowUs);
        }
    }
    std::vector<bool> exact;
    for (const auto &run : runs)
        exact.push_back(run.exactAt(payUs - payUs % tickUs));
    return exact;
}

} // namespace panier::bench
