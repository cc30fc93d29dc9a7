#include "visit/state.h"

#include <algorithm>
#include <iterator>

namespace panier::visit {

std::vector<Alert> State::blockers() const {
    std::vector<Alert> open;
    std::copy_if(alerts.begin(), alerts.end(), std::back_inserter(open),
                 [](const Alert &alert) { return blocksPayment(alert.kind); });
    return open;
}

bool State::frozen() const {
    return phase == Phase::Paying || phase == Phase::InDoubt || phase == Phase::Issuing || payment.has_value();
}

bool State::canSuspend() const {
    return staff && !frozen() && phase != Phase::Suspended && phase != Phase::OutOfService && phase != Phase::Receipt &&
           phase != Phase::Goodbye;
}

bool State::canDuplicate() const {
    const auto &last = receipt ? receipt : lastReceipt;
    return staff && last && last->print != PrintStep::Printing;
}

bool State::canLearn() const {
    const auto reader = devices.find(Device::Reader);
    const bool ready = reader != devices.end() && reader->second.health == Health::Ready;
    const bool between = visitId.empty() && (phase == Phase::Attract || phase == Phase::Suspended);
    return staff && ready && between && lesson.step != Lesson::Step::UnderWay;
}

std::vector<codes::Epc> State::unsureTags() const {
    std::vector<codes::Epc> unsure;
    for (const auto &[epc, tag] : tags)
        if (tag.tagClass == TagClass::Unsure && tag.claim == Claim::None && tag.claimedBy.empty() &&
            (tag.knowledge == Knowledge::Known || tag.knowledge == Knowledge::Unknown))
            unsure.push_back(epc);
    return unsure;
}

std::vector<TagClaim> State::claims() const {
    std::vector<TagClaim> ours;
    for (const auto &[epc, tag] : tags) {
        const bool here = tag.tagClass == TagClass::On || tag.claim == Claim::Mine;
        if (tag.knowledge == Knowledge::Sold && tag.tagClass == TagClass::On) // paid, and not taken away yet
            ours.push_back({epc, true});
        const bool wanted = tag.claim == Claim::None || tag.claim == Claim::Mine;
        const bool vouched = !tag.claimedBy.empty() && tag.claim == Claim::Mine; // by an attendant
        if (visitId.empty() || !here || !wanted || (!tag.claimedBy.empty() && !vouched && !frozen()))
            continue;
        if (tag.knowledge == Knowledge::Known)
            ours.push_back({epc, vouched || frozen()});
    }
    return ours;
}

} // namespace panier::visit
