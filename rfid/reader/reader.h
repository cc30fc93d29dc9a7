// What any UHF reader does for the kiosk, whatever protocol it speaks: a family of readers is a class that implements
// it.
#pragma once

#include "rfid/tray/observation.h"

#include <QObject>
#include <QString>
#include <cstdint>
#include <vector>

namespace panier::rfid::reader {

enum class ReaderState {
    Starting, // not known yet
    Ready,    // inventory runs
    Lost,     // unreachable, taken by another client, silent or out of its mind; tried again with back-off
};

// How the reader looks. Gen2 sessions: EPC Gen2 v2.0.1, 6.3.2.2.
enum class InventoryMode {
    Open,     // repeated reads of everything, so that levels and removals show: S1 (or S0), dual target
    DeepScan, // every tag once, the quiet ones too: S2, single target
};

// What the reader said of itself on this connection; empty and 0 where it said nothing.
struct ReaderInfo {
    QString model;
    QString firmware;
    int antennas = 0;
    bool tellsPhase = false;
    bool marksTags = false; // mark() may work
};

// How a sold tag is marked. The list of sold EPCs is the authority, the mark is best effort: it serves gates and staff.
struct SoldMark {
    enum class Kind { UserMemory, Eas };
    Kind kind = Kind::UserMemory;
    std::uint32_t accessPassword = 0;         // 0: the tag's open state
    std::uint16_t wordPointer = 0;            // UserMemory: where the words go, in 16-bit words
    std::vector<std::uint16_t> words{0x534F}; // UserMemory: 1 to 32 words
    bool easOn = false;                       // Eas: the bit's new value; a sold article's is off
    bool operator==(const SoldMark &) const = default;
};

enum class MarkOutcome {
    Written,
    TagNotFound, // it has left the field
    Refused,     // wrong password, or memory locked
    NotEnoughPower,
    NotSupported, // by this reader or this tag
    Failed,       // anything else that the reader said
    Lost,         // the reader went away, or said nothing in time: it may be written or not
};

// Thread: Qt's event loop of the thread that made it.
class Reader : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    // Ends the inventory and closes; stopped() follows, within a written time.
    virtual void stop() = 0;
    [[nodiscard]] virtual ReaderState state() const = 0;
    [[nodiscard]] virtual const ReaderInfo &info() const = 0;
    // Kept over a loss of the connection. A reader that can't do otherwise goes on as it does.
    virtual void setInventory(InventoryMode mode) = 0;
    // Writes the mark to one tag, and to no other: under a mask of its full EPC. marked() follows exactly once for each
    // call, in order; at most 512 wait, beyond that the answer is Failed.
    virtual void mark(const codes::Epc &epc, const SoldMark &mark) = 0;

signals:
    // What was seen since the last time, never empty.
    void observations(const std::vector<panier::rfid::tray::TagObservation> &batch);
    // `reason` is for a log or an attendant; empty for Ready.
    void stateChanged(panier::rfid::reader::ReaderState state, const QString &reason);
    // A general purpose input (a lid, a presence sensor), numbered from 1.
    void inputChanged(int port, bool high);
    void marked(const panier::codes::Epc &epc, panier::rfid::reader::MarkOutcome outcome, const QString &detail);
    void stopped();
};

} // namespace panier::rfid::reader
