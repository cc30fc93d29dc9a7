#include "visit/json.h"

#include "visit/json_types.h"

namespace panier::visit {

namespace {

constexpr int stateVersion = 2;

// An event or a command without a field is an empty object.
template <typename T>
std::string objectText(const T &value) {
    if constexpr (std::is_empty_v<T>)
        return "{}";
    else
        return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

std::string toJson(const State &state) {
    const nlohmann::json j = {{"version", stateVersion}, {"state", state}};
    return j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

base::Expected<State, base::Failure<JsonError>> stateFromJson(std::string_view text) {
    const auto j = nlohmann::json::parse(text, nullptr, false);
    if (j.is_discarded())
        return base::fail(JsonError::NotJson, "the stored visit is not JSON");
    try {
        if (j.at("version").get<int>() != stateVersion)
            return base::fail(JsonError::OtherVersion, "the stored visit was written by another version");
        return j.at("state").get<State>();
    } catch (const nlohmann::json::exception &problem) {
        return base::fail(JsonError::WrongShape, std::string("the stored visit: ") + problem.what());
    }
}

std::string toJson(const EventData &event) {
    return std::visit([](const auto &data) { return objectText(data); }, event);
}

std::string toJson(const CommandData &command) {
    return std::visit([](const auto &data) { return objectText(data); }, command);
}

} // namespace panier::visit
