#include "peripherals/payment/caisse_ap.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace panier::peripherals::payment {

namespace {

constexpr std::size_t tagLength = 2;
constexpr std::size_t headLength = 5; // tag and length
constexpr std::size_t maxValue = 999;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isTagCharacter(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z');
}
bool isReferenceCharacter(char c) {
    return isTagCharacter(c) || (c >= 'a' && c <= 'z');
}

std::optional<std::int64_t> parseAmount(std::string_view digits) {
    if (digits.empty() || digits.size() > 12 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    std::int64_t amount = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), amount);
    return amount;
}

TerminalOutcome::Reason reasonOf(std::string_view af) {
    using Reason = TerminalOutcome::Reason;
    constexpr std::pair<std::string_view, Reason> reasons[] = {
        {"04", Reason::Refused},       {"05", Reason::Forbidden},    {"06", Reason::Abandoned},
        {"07", Reason::NotCompleted},  {"08", Reason::InputTimeout}, {"09", Reason::FormatError},
        {"11", Reason::OperatorAbort}, {"13", Reason::Currency},
    };
    for (const auto &[code, reason] : reasons)
        if (code == af)
            return reason;
    return Reason::Unspecified;
}

// Whether a field that the terminal echoes says something else than the request did. A missing one is tolerated.
bool echoes(const Message &answer, std::string_view tag, std::string_view asked) {
    return answer.value(tag).value_or(asked) == asked;
}

TerminalOutcome describe(const Message &answer) {
    const auto text = [&answer](std::string_view tag) { return printable(answer.value(tag).value_or("")); };
    TerminalOutcome outcome;
    outcome.amountMinor = parseAmount(answer.value("CB").value_or("")).value_or(0);
    outcome.authorisation = text("AC");
    outcome.maskedPan = text("AA");
    outcome.contract = text("CG");
    outcome.applicationId = text("AI");
    outcome.contactless = answer.value("CC") == "00B" || answer.value("CI") == "2";
    outcome.raw = printable(answer.text());
    return outcome;
}

} // namespace

std::string printable(std::string_view text) {
    std::string result(text.substr(0, Message::maxBytes));
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return result;
}

void Message::set(std::string_view tag, std::string value) {
    for (Field &field : m_fields)
        if (field.tag == tag) {
            field.value = std::move(value);
            return;
        }
    add(std::string(tag), std::move(value));
}

std::optional<std::string_view> Message::value(std::string_view tag) const {
    for (const Field &field : m_fields)
        if (field.tag == tag)
            return field.value;
    return std::nullopt;
}

bool Message::contradictsItself() const {
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [this](const Field &field) { return value(field.tag) != field.value; });
}

std::string Message::text() const {
    std::string text;
    for (const Field &field : m_fields) {
        const auto value = std::string_view(field.value).substr(0, maxValue);
        text += fmt::format("{}{:03}{}", field.tag, value.size(), value);
    }
    return text;
}

base::Expected<Message, base::Failure<RequestError>> makeRequest(const Request &request) {
    const auto &[reference, amountMinor, till, immediateAnswer] = request;
    if (reference.size() != referenceLength || !std::all_of(reference.begin(), reference.end(), isReferenceCharacter))
        return base::fail(RequestError::Reference, "the reference must be 12 letters or digits");
    if (amountMinor < 1 || amountMinor > maxAmountMinor)
        return base::fail(RequestError::Amount, "the amount must be 1 to 12 digits of cents, and not zero");
    if (till.size() != 2 || !std::all_of(till.begin(), till.end(), isDigit))
        return base::fail(RequestError::Till, "the till must be two digits");
    Message message;
    message.add("CZ", "0300");
    message.add("CJ", reference);
    message.add("CA", till);
    message.add("CE", "978");
    if (immediateAnswer)
        message.add("BA", "1");
    message.add("CD", "0");
    message.add("CB", fmt::format("{:02}", amountMinor));
    return message;
}

