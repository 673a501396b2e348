// How much work the hash of a new password is: sodium's interactive limits, those of every desk.
//
// hash_cost() is a unit of its own so that the tests' program can put a cheap one in its place: no option of the desk lowers it. What was hashed is
// checked at the cost that its text says.
#pragma once

#include <cstddef>

namespace banthuek::serve::access {

struct HashCost {
  unsigned long long passes = 0;
  std::size_t bytes = 0;  // of memory
};

inline constexpr HashCost kHashCost{2, 64u << 20};

HashCost hash_cost();

}  // namespace banthuek::serve::access
