// Pictures in, codes that count out: what panier-eye does with a camera's pictures, without the camera.
#pragma once

#include "vision/agree/agreement.h"
#include "vision/decode/hard_pass.h"
#include "vision/decode/motion_gate.h"

namespace panier::vision::agree {

// Looks at each picture that differs from the last one, and lets somebody with more time look at those in which
// something like a code lies that wasn't read. Thread: one at a time.
class CodeWatch {
public:
    // `hard` may be null, and must outlive it.
    explicit CodeWatch(decode::HardPass *hard, AgreementRules rules = {}) : m_hard(hard), m_agreement(rules) {}

    // Whether the picture is worth look(); ask once for each picture. Costs a hundredth of looking.
    [[nodiscard]] bool isWorthLooking(const decode::GreyView &picture) { return m_gate.worthDecoding(picture); }
    // `nowMs` never steps back, here and below.
    [[nodiscard]] Agreed look(base::TimeMs nowMs, const decode::GreyView &picture);
    // What the hard pass has found meanwhile; to be asked between pictures.
    [[nodiscard]] Agreed lookBack(base::TimeMs nowMs);

private:
    decode::HardPass *m_hard;
    decode::MotionGate m_gate;
    unsigned m_turn = 0; // see decode::look
    Agreement m_agreement;
};

} // namespace panier::vision::agree
