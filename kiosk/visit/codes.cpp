// What is shown to the camera or the scanner.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {
constexpr std::size_t maxPending = 50; // codes shown and questions open, together more than anyone holds up

Notice noticeOf(codes::Refusal reason) {
    using codes::Refusal;
    switch (reason) {
    case Refusal::NotAnArticle:
    case Refusal::TooLong:
    case Refusal::Unprintable:
        break;
    case Refusal::Misread:
        return Notice::CodeMisread;
    case Refusal::Link:
        return Notice::CodeLink;
    case Refusal::Coupon:
        return Notice::CodeCoupon;
    case Refusal::PastUseBy:
        return Notice::ArticlePastUseBy;
    case Refusal::SoldByMeasure:
    case Refusal::UnknownTemplate:
        return Notice::ArticleByMeasure;
    case Refusal::OtherShop:
        return Notice::CodeOfOtherShop;
    case Refusal::Forged:
        return Notice::CodeForged;
    case Refusal::OutOfDate:
        return Notice::CodeOutOfDate;
    case Refusal::AlreadyUsed:
        return Notice::CodeUsed;
    case Refusal::OwnTicket:
        return Notice::CodeTicket;
    case Refusal::LoyaltyCard:
        return Notice::CodeLoyalty;
    case Refusal::Voucher:
        return Notice::CodeVoucher;
    case Refusal::SuspendedBasket:
        return Notice::CodeBasket;
    case Refusal::Recall:
        return Notice::CodeRecall;
    case Refusal::Unsteady:
        return Notice::CodeUnsteady;
    case Refusal::Several:
        return Notice::CodeSeveral;
    }
    return Notice::NotAnArticle;
}

// What nobody shows but on purpose. A poster that the camera sees begins no visit, nor does the ticket of one that is
// over.
bool isHeldUp(Notice notice) {
    switch (notice) {
    case Notice::ArticlePastUseBy:
    case Notice::ArticleByMeasure:
    case Notice::CodeOfOtherShop:
    case Notice::CodeForged:
    case Notice::CodeOutOfDate:
    case Notice::CodeUsed:
    case Notice::CodeLoyalty:
    case Notice::CodeVoucher:
    case Notice::CodeBasket:
        return true;
    default:
        return false;
    }
}
} // namespace

void Stepper::operator()(const CodeShown &event) {
    if (s.phase == Phase::Goodbye)
        endVisit(); // the next shopper is there
    if (s.frozen() || !(shopping() || s.phase == Phase::Attract))
        return;
    touch();
    const auto known = s.articles.find(event.gtin);
    if (known != s.articles.end() && s.phase != Phase::Attract) {
        showArticle(known->second);
    } else if (s.pendingCodes.size() < maxPending) {
        s.pendingCodes.push_back(event.gtin);
        command(LookUpArticle{event.gtin});
    }
}

// Its articles are looked up as if each was shown now: at today's prices, and with today's questions.
void Stepper::operator()(const BasketShown &event) {
    if (s.phase == Phase::Goodbye)
        endVisit();
    if (s.frozen() || !(shopping() || s.phase == Phase::Attract))
        return;
    std::size_t units = 0;
    for (const auto &line : event.basket.lines)
        units += static_cast<std::size_t>(line.units);
    if (s.phase == Phase::Attract)
        beginVisit();
    touch();
    if (s.pendingCodes.size() + units > maxPending) {
        s.notice = Notice::CodeMisread; // shown again a moment later, there is room
        return;
    }
    for (const auto &line : event.basket.lines) {
        for (int unit = 0; unit < line.units; ++unit) {
            s.pendingCodes.push_back(line.gtin);
            command(LookUpArticle{line.gtin});
        }
    }
    s.notice = Notice::BasketResumed;
    m_result.usedCode = event.code;
}

