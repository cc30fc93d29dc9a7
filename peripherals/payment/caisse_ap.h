// Caisse-AP over IP, the French till-to-terminal protocol (Association du Paiement, version 3): fields, requests,
// answers. Pure: bytes in, values out.
#pragma once

#include "base/bytes.h"
#include "base/expected.h"
#include "peripherals/payment/terminal_outcome.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::peripherals::payment {

// One field: a tag of two characters and up to 999 bytes.
struct Field {
    std::string tag;
    std::string value;
    bool operator==(const Field &) const = default;
};

// The fields of one message, in their order; CZ is the first.
class Message {
public:
    static constexpr std::size_t maxFields = 64;
    static constexpr std::size_t maxBytes = 8192;

    Message() = default;
    explicit Message(std::vector<Field> fields) : m_fields(std::move(fields)) {}

    void add(std::string tag, std::string value) { m_fields.push_back({std::move(tag), std::move(value)}); }
    // Gives the first field with this tag another value, or adds one.
    void set(std::string_view tag, std::string value);
    // The first field with this tag.
    [[nodiscard]] std::optional<std::string_view> value(std::string_view tag) const;
    // Whether a tag stands twice with different values.
    [[nodiscard]] bool contradictsItself() const;
    [[nodiscard]] const std::vector<Field> &fields() const { return m_fields; }
    // As it goes over the wire; values longer than 999 bytes are cut.
    [[nodiscard]] std::string text() const;
    bool operator==(const Message &) const = default;

private:
    std::vector<Field> m_fields;
};

// Bytes from outside for a log or a record: printable ASCII, others as '?', at most Message::maxBytes.
[[nodiscard]] std::string printable(std::string_view bytes);

enum class RequestError { Reference, Amount, Till };

// A debit in euro.
struct Request {
    std::string reference; // CJ: exactly 12 letters or digits, unique per attempt
    std::int64_t amountMinor = 0;
    std::string till = "01";      // CA: two digits
    bool immediateAnswer = false; // BA=1: the terminal says at once that it took the request
};

inline constexpr std::size_t referenceLength = 12;
inline constexpr std::int64_t maxAmountMinor = 999'999'999'999; // CB has 12 digits at the most

// The request as a message, or what is wrong with it.
[[nodiscard]] base::Expected<Message, base::Failure<RequestError>> makeRequest(const Request &request);

// Cuts a stream into messages. The protocol has neither an overall length nor an end mark: a message ends where the
// next CZ begins, or where the sender falls silent, which only the caller can see; so the last message stays open().
class MessageParser {
public:
    static constexpr std::size_t maxMessages = 16; // ended and not yet taken

    // False, now and ever after, once the stream can't be Caisse-AP or passes a limit.
    bool feed(base::ByteView bytes);
    [[nodiscard]] bool ok() const { return m_ok; }
    // The oldest message that a following CZ ended.
    [[nodiscard]] std::optional<Message> takeEnded();
    // The message whose end is not yet known, if no field of it is cut.
    [[nodiscard]] const Message *open() const;
    // Whether a field has begun and not ended.
    [[nodiscard]] bool insideField() const { return !m_pending.empty(); }

private:
    bool parsePending();
    bool accept(Field field);

    std::string m_pending;
    Message m_open;
    std::size_t m_openBytes = 0;
    std::deque<Message> m_ended;
    bool m_ok = true;
};

// Whether an answer that is whole so far says enough to be judged: AE, and CB where AE says "done".
[[nodiscard]] bool saysEnough(const Message &answer);

// What an answer to `request` means; nullopt for "request taken" (AE=11), which decides nothing. An answer that
// contradicts itself or the request is Unknown: never approved, never taken as not charged.
[[nodiscard]] std::optional<TerminalOutcome> interpret(const Message &answer, const Request &request);

} // namespace panier::peripherals::payment
