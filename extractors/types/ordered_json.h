// JSON whose objects keep the order in which they were written: that of the export and of the desk's pages and API.
//
// nlohmann::ordered_json with one difference. That one keeps an object in a vector of pairs with a const key, and a vector that grows copies what it
// cannot move without fear of a throw: at each growth all that stands below, values of values included. A page of results was copied so three times
// over. Here the values move.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>

#include "extractors/types/ordered_json_fwd.h"

namespace banthuek {
inline namespace types {

// nlohmann::ordered_map whose growth copies the keys alone.
template <class Key, class T, class IgnoredLess, class Allocator>
struct OrderedMap : nlohmann::ordered_map<Key, T, IgnoredLess, Allocator> {
  using Base = nlohmann::ordered_map<Key, T, IgnoredLess, Allocator>;
  using Base::Base;
  using typename Base::Container;
  using typename Base::iterator;

  template <class AnyKey>
  std::pair<iterator, bool> emplace(AnyKey&& key, T&& value) {
    // A key that is there already moves nothing.
    if (this->size() >= this->capacity() && std::none_of(this->begin(), this->end(), [&](const auto& entry) { return entry.first == key; }))
      make_room();
    return Base::emplace(std::forward<AnyKey>(key), std::move(value));
  }
  template <class AnyKey>
  T& operator[](AnyKey&& key) {
    return emplace(std::forward<AnyKey>(key), T{}).first->second;
  }
  template <class AnyKey>
  const T& operator[](AnyKey&& key) const {
    return Base::at(std::forward<AnyKey>(key));
  }

 private:
  void make_room() {
    Container more(this->get_allocator());
    more.reserve(std::max<std::size_t>(8, 2 * this->size()));
    for (auto& [key, value] : *this) more.emplace_back(key, std::move(value));
    Container::swap(more);
  }
};

}  // namespace types
}  // namespace banthuek