// What was held up on purpose begins a visit even if it sells nothing, so that somebody says why.
void Stepper::operator()(const CodeRefused &event) {
    const auto notice = noticeOf(event.reason);
    const bool heldUp = isHeldUp(notice);
    if (heldUp && s.phase == Phase::Goodbye)
        endVisit();
    if (s.frozen() || !(shopping() || (heldUp && s.phase == Phase::Attract)))
        return;
    if (s.phase == Phase::Attract)
        beginVisit();
    touch();
    if (event.counted)
        takeBack(*event.counted);
    s.notice = notice;
}

// One showing of a code turns out to sell nothing.
void Stepper::takeBack(const codes::Gtin &gtin) {
    const auto pending = std::find(s.pendingCodes.begin(), s.pendingCodes.end(), gtin);
    if (pending != s.pendingCodes.end()) {
        s.pendingCodes.erase(pending);
        return;
    }
    const auto *line = s.basket.find(gtin);
    const auto article = s.articles.find(gtin);
    if (line != nullptr && line->declared > 0 && article != s.articles.end())
        (void)s.basket.declare(article->second, line->declared - 1);
}

void Stepper::operator()(const ArticleFound &event) {
    const auto pending = std::find(s.pendingCodes.begin(), s.pendingCodes.end(), event.article.gtin);
    if (pending == s.pendingCodes.end())
        return;
    // It may have been shown twice before the answer came; each showing is one look-up and one answer.
    s.pendingCodes.erase(pending);
    if (s.frozen() || !(shopping() || s.phase == Phase::Attract))
        return;
    if (s.phase == Phase::Attract)
        beginVisit();
    s.articles.try_emplace(event.article.gtin, event.article);
    showArticle(s.articles.at(event.article.gtin));
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const ArticleUnknown &event) {
    const auto pending = std::find(s.pendingCodes.begin(), s.pendingCodes.end(), event.gtin);
    if (pending == s.pendingCodes.end())
        return;
    s.pendingCodes.erase(pending);
    if (s.frozen() || !(shopping() || s.phase == Phase::Attract))
        return;
    if (s.phase == Phase::Attract)
        beginVisit();
    raise(AlertKind::UnknownCode, [&](const Alert &alert) {
        return alert.kind == AlertKind::UnknownCode && alert.gtin == event.gtin;
    }).gtin = event.gtin;
    s.notice = Notice::UnknownArticle;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

// A code whose article is there by its tag may mean the unit that the tray already told, or one whose tag is dead: only
// the shopper knows. Without a tag on the tray, one showing is one unit.
void Stepper::showArticle(const checkout::Article &article) {
    if (s.phase == Phase::Asking || s.phase == Phase::Counting || s.phase == Phase::Waiting ||
        s.phase == Phase::Refused)
        backToBasket(Notice::None);
    syncBasket(); // a tag of it may have been looked up by this very event
    const auto *line = s.basket.find(article.gtin);
    if (line == nullptr || line->tags.empty()) {
        (void)s.basket.show(article);
        return;
    }
    const bool asked = std::find(s.another.begin(), s.another.end(), article.gtin) != s.another.end();
    if (!asked && s.another.size() < maxPending)
        s.another.push_back(article.gtin);
}

void Stepper::checkAges() {
    const auto isAgeCheck = [](const Alert &alert) { return alert.kind == AlertKind::AgeCheck; };
    const checkout::Article *strictest = nullptr;
    for (const auto &line : s.basket.lines())
        if (line.quantity() > 0 && line.article.ageLimitYears > s.ageConfirmed &&
            (strictest == nullptr || line.article.ageLimitYears > strictest->ageLimitYears))
            strictest = &line.article;
    // A tap that was meant for another article's limit answers nothing: each question is an alert of its own.
    close([&](const Alert &alert) {
        return isAgeCheck(alert) && (strictest == nullptr || alert.gtin != strictest->gtin);
    });
    if (strictest != nullptr)
        raise(AlertKind::AgeCheck, isAgeCheck).gtin = strictest->gtin;
}

} // namespace panier::visit