bool MessageParser::feed(base::ByteView bytes) {
    while (m_ok && !bytes.empty()) {
        // A bounded bite, so that a flood is cut at the limits and never buffered.
        const auto bite = bytes.first(std::min(bytes.size(), maxValue));
        bytes = bytes.subspan(bite.size());
        m_pending += base::textOf(bite);
        m_ok = parsePending();
    }
    return m_ok;
}

bool MessageParser::parsePending() {
    std::size_t offset = 0;
    const std::string_view pending = m_pending;
    for (;;) {
        const auto rest = pending.substr(offset);
        const auto head = rest.substr(0, headLength);
        const auto tag = head.substr(0, tagLength);
        const auto digits = head.substr(tag.size());
        if (!std::all_of(tag.begin(), tag.end(), isTagCharacter) || !std::all_of(digits.begin(), digits.end(), isDigit))
            return false;
        if (head.size() < headLength)
            break;
        std::size_t length = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), length);
        if (rest.size() < headLength + length)
            break;
        if (!accept({std::string(tag), std::string(rest.substr(headLength, length))}))
            return false;
        offset += headLength + length;
    }
    m_pending.erase(0, offset);
    return true;
}

bool MessageParser::accept(Field field) {
    const bool begins = field.tag == "CZ";
    if (m_open.fields().empty() != begins) {
        if (!begins)
            return false; // a message that doesn't begin with CZ
        if (m_ended.size() >= maxMessages)
            return false;
        m_ended.push_back(std::exchange(m_open, {}));
        m_openBytes = 0;
    }
    m_openBytes += headLength + field.value.size();
    if (m_open.fields().size() >= Message::maxFields || m_openBytes > Message::maxBytes)
        return false;
    m_open.add(std::move(field.tag), std::move(field.value));
    return true;
}

std::optional<Message> MessageParser::takeEnded() {
    if (m_ended.empty())
        return std::nullopt;
    std::optional<Message> message(std::move(m_ended.front()));
    m_ended.pop_front();
    return message;
}

const Message *MessageParser::open() const {
    return m_ok && !insideField() && !m_open.fields().empty() ? &m_open : nullptr;
}

bool saysEnough(const Message &answer) {
    const auto action = answer.value("AE");
    return action && (*action != "10" || answer.value("CB"));
}

std::optional<TerminalOutcome> interpret(const Message &answer, const Request &request) {
    using Kind = TerminalOutcome::Kind;
    using Reason = TerminalOutcome::Reason;
    TerminalOutcome outcome = describe(answer);
    const auto is = [&outcome](Kind kind, Reason reason) {
        outcome.kind = kind;
        outcome.reason = reason;
        return outcome;
    };
    const auto action = answer.value("AE");
    const auto why = answer.value("AF");
    if (answer.contradictsItself() || !echoes(answer, "CJ", request.reference) || !echoes(answer, "CE", "978") ||
        !echoes(answer, "CD", "0"))
        return is(Kind::Unknown, Reason::Contradictory);
    if (action == "11")
        return why ? std::optional(is(Kind::Unknown, Reason::Contradictory)) : std::nullopt;
    if (action == "01") {
        if (answer.value("AC")) // not done, and yet authorised
            return is(Kind::Unknown, Reason::Contradictory);
        const Reason reason = reasonOf(why.value_or(""));
        const bool declined = reason == Reason::Refused || reason == Reason::Forbidden;
        return is(declined ? Kind::Declined : Kind::NotCharged, reason);
    }
    if (action != "10")
        return is(Kind::Unknown, Reason::Unreadable);
    if (why)
        return is(Kind::Unknown, Reason::Contradictory);
    if (parseAmount(answer.value("CB").value_or("")) != request.amountMinor)
        return is(Kind::Unknown, Reason::AmountDiffers);
    return is(Kind::Approved, Reason::None);
}

} // namespace panier::peripherals::payment
