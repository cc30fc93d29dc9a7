// How each value of a visit looks in JSON. Not for others: include visit/json.h.
#pragma once

#include "base/bytes.h"
#include "visit/command.h"
#include "visit/state.h"

#include <nlohmann/json.hpp>

// nlohmann-json finds these by argument-dependent look-up; what it throws on a wrong shape is caught in json.cpp.
namespace nlohmann {
template <typename T>
struct adl_serializer<std::optional<T>> {
    static void to_json(json &j, const std::optional<T> &value) { value ? j = *value : j = nullptr; }
    static void from_json(const json &j, std::optional<T> &value) {
        if (j.is_null())
            value.reset();
        else
            value = j.get<T>();
    }
};
} // namespace nlohmann

namespace panier::codes {
inline void to_json(nlohmann::json &j, const Gtin &gtin) {
    j = gtin.digits();
}
inline void from_json(const nlohmann::json &j, Gtin &gtin) {
    const auto parsed = Gtin::parse(j.get<std::string>());
    if (!parsed)
        throw nlohmann::json::other_error::create(501, "not a GTIN", &j);
    gtin = *parsed;
}
inline void to_json(nlohmann::json &j, const Epc &epc) {
    j = epc.hex();
}
inline void from_json(const nlohmann::json &j, Epc &epc) {
    const auto parsed = Epc::fromHex(j.get<std::string>());
    if (!parsed)
        throw nlohmann::json::other_error::create(501, "not an EPC", &j);
    epc = *parsed;
}
NLOHMANN_JSON_SERIALIZE_ENUM(Refusal, {{Refusal::NotAnArticle, "not an article"},
                                       {Refusal::Misread, "misread"},
                                       {Refusal::Link, "link"},
                                       {Refusal::Coupon, "coupon"},
                                       {Refusal::PastUseBy, "past use-by"},
                                       {Refusal::SoldByMeasure, "sold by measure"},
                                       {Refusal::UnknownTemplate, "unknown template"},
                                       {Refusal::TooLong, "too long"},
                                       {Refusal::Unprintable, "unprintable"},
                                       {Refusal::OtherShop, "other shop"},
                                       {Refusal::Forged, "forged"},
                                       {Refusal::OutOfDate, "out of date"},
                                       {Refusal::AlreadyUsed, "already used"},
                                       {Refusal::OwnTicket, "own ticket"},
                                       {Refusal::LoyaltyCard, "loyalty card"},
                                       {Refusal::Voucher, "voucher"},
                                       {Refusal::SuspendedBasket, "suspended basket"},
                                       {Refusal::Recall, "recall"},
                                       {Refusal::Unsteady, "unsteady"},
                                       {Refusal::Several, "several"}})
} // namespace panier::codes

namespace panier::checkout {
inline void to_json(nlohmann::json &j, const Money &money) {
    j = money.minor;
}
inline void from_json(const nlohmann::json &j, Money &money) {
    money.minor = j.get<std::int64_t>();
}
NLOHMANN_JSON_SERIALIZE_ENUM(Language, {{Language::French, "fr"}, {Language::English, "en"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LocalText, fr, en)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Offer, regularPrice, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Article, gtin, label, detail, size, price, offer, vatRateBp, tagged, ageLimitYears,
                                   picture)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Line, article, tags, unsure, declared, order)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CardPayment, reference, amount, authorisation, maskedPan, contract, contactless,
                                   confirmedBy)
inline void to_json(nlohmann::json &j, const Basket &basket) {
    j = {{"lines", basket.lines()}, {"nextOrder", basket.nextOrder()}};
}
inline void from_json(const nlohmann::json &j, Basket &basket) {
    basket = Basket::restore(j.at("lines").get<std::vector<Line>>(), j.at("nextOrder").get<std::uint64_t>());
}
} // namespace panier::checkout

