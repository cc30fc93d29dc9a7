#include "devices/codes/code_intake.h"

#include "base/log.h"

#include <QDateTime>
#include <algorithm>

namespace panier::devices {

namespace {

// What may well be printed beside an article's own code, or read of it from an odd angle, where the camera sees it too.
bool isBesideAnArticle(codes::Refusal reason) {
    switch (reason) {
    case codes::Refusal::NotAnArticle:
    case codes::Refusal::Link:
    case codes::Refusal::Coupon:
    case codes::Refusal::TooLong:
    case codes::Refusal::Unprintable:
    case codes::Refusal::Misread:
    case codes::Refusal::Unsteady:
    case codes::Refusal::Several:
        return true;
    default:
        return false;
    }
}

const char *nameOf(CodeSource source) {
    static constexpr std::array names = {"camera", "scanner", "nfc"};
    return names[static_cast<std::size_t>(source)];
}

} // namespace

CodeIntake::CodeIntake(codes::CodeRules rules, storage::TillStore &store, const base::Clock &clock, EventSink sink,
                       QObject *parent)
    : QObject(parent), m_rules(std::move(rules)), m_store(store), m_clock(clock), m_sink(std::move(sink)) {}

CodeIntake::Meaning CodeIntake::meaningOf(const std::string &aim, const std::string &text) const {
    const auto now = m_clock.nowMs();
    const auto day = QDateTime::fromMSecsSinceEpoch(now).date();
    const codes::CodeMoment moment{{day.year(), day.month(), day.day()}, now};
    const auto code = codes::readCode(aim, text, m_rules, moment);
    if (!code)
        return {{}, {}, code.error()};
    const auto *own = std::get_if<codes::HouseCode>(&*code);
    if (auto basket = own != nullptr ? codes::basketOf(*own) : std::nullopt)
        return {{}, visit::BasketShown{own->id, std::move(*basket)}, {}};
    const auto *article = std::get_if<codes::ArticleCode>(&*code);
    const auto sold = codes::articleToSell(*code, moment);
    return {article != nullptr ? std::optional(article->gtin) : std::nullopt,
            {},
            sold ? std::nullopt : std::optional(sold.error())};
}

void CodeIntake::read(CodeSource source, const std::string &aim, const std::string &text, ReadTrust trust) {
    const auto meaning = meaningOf(aim, text);
    if (meaning.refusal) {
        const bool counted = meaning.gtin && m_packs.bar(nowMs(), source, *meaning.gtin, aim);
        refuse(source, aim, text.size(), *meaning.refusal, counted ? meaning.gtin : std::nullopt);
    } else if (meaning.basket) {
        resume(source, *meaning.basket);
    } else if (trust == ReadTrust::Sound || m_doubtful.size() >= maxDoubtful) {
        std::erase_if(m_doubtful, [&](const Doubtful &known) { return known.gtin == *meaning.gtin; });
        count(source, *meaning.gtin, aim);
    } else {
        askCatalogue(*meaning.gtin, aim);
    }
}

void CodeIntake::left(const std::string &aim, const std::string &text) {
    const auto meaning = meaningOf(aim, text);
    if (!meaning.gtin)
        return;
    m_packs.left(nowMs(), *meaning.gtin, aim);
    const auto doubt = doubtful(*meaning.gtin, aim);
    if (doubt == m_doubtful.end())
        return;
    doubt->left = true;
    if (!doubt->unknown)
        return; // the catalogue hasn't answered yet
    m_doubtful.erase(doubt);
    refuse(CodeSource::Camera, aim, text.size(), codes::Refusal::Misread);
}

// The text stays here: a log and a screen have no use for what a stranger wrote.
void CodeIntake::refuse(CodeSource source, const std::string &aim, std::size_t bytes, codes::Refusal reason,
                        std::optional<codes::Gtin> counted) {
    const auto now = nowMs();
    if (source == CodeSource::Camera && isBesideAnArticle(reason) && m_packs.isBusy(now))
        return;
    constexpr base::TimeMs second = 1000;
    if (now - m_refusalSecond >= second) {
        m_refusalSecond = now;
        m_refusals = 0;
    }
    if (++m_refusals > maxRefusalsPerSecond && !counted)
        return;
    const bool knownAim =
        !aim.empty() && std::all_of(aim.begin(), aim.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    base::logInfo("{}: a code of {} bytes ({}) sells nothing, reason {}", nameOf(source), bytes,
                  knownAim ? aim : "unknown", static_cast<int>(reason));
    m_sink(visit::CodeRefused{reason, counted}, 0);
}

void CodeIntake::count(CodeSource source, const codes::Gtin &gtin, const std::string &aim) {
    if (m_packs.seen(nowMs(), source, gtin, aim))
        m_sink(visit::CodeShown{gtin}, 0);
}

// The other reader's second look at it is no second use.
void CodeIntake::resume(CodeSource source, const visit::BasketShown &basket) {
    const auto now = nowMs();
    const bool again = m_lastOwn && m_lastOwn->id == basket.code && m_lastOwn->source != source &&
                       now - m_lastOwn->atMs <= PackCounter::togetherMs;
    if (!again)
        m_sink(basket, 0);
    m_lastOwn = OwnCode{basket.code, source, now};
}

void CodeIntake::askCatalogue(const codes::Gtin &gtin, const std::string &aim) {
    if (doubtful(gtin, aim) != m_doubtful.end())
        return;
    m_doubtful.push_back({gtin, aim});
    m_store.findArticle(gtin, [this, gtin, aim](const auto &found) {
        const auto doubt = doubtful(gtin, aim);
        if (doubt == m_doubtful.end())
            return; // it has become sound meanwhile
        const bool left = doubt->left;
        doubt->unknown = found && std::holds_alternative<storage::NotFound>(*found);
        if (doubt->unknown && !left)
            return;
        const bool unknown = doubt->unknown;
        m_doubtful.erase(doubt);
        if (unknown) {
            refuse(CodeSource::Camera, aim, gtin.digits().size(), codes::Refusal::Misread);
            return;
        }
        count(CodeSource::Camera, gtin, aim); // a catalogue that can't be read is asked again by the visit
        if (left)
            m_packs.left(nowMs(), gtin, aim);
    });
}

std::vector<CodeIntake::Doubtful>::iterator CodeIntake::doubtful(const codes::Gtin &gtin, const std::string &aim) {
    return std::find_if(m_doubtful.begin(), m_doubtful.end(),
                        [&](const Doubtful &known) { return known.gtin == gtin && known.aim == aim; });
}

} // namespace panier::devices
