#include "visit/alert.h"

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
    case AlertKind::DeviceLost:
        return {};
    }
    return {};
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
