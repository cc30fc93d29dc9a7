// A till in a folder of its own that has sold twice, written by the kiosk's own store.
#pragma once

#include "storage/till_store.h"

#include <filesystem>
#include <string>

namespace panier::tests {

class TillFixture {
public:
    TillFixture();
    ~TillFixture();
    TillFixture(const TillFixture &) = delete;
    TillFixture &operator=(const TillFixture &) = delete;

    // Opens the store as the kiosk does, sells once more, and closes it; returns the new ticket.
    storage::TicketRef sell();
    // The log is written back into till.db, and its two companions are gone.
    void settle() const;

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }
    [[nodiscard]] const storage::Files &files() const { return m_files; }
    [[nodiscard]] const storage::TicketRef &first() const { return m_first; }
    [[nodiscard]] const storage::TicketRef &second() const { return m_second; }

private:
    std::filesystem::path m_folder;
    storage::Files m_files;
    storage::TicketRef m_first;
    storage::TicketRef m_second;
    int m_sales = 0;
};

} // namespace panier::tests
