// Every place of a JSON text, for tests that put something wrong at each.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

namespace banthuek::test {

// From the top; `at` is where `json` stands in the whole.
inline void each_place(const nlohmann::json& json, const nlohmann::json::json_pointer& at,
                       const std::function<void(const nlohmann::json::json_pointer&, const nlohmann::json&)>& visit) {
  visit(at, json);
  if (json.is_object())
    for (const auto& [key, value] : json.items()) each_place(value, at / key, visit);
  if (json.is_array())
    for (std::size_t i = 0; i < json.size(); ++i) each_place(json[i], at / i, visit);
}

}  // namespace banthuek::test
