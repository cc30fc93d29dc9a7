// What panier-eye and the kiosk say to each other through a pipe.
//
// From the eye (its standard output), messages: u32 length of what follows (1 to maxMessageBytes), u8 kind, body; all
// integers big-endian. To the eye (its standard input), single bytes: WirePreviewOn, WirePreviewOff, WireLearnTray; end
// of input ends it.
//
//   kind 1 shown, kind 2 gone  u8 symbology, u8 strength, u8 n, n bytes AIM, u16 m, m bytes text
//   kind 3 health              u8 source state, u16 frames per second x 10, u32 frames, u32 frames decoded, u32 codes,
//                              u8 n, n bytes reason, u8 picture fault, u8 confinement (bit 0 system calls, 1 files,
//                              2 network)
//   kind 4 preview             u16 width, u16 height, the rest: a JPEG picture
//   kind 5 refused, version 1  u8 1, u8 symbology, u8 reason (0 to lastRefusal)
//   kind 6 tray, version 1     u8 1, u8 state, u32 ms since, u8 n (0 to tray::maxThings), n times: u16 share, u16 x,
//                              u16 y (0 to 10,000 each), u8 at edge (0 or 1); n is 0 unless occupied or moving
//
// The kiosk trusts nothing of it: a message that isn't exactly as above is an error, and ends the child.
#pragma once

#include "base/bytes.h"
#include "base/expected.h"
#include "vision/agree/agreement.h"
#include "vision/decode/decoder.h"
#include "vision/tray/tray_view.h"

#include <optional>
#include <variant>

namespace panier::vision::agree {

inline constexpr std::size_t maxMessageBytes = 128 * 1024;
inline constexpr std::size_t maxPreviewBytes = maxMessageBytes - 8;
// How the eye ends by itself where it may not open what now stands at its source's place: it wants to be started again.
inline constexpr int exitSourceGone = 3;
inline constexpr int exitStuck = 2; // a call into the camera's library or the decoder's doesn't come back
inline constexpr std::uint8_t wirePreviewOn = 'P';
inline constexpr std::uint8_t wirePreviewOff = 'p';
inline constexpr std::uint8_t wireLearnTray = 'L'; // the tray is empty now: learn how it looks

// What an eye is for.
enum class EyeTask : std::uint8_t {
    Codes, // before the camera
    Tray,  // below it
};

// How the eye's source is.
enum class SourceState : std::uint8_t {
    Opening = 1, // not open yet, or being opened again
    Watching = 2,
    Lost = 3, // could not be opened, or stopped; it is tried again
};

// What is wrong with pictures that do come.
enum class PictureFault : std::uint8_t {
    None = 0,
    Frozen = 1,  // the same picture, to the last bit, again and again
    Dark = 2,    // no light, or something black before the lens
    Bright = 3,  // so much light that nothing shows
    Covered = 4, // light, and nothing to be seen
};

// What the eye has locked itself out of.
struct Confinement {
    bool systemCalls = false;
    bool files = false;
    bool network = false;
    bool operator==(const Confinement &) const = default;
};

// Sent once a presentation, and once more with Strength::Strong if it was Fair the first time and became so.
struct Shown {
    CodeRead code;
    bool operator==(const Shown &) const = default;
};
struct Gone {
    CodeRead code;
    bool operator==(const Gone &) const = default;
};

// A code was seen and can't count, or doesn't yet; see RefusalMemory. What it said stays in the eye.
struct NotCounted {
    decode::Symbology symbology = decode::Symbology::Ean13;
    Refusal reason = Refusal::TooFewReads;
    bool operator==(const NotCounted &) const = default;
};

// Sent about twice a second, and at every change of `state` or `fault`.
struct Health {
    SourceState state = SourceState::Opening;
    std::uint16_t fpsTimes10 = 0;
    std::uint32_t frames = 0;        // since the eye started
    std::uint32_t framesDecoded = 0; // of these, those that were looked at
    std::uint32_t codes = 0;         // shown messages
    std::string reason;              // for a log; at most 255 bytes
    PictureFault fault = PictureFault::None;
    Confinement confinement = {};
    bool operator==(const Health &) const = default;
};

struct Preview {
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    base::Bytes jpeg; // at most maxPreviewBytes
    bool operator==(const Preview &) const = default;
};

// The frames that the eye is looking at, in memory that the kiosk made and may read after the eye's death: frameBoxes
// times, that of its loop first, then that of its hard pass, four integers of the machine's own kind, then
// width x height grey levels. Nothing else of a picture leaves the eye.
struct FrameBox {
    std::uint32_t busy = 0; // 1 while the decoder has it
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t reserved = 0;
};
inline constexpr std::size_t frameBoxes = 2;
inline constexpr std::size_t frameBoxBytes = // of one
    sizeof(FrameBox) + static_cast<std::size_t>(decode::maxSidePixels) * decode::maxSidePixels;

// Of an eye that watches the tray: at each change, and about twice a second.
using tray::TrayView;

using Message = std::variant<Shown, Gone, Health, Preview, NotCounted, TrayView>;

// The message with its length in front. What is too long is cut (reason) or, for text and pictures, must not be passed.
[[nodiscard]] base::Bytes encode(const Message &message);

enum class WireError { BadLength, UnknownKind, BadBody };

// Cuts a stream of bytes, split and merged as it pleases, into messages. After an error it stays failed.
class WireReader {
public:
    // Takes in bytes; what it keeps is never more than one message and what was just fed.
    void feed(base::ByteView bytes);
    // The next whole message; nullopt when more bytes are needed.
    [[nodiscard]] base::Expected<std::optional<Message>, base::Failure<WireError>> next();

private:
    base::Bytes m_buffer;
    std::size_t m_offset = 0;
    std::optional<base::Failure<WireError>> m_failure;
};

} // namespace panier::vision::agree