namespace panier::visit {
NLOHMANN_JSON_SERIALIZE_ENUM(Device, {{Device::Reader, "reader"},
                                      {Device::Camera, "camera"},
                                      {Device::Terminal, "terminal"},
                                      {Device::Printer, "printer"},
                                      {Device::Eticket, "eticket"},
                                      {Device::Nfc, "nfc"},
                                      {Device::Scanner, "scanner"},
                                      {Device::TopCamera, "top camera"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Health, {{Health::Unknown, "unknown"},
                                      {Health::Off, "off"},
                                      {Health::Ready, "ready"},
                                      {Health::Attention, "attention"},
                                      {Health::Lost, "lost"}})
NLOHMANN_JSON_SERIALIZE_ENUM(DeviceReason, {{DeviceReason::None, "none"},
                                            {DeviceReason::Unreachable, "unreachable"},
                                            {DeviceReason::Silent, "silent"},
                                            {DeviceReason::Crashed, "crashed"},
                                            {DeviceReason::PaperOut, "paper out"},
                                            {DeviceReason::PaperNearEnd, "paper near end"},
                                            {DeviceReason::CoverOpen, "cover open"},
                                            {DeviceReason::DeviceError, "device error"},
                                            {DeviceReason::Frozen, "frozen"},
                                            {DeviceReason::Dark, "dark"},
                                            {DeviceReason::Overexposed, "overexposed"},
                                            {DeviceReason::Covered, "covered"}})
NLOHMANN_JSON_SERIALIZE_ENUM(AlertKind, {{AlertKind::UnknownTag, "unknown tag"},
                                         {AlertKind::UnknownCode, "unknown code"},
                                         {AlertKind::SoldTag, "sold tag"},
                                         {AlertKind::UnsureTag, "unsure tag"},
                                         {AlertKind::AgeCheck, "age check"},
                                         {AlertKind::TrayChanged, "tray changed during payment"},
                                         {AlertKind::PaymentInDoubt, "payment in doubt"},
                                         {AlertKind::LateApproval, "late approval"},
                                         {AlertKind::DeviceLost, "device lost"},
                                         {AlertKind::Help, "help"},
                                         {AlertKind::ForeignTag, "foreign tag"},
                                         {AlertKind::ClaimedTag, "claimed tag"},
                                         {AlertKind::CountDiffers, "count differs"},
                                         {AlertKind::UncountedThing, "uncounted thing"},
                                         {AlertKind::LeftBehind, "left behind"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Resolution, {{Resolution::Count, "count"},
                                          {Resolution::SetAside, "set aside"},
                                          {Resolution::AgeConfirmed, "age confirmed"},
                                          {Resolution::RemoveArticle, "remove article"},
                                          {Resolution::Paid, "paid"},
                                          {Resolution::NotPaid, "not paid"},
                                          {Resolution::Done, "done"},
                                          {Resolution::GoOn, "go on"},
                                          {Resolution::CountRight, "count right"},
                                          {Resolution::Rescan, "rescan"},
                                          {Resolution::NothingThere, "nothing there"}})
NLOHMANN_JSON_SERIALIZE_ENUM(TagClass, {{TagClass::Off, "off"}, {TagClass::Unsure, "unsure"}, {TagClass::On, "on"}})
NLOHMANN_JSON_SERIALIZE_ENUM(UnsureReason, {{UnsureReason::None, "none"},
                                            {UnsureReason::WeakSignal, "weak signal"},
                                            {UnsureReason::Intermittent, "intermittent"},
                                            {UnsureReason::OneAntenna, "one antenna"}})
NLOHMANN_JSON_SERIALIZE_ENUM(PaymentOutcome, {{PaymentOutcome::Approved, "approved"},
                                              {PaymentOutcome::Declined, "declined"},
                                              {PaymentOutcome::NotCharged, "not charged"},
                                              {PaymentOutcome::Unknown, "unknown"}})
NLOHMANN_JSON_SERIALIZE_ENUM(PaymentReason, {{PaymentReason::None, "none"},
                                             {PaymentReason::Refused, "refused"},
                                             {PaymentReason::Abandoned, "abandoned"},
                                             {PaymentReason::TimeOut, "time-out"},
                                             {PaymentReason::Unreachable, "unreachable"},
                                             {PaymentReason::ConnectionLost, "connection lost"},
                                             {PaymentReason::Contradictory, "contradictory"},
                                             {PaymentReason::AmountDiffers, "amount differs"},
                                             {PaymentReason::TerminalError, "terminal error"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Phase, {{Phase::Attract, "attract"},
                                     {Phase::Scanning, "scanning"},
                                     {Phase::Checking, "checking"},
                                     {Phase::Asking, "asking"},
                                     {Phase::Counting, "counting"},
                                     {Phase::Waiting, "waiting"},
                                     {Phase::Helping, "helping"},
                                     {Phase::Paying, "paying"},
                                     {Phase::Refused, "refused"},
                                     {Phase::InDoubt, "in doubt"},
                                     {Phase::Issuing, "issuing"},
                                     {Phase::Receipt, "receipt"},
                                     {Phase::Goodbye, "goodbye"},
                                     {Phase::Suspended, "suspended"},
                                     {Phase::OutOfService, "out of service"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Knowledge, {{Knowledge::Asked, "asked"},
                                         {Knowledge::Known, "known"},
                                         {Knowledge::Unknown, "unknown"},
                                         {Knowledge::Sold, "sold"},
                                         {Knowledge::Foreign, "foreign"}})
NLOHMANN_JSON_SERIALIZE_ENUM(
    Claim, {{Claim::None, "none"}, {Claim::Mine, "mine"}, {Claim::NotMine, "not mine"}, {Claim::SetAside, "set aside"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Notice, {{Notice::None, "none"},
                                      {Notice::NotAnArticle, "not an article"},
                                      {Notice::UnknownArticle, "unknown article"},
                                      {Notice::StillOnTray, "still on tray"},
                                      {Notice::NothingToPay, "nothing to pay"},
                                      {Notice::TerminalAway, "terminal away"},
                                      {Notice::PaymentAbandoned, "payment abandoned"},
                                      {Notice::PaymentNotStarted, "payment not started"},
                                      {Notice::AlreadyPaid, "already paid"},
                                      {Notice::NotFromHere, "not from here"},
                                      {Notice::AtNeighbour, "at neighbour"},
                                      {Notice::CountDiffers, "count differs"},
                                      {Notice::CodeMisread, "code misread"},
                                      {Notice::CodeLink, "code link"},
                                      {Notice::CodeCoupon, "code coupon"},
                                      {Notice::ArticlePastUseBy, "article past use by"},
                                      {Notice::ArticleByMeasure, "article by measure"},
                                      {Notice::CodeOfOtherShop, "code of other shop"},
                                      {Notice::CodeForged, "code forged"},
                                      {Notice::CodeOutOfDate, "code out of date"},
                                      {Notice::CodeUsed, "code used"},
                                      {Notice::CodeTicket, "code ticket"},
                                      {Notice::CodeLoyalty, "code loyalty"},
                                      {Notice::CodeVoucher, "code voucher"},
                                      {Notice::CodeBasket, "code basket"},
                                      {Notice::CodeRecall, "code recall"},
                                      {Notice::CodeUnsteady, "code unsteady"},
                                      {Notice::CodeSeveral, "code several"},
                                      {Notice::BasketResumed, "basket resumed"}})
NLOHMANN_JSON_SERIALIZE_ENUM(PaymentStep, {{PaymentStep::Intent, "intent"},
                                           {PaymentStep::Sending, "sending"},
                                           {PaymentStep::InProgress, "in progress"},
                                           {PaymentStep::Approved, "approved"}})
NLOHMANN_JSON_SERIALIZE_ENUM(PrintStep, {{PrintStep::NotAsked, "not asked"},
                                         {PrintStep::Printing, "printing"},
                                         {PrintStep::Printed, "printed"},
                                         {PrintStep::Failed, "failed"},
                                         {PrintStep::MaybePrinted, "maybe printed"}})

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DeviceState, health, reason, restarts)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Alert, id, kind, at, epc, gtin, amount, device, reason, kiosk, counted, expected)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagState, tagClass, reason, knowledge, claim, encoded, article, claimedBy, stale,
                                   gone)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Payment, reference, amount, step, startedAt)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TicketRef, number, eticketId, signatureExtract)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReceiptState, ticket, total, count, eticketChecked, eticketUrl, print, printReason,
                                   issued)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Staff, user, displayName)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MarkTag, epc, ticketNumber)
// staff, staffUntil and what the panel says are left out on purpose: nobody stays signed in over a restart. So is
// nfcAlertAt: the reader says again whether it is there; and what the camera above the tray sees.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(State, phase, resume, visitId, language, notice, basket, tags, articles,
                                   pendingCodes, another, asking, settled, deepScanning, ageConfirmed, unread, counted,
                                   miscounts, countWaived, marking, alerts, payment, refusal, receipt, lastReceipt,
                                   devices, lastActivity, idleAt, deadline, nextId, lastReference, bookedReference)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagChange, epc, gtin, tagClass, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TrayChanged, changes, settled, unread)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TraySeen, things)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CodeShown, gtin)
