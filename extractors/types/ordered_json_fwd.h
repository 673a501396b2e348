// OrderedJson by name only, for headers: ordered_json.h is behind it.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <utility>

namespace banthuek {
inline namespace types {

template <class Key, class T, class IgnoredLess = std::less<Key>, class Allocator = std::allocator<std::pair<const Key, T>>>
struct OrderedMap;

using OrderedJson = nlohmann::basic_json<OrderedMap>;

}  // namespace types
}  // namespace banthuek
