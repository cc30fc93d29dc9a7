#include "vision/agree/wire.h"

#include <algorithm>
#include <span>

namespace panier::vision::agree {

namespace {
enum class Kind : std::uint8_t { Shown = 1, Gone = 2, Health = 3, Preview = 4, NotCounted = 5, Tray = 6 };
constexpr std::size_t lengthBytes = 4;
constexpr std::uint8_t notCountedVersion = 1;

constexpr unsigned systemCallsBit = 1U;
constexpr unsigned filesBit = 2U;
constexpr unsigned networkBit = 4U;
constexpr std::uint8_t trayVersion = 1;
constexpr std::uint16_t wholeShare = 10'000;

constexpr unsigned knownBits = systemCallsBit | filesBit | networkBit;

std::uint8_t bitsOf(const Confinement &confinement) {
    return static_cast<std::uint8_t>((confinement.systemCalls ? systemCallsBit : 0U) |
                                     (confinement.files ? filesBit : 0U) | (confinement.network ? networkBit : 0U));
}

void writeCode(base::ByteWriter &out, const CodeRead &code) {
    out.u8(static_cast<std::uint8_t>(code.symbology));
    out.u8(static_cast<std::uint8_t>(code.strength));
    out.u8(static_cast<std::uint8_t>(code.aim.size()));
    out.append(code.aim);
    out.u16(static_cast<std::uint16_t>(code.text.size()));
    out.append(code.text);
}

void writeBody(base::ByteWriter &out, const Shown &message) {
    out.u8(static_cast<std::uint8_t>(Kind::Shown));
    writeCode(out, message.code);
}

void writeBody(base::ByteWriter &out, const Gone &message) {
    out.u8(static_cast<std::uint8_t>(Kind::Gone));
    writeCode(out, message.code);
}

void writeBody(base::ByteWriter &out, const Health &message) {
    const auto reason = std::string_view(message.reason).substr(0, 255);
    out.u8(static_cast<std::uint8_t>(Kind::Health));
    out.u8(static_cast<std::uint8_t>(message.state));
    out.u16(message.fpsTimes10);
    out.u32(message.frames);
    out.u32(message.framesDecoded);
    out.u32(message.codes);
    out.u8(static_cast<std::uint8_t>(reason.size()));
    out.append(reason);
    out.u8(static_cast<std::uint8_t>(message.fault));
    out.u8(bitsOf(message.confinement));
}

void writeBody(base::ByteWriter &out, const Preview &message) {
    out.u8(static_cast<std::uint8_t>(Kind::Preview));
    out.u16(message.width);
    out.u16(message.height);
    out.append(message.jpeg);
}

void writeBody(base::ByteWriter &out, const TrayView &message) {
    const auto count = std::min(message.things.size(), tray::maxThings);
    out.u8(static_cast<std::uint8_t>(Kind::Tray));
    out.u8(trayVersion);
    out.u8(static_cast<std::uint8_t>(message.state));
    out.u32(message.sinceMs);
    out.u8(static_cast<std::uint8_t>(count));
    for (const auto &thing : std::span(message.things).first(count)) {
        out.u16(thing.share);
        out.u16(thing.x);
        out.u16(thing.y);
        out.u8(thing.atEdge ? 1 : 0);
    }
}

void writeBody(base::ByteWriter &out, const NotCounted &message) {
    out.u8(static_cast<std::uint8_t>(Kind::NotCounted));
    out.u8(notCountedVersion);
    out.u8(static_cast<std::uint8_t>(message.symbology));
    out.u8(static_cast<std::uint8_t>(message.reason));
}

bool isKnown(decode::Symbology symbology) {
    const auto &known = decode::allSymbologies;
    return std::find(known.begin(), known.end(), symbology) != known.end();
}

std::optional<CodeRead> readCode(base::ByteReader &in) {
    CodeRead code;
    const auto symbology = in.u8();
    const auto strength = in.u8();
    code.aim = base::textOf(in.take(in.u8()));
    code.text = base::textOf(in.take(in.u16()));
    code.symbology = static_cast<decode::Symbology>(symbology);
    code.strength = static_cast<Strength>(strength);
    const bool valid =
        in.ok() && isKnown(code.symbology) && (code.strength == Strength::Fair || code.strength == Strength::Strong) &&
        code.aim.size() <= decode::maxAimBytes && !code.text.empty() && code.text.size() <= decode::maxTextBytes;
    return valid ? std::optional(code) : std::nullopt;
}

std::optional<Message> readHealth(base::ByteReader &in) {
    Health health;
    const auto state = in.u8();
    health.state = static_cast<SourceState>(state);
    health.fpsTimes10 = in.u16();
    health.frames = in.u32();
    health.framesDecoded = in.u32();
    health.codes = in.u32();
    health.reason = base::textOf(in.take(in.u8()));
    const auto fault = in.u8();
    health.fault = static_cast<PictureFault>(fault);
    const unsigned bits = in.u8();
    health.confinement = {(bits & systemCallsBit) != 0, (bits & filesBit) != 0, (bits & networkBit) != 0};
    const bool known = state >= static_cast<std::uint8_t>(SourceState::Opening) &&
                       state <= static_cast<std::uint8_t>(SourceState::Lost) &&
                       fault <= static_cast<std::uint8_t>(PictureFault::Covered) && (bits & ~knownBits) == 0;
    return known ? std::optional<Message>(std::move(health)) : std::nullopt;
}

Message readPreview(base::ByteReader &in) {
    Preview preview;
    preview.width = in.u16();
    preview.height = in.u16();
    const auto jpeg = in.take(in.remaining());
    preview.jpeg.assign(jpeg.begin(), jpeg.end());
    return preview;
}

std::optional<Message> readTray(base::ByteReader &in) {
    TrayView view;
    const auto version = in.u8();
    const auto state = in.u8();
    view.state = static_cast<tray::TrayState>(state);
    view.sinceMs = in.u32();
    const std::size_t count = in.u8();
    const bool mayHold = view.state == tray::TrayState::Occupied || view.state == tray::TrayState::Moving;
    bool good = version == trayVersion && state >= static_cast<std::uint8_t>(tray::TrayState::Learning) &&
                state <= static_cast<std::uint8_t>(tray::TrayState::Blocked) &&
                count <= (mayHold ? tray::maxThings : 0);
    for (std::size_t i = 0; good && i < count; ++i) {
        tray::LyingThing thing{in.u16(), in.u16(), in.u16(), false};
        const auto edge = in.u8();
        thing.atEdge = edge == 1;
        good = in.ok() && edge <= 1 && std::max({thing.share, thing.x, thing.y}) <= wholeShare;
        view.things.push_back(thing);
    }
    return good ? std::optional<Message>(std::move(view)) : std::nullopt;
}

std::optional<Message> readNotCounted(base::ByteReader &in) {
    const bool known = in.u8() == notCountedVersion;
    const NotCounted message{static_cast<decode::Symbology>(in.u8()), static_cast<Refusal>(in.u8())};
    const bool valid = known && in.ok() && isKnown(message.symbology) && message.reason <= lastRefusal;
    return valid ? std::optional<Message>(message) : std::nullopt;
}

base::Expected<Message, base::Failure<WireError>> readMessage(base::ByteView bytes) {
    base::ByteReader in(bytes);
    std::optional<Message> message;
    switch (static_cast<Kind>(in.u8())) {
    case Kind::Shown:
        if (const auto code = readCode(in))
            message = Shown{*code};
        break;
    case Kind::Gone:
        if (const auto code = readCode(in))
            message = Gone{*code};
        break;
    case Kind::Health:
        message = readHealth(in);
        break;
    case Kind::Preview:
        message = readPreview(in);
        break;
    case Kind::NotCounted:
        message = readNotCounted(in);
        break;
    case Kind::Tray:
        message = readTray(in);
        break;
    default:
        return base::fail(WireError::UnknownKind, "the eye sent a message of an unknown kind");
    }
    if (!message || !in.ok() || in.remaining() != 0)
        return base::fail(WireError::BadBody, "the eye sent a malformed message");
    return *std::move(message);
}
} // namespace

base::Bytes encode(const Message &message) {
    base::ByteWriter out;
    out.u32(0);
    std::visit([&out](const auto &value) { writeBody(out, value); }, message);
    out.patchU32(0, static_cast<std::uint32_t>(out.size() - lengthBytes));
    return std::move(out).take();
}

void WireReader::feed(base::ByteView bytes) {
    if (m_failure)
        return;
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_offset));
    m_offset = 0;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

base::Expected<std::optional<Message>, base::Failure<WireError>> WireReader::next() {
    if (m_failure)
        return tl::make_unexpected(*m_failure);
    base::ByteReader in(base::ByteView(m_buffer).subspan(m_offset));
    const std::size_t length = in.u32();
    if (!in.ok())
        return std::nullopt;
    if (length == 0 || length > maxMessageBytes) {
        m_failure = {WireError::BadLength, "the eye sent a message of an impossible length"};
        return tl::make_unexpected(*m_failure);
    }
    const auto body = in.take(length);
    if (!in.ok())
        return std::nullopt;
    m_offset += lengthBytes + length;
    auto message = readMessage(body);
    if (!message) {
        m_failure = message.error();
        return tl::make_unexpected(*m_failure);
    }
    return std::optional<Message>(*std::move(message));
}

} // namespace panier::vision::agree
