#include "rfid/llrp/marker.h"

#include <utility>

namespace panier::rfid::llrp {

using reader::MarkOutcome;
using reader::SoldMark;

namespace {

// NXP UCODE: the configuration word and its "product status flag", the bit that its EAS alarm answers to.
constexpr std::uint16_t ucodeConfigWord = 0x20;
constexpr std::uint16_t ucodeAlarmBit = 0x0001;

// Clause 16.2.1.5.7.1.
enum ReadResult : std::uint8_t { ReadOk = 0, ReadNoResponse = 2, ReadOverrun = 4, ReadLocked = 5, ReadPassword = 6 };
// Clause 16.2.1.5.7.2; the last one since LLRP 1.1.
enum WriteResult : std::uint8_t {
    WriteOk = 0,
    WriteOverrun = 1,
    WriteLocked = 2,
    WriteNoPower = 3,
    WriteNoResponse = 5,
    WritePassword = 7,
};

std::string saying(const AccessResult &result) {
    return (result.wasRead ? "read result " : "write result ") + std::to_string(result.code);
}

} // namespace

bool Marker::add(const codes::Epc &epc, const SoldMark &mark) {
    if (m_waiting.size() >= maxWaiting)
        return false;
    m_waiting.push_back({epc, mark, 0, false, {}});
    return true;
}

std::optional<Marker::Done> Marker::impossible() const {
    const auto &[epc, mark, attempts, toggles, trouble] = m_waiting.front();
    if (epc.bytes().size() < minEpcBytes)
        return Done{MarkOutcome::NotSupported, "an EPC so short doesn't name one tag"};
    if (mark.kind == SoldMark::Kind::UserMemory && (mark.words.empty() || mark.words.size() > maxWords))
        return Done{MarkOutcome::NotSupported, "a mark has 1 to 32 words"};
    return std::nullopt;
}

AccessSpec Marker::operation(std::uint32_t accessSpecId) const {
    const auto &[epc, mark, attempts, toggles, trouble] = m_waiting.front();
    AccessSpec spec;
    spec.id = accessSpecId;
    spec.epc = epc;
    spec.accessPassword = mark.accessPassword;
    if (mark.kind == SoldMark::Kind::UserMemory) {
        spec.bank = MemoryBank::User;
        spec.wordPointer = mark.wordPointer;
        spec.words = mark.words;
    } else {
        spec.bank = MemoryBank::Epc;
        spec.wordPointer = ucodeConfigWord;
        if (toggles)
            spec.words = {ucodeAlarmBit};
    }
    return spec;
}

std::optional<Marker::Done> Marker::take(const AccessResult &result) {
    auto &mark = m_waiting.front();
    const bool expectsRead = mark.mark.kind == SoldMark::Kind::Eas && !mark.toggles;
    if (result.wasRead != expectsRead)
        return Done{MarkOutcome::Failed, "the reader did something else: " + saying(result)};
    return expectsRead ? afterRead(mark, result) : afterWrite(mark, result);
}

std::optional<Marker::Done> Marker::afterRead(Mark &mark, const AccessResult &result) {
    switch (result.code) {
    case ReadOk:
        if (result.words != 1)
            return Done{MarkOutcome::Failed, "the reader read another number of words"};
        if (((result.firstWord & ucodeAlarmBit) != 0) == mark.mark.easOn)
            return Done{MarkOutcome::Written, {}};
        mark.toggles = true;
        return mark.attempts < maxAttempts ? std::nullopt : std::optional(mark.trouble);
    case ReadNoResponse:
        return again(mark, {MarkOutcome::TagNotFound, saying(result)});
    case ReadOverrun:
        return Done{MarkOutcome::NotSupported, "the tag has no configuration word"};
    case ReadLocked:
    case ReadPassword:
        return Done{MarkOutcome::Refused, saying(result)};
    default:
        return Done{MarkOutcome::Failed, saying(result)};
    }
}

// After a turn-over that may or may not have happened the word is read again, whatever was answered.
std::optional<Marker::Done> Marker::afterWrite(Mark &mark, const AccessResult &result) {
    const bool turnsOver = std::exchange(mark.toggles, false);
    const auto tryAgain = [&](MarkOutcome outcome, std::string detail) {
        const auto told = again(mark, {outcome, std::move(detail)});
        return turnsOver ? std::nullopt : told;
    };
    switch (result.code) {
    case WriteOk:
        if (turnsOver)
            return tryAgain(MarkOutcome::NotSupported, "the alarm flag doesn't turn over: no UCODE chip");
        if (result.words != mark.mark.words.size())
            return Done{MarkOutcome::Failed, "the reader wrote another number of words"};
        return Done{MarkOutcome::Written, {}};
    case WriteOverrun:
        return Done{MarkOutcome::NotSupported, "the tag has no such memory"};
    case WriteLocked:
    case WritePassword:
        return Done{MarkOutcome::Refused, saying(result)};
    case WriteNoPower:
        return tryAgain(MarkOutcome::NotEnoughPower, saying(result));
    case WriteNoResponse:
        return tryAgain(MarkOutcome::TagNotFound, saying(result));
    default:
        return Done{MarkOutcome::Failed, saying(result)};
    }
}

std::optional<Marker::Done> Marker::again(Mark &mark, Done trouble) {
    mark.trouble = std::move(trouble);
    return ++mark.attempts < maxAttempts ? std::nullopt : std::optional(mark.trouble);
}

void Marker::pop() {
    m_waiting.pop_front();
}

} // namespace panier::rfid::llrp
