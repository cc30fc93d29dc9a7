// The bench's window.
#pragma once

#include "app/bench/panel/panel_model.h"

#include <QQuickView>

namespace panier::bench {

// Thread: the UI's.
class PanelWindow : public QQuickView {
    Q_OBJECT

public:
    // `model` must outlive the window.
    explicit PanelWindow(PanelModel &model);
};

} // namespace panier::bench
