#include "rfid/tray/movements.h"

#include <algorithm>

namespace panier::rfid::tray {

bool Movements::between(double fromS, double toS) const {
    return std::any_of(m_atS.begin(), m_atS.end(), [=](double each) { return each >= fromS && each <= toS; });
}

} // namespace panier::rfid::tray
