// A list for QML whose rows have a key: a row that stays keeps its delegate, so a finger that is down on it isn't lost
// when another article lands.
#pragma once

#include <QAbstractListModel>
#include <QVariantMap>
#include <qqmlregistration.h>
#include <vector>

namespace panier::ui {

// Rows are maps with a "key" that is unique in the list; roles are named once. Thread: the UI's.
class KeyedModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    KeyedModel(std::initializer_list<const char *> roles, QObject *parent);

    // Takes over `rows`, telling QML the least that changed.
    void set(std::vector<QVariantMap> rows);
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const std::vector<QVariantMap> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return m_roles; }

signals:
    void countChanged();

private:
    QHash<int, QByteArray> m_roles;
    std::vector<QVariantMap> m_rows;
};

} // namespace panier::ui
