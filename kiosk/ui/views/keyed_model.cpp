#include "ui/views/keyed_model.h"

#include <algorithm>

namespace panier::ui {

namespace {

QVariant keyOf(const QVariantMap &row) {
    return row.value(QStringLiteral("key"));
}

} // namespace

KeyedModel::KeyedModel(std::initializer_list<const char *> roles, QObject *parent) : QAbstractListModel(parent) {
    int role = Qt::UserRole;
    m_roles.insert(role++, "key");
    for (const auto *name : roles)
        m_roles.insert(role++, name);
}

void KeyedModel::set(std::vector<QVariantMap> rows) {
    const auto before = m_rows.size();
    const auto stays = [&rows](const QVariant &key) {
        return std::any_of(rows.begin(), rows.end(), [&key](const auto &row) { return keyOf(row) == key; });
    };
    for (int i = count() - 1; i >= 0; --i) {
        if (stays(keyOf(m_rows[static_cast<std::size_t>(i)])))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = static_cast<int>(i);
        const auto found = std::find_if(m_rows.begin() + at, m_rows.end(),
                                        [&](const auto &row) { return keyOf(row) == keyOf(rows[i]); });
        if (found == m_rows.end()) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, rows[i]);
            endInsertRows();
            continue;
        }
        const auto from = static_cast<int>(found - m_rows.begin());
        if (from != at) {
            beginMoveRows({}, from, from, {}, at);
            std::rotate(m_rows.begin() + at, found, found + 1);
            endMoveRows();
        }
        if (m_rows[i] != rows[i]) {
            m_rows[i] = rows[i];
            emit dataChanged(index(at), index(at));
        }
    }
    if (m_rows.size() != before)
        emit countChanged();
}

int KeyedModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant KeyedModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= count())
        return {};
    return m_rows[static_cast<std::size_t>(index.row())].value(QString::fromLatin1(m_roles.value(role)));
}

} // namespace panier::ui
