// Sold tags being marked, one after the other: which operation comes next, and what an answer means.
#pragma once

#include "rfid/llrp/wire/reports.h"
#include "rfid/llrp/wire/specs.h"
#include "rfid/reader/reader.h"

#include <deque>
#include <optional>
#include <string>

namespace panier::rfid::llrp {

// A mark in user memory is one write. EAS is not in Gen2 nor in LLRP; it is done for NXP's UCODE chips (G2iL, 7, 8),
// whose alarm flag is the last bit of the configuration word, word 0x20 of the EPC bank: there a written 1 turns a bit
// over, so the word is read before, to know whether to write, and after, to know what came of it. Pure: no socket, no
// clock.
class Marker {
public:
    static constexpr std::size_t maxWaiting = 512;
    static constexpr std::size_t maxWords = 32;
    static constexpr std::size_t minEpcBytes = 12; // a shorter mask may fit longer EPCs, too
    static constexpr int maxAttempts = 3;          // of one operation that the tag didn't take

    struct Done {
        reader::MarkOutcome outcome{};
        std::string detail;
    };

    // False when too many wait already.
    [[nodiscard]] bool add(const codes::Epc &epc, const reader::SoldMark &mark);
    [[nodiscard]] bool empty() const { return m_waiting.empty(); }
    // Of the mark at the front, as what follows.
    [[nodiscard]] const codes::Epc &epc() const { return m_waiting.front().epc; }
    // Why it can't be done at all; nullopt if it can.
    [[nodiscard]] std::optional<Done> impossible() const;
    [[nodiscard]] AccessSpec operation(std::uint32_t accessSpecId) const;
    // What its operation brought; nullopt: there is another operation to do.
    [[nodiscard]] std::optional<Done> take(const AccessResult &result);
    // It is done with.
    void pop();

private:
    struct Mark {
        codes::Epc epc;
        reader::SoldMark mark;
        int attempts = 0;
        bool toggles = false; // EAS: the next operation turns the bit over, otherwise it reads it
        Done trouble{};       // what the last attempt failed by
    };
    [[nodiscard]] std::optional<Done> afterRead(Mark &mark, const AccessResult &result);
    [[nodiscard]] std::optional<Done> afterWrite(Mark &mark, const AccessResult &result);
    // Counts an attempt that failed; what is told if it was the last one.
    [[nodiscard]] static std::optional<Done> again(Mark &mark, Done trouble);

    std::deque<Mark> m_waiting;
};

} // namespace panier::rfid::llrp
