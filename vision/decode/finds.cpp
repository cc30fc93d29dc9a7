#include "vision/decode/finds.h"

#include <algorithm>

namespace panier::vision::decode {

void add(std::vector<Decoded> &codes, std::optional<Decoded> code) {
    if (!code || codes.size() >= maxCodesPerPicture)
        return;
    const bool known = std::any_of(codes.begin(), codes.end(), [&](const Decoded &other) {
        return other.symbology == code->symbology && other.text == code->text;
    });
    if (!known)
        codes.push_back(*std::move(code));
}

bool isEanOrUpc(Symbology symbology) {
    return symbology == Symbology::Ean13 || symbology == Symbology::Ean8 || symbology == Symbology::UpcA ||
           symbology == Symbology::UpcE;
}

Opinion opinionOf(const Decoded &code, const Profile &profile) {
    SoftVote vote;
    for (const auto &search : {TrackSearch{1, 0.5F}, TrackSearch{3, 0.4F}}) {
        (void)vote.look(profile, {search, code.symbology == Symbology::Ean13 || code.symbology == Symbology::UpcA,
                                  code.symbology == Symbology::Ean8, code.symbology == Symbology::UpcE});
        if (vote.confirms(code.text))
            return Opinion::Agrees;
    }
    return vote.isSilent() ? Opinion::Silent : Opinion::Disagrees;
}

std::optional<Decoded> softRead(const SoftVote &vote, const std::array<Point, 4> &position, Pass pass) {
    const auto read = vote.result();
    if (!read)
        return std::nullopt;
    return Decoded{read->symbology, read->aim, read->text, position, pass, read->strength < certainStrength};
}

} // namespace panier::vision::decode
