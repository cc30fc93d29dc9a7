#include "visit/alert.h"

#include "visit/stepper.h"

namespace panier::visit {

std::vector<Resolution> resolutionsOf(AlertKind kind) {
    switch (kind) {
    case AlertKind::UnknownTag:
    case AlertKind::SoldTag:
    case AlertKind::ForeignTag:
        return {Resolution::SetAside};
    case AlertKind::ClaimedTag:
        return {Resolution::SetAside, Resolution::Count};
    case AlertKind::CountDiffers:
        return {Resolution::GoOn, Resolution::CountRight, Resolution::Rescan};
    case AlertKind::UnsureTag:
        return {Resolution::Count, Resolution::SetAside};
    case AlertKind::AgeCheck:
        return {Resolution::AgeConfirmed, Resolution::RemoveArticle};
    case AlertKind::PaymentInDoubt:
        return {Resolution::Paid, Resolution::NotPaid};
    case AlertKind::UnknownCode:
    case AlertKind::TrayChanged:
    case AlertKind::LateApproval:
    case AlertKind::Help:
        return {Resolution::Done};
    case AlertKind::UncountedThing:
    case AlertKind::LeftBehind:
        return {Resolution::Done, Resolution::NothingThere};
    case AlertKind::DeviceLost:
        return {};
    }
    return {};
}

bool isAboutTag(AlertKind kind) {
    return kind == AlertKind::UnknownTag || kind == AlertKind::SoldTag || kind == AlertKind::ForeignTag ||
           kind == AlertKind::ClaimedTag || kind == AlertKind::UnsureTag;
}

std::function<bool(const Alert &)> about(AlertKind kind, const codes::Epc &epc) {
    return [kind, epc](const Alert &alert) { return alert.kind == kind && alert.epc == epc; };
}

bool blocksPayment(AlertKind kind) {
    switch (kind) {
    case AlertKind::UnknownTag:
    case AlertKind::AgeCheck:
    case AlertKind::PaymentInDoubt:
    case AlertKind::ClaimedTag:
    case AlertKind::CountDiffers:
        return true;
    default:
        return false;
    }
}

} // namespace panier::visit
