#include "visit/alert.h"

namespace panier::visit {

std::vector<Resolution> resolutionsOf(AlertKind kind) {
    switch (kind) {
    case AlertKind::UnknownTag:
    case AlertKind::SoldTag:
        return {Resolution::SetAside};
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

Resolver resolverOf(AlertKind kind) {
    switch (kind) {
    case AlertKind::UnsureTag:
    case AlertKind::Help:
        return Resolver::ShopperOrAttendant;
    case AlertKind::DeviceLost:
        return Resolver::Itself;
    default:
        return Resolver::Attendant;
    }
}

bool blocksPayment(AlertKind kind) {
    switch (kind) {
    case AlertKind::UnknownTag:
    case AlertKind::AgeCheck:
    case AlertKind::PaymentInDoubt:
        return true;
    default:
        return false;
    }
}

} // namespace panier::visit
