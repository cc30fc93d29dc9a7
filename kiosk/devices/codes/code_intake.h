// Every code that somebody shows, whoever reads it: what it means, whether it counts, and what the visit is told.
#pragma once

#include "codes/shown_code.h"
#include "devices/codes/pack_counter.h"
#include "devices/event_sink.h"
#include "storage/till_store.h"

#include <QObject>
#include <vector>

namespace panier::devices {

// How much a reader vouches for its text. A misread number with a right check digit is usually no article of the shop.
enum class ReadTrust {
    CheckDigitOnly, // the camera's EAN, UPC and ITF
    Sound,          // 2D codes, DataBar, Code 128, a scanner, NFC
};

// A visit is told CodeShown, BasketShown or CodeRefused, never a text. A number that only its check digit vouches for
// is sold if the catalogue knows it; otherwise it is called an unknown article once the camera vouches for it, and read
// badly if it leaves before. Thread: Qt's event loop of the thread that made it. `store` and `clock` outlive it.
class CodeIntake : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t maxDoubtful = 16; // in the picture at once; further ones are taken for sound
    static constexpr int maxRefusalsPerSecond = 5; // told; the others are repetitions

    CodeIntake(codes::CodeRules rules, storage::TillStore &store, const base::Clock &clock, EventSink sink,
               QObject *parent = nullptr);

    // A code was read. Of the camera's once per presentation, ended by left(), and once more when it has become sound.
    void read(CodeSource source, const std::string &aim, const std::string &text, ReadTrust trust);
    // A reader saw a code, and can't tell what it says.
    void unread(CodeSource source, codes::Refusal reason) { refuse(source, {}, 0, reason); }
    // The camera's code has left the picture.
    void left(const std::string &aim, const std::string &text);
    // The camera sees nothing any more.
    void cameraLost() { m_packs.blind(nowMs()); }

private:
    // A code of the camera's that only its check digit vouches for.
    struct Doubtful {
        codes::Gtin gtin;
        std::string aim;
        bool unknown = false; // to the catalogue, which has answered
        bool left = false;    // before it answered
    };
    // What a code means now.
    struct Meaning {
        std::optional<codes::Gtin> gtin; // the article that it names, if it names one
        std::optional<visit::BasketShown> basket;
        std::optional<codes::Refusal> refusal; // what is neither has one
    };
    // A code of the shop's own that is used once, seen by two readers.
    struct OwnCode {
        codes::HouseCodeId id{};
        CodeSource source = CodeSource::Camera;
        base::TimeMs atMs = 0;
    };
    [[nodiscard]] Meaning meaningOf(const std::string &aim, const std::string &text) const;
    void refuse(CodeSource source, const std::string &aim, std::size_t bytes, codes::Refusal reason,
                std::optional<codes::Gtin> counted = {});
    void count(CodeSource source, const codes::Gtin &gtin, const std::string &aim);
    void resume(CodeSource source, const visit::BasketShown &basket);
    void askCatalogue(const codes::Gtin &gtin, const std::string &aim);
    [[nodiscard]] std::vector<Doubtful>::iterator doubtful(const codes::Gtin &gtin, const std::string &aim);
    [[nodiscard]] base::TimeMs nowMs() const { return m_clock.monotonicUs() / 1000; }

    codes::CodeRules m_rules;
    storage::TillStore &m_store;
    const base::Clock &m_clock;
    EventSink m_sink;
    PackCounter m_packs;
    std::vector<Doubtful> m_doubtful;
    std::optional<OwnCode> m_lastOwn;
    base::TimeMs m_refusalSecond = 0;
    int m_refusals = 0; // in that second
};

} // namespace panier::devices
