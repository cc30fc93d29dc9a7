// A visit's state and events as JSON, for the store. The state is read back at a start; events are for people and
// tests.
#pragma once

#include "base/expected.h"
#include "visit/command.h"
#include "visit/state.h"

#include <string>
#include <string_view>

namespace panier::visit {

enum class JsonError { NotJson, WrongShape, OtherVersion };

[[nodiscard]] std::string toJson(const State &state);
[[nodiscard]] base::Expected<State, base::Failure<JsonError>> stateFromJson(std::string_view text);

[[nodiscard]] std::string toJson(const EventData &event);
[[nodiscard]] std::string toJson(const CommandData &command);

} // namespace panier::visit
