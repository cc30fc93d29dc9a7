// The shop as the bench's panel shows it, and what a hand on the panel does to it.
#pragma once

#include "app/bench/shop.h"

#include <QImage>
#include <QObject>
#include <QTimer>
#include <QVariantList>
#include <QVariantMap>

namespace panier::bench {

// Thread: the UI's, which is the shop's.
class PanelModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList stacks READ stacks CONSTANT)
    Q_PROPERTY(QString artFolder READ artFolder CONSTANT)
    Q_PROPERTY(QVariantList units READ units NOTIFY changed)
    Q_PROPERTY(int held READ held NOTIFY changed)
    Q_PROPERTY(QVariantList plugs READ plugs NOTIFY changed)
    Q_PROPERTY(bool hasNfc READ hasNfc CONSTANT)
    Q_PROPERTY(bool hasScanner READ hasScanner CONSTANT)
    Q_PROPERTY(int card READ card NOTIFY changed)
    Q_PROPERTY(QString terminalState READ terminalState NOTIFY terminalChanged)
    Q_PROPERTY(double amountMinor READ amountMinor NOTIFY terminalChanged)
    Q_PROPERTY(int paper READ paper NOTIFY printerChanged)
    Q_PROPERTY(bool coverOpen READ coverOpen NOTIFY printerChanged)
    Q_PROPERTY(QString receipt READ receipt NOTIFY printed)
    Q_PROPERTY(QString receiptText READ receiptText NOTIFY printed)
    Q_PROPERTY(QString cameraPicture READ cameraPicture NOTIFY cameraChanged)
    Q_PROPERTY(bool loseAnswer READ loseAnswer NOTIFY terminalChanged)

public:
    PanelModel(Shop &shop, const std::filesystem::path &assets, QObject *parent = nullptr);

    [[nodiscard]] QVariantList stacks() const;
    [[nodiscard]] QString artFolder() const { return m_artFolder; } // as a URL, with a slash at the end
    [[nodiscard]] QVariantList units() const;
    [[nodiscard]] int held() const { return m_shop.held(); }
    [[nodiscard]] QVariantList plugs() const;
    [[nodiscard]] bool hasNfc() const { return m_shop.hasNfc(); }
    [[nodiscard]] bool hasScanner() const { return m_shop.hasScanner(); }
    [[nodiscard]] int card() const { return static_cast<int>(m_shop.card()); } // on the NFC reader
    [[nodiscard]] QString terminalState() const; // "idle", "card", "approved", "refused", "abandoned"
    [[nodiscard]] double amountMinor() const { return static_cast<double>(m_shop.terminal().amountMinor()); }
    [[nodiscard]] int paper() const { return static_cast<int>(m_shop.printer().paper()); }
    [[nodiscard]] bool coverOpen() const { return m_shop.printer().coverOpen(); }
    [[nodiscard]] QString receipt() const { return m_receipt; } // a data: address of its picture; empty: none yet
    [[nodiscard]] QString receiptText() const { return m_shop.printer().lastReceiptText(); }
    [[nodiscard]] QString cameraPicture() const { return m_cameraPicture; }
    [[nodiscard]] bool loseAnswer() const { return m_loseAnswer; }

    Q_INVOKABLE void lay(int stack, bool atEdge);
    Q_INVOKABLE void move(int unit, bool atEdge);
    Q_INVOKABLE void takeBack(int unit);
    Q_INVOKABLE void leave();
    Q_INVOKABLE void hold(int stack);
    Q_INVOKABLE void scan(int stack);
    Q_INVOKABLE void lower();
    // How the article is held: degrees, pixels, 0 to 1, pixels.
    Q_INVOKABLE void pose(double angle, double blur, double light, double motion);
    Q_INVOKABLE void layCard(int card);
    Q_INVOKABLE void presentCard();
    Q_INVOKABLE void refuse();
    Q_INVOKABLE void abandon();
    Q_INVOKABLE void setLoseAnswer(bool lose);
    Q_INVOKABLE void setPlugged(int plug, bool in);
    Q_INVOKABLE void setPaper(int paper);
    Q_INVOKABLE void openCover(bool open);

signals:
    void changed();
    void terminalChanged();
    void printerChanged();
    void printed();
    void cameraChanged();

private:
    void lookThroughCamera();

    Shop &m_shop;
    QString m_artFolder;
    QString m_receipt;
    QString m_cameraPicture;
    QTimer m_cameraTimer;
    vision::emulator::Pose m_pose;
    bool m_loseAnswer = false;
};

} // namespace panier::bench
