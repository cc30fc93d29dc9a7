// A folder that goes away with the test, a trader, and tickets of any size.
#pragma once

#include "journal/chain.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>

namespace panier::samples {

class TempFolder {
public:
    TempFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "panier-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder &) = delete;
    TempFolder &operator=(const TempFolder &) = delete;
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

inline std::string contentOf(const std::filesystem::path &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void overwrite(const std::filesystem::path &file, std::string_view text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

constexpr base::TimeMs start = 1'795'300'000'000; // 2026-11-21T22:26:40Z

inline journal::Register shop() {
    return {{"Maison Ada", {"1 rue X", "75001 Paris"}, "FRANCE", "12345678900012", "4771Z", "FR32123456789", "EUR"},
            3,
            "Panier 0.1.0"};
}

// Two lines at two rates; `n` makes the visit, the payment and the tags its own.
inline checkout::TicketDraft draft(int n) {
    checkout::Article jumper;
    jumper.gtin = *codes::Gtin::parse("4006381333931");
    jumper.label = {"Pull jacquard", "Jacquard jumper"};
    jumper.size = "M";
    jumper.price = {4995};
    jumper.offer = checkout::Offer{{6995}, {"Soldes d’été", "Summer sale"}};
    jumper.vatRateBp = 2000;
    jumper.tagged = true;
    checkout::Article book;
    book.gtin = *codes::Gtin::parse("9780201379624");
    book.label = {"Livre", ""};
    book.price = {1290};
    book.vatRateBp = 550;

    checkout::Basket basket;
    for (int i = 0; i < 1 + n % 3; ++i)
        basket.putTag(jumper, *codes::Epc::fromBytes(std::array<std::uint8_t, 4>{
                                  0x30, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n),
                                  static_cast<std::uint8_t>(i)}));
    basket.show(book);
    checkout::CardPayment payment;
    payment.reference = "R" + std::to_string(n);
    payment.amount = basket.total();
    payment.authorisation = "123456";
    payment.maskedPan = "############1234";
    payment.contactless = true;
    return checkout::makeTicket(basket, payment, "visit-" + std::to_string(n), start + n * 60'000,
                                checkout::Language::French);
}

// A fixed e-ticket address, so that its content is the same every time.
inline journal::TicketContent content(int number) {
    return {number, shop(), "AAAAAAAAAAAAAAAAAAAA" + std::to_string(10 + number), draft(number)};
}

} // namespace panier::samples