inline void to_json(nlohmann::json &j, const BasketShown &event) {
    j = {{"code", base::toHex(event.code)}, {"basket", nlohmann::json::array()}};
    for (const auto &line : event.basket.lines)
        j["basket"].push_back({{"gtin", line.gtin}, {"units", line.units}});
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CodeRefused, reason, counted)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ArticleFound, article, generation)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ArticleUnknown, gtin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagFound, epc, article, generation)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagUnknown, epc)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagForeign, epc)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagSold, epc, ticketNumber)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TagClaimed, epc, kiosk)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CatalogueChanged, generation)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Answered, epc, gtin, yes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitsSet, gtin, units)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(WithoutArticle, gtin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CountGiven, units)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LanguageChosen, language)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TerminalConnected, reference)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TerminalUnreachable, reference)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TerminalAccepted, reference)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TerminalAnswered, reference, outcome, reason, payment)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TicketIssued, ticket)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EticketChecked, url)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Printed, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PrintFailed, number, reason)
inline void to_json(nlohmann::json &j, MarkOutcome outcome) {
    j = name(outcome);
}
inline void to_json(nlohmann::json &j, const TagMarked &event) { // the events are written, never read back
    j = {{"epc", event.epc}, {"ticketNumber", event.ticketNumber}, {"outcome", event.outcome}};
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DeviceChanged, device, state)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StaffSignedIn, user, displayName)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AlertResolved, alertId, resolution)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ResolutionTakenBack, alertId)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SurroundingsLearnt, whole, tags)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LookUpArticle, gtin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LookUpTag, epc, gtin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LearnSurroundings, user)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConnectTerminal, reference)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Charge, reference, amount)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FindTicket, visitId)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CheckEticket, eticketId)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PrintTicket, ticket, copy)
} // namespace panier::visit
